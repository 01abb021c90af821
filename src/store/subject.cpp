// Which requests an inquiry finds. docs/decisions/014-who-may-see-what-is-on-file.md
#include "store/subject.hpp"

#include "store/reference_tables.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace x278::store {

namespace {

using model::Date;
using model::Period;
using model::ServiceReviewRequest;

constexpr std::string_view category_mark = "UM01=";
constexpr std::string_view type_mark     = "UM03=";
constexpr std::string_view work_mark     = "=";

int days_of(const Date& date) { return static_cast<int>(std::chrono::sys_days(date).time_since_epoch().count()); }

void add(std::vector<std::string>& list, std::string entry)
{
    if (std::ranges::find(list, entry) == list.end()) list.push_back(std::move(entry));
}

void add_party(std::vector<std::string>& parties, const model::Party& party)
{
    if (!party.id.value.empty()) add(parties, folded(party.id.qualifier) + "=" + folded(party.id.value));
}

void add_marked(std::vector<std::string>& services, std::string_view mark, std::string_view code)
{
    if (!code.empty()) add(services, std::string(mark) + folded(code));
}

void add_days(Subject& subject, const std::optional<Period>& period)
{
    if (!period) return;
    const bool none   = subject.first_day > subject.last_day;
    subject.first_day = none ? days_of(period->first) : std::min(subject.first_day, days_of(period->first));
    subject.last_day  = none ? days_of(period->last) : std::max(subject.last_day, days_of(period->last));
}

bool has_any(const std::vector<std::string>& list, const std::vector<std::string>& wanted)
{
    return std::ranges::any_of(wanted, [&](const auto& one) { return std::ranges::find(list, one) != list.end(); });
}

std::vector<std::string> marked(const std::vector<std::string>& services, std::string_view mark)
{
    std::vector<std::string> found;
    std::ranges::copy_if(services, std::back_inserter(found), [&](const std::string& s) { return s.starts_with(mark); });
    return found;
}

// Of the kind of code that `mark` tells, one in common; where one side is silent, nothing keeps them apart.
bool agree(const Subject& asked, const Subject& recorded, std::string_view mark)
{
    const auto wanted = marked(asked.services, mark);
    const auto held   = marked(recorded.services, mark);
    return wanted.empty() || held.empty() || has_any(held, wanted);
}

bool same_days(const Subject& asked, const Subject& recorded)
{
    const bool asks  = asked.first_day <= asked.last_day;
    const bool knows = recorded.first_day <= recorded.last_day;
    return !asks || !knows || (asked.first_day <= recorded.last_day && recorded.first_day <= asked.last_day);
}

bool same_patient(const Subject& asked, const Subject& recorded)
{
    return asked.patient == recorded.patient && (asked.born.empty() || recorded.born.empty() || asked.born == recorded.born);
}

// The number an inquiry names at its event or at any of its lines; `silent` when at none.
enum class Named { silent, other, this_one };

template <class OfEvent, class OfLine>
Named named(const ServiceReviewRequest& inquiry, OfEvent of_event, OfLine of_line, const std::string& given)
{
    bool       any   = false;
    const auto holds = [&](std::string_view number) {
        any |= !number.empty();
        return !number.empty() && folded(number) == folded(given);
    };
    bool found = holds(of_event(inquiry.event));
    for (const model::ServiceLine& line : inquiry.event.lines) found |= holds(of_line(line));
    return found ? Named::this_one : any ? Named::other : Named::silent;
}

}  // namespace

Subject subject_of(const ServiceReviewRequest& request, const model::MemberFacts& member)
{
    const model::PatientEvent& event = request.event;
    Subject                    subject;
    subject.id     = member.number.empty() ? std::string(request.subscriber.id.value) : member.number;
    subject.member = folded(subject.id);
    if (request.dependent) {
        subject.patient = "D=" + folded(request.dependent->first_name);
        if (const auto& born = request.dependent->birth_date) subject.born = fmt::format("{}", days_of(*born));
    }
    add_party(subject.parties, request.requester);
    for (const model::Party& provider : event.providers) add_party(subject.parties, provider);

    subject.previous      = folded(event.previous_certification);
    const auto add_review = [&](const model::Review& review) {
        add_marked(subject.services, category_mark, review.request_category);
        add_marked(subject.services, type_mark, review.service_type);
    };
    add_review(event.review);
    add_days(subject, event.event_period);
    add_days(subject, event.admission_period);
    for (const model::ServiceLine& line : event.lines) {
        if (line.review) add_review(*line.review);
        add_marked(subject.services, work_mark, line.service.procedure);
        add_marked(subject.services, work_mark, line.service.revenue_code);
        add_days(subject, line.service_period);
        for (const model::Party& provider : line.providers) add_party(subject.parties, provider);
        if (subject.previous.empty()) subject.previous = folded(line.previous_certification);
    }
    if (subject.previous.empty()) subject.previous = folded(event.administrative_reference);
    return subject;
}

std::vector<std::string_view> earlier_numbers(const ServiceReviewRequest& request)
{
    std::vector<std::string_view> numbers;
    const auto                    add_of = [&](const auto& level) {
        const std::string_view certification = level.previous_certification;
        const std::string_view number = certification.empty() ? level.administrative_reference : certification;
        if (!number.empty() && std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
    };
    add_of(request.event);
    for (const model::ServiceLine& line : request.event.lines) add_of(line);
    return numbers;
}

bool is_asked_for(const ServiceReviewRequest& inquiry, const Subject& asked, const Subject& recorded, const GivenNumbers& given)
{
    if (asked.member != recorded.member || !same_patient(asked, recorded)) return false;

    const Named certification = named(
        inquiry, [](const auto& event) { return event.previous_certification; },
        [](const auto& line) { return line.previous_certification; }, given.certification);
    const Named administrative = named(
        inquiry, [](const auto& event) { return event.administrative_reference; },
        [](const auto& line) { return line.administrative_reference; }, given.administrative);
    if (certification == Named::other || administrative == Named::other) return false;
    // A number says which one is meant, and that whoever names it was told.
    if (certification == Named::this_one || administrative == Named::this_one) return true;

    std::vector<std::string> asker;
    add_party(asker, inquiry.requester);
    if (!has_any(recorded.parties, asker)) return false;
    return same_days(asked, recorded) && agree(asked, recorded, category_mark) && agree(asked, recorded, type_mark)
           && agree(asked, recorded, work_mark);
}

std::string joined(const std::vector<std::string>& list) { return fmt::format("{}", fmt::join(list, "\n")); }

std::vector<std::string> split(std::string_view text)
{
    std::vector<std::string> list;
    while (!text.empty()) {
        const auto end = text.find('\n');
        list.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return list;
}

}  // namespace x278::store
