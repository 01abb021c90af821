// One damage, one issue: whatever is done to one value or one segment of a clean request
// is said once, not over and over.
#include "fuzz/damage.hpp"
#include "fuzz/guided_set.hpp"

#include "edi/maximal_request.hpp"
#include "edi/support.hpp"

#include <map>
#include <set>

using namespace x278;
using namespace x278::edi;
using namespace x278::edi::test;

namespace {

std::vector<Issue> issues_after(const fuzz::Segments& set)
{
    std::vector<Issue> found;
    for_each_set(interchange_of(fuzz::joined(set)), [&](const TransactionSet& s, const GroupHeader& group) {
        const auto checked = validate(s, group, Guides::embedded(), Taking::everything);
        found.insert(found.end(), checked.issues().begin(), checked.issues().end());
    });
    return found;
}

// Damage that is more than one fault, and why. `of` is a segment, or an element of one.
struct Exception {
    std::string of;
    std::size_t issues_max;
    std::string why;
};

const Exception exceptions[] = {
    {"HL01", 6, "each level below names this one by its number"},
    {"NM101", 4, "it tells which loop this is, and each loop takes other segments"},
    {"ST", 3, "what stands before it belongs to no set, and what it says of the set comes too late"},
    {"HL", 100, "it opens a level: all that stands in the level is where it may not be, and the numbers after it are off"},
    {"NM1", 20, "it opens a loop: what describes the name then describes another one, or nobody"},
    {"UM", 9, "moved down it is a line's, which takes fewer elements"},
    {"N4", 4, "exchanged with the NM1 after it, it is missing in one loop, and too many in the next"},
    {"DTP", 8, "exchanged with the HL after it, it ends the line before that has begun"},
};

std::size_t issues_allowed(const fuzz::Damage& damage, const std::string& described, const fuzz::Segments& set)
{
    std::size_t allowed = 2;
    // Those after it stand one place off, and each may say so.
    if (damage.element != 0 && damage.harm >= fuzz::Harm::taken_out)
        allowed =
            3 + static_cast<std::size_t>(std::ranges::count_if(set[damage.segment], [](char c) { return c == '*' || c == ':'; }));
    for (const Exception& exception : exceptions)
        if (described.ends_with(" of " + exception.of)) allowed = std::max(allowed, exception.issues_max);
    return allowed;
}

}  // namespace

TEST_CASE("damage: one damaged value gives one issue, two at most, and one segment no more than it touches")
{
    const auto segments = fuzz::split(maximal_request);
    REQUIRE(issues_after(segments).empty());
    std::map<fuzz::Harm, int> done, noticed;
    fuzz::for_each_damage(segments, [&](const fuzz::Damage& damage, const fuzz::Segments& after) {
        const auto issues = issues_after(after);
        const auto what   = damage.described(segments);
        CAPTURE(what);
        CAPTURE(damage.segment);
        CAPTURE(described(issues));
        CHECK(issues.size() <= issues_allowed(damage, what, segments));
        ++done[damage.harm];
        noticed[damage.harm] += issues.empty() ? 0 : 1;
    });
    // Most values are held to something; free text may hold anything, and half of a name is a name.
    for (const auto& [harm, count] : done) {
        CAPTURE(name_of(harm));
        CHECK(count > 100);
        CHECK(noticed[harm] >= (harm == fuzz::Harm::too_long || harm == fuzz::Harm::control_character ? count : 20));
    }
}

TEST_CASE("damage: whatever is done to any value of any set of any guide, the answer comes, and its places are in the set")
{
    for (const Guide& guide : Guides::embedded().all()) {
        if (guide.transaction == "interchange") continue;
        fuzz::SetGenerator generator(Guides::embedded(), guide, 31);
        const auto         segments = fuzz::split(fuzz::text_of_set(generator.next(), {}));
        fuzz::for_each_damage(segments, [&](const fuzz::Damage& damage, const fuzz::Segments& after) {
            const auto bytes = fuzz::interchange_of(guide, {fuzz::joined(after)});
            for_each_set(bytes, [&](const TransactionSet& set, const GroupHeader& group) {
                const auto checked = validate(set, group, Guides::embedded(), Taking::everything);
                CAPTURE(damage.described(segments));
                CHECK(checked.issues().size() <= set_issues_max);
                for (const Issue& issue : checked.issues()) {
                    CAPTURE(described(issue));
                    CHECK(issue.where.segment_position >= 1);
                    CHECK(issue.where.segment_position <= static_cast<int>(set.segments.size()));
                    CHECK(issue.where.offset_bytes >= set.offset_bytes);
                    CHECK(issue.where.offset_bytes <= set.offset_bytes + set.text.size());
                }
            });
        });
    }
}
