#include "store/member_numbers.hpp"

#include <algorithm>
#include <cctype>
#include <ranges>

namespace x278::store {

namespace {

bool fits(unsigned char c, char wanted)
{
    if (wanted == 'A') return std::isalpha(c) != 0;
    if (wanted == '9') return std::isdigit(c) != 0;
    return c == static_cast<unsigned char>(wanted);
}

bool may_leave_out(std::string_view shape) { return shape.contains('['); }

// Reads `id` by the rest of a shape; a part that is there is preferred to one that was left out.
bool read_parts(std::string_view id, std::string_view shape, NumberParts& parts)
{
    if (shape.empty()) return id.empty();
    if (shape.front() != '[') {
        if (id.empty() || !fits(static_cast<unsigned char>(id.front()), shape.front())) return false;
        parts.number += id.front();
        return read_parts(id.substr(1), shape.substr(1), parts);
    }
    const std::size_t      closed = shape.find(']');
    const std::string_view part = shape.substr(1, closed - 1), rest = shape.substr(closed + 1);
    const NumberParts      before = parts;
    if (std::ranges::equal(id.substr(0, part.size()), part, fits)) {
        parts.optional.emplace_back(id.substr(0, part.size()));
        if (read_parts(id.substr(part.size()), rest, parts)) return true;
        parts = before;
    }
    parts.optional.emplace_back();
    if (read_parts(id, rest, parts)) return true;
    parts = before;
    return false;
}

std::string key_of(std::string_view payer_id, std::string_view number)
{
    return std::string(payer_id) + ' ' + std::string(number);
}

// What both have is the same.
bool agree(const NumberParts& one, const NumberParts& other)
{
    return std::ranges::equal(one.optional, other.optional, [](const std::string& ours, const std::string& theirs) {
        return ours.empty() || theirs.empty() || ours == theirs;
    });
}

}  // namespace

std::optional<NumberParts> parts_of(std::string_view id, std::string_view shape)
{
    NumberParts parts;
    if (!read_parts(id, shape, parts)) return std::nullopt;
    return parts;
}

bool is_shape(std::string_view shape)
{
    bool        open = false, outside = false;
    std::size_t held = 0;
    for (const char c : shape) {
        if (c == '[' || c == ']') {
            if (open != (c == ']') || (open && held == 0)) return false;
            open = !open;
            held = 0;
        } else {
            ++held;
            outside |= !open;
        }
    }
    return !open && outside;
}

void index_numbers(ReferenceTables& tables)
{
    for (const auto& [payer_id, payer] : tables.requirements)
        for (const std::string& shape : payer.member_ids) {
            if (!may_leave_out(shape)) continue;
            for (const auto& [id, member] : tables.members) {
                const bool covered =
                    !tables.has_coverage
                    || std::ranges::find(member.coverage, payer_id, &Coverage::payer_id) != member.coverage.end();
                const auto parts = covered ? parts_of(id, shape) : std::nullopt;
                if (parts) tables.numbers[key_of(payer_id, parts->number)].push_back(id);
            }
        }
}

FoundMember ReferenceTables::find_member(std::string_view payer_id, std::string_view sent) const
{
    const std::string id = folded(sent);
    if (const auto exact = members.find(id); exact != members.end()) return {exact->first, &exact->second};

    const auto  payer = requirements.find(payer_id);
    FoundMember found;
    if (payer == requirements.end()) return found;
    for (const std::string& shape : payer->second.member_ids | std::views::filter(may_leave_out)) {
        const auto parts = parts_of(id, shape);
        const auto known = parts ? numbers.find(key_of(payer_id, parts->number)) : numbers.end();
        if (known == numbers.end()) continue;
        for (const std::string& candidate : known->second) {
            const auto theirs = parts_of(candidate, shape);
            if (!theirs || !agree(*parts, *theirs) || (found.member != nullptr && found.id == candidate)) continue;
            if (found.member != nullptr) return {};  // it may be either
            const auto of_candidate = members.find(candidate);
            found                   = {of_candidate->first, &of_candidate->second};
        }
    }
    return found;
}

}  // namespace x278::store
