#include "policy/case_build.hpp"

#include "core/day.hpp"
#include "model/npi.hpp"
#include "policy/case_expect.hpp"
#include "policy/compile.hpp"
#include "policy/language/diagnostics.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

constexpr int              last_minute  = 23 * 60 + 59;
constexpr std::string_view initial      = "I";  // UM02
constexpr std::string_view usual_npi    = "1234567893";
constexpr std::string_view usual_member = "900000001";
constexpr std::string_view usual_prefix = "XXP";
constexpr std::string_view usual_number = "PA24010100001";  // of an earlier certification
constexpr auto             usual_birth  = std::chrono::year(1980) / std::chrono::February / std::chrono::day(1);

// Who asks whom about whom, before the case says anything.
void put_usual_request(const PayerProgram& payer, BuiltCase& to)
{
    model::ServiceReviewRequest& request = to.request;
    request.purpose                      = "13";
    if (!payer.identifiers.empty())
        request.utilization_management_organization.id = {payer.identifiers.front().first, payer.identifiers.front().second};
    request.requester.role        = "1P";
    request.requester.id          = {"XX", usual_npi};
    request.subscriber.id         = {"MI", to.texts.emplace_back(std::string(usual_prefix) + std::string(usual_member))};
    request.subscriber.birth_date = usual_birth;
    request.event.review.certification_type = initial;
}

template <class Clause>
std::vector<const Clause*> clauses_of(const ast::Case& one)
{
    std::vector<const Clause*> found;
    for (const ast::CaseClause& clause : one.clauses)
        if (const auto* wanted = boost::get<Clause>(&clause.get())) found.push_back(wanted);
    return found;
}

void add_parameter(const CaseBuilding& building, const ast::WithParameter& with)
{
    const auto& parameters = building.payer.parameters;
    const auto  found      = parameters.find(with.name.text);
    if (found == parameters.end())
        return building.report(with.name, fmt::format("{} has no parameter `{}`", building.payer.id, with.name.text),
                               did_you_mean(with.name.text, keys_of(parameters)));
    const Parameter& parameter = found->second;
    if (std::ranges::find(parameter.values, with.value.text) == parameter.values.end())
        return building.report(with.value, fmt::format("parameter `{}` has no value `{}`", parameter.name, with.value.text),
                               fmt::format("it may be {}", fmt::join(parameter.values, ", ")));
    building.to.trial.resize(parameters.size());
    building.to.trial[parameter.number] = with.value.text;
}

// Each `expect` speaks of the answer as the reviews before it have left it.
void add_expectations(const CaseBuilding& building, const ast::Case& one)
{
    BuiltCase& to = building.to;
    for (const ast::CaseClause& clause : one.clauses) {
        if (const auto* review = boost::get<ast::CaseReview>(&clause.get()))
            to.reviews.push_back(build_review(building, *review));
        if (const auto* expected = boost::get<ast::Expectation>(&clause.get()))
            (to.reviews.empty() ? to.expectations : to.reviews.back().expectations).push_back(expected);
    }
    for (const BuiltReview& review : to.reviews)
        if (review.expectations.empty())
            building.report(*review.words, "nothing is expected of what is said here",
                            "write `expect allowed` or `expect blocked` after it");
}

// Whatever is not initial goes back to a certification.
void refer_back(const CaseBuilding& building)
{
    model::PatientEvent& event = building.to.request.event;
    const auto&          known = building.to.facts.history.certifications;
    if (building.draft.refers_nowhere) return;
    if (event.review.certification_type != initial && event.previous_certification.empty())
        event.previous_certification = known.empty() ? usual_number : std::string_view(known.front().number);
    if (!event.previous_certification.empty() && building.to.facts.previous_certification == model::Known::unknown)
        building.to.facts.previous_certification = model::Known::yes;
}

}  // namespace

model::Moment moment_of(const ast::CaseMoment& moment)
{
    model::Moment at{moment.day.date, {}};
    if (!moment.clock) return at;
    const std::string& clock = moment.clock->text;  // HH:MM
    at.minute                = std::min(std::stoi(clock.substr(0, 2)) * 60 + std::stoi(clock.substr(3)), last_minute);
    return at;
}

std::string_view unit_of(const CaseBuilding& building, const ast::Amount& amount)
{
    const std::string_view unit = language::code_of(language::unit_words, amount.unit.text);
    if (is_only_counted(unit))
        building.report(amount.unit, fmt::format("only a rule counts in `{}`", amount.unit.text),
                        "write `visits`, `days` or `units`");
    return unit;
}

void check_order(const CaseBuilding& building, std::chrono::year_month_day first, const ast::Day& last)
{
    if (last.date < first) building.report(last, "the last day is before the first", fmt::format("which is {}", day_text(first)));
}

void check_order(const CaseBuilding& building, const ast::DayRange& days)
{
    if (days.last) check_order(building, days.first.date, *days.last);
}

void check_npi(const CaseBuilding& building, const ast::Name& npi)
{
    if (!model::is_npi(npi.text))
        building.report(npi, fmt::format("`{}` is no NPI", npi.text),
                        "ten digits, the last of which checks the others, as in `1234567893`");
}

void check_code(const CaseBuilding& building, CodeSystem system, const ast::Name& code)
{
    if (!has_shape(system, code.text))
        building.report(code, fmt::format("`{}` is not {}", code.text, shape_in_words(system)), shape_hint(system, code.text));
}

void CaseBuilding::report(const ast::Located& at, std::string_view message, std::string_view hint) const
{
    errors.push_back(language::error_at(file, at, message, hint));
}

std::optional<BuiltCase> build_case(const ast::Case&        one,
                                    const PlanFile&         file,
                                    const PayerProgram&     payer,
                                    std::vector<PlanError>& errors)
{
    BuiltCase          built;
    CaseDraft          draft;
    const std::size_t  errors_before = errors.size();
    const CaseBuilding building{file, payer, built, draft, errors};
    put_usual_request(payer, built);
    put_usual_facts(built.facts);

    const auto members  = clauses_of<ast::CaseMember>(one);
    const auto requests = clauses_of<ast::CaseRequest>(one);
    if (members.empty()) building.report(one.title, "the case has no `member`", "write whom it is about, as in `member HMO`");
    if (members.size() > 1) building.report(members[1]->product, "a second `member` in one case", "a case is about one");
    if (requests.empty())
        building.report(one.title, "the case has no `request`", "write what is asked, as in `request services`");
    if (requests.size() > 1) building.report(requests[1]->category, "a second `request` in one case", "write a case of its own");
    if (clauses_of<ast::Expectation>(one).empty())
        building.report(one.title, "the case expects nothing", "write what the answer must be, as in `expect approved`");
    if (errors.size() != errors_before) return std::nullopt;

    for (const auto* list : clauses_of<ast::NameList>(one))
        for (const ast::Name& name : list->names) built.scenarios.push_back(name.text);
    add_request(building, *requests.front());
    for (const auto* line : clauses_of<ast::CaseLine>(one)) add_line(building, *line);
    settle_provider(building);
    add_member(building, *members.front());
    for (const auto* given : clauses_of<ast::Given>(one)) add_given(building, *given);
    for (const auto* with : clauses_of<ast::WithParameter>(one)) add_parameter(building, *with);
    refer_back(building);
    settle_days(building);
    add_expectations(building, one);
    check_expectations(building);
    if (errors.size() != errors_before) return std::nullopt;
    return built;
}

}  // namespace x278::policy
