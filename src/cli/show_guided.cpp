#include "cli/show_guided.hpp"

#include "cli/show_segment.hpp"
#include "edi/outline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

namespace x278::cli {

namespace {

struct PlacedSegment {
    const edi::Segment*    segment;
    const edi::SegmentUse* use;      // null: it fits nowhere after what came before it
    bool                   checked;  // false: the check ended before it
};

// One each time a loop begins, or goes on after a loop inside it.
struct PlacedLoop {
    int                        instance;
    const edi::Loop*           loop;
    std::vector<PlacedSegment> segments;
};

// The segments in their order, by the loops they stand in. What fits nowhere, or was not reached, stands where it came.
std::vector<PlacedLoop> placed_loops(const edi::Validated& checked)
{
    const edi::Placement&   placement = checked.placement();
    std::vector<PlacedLoop> loops;
    for (std::size_t i = 0; i < checked.set().segments.size(); ++i) {
        const bool        reached  = i < placement.segments.size();
        const edi::Placed placed   = reached ? placement.segments[i] : edi::Placed{nullptr, loops.back().instance};
        const auto        instance = static_cast<std::size_t>(placed.instance);
        if (loops.empty() || loops.back().instance != placed.instance) {
            const auto loop = static_cast<std::size_t>(placement.instances[instance].loop);
            loops.push_back({placed.instance, &checked.guide()->loops[loop], {}});
        }
        loops.back().segments.push_back(
            {&checked.set().segments[i], placed.slot != nullptr ? placed.slot->use : nullptr, reached});
    }
    return loops;
}

// Segments that hold the set together and say nothing to a person.
bool is_structure(std::string_view id) noexcept { return id == "ST" || id == "SE" || id == "HL"; }

std::string capitalized(std::string_view text)
{
    std::string shown(text);
    if (!shown.empty()) shown.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(shown.front())));
    return shown;
}

// "Patient event level" and "Requester name" are the guide's words for a patient event and a requester.
std::string title_of(const edi::Loop& loop)
{
    std::string_view name = loop.name;
    for (const std::string_view ending : {" level", " name"})
        if (name.ends_with(ending)) name.remove_suffix(ending.size());
    return capitalized(name);
}

bool answers(const PlacedLoop& placed) noexcept
{
    return std::ranges::any_of(placed.segments, [](const PlacedSegment& s) { return s.use != nullptr && s.use->id == "HCR"; });
}

// Whether the segment belongs to an answer: a decision, its number, quantity, dates and
// reasons, or why there is none. `decided`: its loop holds a decision.
bool is_answer(const edi::SegmentUse& use, bool decided) noexcept
{
    if (use.id == "HCR" || use.id == "AAA") return true;
    return decided
           && (use.id == "HSD" || use.id == "MSG" || use.key == "REF[01=NT]" || use.key == "DTP[01=102]"
               || use.key == "DTP[01=036]" || use.key == "DTP[01=007]");
}

// What names itself needs no label: "Modified [A6]", but "certification expiration date 2024-12-31".
std::string answer_words(const edi::SegmentUse& use, const std::string& words)
{
    return use.id == "REF" || use.id == "DTP" ? fmt::format("{} {}", use.name, words) : words;
}

void add_loop(Section& answer, Section& about, const PlacedLoop& placed, const edi::Delimiters& delimiters, const Names& names)
{
    const bool decided = answers(placed);
    for (const auto& [segment, use, checked] : placed.segments) {
        if (use == nullptr)
            about.add(checked ? "Does not fit here" : "Not checked any more", segment->text());
        else if (is_answer(*use, decided))
            answer.add(about.title, answer_words(*use, segment_words({*segment, delimiters}, *use, names)));
        else if (!is_structure(use->id))
            about.add(capitalized(use->name), segment_words({*segment, delimiters}, *use, names));
    }
}

}  // namespace

Page guided_page(const edi::Validated& checked, const edi::Guides& guides)
{
    const Names names(guides);
    const auto  loops = placed_loops(checked);

    std::map<const edi::Loop*, int> count;
    for (const PlacedLoop& placed : loops) ++count[placed.loop];

    Page    page;
    Section answer{"What was answered", {}};
    page.title = capitalized(checked.guide()->title);
    std::map<const edi::Loop*, int> number;
    for (const PlacedLoop& placed : loops) {
        std::string title = title_of(*placed.loop);
        const int   n     = ++number[placed.loop];
        if (count[placed.loop] > 1 && placed.loop->parent >= 0) title += fmt::format(" {}", n);
        Section about{std::move(title), {}};
        add_loop(answer, about, placed, checked.set().delimiters, names);
        page.add(std::move(about));
    }
    if (!answer.rows.empty()) page.sections.insert(page.sections.begin(), std::move(answer));
    return page;
}

Page plain_page(const edi::TransactionSet& set)
{
    Page    page;
    Section section{"Segments", {}};
    int     position = 0;
    for (const edi::Segment& segment : set.segments) section.add(fmt::format("{}", ++position), segment.text());
    page.title = joined({"Transaction set", std::string(set.transaction), std::string(set.guide_id)}, " ");
    page.add(std::move(section));
    return page;
}

}  // namespace x278::cli
