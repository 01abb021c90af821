#include "store/reference_history.hpp"

#include "store/subject.hpp"

#include <algorithm>

namespace x278::store {

void add_past(const ReferenceTables& tables, const Member* member, std::string_view person, model::History& history)
{
    history.used_known       = tables.has_services;
    history.authorized_known = tables.has_services;
    history.stays_known      = tables.has_stays;
    history.events_known     = tables.has_events;
    if (member == nullptr) return;

    const auto past = std::ranges::find(member->pasts, person, &Past::person);
    if (past == member->pasts.end()) return;
    history.services = past->services;
    history.stays    = past->stays;
    history.events   = past->events;
    history.criteria = past->criteria;
}

void add_options(const ReferenceTables&      tables,
                 std::string_view            account,
                 std::chrono::year_month_day day,
                 model::History&             history)
{
    history.options_known = tables.has_options;
    const auto found      = tables.options.find(folded(account));
    if (found == tables.options.end()) return;
    for (const OptionOnFile& option : found->second)
        if (option.validity.holds(day)) history.options.push_back(option.option);
}

void add_certifications(const ReferenceTables&             tables,
                        const model::ServiceReviewRequest& request,
                        std::string_view                   payer_id,
                        std::string_view                   member_id,
                        model::History&                    history)
{
    if (tables.certifications.empty()) return;
    for (const std::string_view number : earlier_numbers(request)) {
        const auto found = tables.certifications.find(folded(number));
        if (found == tables.certifications.end() || !found->second.told) continue;
        if (found->second.payer_id != payer_id || found->second.member_id != member_id) continue;
        history.certifications.push_back(*found->second.told);
        history.certifications.back().number = number;
    }
}

}  // namespace x278::store
