// A case made into what decide() takes: the request it describes, and what is on file.
//
// What a case does not say is well: the member eligible, everybody on file and in network, the data complete, nothing
// in the past. The steps are a file each.
#pragma once

#include "model/facts.hpp"
#include "model/service_review.hpp"
#include "policy/language/case_ast.hpp"
#include "policy/plan.hpp"
#include "policy/program.hpp"
#include "policy/review.hpp"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace x278::policy {

// What somebody says of a part of the answer, and what is expected then.
struct BuiltReview {
    const language::ast::CaseReview*               words = nullptr;
    Reviewer                                       reviewer;
    ReviewAct                                      act;
    std::vector<const language::ast::Expectation*> expectations;
};

// Move-only, as its request is. Views the file the case was read from, and its syntax tree.
struct BuiltCase {
    model::ServiceReviewRequest                    request;
    model::Facts                                   facts;
    ParameterValues                                trial;         // values of parameters the case tries
    std::vector<const language::ast::Expectation*> expectations;  // of what is decided before anybody reviews it
    std::vector<BuiltReview>                       reviews;       // in order
    std::vector<std::string>                       scenarios;
    std::deque<std::string>                        texts;  // made of what the case says; the request views them
};

// What a case has said before it is known what it leaves open.
struct CaseDraft {
    std::optional<model::Moment>               received;
    std::optional<model::Moment>               admitted;
    std::optional<std::chrono::year_month_day> terminated;  // the last day of coverage
    bool                                       undated        = false;
    bool                                       refers_nowhere = false;  // no earlier certification is named
};

// What one case is built from and into; `errors` get what is wrong with its words.
struct CaseBuilding {
    const PlanFile&         file;
    const PayerProgram&     payer;
    BuiltCase&              to;
    CaseDraft&              draft;
    std::vector<PlanError>& errors;

    void report(const language::ast::Located& at, std::string_view message, std::string_view hint = {}) const;
};

// The case, or nothing if something is wrong with it, which is added to `errors`.
[[nodiscard]] std::optional<BuiltCase> build_case(const language::ast::Case& one,
                                                  const PlanFile&            file,
                                                  const PayerProgram&        payer,
                                                  std::vector<PlanError>&    errors);

// As it stands in the file, which outlives the case.
[[nodiscard]] inline model::Text text_of(const language::ast::Name& name) { return {name.begin, name.end}; }

// HSD01 of an amount somebody asks for or was given; only a rule counts in dates or services, which is reported.
[[nodiscard]] std::string_view unit_of(const CaseBuilding& building, const language::ast::Amount& amount);

// Reports a last day before the first.
void check_order(const CaseBuilding& building, const language::ast::DayRange& days);
void check_order(const CaseBuilding& building, std::chrono::year_month_day first, const language::ast::Day& last);

// Reports what is no National Provider Identifier.
void check_npi(const CaseBuilding& building, const language::ast::Name& npi);

// Reports what does not look like a code of that system.
void check_code(const CaseBuilding& building, CodeSystem system, const language::ast::Name& code);
void check_code_of(const CaseBuilding& building, const language::ast::CodeItem& item);

// By the payer's clock.
[[nodiscard]] model::Moment moment_of(const language::ast::CaseMoment& moment);

// case_request.cpp; then whoever is named first is the provider of the service.
void add_request(const CaseBuilding& building, const language::ast::CaseRequest& request);
void add_line(const CaseBuilding& building, const language::ast::CaseLine& line);
void settle_provider(const CaseBuilding& building);

// case_facts.cpp: whom the case is about, and one `given`. After the request and the lines.
void put_usual_facts(model::Facts& facts);
void add_member(const CaseBuilding& building, const language::ast::CaseMember& member);
void add_given(const CaseBuilding& building, const language::ast::Given& given);

// case_review.cpp: who says what of which part. After the lines.
[[nodiscard]] BuiltReview build_review(const CaseBuilding& building, const language::ast::CaseReview& review);

// case_days.cpp: what the case leaves open of its days, and what follows from them. Last.
void settle_days(const CaseBuilding& building);

}  // namespace x278::policy
