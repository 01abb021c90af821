#include "app/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace x278::app {

namespace {

// ISA13 has nine digits, and so has GS06; after that the series begins again.
constexpr std::uint64_t control_number_max = 999'999'999;

std::uint64_t next(store::Store& store, store::Series series)
{
    const auto number = store.next_number(series);
    if (!number) throw NumbersUnavailable(number.error());
    return (*number - 1) % control_number_max + 1;
}

std::string case_number(std::string_view prefix, const model::Determination& determination, std::uint64_t number)
{
    const auto& day = determination.determined_on;
    return fmt::format("{}{:02}{:02}{:02}{:05}", prefix, static_cast<int>(day.year()) % 100, static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()), number);
}

}  // namespace

edi::NumberSource number_source(store::Store& store)
{
    return {[&store] { return next(store, store::Series::interchange); }, [&store] { return next(store, store::Series::group); }};
}

store::RequestKey key_of(std::string_view sender, const model::ServiceReviewRequest& request)
{
    const auto& traces = request.event.traces;
    return {std::string(sender), std::string(request.reference),
            traces.empty() ? std::string() : std::string(traces.front().number)};
}

void give_numbers(model::Determination& determination, const std::function<std::uint64_t()>& next_case)
{
    if (!determination.rejections.empty()) return;
    const auto any = [&](auto holds) {
        return holds(determination.event.outcome)
               || std::ranges::any_of(determination.lines, [&](const auto& line) { return holds(line.outcome); });
    };
    if (any(model::is_certified)) determination.certification_number = case_number("PA", determination, next_case());
    if (any([](model::Outcome outcome) { return outcome == model::Outcome::pended; }))
        determination.administrative_reference = case_number("CASE", determination, next_case());
}

void give_receipt(model::Determination&                 determination,
                  const model::ServiceReviewRequest&    notification,
                  const std::function<std::uint64_t()>& next_case)
{
    if (!determination.rejections.empty()) return;
    determination.event.outcome = model::Outcome::notice_accepted;
    for (const model::ServiceLine& line : notification.event.lines) {
        model::LineDetermination& noted = determination.lines.emplace_back();
        noted.line                      = line.number;
        noted.outcome                   = model::Outcome::notice_accepted;
    }
    determination.administrative_reference = case_number("RN", determination, next_case());
}

}  // namespace x278::app
