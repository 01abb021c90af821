// One transaction set of the corpus: what its patient event and service lines hold.
#pragma once

#include "bench/people.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>

namespace x278::bench {

// Appends segments in the usual separators, and counts them.
class SegmentWriter {
public:
    explicit SegmentWriter(std::string& out) : out_(out) {}  // `out` must outlive it

    template <class... Values>
    void operator()(fmt::format_string<Values...> format, Values&&... values)
    {
        fmt::format_to(std::back_inserter(out_), format, std::forward<Values>(values)...);
        out_ += '~';
        ++count_;
    }

    [[nodiscard]] int count() const noexcept { return count_; }

private:
    std::string& out_;
    int          count_ = 0;
};

// Whom one transaction set is about, and its place in the corpus.
struct RequestPlace {
    std::uint64_t seed;
    std::uint64_t number;         // 1-based, over the whole corpus; makes BHT03 and TRN02 unique
    std::uint64_t control;        // ST02
    std::uint64_t member_number;  // of the subscriber
};

inline constexpr std::chrono::year_month_day corpus_day{std::chrono::year(2024), std::chrono::May, std::chrono::day(1)};

[[nodiscard]] std::string ccyymmdd(std::chrono::year_month_day date);

// Appends ST to SE.
void append_request(std::string& out, const RequestPlace& place, Dice& dice);

}  // namespace x278::bench
