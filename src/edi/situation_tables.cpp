// Reads situations.csv and gives its words their places in the guide.
#include "edi/situations.hpp"

#include "core/nearest.hpp"
#include "edi/outline.hpp"
#include "edi/schema_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace x278::edi {

namespace {

constexpr std::size_t slots_max = 64;  // of a loop that has rules: they are bits of a number

class SituationCompiler {
public:
    SituationCompiler(const Guide& guide, std::span<const IssueKind> issues, Cells& cells)
        : guide_(guide), issues_(issues), cells_(cells)
    {
    }

    // The rule of a row as it holds in that loop, `2010B` of the cell `2010A|2010B`.
    Situation compile(std::string_view loop);

private:
    using Kind = SituationPlace::Kind;

    SituationPlace       place(const WrittenPlace& written, std::string_view column);
    bool                 find_segment(SituationPlace& found, const WrittenPlace& written);
    bool                 find_element(SituationPlace& found, const WrittenPlace& written, std::string_view column);
    void                 sift(Situation& rule) const;
    void                 check_demand(const Situation& rule);
    int                  find_loop(std::string_view id) const;
    int                  common_loop(int a, int b) const;
    std::string          meant(const WrittenPlace& written, int loop) const;
    const SegmentUse&    use_of(const SituationPlace& at) const;
    bool                 is_own(const SituationPlace& at) const { return at.loop == loop_ && at.kind != Kind::loop; }
    static std::uint64_t bit(int slot) { return slot < 0 ? 0 : std::uint64_t{1} << slot; }

    const Guide&               guide_;
    std::span<const IssueKind> issues_;
    Cells&                     cells_;
    int                        loop_ = 0;  // of the rule
};

Situation SituationCompiler::compile(std::string_view loop)
{
    Situation rule;
    rule.id         = cells_.word("id");
    rule.issue      = cells_.word("issue");
    rule.confidence = cells_.confidence("confidence");
    rule.sentence   = cells_.word("sentence");
    loop_           = std::max(0, find_loop(loop));
    if (find_loop(loop) < 0) cells_.fail("loop", fmt::format("no loop `{}` in loops.csv", loop));
    if (guide_.outline->loops[static_cast<std::size_t>(loop_)].slots.size() > slots_max)
        cells_.fail("loop", fmt::format("loop `{}` has more than {} kinds of segments", loop, slots_max));
    if (std::ranges::find(issues_, rule.issue, &IssueKind::id) == issues_.end())
        cells_.fail("issue", fmt::format("no issue `{}` in schemas/issues.csv", rule.issue));

    const auto conditions = parse_conditions(cells_.text("when"));
    const auto demand     = parse_demand(cells_.text("then"));
    if (!conditions) cells_.fail("when", conditions.error().message);
    if (!demand) cells_.fail("then", demand.error().message);
    if (cells_.failed()) return rule;

    for (const WrittenCondition& written : *conditions)
        rule.when.push_back({place(written.place, "when"), written.test.test, CodeList(written.test.codes)});
    for (const WrittenPlace& written : demand->places) rule.places.push_back(place(written, "then"));
    rule.demand = demand->verb.demand;
    rule.codes  = demand->verb.codes;
    if (cells_.failed()) return rule;
    check_demand(rule);
    sift(rule);
    return rule;
}

SituationPlace SituationCompiler::place(const WrittenPlace& written, std::string_view column)
{
    SituationPlace found;
    found.text = written.text();
    found.loop = written.loop.empty() ? loop_ : find_loop(written.loop);
    if (found.loop < 0) {
        cells_.fail(column, fmt::format("`{}`: no loop `{}` in loops.csv", found.text, written.loop));
        return found;
    }
    if (!find_segment(found, written) && !find_element(found, written, column)) {
        const int loop = written.loop.empty() && written.key.empty() ? find_loop(written.name) : -1;
        if (loop < 0) {
            cells_.fail(column, fmt::format("`{}` is no segment or element of loop `{}`, and no loop{}", found.text,
                                            guide_.loops[static_cast<std::size_t>(found.loop)].id, meant(written, found.loop)));
            return found;
        }
        found.kind = Kind::loop;
        found.loop = loop;
    }
    found.common = common_loop(found.loop, loop_);
    return found;
}

bool SituationCompiler::find_segment(SituationPlace& found, const WrittenPlace& written)
{
    const std::string key   = written.name + written.key;
    const auto&       laid  = guide_.outline->loops[static_cast<std::size_t>(found.loop)];
    const auto        slots = std::ranges::find_if(laid.slots, [&](const Slot& s) { return s.child < 0 && s.use->key == key; });
    if (laid.opener.use->key != key && slots == laid.slots.end()) return false;
    found.kind = Kind::segment;
    found.slot = slots == laid.slots.end() ? SituationPlace::opener : static_cast<int>(slots - laid.slots.begin());
    if (written.element.empty()) return true;
    found.kind = Kind::element;
    std::from_chars(written.element.data(), written.element.data() + written.element.size(), found.element);
    found.component = static_cast<std::uint8_t>(written.component);
    return found.element >= 1 && found.element <= use_of(found).elements.size();
}

bool SituationCompiler::find_element(SituationPlace& found, const WrittenPlace& written, std::string_view column)
{
    if (!written.key.empty() || written.name.size() < 4) return false;
    WrittenPlace segment{{}, written.name.substr(0, written.name.size() - 2), {}, {}, 0};
    if (!find_segment(found, segment)) return false;
    const std::string_view digits = std::string_view(written.name).substr(written.name.size() - 2);
    const auto [end, error]       = std::from_chars(digits.begin(), digits.end(), found.element);
    const auto& elements          = use_of(found).elements;
    if (error != std::errc{} || end != digits.end() || found.element < 1 || found.element > elements.size()) return false;
    const Element& element = elements[found.element - 1u];
    if (written.component > element.components.size()) return false;
    found.kind              = Kind::element;
    found.component         = static_cast<std::uint8_t>(written.component);
    const Element& meant_by = found.component == 0 ? element : element.components[found.component - 1u];
    if (meant_by.usage == Usage::not_used)
        cells_.fail(column, fmt::format("`{}` is not used in this guide; there is nothing to ask of it", found.text));
    return true;
}

// What a rule can ask for: a segment of its own loop, an element of one, a loop.
void SituationCompiler::check_demand(const Situation& rule)
{
    const bool of_values =
        rule.demand == Demand::must_be || rule.demand == Demand::must_not_be || rule.demand == Demand::must_begin;
    for (const SituationPlace& at : rule.places) {
        if (at.kind != Kind::loop && at.loop != loop_ && rule.demand != Demand::one_of)
            cells_.fail("then", fmt::format("`{}` is of another loop; the rule belongs to that loop", at.text));
        if (of_values != (at.kind == Kind::element) && !(at.kind == Kind::element && !of_values && rule.places.size() == 1))
            cells_.fail("then", fmt::format("`{}` cannot be asked for like this", at.text));
    }
}

// What can be told from the slots used alone, so that most rules cost one comparison.
void SituationCompiler::sift(Situation& rule) const
{
    const SituationPlace& target = rule.places.front();
    if (rule.places.size() == 1 && target.kind == Kind::element) rule.needs |= bit(target.slot);
    if (rule.places.size() == 1 && is_own(target) && target.kind == Kind::segment)
        (rule.demand == Demand::required ? rule.lacks : rule.needs) |= bit(target.slot);
    for (const SituationCondition& condition : rule.when) {
        if (!is_own(condition.place)) continue;
        if (condition.test != Test::absent)
            rule.needs |= bit(condition.place.slot);
        else if (condition.place.kind == Kind::segment)
            rule.lacks |= bit(condition.place.slot);
    }
}

int SituationCompiler::find_loop(std::string_view id) const
{
    const auto found = std::ranges::find(guide_.loops, id, &Loop::id);
    return found == guide_.loops.end() ? -1 : static_cast<int>(found - guide_.loops.begin());
}

// Parents come before their children, so the later of the two cannot hold the other.
int SituationCompiler::common_loop(int a, int b) const
{
    while (a != b) (a > b ? a : b) = guide_.loops[static_cast<std::size_t>(std::max(a, b))].parent;
    return a;
}

const SegmentUse& SituationCompiler::use_of(const SituationPlace& at) const
{
    const auto& laid = guide_.outline->loops[static_cast<std::size_t>(at.loop)];
    return at.slot < 0 ? *laid.opener.use : *laid.slots[static_cast<std::size_t>(at.slot)].use;
}

std::string SituationCompiler::meant(const WrittenPlace& written, int loop) const
{
    std::vector<std::string_view> known;
    for (const SegmentUse& use : guide_.loops[static_cast<std::size_t>(loop)].segments) {
        known.push_back(use.key);
        for (const Element& element : use.elements) known.push_back(element.reference);
    }
    for (const Loop& other : guide_.loops) known.push_back(other.id);
    const std::string hint = did_you_mean(written.name + written.key, known);
    return hint.empty() ? hint : "; " + hint;
}

}  // namespace

Result<std::shared_ptr<const Situations>> read_situations(std::span<const EmbeddedFile> files,
                                                          const std::string&            path,
                                                          const Guide&                  guide,
                                                          std::span<const IssueKind>    issues)
{
    auto compiled = std::make_shared<Situations>();
    compiled->of_loop.resize(guide.loops.size());
    if (std::ranges::find(files, path, &EmbeddedFile::path) == files.end()) return compiled;
    const auto table = read_schema(files, path, {"id", "loop", "when", "then", "issue", "confidence", "sentence", "source"});
    if (!table) return std::unexpected(table.error());

    std::vector<std::string> ids;
    for (const CsvRow row : *table) {
        Cells cells(row);
        for (const std::string_view loop : cells.list("loop")) {
            Situation rule = SituationCompiler(guide, issues, cells).compile(loop);
            rule.line      = row.line();
            if (cells.failed()) return cells.error();
            const auto found = std::ranges::find(guide.loops, loop, &Loop::id);
            compiled->of_loop[static_cast<std::size_t>(found - guide.loops.begin())].push_back(std::move(rule));
        }
        ids.push_back(cells.word("id"));
        if (std::ranges::count(ids, ids.back()) > 1)
            cells.fail("id", fmt::format("situation `{}` stands here a second time", ids.back()));
        if (cells.failed()) return cells.error();
    }
    return compiled;
}

}  // namespace x278::edi
