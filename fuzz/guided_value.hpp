// Values without meaning that an element of a guide takes: of its type and length, of its
// code lists, and of the form of the external source that rules it.
#pragma once

#include "bench/people.hpp"
#include "edi/guide.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace x278::fuzz {

// What a value may depend on besides its own element.
struct Surroundings {
    std::string_view                             before;  // the value before it, which says how a period is written
    std::function<bool(std::string_view code)>   has;     // whether the segment holds this code
    std::function<std::string_view(int element)> at;      // the first component of an element; empty when absent
    std::string_view                             segment_key;
};

class ValueSource {
public:
    explicit ValueSource(std::uint64_t seed) : dice_(seed) {}

    // Codes come in turn, so that each of a list is used before any is used twice.
    [[nodiscard]] std::string value_of(const edi::Element& spec, const Surroundings& around);
    [[nodiscard]] std::string next_of(const edi::CodeList& codes, const void* place);

    [[nodiscard]] bench::Dice& dice() noexcept { return dice_; }

private:
    [[nodiscard]] std::string by_source(std::string_view source, const edi::Element& spec, const Surroundings& around);
    [[nodiscard]] std::string by_type(const edi::Element& spec, const Surroundings& around);
    [[nodiscard]] std::string words(std::size_t min, std::size_t max);
    [[nodiscard]] std::string digits(std::size_t count);
    [[nodiscard]] std::string day(const Surroundings& around);
    [[nodiscard]] std::string day_and_next(const Surroundings& around);

    bench::Dice                        dice_;
    std::map<const void*, std::size_t> turns_;  // how often a list was asked at a place
};

// The source that rules a value: "236 if A; 237 if B" where B stands in the segment is "237".
// Empty when none does.
[[nodiscard]] std::string_view ruling_source(std::string_view                                  sources,
                                             const std::function<bool(std::string_view code)>& has) noexcept;

}  // namespace x278::fuzz
