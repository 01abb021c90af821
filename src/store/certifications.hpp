// What this store certified itself, for later requests of the same patient: which numbers it gave and what became of
// them, and the services behind them, which rules count.
//
// All of it happens inside the store's own transaction. Whatever fails throws SqliteFailure.
#pragma once

#include "model/determination.hpp"
#include "model/facts.hpp"
#include "model/service_review.hpp"
#include "store/sqlite.hpp"
#include "store/subject.hpp"

#include <string_view>

namespace x278::store {

// Of one patient, no more certified services than this are given to be counted; with more the count is unknown.
inline constexpr std::int64_t services_max = 2000;

class Certifications {
public:
    // In a new file, and in one with tables of version 2, which kept numbers but no services.
    static void make_tables(Connection& connection);
    static void upgrade_tables(Connection& connection);

    // The tables must be there; `connection` must outlive this.
    explicit Certifications(Connection& connection);

    // Adds to what reference data knows: that a number the request names was given here to the same member, what became
    // of it, and every service that stands certified for the patient, in order of their first days. `subject` is that of
    // the request.
    void add_to(model::Facts& facts, const model::ServiceReviewRequest& request, const Subject& subject);

    // Keeps what the determination certifies and pends; what it cancels is certified no longer.
    void record(const model::ServiceReviewRequest& request, const Subject& subject, const model::Determination& determination);

private:
    struct Number;

    void add_number(model::Facts& facts, const model::ServiceReviewRequest& request, std::string_view number);
    void add_services(model::History& history, const Subject& subject, std::string_view payer);

    void insert_number(const model::ServiceReviewRequest& request, const Number& number);
    void insert_services(const Subject&                         subject,
                         std::string_view                       payer,
                         std::string_view                       number,
                         const std::vector<model::PastService>& services);
    void cancel(const model::ServiceReviewRequest& request, const Subject& subject, const model::Determination& determination);
    void remove(const model::ServiceReviewRequest& request,
                const Subject&                     subject,
                std::string_view                   number,
                const model::Service*              only);

    Statement find_number_;
    Statement insert_number_;
    Statement cancel_number_;
    Statement find_services_;
    Statement insert_service_;
    Statement remove_services_;
};

}  // namespace x278::store
