// Who asks and for whom: what keeps a request from being worked on at all.
#include "policy/decide_line.hpp"

#include "model/npi.hpp"

namespace x278::policy {

namespace {

using model::Known;

constexpr std::string_view cancel = "3";  // UM02

std::optional<model::Rejection> rejected(std::string_view situation) { return model::Rejection{std::string(situation)}; }

std::optional<model::Rejection> requester_rejection(const model::Party& requester, const model::ProviderFacts& facts)
{
    if (requester.id.qualifier == "XX" && !model::is_npi(requester.id.value)) return rejected("requester/id-invalid");
    if (facts.on_file == Known::no) return rejected("requester/unknown");
    return std::nullopt;
}

std::optional<model::Rejection> member_rejection(const model::ServiceReviewRequest& request, const model::MemberFacts& facts)
{
    const bool dependent = request.dependent.has_value();
    if (request.subscriber.id.value.empty()) return rejected("member/id-missing");
    if (facts.on_file == Known::no) return rejected("member/not-found");
    if (dependent && facts.patient_on_file == Known::no) return rejected("dependent/not-found");
    if (facts.birth_date_matches == false)
        return rejected(dependent ? "dependent/birth-date-differs" : "member/birth-date-differs");
    // What was certified may be cancelled whether or not the member is still covered.
    const bool cancels = request.event.review.certification_type == cancel;
    if (facts.eligible == false && !cancels) return rejected("member/not-eligible");
    return std::nullopt;
}

}  // namespace

std::optional<model::Rejection> rejection_of(const model::ServiceReviewRequest& request, const model::Facts& facts)
{
    if (auto rejection = requester_rejection(request.requester, facts.requester)) return rejection;
    return member_rejection(request, facts.member);
}

}  // namespace x278::policy
