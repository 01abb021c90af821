#include "edi/number_set.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace x278::edi {

namespace {

constexpr std::size_t digits_max = 15;  // with their count, they fit 64 bits

// A number that is all digits, and how many there are: that tells `0001` from `1`, and runs are of one length.
std::optional<std::uint64_t> key_of(std::string_view number) noexcept
{
    const bool digits = std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || number.empty() || number.size() > digits_max) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : number) value = value * 10 + static_cast<std::uint64_t>(c - '0');
    return static_cast<std::uint64_t>(number.size()) << 56 | value;
}

}  // namespace

bool NumberSet::insert(std::string_view number)
{
    if (contains(number)) return false;
    if (const auto key = key_of(number))
        insert_run(*key);
    else if (texts_.size() < runs_max)
        texts_.emplace(number);
    return true;
}

bool NumberSet::contains(std::string_view number) const noexcept
{
    const auto key = key_of(number);
    if (!key) return texts_.contains(number);
    const auto after = runs_.upper_bound(*key);
    return after != runs_.begin() && *key <= std::prev(after)->second;
}

// Adds a number that is in no run: to the run before it, the one after it, both or neither.
void NumberSet::insert_run(std::uint64_t number)
{
    const auto after  = runs_.upper_bound(number);
    const auto before = after == runs_.begin() ? runs_.end() : std::prev(after);

    const bool joins_before = before != runs_.end() && before->second + 1 == number;
    const bool joins_after  = after != runs_.end() && after->first == number + 1;
    if (!joins_before && !joins_after && runs_.size() >= runs_max) return;

    const std::uint64_t last = joins_after ? after->second : number;
    if (joins_after) runs_.erase(after);
    if (joins_before)
        before->second = last;
    else
        runs_.emplace(number, last);
}

void NumberSet::clear() noexcept
{
    runs_.clear();
    texts_.clear();
}

}  // namespace x278::edi
