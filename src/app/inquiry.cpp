#include "app/inquiry.hpp"

#include <algorithm>

namespace x278::app {

namespace {

using namespace model;

bool holds(const Period& period, const Date& day) { return period.first <= day && day <= period.last; }

bool overlap(const Period& period, const CertifiedPeriod& certified)
{
    return period.first <= certified.last && certified.first <= period.last;
}

// Some level of the determination for which it is so, the event or a line.
template <class Fits>
bool any_level(const Determination& determination, Fits fits)
{
    return fits(determination.event) || std::ranges::any_of(determination.lines, fits);
}

bool fits(const CertificationDates& asked, const Determination& determination)
{
    const bool certified = !determination.certification_number.empty();
    if (asked.issued && !(certified && holds(*asked.issued, determination.determined_on))) return false;
    if (asked.expires && !any_level(determination, [&](const LineDetermination& level) {
            return level.period && holds(*asked.expires, level.period->last);
        }))
        return false;
    return !asked.effective || any_level(determination, [&](const LineDetermination& level) {
        return level.period && overlap(*asked.effective, *level.period);
    });
}

}  // namespace

store::Wanted wanted_by(const ServiceReviewRequest& inquiry, const edi::Answers& answers)
{
    return [&inquiry, &answers](const Determination& determination) {
        const auto decided_so = [&](const std::optional<Decision>& decision) {
            return !decision || any_level(determination, [&](const LineDetermination& level) {
                return answers.outcome(level.outcome).hcr01 == decision->action;
            });
        };
        if (!decided_so(inquiry.event.decision) || !fits(inquiry.event.certification, determination)) return false;
        return std::ranges::all_of(inquiry.event.lines, [&](const ServiceLine& line) {
            return decided_so(line.decision) && fits(line.certification, determination);
        });
    };
}

InquiryAnswer begin_answer(const Determination& received)
{
    InquiryAnswer answer;
    answer.payer           = received.payer;
    answer.answered_at     = received.determined_at;
    answer.answered_on     = received.determined_on;
    answer.answered_minute = received.determined_minute;
    answer.rejections      = received.rejections;
    return answer;
}

std::string nothing_found(const ServiceReviewRequest& inquiry)
{
    const bool numbered =
        !inquiry.event.previous_certification.empty()
        || std::ranges::any_of(inquiry.event.lines, [](const ServiceLine& line) { return !line.previous_certification.empty(); });
    return numbered ? "request/certification-unknown" : "request/nothing-found";
}

}  // namespace x278::app
