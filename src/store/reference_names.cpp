#include "store/reference_names.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace x278::store {

namespace {

constexpr std::array<std::string_view, 7> suffixes{"JR", "SR", "II", "III", "IV", "V", "ESQ"};

// Letters of other alphabets count as they are.
[[nodiscard]] bool counts(unsigned char c) { return c >= 0x80 || std::isalnum(c) != 0; }

// The parts of a last name, folded, without its suffix.
[[nodiscard]] std::vector<std::string> parts_of(std::string_view name)
{
    std::vector<std::string> parts;
    for (std::size_t start = 0; start < name.size();) {
        const std::size_t end  = std::min(name.find_first_of(" -", start), name.size());
        std::string       part = folded_name(name.substr(start, end - start));
        if (!part.empty()) parts.push_back(std::move(part));
        start = end + 1;
    }
    if (parts.size() > 1 && std::ranges::find(suffixes, parts.back()) != suffixes.end()) parts.pop_back();
    return parts;
}

[[nodiscard]] std::string joined(const std::vector<std::string>& parts)
{
    std::string all;
    for (const std::string& part : parts) all += part;
    return all;
}

// Parts of one letter, and DE or VAN, name nobody.
constexpr std::size_t part_chars_min = 4;

}  // namespace

std::string folded_name(std::string_view name)
{
    std::string folded;
    for (const unsigned char c : name)
        if (counts(c)) folded += static_cast<char>(std::toupper(c));
    return folded;
}

bool same_last_name(std::string_view one, std::string_view other)
{
    const auto ours   = parts_of(one);
    const auto theirs = parts_of(other);
    if (joined(ours) == joined(theirs)) return true;
    return std::ranges::any_of(ours, [&](const std::string& part) {
        return part.size() >= part_chars_min && std::ranges::find(theirs, part) != theirs.end();
    });
}

bool same_first_name(std::string_view one, std::string_view other)
{
    const std::string ours   = folded_name(one);
    const std::string theirs = folded_name(other);
    return ours.starts_with(theirs) || theirs.starts_with(ours);
}

}  // namespace x278::store
