// What reviewers say in a case: who acts, on what, and what then stands.
#include "policy/case_expect.hpp"
#include "policy/decide_line.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

using model::LineDetermination;
using Kind = ast::ReviewItem::Kind;

std::vector<std::string>& list_of(Kind kind, BuiltReview& of)
{
    switch (kind) {
        case Kind::supervised_by: return of.reviewer.supervisor_licences;
        case Kind::consulting: return of.act.consulted;
        case Kind::expertise: return of.act.expertise;
        case Kind::specialty:
        case Kind::with_criteria: break;
    }
    return of.reviewer.specialties;
}

}  // namespace

BuiltReview build_review(const CaseBuilding& building, const ast::CaseReview& review)
{
    check_target(building, review.target, review);
    const auto lines = building.to.request.event.lines.size();
    const bool event =
        review.target.kind == ast::Target::Kind::event || (review.target.kind == ast::Target::Kind::unsaid && lines > 1);
    if (event && lines > 0)
        building.report(review,
                        fmt::format("the request has {} line{}, which are decided one by one", lines, lines == 1 ? "" : "s"),
                        "write `review line 1` or `review every line`");

    const std::string& word = review.says.word.text;
    BuiltReview        built;
    built.words       = &review;
    built.act.outcome = word == "documents" ? "pended" : word;
    for (const ast::Name& document : review.says.documents) built.act.documents.push_back(document.text);
    for (const ast::Name& licence : review.licences) built.reviewer.licences.push_back(licence.text);
    for (const ast::ReviewItem& item : review.items) {
        if (item.kind == Kind::with_criteria)
            built.act.criteria_exist = true;
        else
            list_of(item.kind, built).push_back(item.name.text);
    }
    return built;
}

void review(
    const BuiltReview& said, const Plans& plans, const PayerProgram& payer, Standing& standing, std::vector<std::string>& found)
{
    standing.permission.reset();
    model::Determination& answer = standing.answer;
    for (const int number : parts_of(said.words->target, answer)) {
        LineDetermination& part    = part_of(answer, number);
        const bool         decided = standing.reviewed.contains(number);
        if (decided || !answer.rejections.empty() || part.outcome != model::Outcome::pended) {
            found.push_back(fmt::format("{}: expected to wait for a reviewer, was {}", words_of_part(number),
                                        decided                     ? "decided by one"
                                        : answer.rejections.empty() ? outcome_in_words(part.outcome)
                                                                    : "rejected"));
            continue;
        }
        standing.permission = may_decide(said.reviewer, said.act, plans, payer.id);
        if (auto after = after_review(part, said.act, *standing.permission))
            part = std::move(*after);
        else
            standing.reviewed.insert(number);
    }
    if (answer.lines.empty() || !standing.permission) return;
    answer.event = {};
    roll_up(answer.lines, answer.event);
    if (!standing.reviewed.empty()) standing.reviewed.insert(0);  // it is no longer what the rules made of the lines
}

}  // namespace x278::policy
