// People, providers and places that do not exist, the same ones for the same number.
#pragma once

#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace x278::bench {

// The same numbers on every machine: the standard fixes the engine, but not its distributions.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}

    [[nodiscard]] std::uint64_t below(std::uint64_t limit) { return engine_() % limit; }
    [[nodiscard]] bool          one_in(std::uint64_t chances) { return below(chances) == 0; }
    [[nodiscard]] int           between(int low, int high)
    {
        return low + static_cast<int>(below(static_cast<std::uint64_t>(high - low) + 1));
    }

    template <class List>
    [[nodiscard]] const auto& one_of(const List& list)
    {
        return list[below(std::size(list))];
    }

private:
    std::mt19937_64 engine_;
};

struct Place {
    std::string_view city;
    std::string_view state;
    std::string_view postal_code;
};

struct Person {
    std::string_view            last_name;
    std::string_view            first_name;
    char                        middle_initial;
    char                        gender;  // DMG03: F, M
    std::chrono::year_month_day born;
    int                         house;  // of the address
    std::string_view            street;
    Place                       place;
};

struct Provider {
    std::string      npi;
    std::string_view last_name;
    std::string_view first_name;
    std::string_view organization;
};

// Member `number`, always with the same name, birth date and address.
[[nodiscard]] Person      member(std::uint64_t number);
[[nodiscard]] std::string member_id(std::uint64_t number);  // `XXP9` and eight digits

// A child of that member's family.
[[nodiscard]] Person dependent_of(std::uint64_t number);

// Provider `number`, always with the same name and NPI.
[[nodiscard]] Provider provider(std::uint64_t number);

// Ten digits: nine given, and the check digit of the Luhn formula over them and the prefix 80840.
// Source: 45 CFR 162.406.
[[nodiscard]] std::string npi_of(std::uint64_t nine_digits);

}  // namespace x278::bench
