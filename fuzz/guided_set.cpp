#include "fuzz/guided_set.hpp"

#include "edi/outline.hpp"
#include "edi/reader.hpp"
#include "edi/validator.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace x278::fuzz {

namespace {

constexpr int           tries_max       = 60;  // sets begun for one that obeys
constexpr int           repairs_max     = 60;  // rounds of repair of one set
constexpr std::uint32_t full_repeat_max = 32;  // a repeat up to this is now and then used up

struct Spot {
    Node* node;
    Node* parent;  // null for the set itself
};

void collect(Node& node, Node* parent, std::vector<Spot>& spots)
{
    spots.push_back({&node, parent});
    for (Node& child : node.children) collect(child, &node, spots);
}

std::vector<Spot> spots_of(Node& set)
{
    std::vector<Spot> spots;
    collect(set, nullptr, spots);
    return spots;
}

void collect(const Node& node, std::vector<const Node*>& nodes)
{
    nodes.push_back(&node);
    for (const Node& child : node.children) collect(child, nodes);
}

bool may_go(const edi::Guide& guide, const Spot& spot)
{
    if (spot.parent == nullptr) return false;
    const edi::Usage usage =
        spot.node->loop >= 0 ? guide.loops[static_cast<std::size_t>(spot.node->loop)].usage : spot.node->use->usage;
    return usage != edi::Usage::required || std::ranges::count_if(spot.parent->children, [&](const Node& n) {
                                                return n.use == spot.node->use && n.loop == spot.node->loop;
                                            }) > 1;
}

void put(Node& node, std::size_t number, std::string text) { node.elements.at(number - 1) = {{std::move(text)}}; }

// One HI holds the codes of one edition of the ICD.
bool is_of_icd(std::string_view qualifier, bool ninth)
{
    constexpr std::array<std::string_view, 4> tenth_list{"ABF", "ABJ", "ABK", "APR"}, ninth_list{"BF", "BJ", "BK", "PR"};
    const auto&                               list = ninth ? ninth_list : tenth_list;
    return std::ranges::find(list, qualifier) != list.end();
}

std::string_view first_of(const Node& node, std::size_t number)
{
    const auto& element = node.elements.at(number - 1);
    return element.empty() || element.front().empty() ? std::string_view{} : std::string_view(element.front().front());
}

bool holds(const std::vector<Repetitions>& elements, std::string_view code)
{
    for (const Repetitions& element : elements)
        for (const Components& components : element)
            if (std::ranges::find(components, code) != components.end()) return true;
    return false;
}

}  // namespace

std::vector<const Node*> in_order(const Node& set)
{
    std::vector<const Node*> nodes;
    collect(set, nodes);
    return nodes;
}

std::string text_of(const Node& node, const edi::Delimiters& delimiters)
{
    std::string text    = node.use->id;
    std::size_t pending = 0;
    for (const Repetitions& element : node.elements) {
        ++pending;
        if (element.empty()) continue;
        text.append(pending, delimiters.element);
        pending = 0;
        for (std::size_t r = 0; r < element.size(); ++r) {
            if (r > 0) text += delimiters.repetition;
            text += fmt::format("{}", fmt::join(element[r], std::string(1, delimiters.component)));
        }
    }
    return text;
}

std::string text_of_set(const Node& set, const edi::Delimiters& delimiters)
{
    std::string text;
    for (const Node* node : in_order(set)) (text += text_of(*node, delimiters)) += delimiters.segment;
    return text;
}

std::string interchange_of(const edi::Guide& guide, const std::vector<std::string>& sets)
{
    return fmt::format(
        "ISA*00*          *00*          *ZZ*CLEARHOUSE1    *ZZ*PAYER01        *260901*1030*^*00501*000000101*0*T*:~"
        "GS*{}*CLEARHOUSE1*PAYER01*20260901*1030*101*X*{}~{}GE*{}*101~IEA*1*000000101~",
        guide.functional_id, guide.id, fmt::join(sets, ""), sets.size());
}

SetGenerator::SetGenerator(const edi::Guides& guides, const edi::Guide& guide, std::uint64_t seed)
    : guides_(guides), guide_(guide), values_(seed)
{
}

Node SetGenerator::next()
{
    std::string said;
    for (int i = 0; i < tries_max; ++i) {
        density_ = 2 + values_.dice().below(6);
        Node set = loop(0, 0);
        for (int round = 0; round < repairs_max; ++round) {
            number_levels(set);
            balance(set);
            const auto issues = issues_of(set);
            if (issues.empty()) return set;
            const auto& issue = issues[values_.dice().below(issues.size())];
            said = fmt::format("{} at {} {}: {}", issue.id, issue.where.segment_position, issue.where.segment_id, issue.message);
            repair(set, issue);
        }
    }
    throw std::runtime_error(fmt::format("no set of {} {} could be made that obeys: {}", guide_.id, guide_.direction, said));
}

bool SetGenerator::wanted(edi::Usage usage)
{
    if (usage == edi::Usage::situational) return values_.dice().below(8) < density_;
    return usage == edi::Usage::required;
}

// A loop: the segment that opens it, and what stands in it in order of position.
Node SetGenerator::loop(int number, int rank)
{
    const auto& spec = guide_.loops[static_cast<std::size_t>(number)];
    const auto& laid = guide_.outline->loops[static_cast<std::size_t>(number)];
    Node        node = segment(spec.segments.front(), rank);
    auto&       dice = values_.dice();
    node.loop        = number;
    for (const edi::Slot& slot : laid.slots) {
        const edi::Loop* inner  = slot.child >= 0 ? &guide_.loops[static_cast<std::size_t>(slot.child)] : nullptr;
        const auto       repeat = inner != nullptr ? inner->repeat_max : slot.use->repeat_max;
        if (!wanted(inner != nullptr ? inner->usage : slot.use->usage)) continue;
        std::uint32_t count = 1;
        while (count < 4 && (repeat == 0 || count < repeat) && dice.one_in(3)) ++count;
        if (inner == nullptr && repeat > 1 && repeat <= full_repeat_max && dice.one_in(12)) count = repeat;
        for (std::uint32_t i = 0; i < count; ++i)
            node.children.push_back(slot.child >= 0 ? loop(slot.child, slot.position) : segment(*slot.use, slot.position));
    }
    for (auto begin = node.children.begin(); begin != node.children.end();) {
        const auto end = std::find_if(begin, node.children.end(), [&](const Node& n) { return n.rank != begin->rank; });
        for (auto i = end - begin; i > 1; --i)
            std::iter_swap(begin + i - 1, begin + static_cast<std::ptrdiff_t>(dice.below(static_cast<std::uint64_t>(i))));
        begin = end;
    }
    return node;
}

Node SetGenerator::segment(const edi::SegmentUse& use, int rank)
{
    Node node;
    node.use  = &use;
    node.rank = rank;
    fill(node);
    return node;
}

// Draws every element anew: first which there are, then codes, then what depends on them.
void SetGenerator::fill(Node& node)
{
    const edi::SegmentUse& use     = *node.use;
    std::uint64_t          present = 0;
    node.elements.assign(use.elements.size(), {});
    icd_9_ = values_.dice().one_in(3);
    for (std::size_t i = 0; i < use.elements.size(); ++i)
        if (wanted(use.elements[i].usage) || use.qualifier.element == i + 1) present |= std::uint64_t{1} << i;
    present = obeying(use.notes, use.elements, present);
    for (const bool coded : {true, false})
        for (std::size_t i = 0; i < use.elements.size(); ++i)
            if ((present >> i & 1) != 0 && (use.elements[i].codes != nullptr) == coded) fill_element(node, i + 1);
}

void SetGenerator::fill_element(Node& node, std::size_t number)
{
    const edi::SegmentUse& use   = *node.use;
    const edi::Element&    spec  = use.elements.at(number - 1);
    auto&                  value = node.elements.at(number - 1);
    std::uint32_t          count = 1;
    while (count < spec.repeat_max && values_.dice().one_in(2)) ++count;
    value.clear();
    for (std::uint32_t i = 0; i < count; ++i) {
        if (spec.type == edi::DataType::composite) {
            value.push_back(components_of(spec));
            continue;
        }
        const std::string before(number > 1 ? first_of(node, number - 1) : std::string_view{});
        value.push_back({values_.value_of(spec, {before, [&](std::string_view code) { return holds(node.elements, code); },
                                                 [&](int at) {
                                                     return static_cast<std::size_t>(at) <= node.elements.size()
                                                                ? first_of(node, static_cast<std::size_t>(at))
                                                                : std::string_view{};
                                                 },
                                                 use.key})});
    }
    if (use.qualifier.element != number) return;
    std::string& told = value.front().at(use.qualifier.component == 0 ? 0 : use.qualifier.component - 1u);
    told              = values_.next_of(use.qualifier.codes, &use.qualifier);
}

Components SetGenerator::components_of(const edi::Element& spec)
{
    std::uint64_t present = 0;
    for (std::size_t i = 0; i < spec.components.size(); ++i)
        if (wanted(spec.components[i].usage)) present |= std::uint64_t{1} << i;
    if (present == 0) present = 1;
    present = obeying(spec.notes, spec.components, present);

    Components values(spec.components.size());
    const auto has  = [&](std::string_view code) { return std::ranges::find(values, code) != values.end(); };
    const auto none = [](int) { return std::string_view{}; };
    for (const bool coded : {true, false}) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const edi::Element& part = spec.components[i];
            if ((present >> i & 1) == 0 || (part.codes != nullptr) != coded) continue;
            const std::string before = i > 0 ? values[i - 1] : std::string{};
            values[i]                = values_.value_of(part, {before, has, none, {}});
            for (int again = 0; again < 12 && is_of_icd(values[i], !icd_9_); ++again)
                values[i] = values_.value_of(part, {before, has, none, {}});
            // The end of a range of procedures of which the second component is the first.
            if (i > 1 && part.data_element == "234" && !values[1].empty()) values[i] = values[1];
        }
    }
    while (!values.empty() && values.back().empty()) values.pop_back();
    return values;
}

// What is present, made to obey the conditions: what is missing is added where the guide
// has it, else what needs it is left out.
std::uint64_t SetGenerator::obeying(const std::vector<edi::SyntaxNote>& notes,
                                    const std::vector<edi::Element>&    specs,
                                    std::uint64_t                       present)
{
    using Kind           = edi::SyntaxNote::Kind;
    std::uint64_t usable = 0, required = 0;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        if (specs[i].usage != edi::Usage::not_used) usable |= std::uint64_t{1} << i;
        if (specs[i].usage == edi::Usage::required) required |= std::uint64_t{1} << i;
    }
    for (int pass = 0; pass < 8; ++pass) {
        for (const edi::SyntaxNote& note : notes) {
            const auto first = std::uint64_t{1} << (note.positions[0] - 1);
            const auto there = present & note.mask;
            switch (note.kind) {
                case Kind::paired:
                    if (there == 0 || there == note.mask) break;
                    present = (note.mask & ~usable) == 0 ? present | note.mask : present & ~note.mask;
                    break;
                case Kind::required_one:
                    if (there == 0) present |= (note.mask & usable) & (~(note.mask & usable) + 1);
                    break;
                case Kind::exclusive:
                    if ((there & (there - 1)) != 0) present &= ~(there & ~required & (there - 1));
                    break;
                case Kind::conditional:
                    if ((present & first) == 0 || there == note.mask) break;
                    present = (note.mask & ~usable) == 0 ? present | note.mask : present & ~first;
                    break;
                case Kind::list_conditional:
                    if ((present & first) == 0 || (there & ~first) != 0) break;
                    present |= (note.mask & usable & ~first) & (~(note.mask & usable & ~first) + 1);
                    break;
            }
        }
    }
    return present;
}

// HL01 counts, HL02 names the nearest level above, HL04 tells whether one follows below.
void SetGenerator::number_levels(Node& set) const
{
    struct Level {
        Node* node;
        int   level;
        bool  has_child;
    };
    std::vector<Level> levels;
    for (const Spot& spot : spots_of(set)) {
        if (spot.node->use->id != "HL") continue;
        const int  level = guide_.outline->loops[static_cast<std::size_t>(spot.node->loop)].level;
        const auto above = std::find_if(levels.rbegin(), levels.rend(), [&](const Level& l) { return l.level < level; });
        put(*spot.node, 1, std::to_string(levels.size() + 1));
        if (above != levels.rend()) {
            above->has_child = true;
            put(*spot.node, 2, std::string(first_of(*above->node, 1)));
        }
        levels.push_back({spot.node, level, false});
    }
    for (const Level& l : levels) {
        const auto* codes = l.node->use->elements.at(3).codes;
        put(*l.node, 4, codes != nullptr && codes->codes().size() == 1 ? codes->codes().front() : l.has_child ? "1" : "0");
    }
}

// What counts or repeats something else: SE, and the counts of a 999.
void SetGenerator::balance(Node& set)
{
    const auto spots    = spots_of(set);
    int        sets     = 0;
    int        accepted = 0;
    for (const Spot& spot : spots) {
        if (spot.node->use->id != "IK5") continue;
        ++sets;
        accepted += first_of(*spot.node, 1) == "A" || first_of(*spot.node, 1) == "E";
    }
    for (const Spot& spot : spots) {
        if (spot.node->use->id == "SE") {
            put(*spot.node, 1, std::to_string(spots.size()));
            put(*spot.node, 2, std::string(first_of(set, 2)));
        }
        if (spot.node->use->id != "AK9") continue;
        const auto verdict = first_of(*spot.node, 1);
        if (sets == 0) {
            sets     = 2;
            accepted = verdict == "A" || verdict == "E" ? 2 : verdict == "P" ? 1 : 0;
        }
        const bool fits = accepted == sets ? verdict == "A" || verdict == "E"
                          : accepted > 0   ? verdict == "P"
                                           : verdict != "A" && verdict != "E" && verdict != "P";
        if (!fits) put(*spot.node, 1, accepted == sets ? "A" : accepted > 0 ? "P" : "R");
        put(*spot.node, 2, std::to_string(sets));
        put(*spot.node, 3, std::to_string(sets));
        put(*spot.node, 4, std::to_string(accepted));
    }
}

std::vector<edi::Issue> SetGenerator::issues_of(const Node& set) const
{
    const std::string bytes = interchange_of(guide_, {text_of_set(set, {})});
    edi::GroupHeader  group;
    edi::Reader       reader(edi::source_of(bytes));
    while (auto event = reader.next()) {
        if (!*event) throw std::runtime_error(event->error().message);
        if (const auto* header = std::get_if<edi::GroupHeader>(&**event)) group = *header;
        if (const auto* read = std::get_if<edi::TransactionSet>(&**event))
            return edi::validate(*read, group, guides_, edi::Taking::everything).issues();
    }
    throw std::runtime_error("a generated interchange held no set");
}

// One change at the place of the issue that may make it go away.
void SetGenerator::repair(Node& set, const edi::Issue& issue)
{
    const auto spots = spots_of(set);
    const auto at    = static_cast<std::size_t>(issue.where.segment_position - 1);
    if (at >= spots.size()) return;
    const bool  missing = issue.id.find("missing") != std::string::npos;
    const auto  number  = static_cast<std::size_t>(issue.where.element);
    const Spot& spot    = spots[at];
    auto&       dice    = values_.dice();
    if (missing && number == 0 && !dice.one_in(4)) return add_segment(set, at, issue);
    if (number != 0 && number <= spot.node->elements.size() && !dice.one_in(6)) {
        const edi::Element& spec = spot.node->use->elements[number - 1];
        const bool          drop = !missing && spec.usage != edi::Usage::required && dice.one_in(2);
        if (drop)
            spot.node->elements[number - 1].clear();
        else if (spec.usage != edi::Usage::not_used)
            fill_element(*spot.node, number);
        return;
    }
    if (may_go(guide_, spot) && dice.one_in(2)) {
        auto& siblings = spot.parent->children;
        siblings.erase(siblings.begin() + (spot.node - siblings.data()));
        return;
    }
    fill(*spot.node);
}

// The segment, or loop, that the issue says is missing, into the loop that it names.
void SetGenerator::add_segment(Node& set, std::size_t at, const edi::Issue& issue)
{
    std::vector<Spot> spots = spots_of(set);
    for (std::size_t i = std::min(at + 1, spots.size()); i-- > 0;) {
        Node& node = *spots[i].node;
        if (node.loop < 0) continue;
        const auto& spec = guide_.loops[static_cast<std::size_t>(node.loop)];
        for (const edi::Slot& slot : guide_.outline->loops[static_cast<std::size_t>(node.loop)].slots) {
            const bool opens = slot.child >= 0 && guide_.loops[static_cast<std::size_t>(slot.child)].id == issue.where.loop_id;
            const bool here  = slot.child < 0 && spec.id == issue.where.loop_id && slot.use->id == issue.where.segment_id
                              && slot.use->usage != edi::Usage::not_used && values_.dice().one_in(2);
            if (!opens && !here) continue;
            Node       added  = opens ? loop(slot.child, slot.position) : segment(*slot.use, slot.position);
            const auto before = std::ranges::upper_bound(node.children, added.rank, {}, &Node::rank);
            node.children.insert(before, std::move(added));
            return;
        }
    }
}

}  // namespace x278::fuzz
