// What this store certified itself, for later requests of the same patient: which numbers it gave and what became of
// them, and the services behind them, which rules count.
//
// All of it happens inside the store's own transaction. Whatever fails throws SqliteFailure.
#pragma once

#include "model/determination.hpp"
#include "model/facts.hpp"
#include "model/service_review.hpp"
#include "store/named_services.hpp"
#include "store/sqlite.hpp"
#include "store/subject.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace x278::store {

// Of one patient, no more certified services than this are given to be counted; with more the count is unknown.
inline constexpr std::int64_t services_max = 2000;

class Certifications {
public:
    // In a new file, and in one with tables of version 2, which kept numbers but no services.
    static void make_tables(Connection& connection);
    static void upgrade_tables(Connection& connection);

    // Beside those tables; a file without it is given one.
    static void make_revision_table(Connection& connection);

    // The tables must be there; `connection` must outlive this.
    explicit Certifications(Connection& connection);

    // Adds to what reference data knows: that a number the request names was given here to the same member, what became
    // of it, and every service that stands certified for the patient, in order of their first days; but of a revision
    // without those it would take the place of. `subject` is that of the request.
    void add_to(model::Facts& facts, const model::ServiceReviewRequest& request, const Subject& subject);

    // Keeps what the determination certifies and pends. What it cancels is certified no longer, nor is what a revision
    // that it certifies takes the place of.
    void record(const model::ServiceReviewRequest& request, const Subject& subject, const model::Determination& determination);

private:
    struct Number;
    struct Given;

    void add_number(model::Facts&                      facts,
                    const model::ServiceReviewRequest& request,
                    const Subject&                     subject,
                    std::string_view                   number);
    void add_services(model::History& history, const Subject& subject, std::string_view payer);

    void insert_number(const model::ServiceReviewRequest& request, const Subject& subject, const Number& number);
    void insert_services(const Subject&                         subject,
                         std::string_view                       payer,
                         std::string_view                       number,
                         const std::vector<model::PastService>& services);
    void withdraw(const model::ServiceReviewRequest& request, const Subject& subject, const std::vector<NamedServices>& services);
    void link(const model::ServiceReviewRequest& request,
              const Subject&                     subject,
              const std::vector<NamedServices>&  revised,
              std::string_view                   revision);

    // What stands for a number: itself and its revisions, theirs among them, in the order they were certified; folded.
    [[nodiscard]] std::vector<std::string>   standing(std::string_view number);
    [[nodiscard]] std::vector<NamedServices> standing(const std::vector<NamedServices>& services);

    [[nodiscard]] std::optional<Given> find(const model::ServiceReviewRequest& request,
                                            const Subject&                     subject,
                                            std::string_view                   number);

    Statement find_number_;
    Statement insert_number_;
    Statement cancel_number_;
    Statement find_services_;
    Statement insert_service_;
    Statement remove_services_;
    Statement find_standing_;
    Statement insert_revision_;
};

}  // namespace x278::store
