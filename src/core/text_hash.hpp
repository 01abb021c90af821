// Hash tables of codes and names that are looked up by views of them.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace x278 {

// For short texts: most codes are one or two words of the machine.
struct TextHash {
    using is_transparent = void;

    std::size_t operator()(std::string_view text) const noexcept
    {
        constexpr std::uint64_t odd  = 0x9E37'79B9'7F4A'7C15;
        std::uint64_t           hash = text.size() * odd;
        const auto              mix  = [&](std::uint64_t word) {
            hash = (hash ^ word) * odd;
            hash ^= hash >> 32;
        };
        while (text.size() >= sizeof(std::uint64_t)) {
            mix(load<std::uint64_t>(text));
            text.remove_prefix(sizeof(std::uint64_t));
        }
        if (text.size() >= sizeof(std::uint32_t)) {
            mix(load<std::uint32_t>(text));
            text.remove_prefix(sizeof(std::uint32_t));
        }
        std::uint64_t rest = 0;
        for (const char c : text) rest = rest << 8 | static_cast<unsigned char>(c);
        mix(rest);
        return hash;
    }

private:
    template <class Word>
    static Word load(std::string_view text) noexcept
    {
        Word word{};
        std::memcpy(&word, text.data(), sizeof word);
        return word;
    }
};

// Goes with it. Short texts are compared where they stand: to call for it would take longer than the comparison.
struct TextEqual {
    using is_transparent = void;

    constexpr bool operator()(std::string_view one, std::string_view other) const noexcept
    {
        constexpr std::size_t short_max = 8;
        if (one.size() != other.size()) return false;
        if (one.size() > short_max) return one == other;
        for (std::size_t i = 0; i < one.size(); ++i)
            if (one[i] != other[i]) return false;
        return true;
    }
};

}  // namespace x278
