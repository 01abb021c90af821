// Control numbers that came before: whether one is used a second time.
//
// Senders number one after another, so what is kept is runs of numbers, not numbers: a
// file of a million sets costs one entry.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace x278::edi {

class NumberSet {
public:
    // More runs than this are not remembered; a number that came before is then taken for a new one.
    static constexpr std::size_t runs_max = 10'000;

    // Adds a number of any form; false when it was there already. `0001` and `1` are two numbers.
    bool               insert(std::string_view number);
    [[nodiscard]] bool contains(std::string_view number) const noexcept;
    void               clear() noexcept;

private:
    void insert_run(std::uint64_t number);

    std::map<std::uint64_t, std::uint64_t> runs_;   // first to last, of numbers that are all digits
    std::set<std::string, std::less<>>     texts_;  // the others
};

}  // namespace x278::edi
