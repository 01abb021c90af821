#include "cli/show_acknowledgment.hpp"

#include "cli/original.hpp"
#include "cli/show_segment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace x278::cli {

namespace {

int number_of(std::string_view text) noexcept
{
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// The element of `use` at the place an IK401 names; null when there is none.
const edi::Element* element_at(const edi::SegmentUse& use, int element, int component)
{
    if (element < 1 || static_cast<std::size_t>(element) > use.elements.size()) return nullptr;
    const edi::Element& found = use.elements[static_cast<std::size_t>(element) - 1];
    if (component < 1 || static_cast<std::size_t>(component) > found.components.size()) return &found;
    return &found.components[static_cast<std::size_t>(component) - 1];
}

// Where an IK401 or CTX05 points: element, component and repetition. `at` is that element.
void point(edi::Location& where, const Fields& f, int at)
{
    where.element    = number_of(f.at(at));
    where.component  = number_of(f.at(at, 2));
    where.repetition = number_of(f.at(at, 3));
}

bool is_trigger(const Fields& f) noexcept { return f.segment().id() == "CTX" && f.at(1) == "SITUATIONAL TRIGGER"; }

// Everything a 999 points at from its first AK2 on, in its order: each IK3, each IK4, each CTX that names another segment.
std::vector<Pointer> pointers_of(const edi::TransactionSet& acknowledgment)
{
    std::vector<Pointer> pointers;
    Pointer              at;
    bool                 in_set = false;
    for (const edi::Segment& segment : acknowledgment.segments) {
        const Fields f(segment, acknowledgment.delimiters);
        if (segment.id() == "AK2") {
            at     = {std::string(f.at(2)), {}};
            in_set = true;
        }
        if (!in_set) continue;
        if (segment.id() == "IK3") {
            at.where                  = {};
            at.where.segment_position = number_of(f.at(2));
            pointers.push_back(at);
        }
        if (segment.id() == "IK4") {
            pointers.push_back(at);
            point(pointers.back().where, f, 1);
        }
        if (is_trigger(f)) {
            Pointer trigger{at.set, {}};
            trigger.where.segment_position = number_of(f.at(3));
            point(trigger.where, f, 5);
            pointers.push_back(std::move(trigger));
        }
    }
    return pointers;
}

// Reads one 999 from its first segment to its last.
class Acknowledgment {
public:
    // `quotes` answers pointers_of(set); null without an original.
    Acknowledgment(const edi::TransactionSet& set, const edi::Guides& guides, const Quotes* quotes)
        : set_(set), guides_(guides), names_(guides), quotes_(quotes)
    {
    }

    Page page()
    {
        for (const edi::Segment& segment : set_.segments) read({segment, set_.delimiters});
        Page page;
        page.title = "Acknowledgment of a group";
        page.add(std::move(group_));
        for (Section& section : sets_) page.add(std::move(section));
        return page;
    }

private:
    void read(const Fields& f)
    {
        const auto id = f.segment().id();
        if (id == "AK1") open_group(f);
        if (id == "AK9") close_group(f);
        if (id == "AK2") open_set(f);
        if (sets_.empty()) return;
        Section& section = sets_.back();
        if (id == "IK3") segment_fault(f, section);
        if (id == "IK4") add_element_fault(f, section);
        if (id == "CTX") add_context(f, section);
        if (id == "IK5") section.rows.insert(section.rows.begin(), {"Verdict", {verdict("717", "618", f, 2, 6)}});
    }

    void open_group(const Fields& f)
    {
        guide_id_ = f.at(3);
        group_.add("Group", joined({names_("479", f.at(1)), prefixed("number", f.at(2)), std::string(guide_id_)}));
    }

    void close_group(const Fields& f)
    {
        group_.add("Verdict", verdict("715", "716", f, 5, 9));
        group_.add("Sets", fmt::format("{} sent, {} received, {} accepted", f.at(2), f.at(3), f.at(4)));
    }

    void open_set(const Fields& f)
    {
        if (!f.at(3).empty()) guide_id_ = f.at(3);
        transaction_ = f.at(1);
        sets_.push_back({fmt::format("Set {}", printable(f.at(2))), {}});
        sets_.back().add("Kind", joined({names_("143", transaction_), std::string(guide_id_)}));
    }

    void segment_fault(const Fields& f, Section& section)
    {
        segment_ = f.at(1);
        loop_    = f.at(3);
        place_   = printable(fmt::format("Segment {} {}{}", f.at(2), segment_, prefixed(", loop", loop_)));
        fault_   = f.at(4) == "8" ? names_("620", "8") : "";  // 8: its elements say more, when they are told
        section.add(place_, names_("620", f.at(4)));
        if (fault_.empty())
            quote(section, true);
        else
            ++next_quote_;  // its elements are quoted
    }

    // The segment that is pointed at, as it was sent. Called for each pointer, in order; `at_fault`: it is the one
    // that is complained of, or what stands where it should.
    void quote(Section& section, bool at_fault)
    {
        if (quotes_ == nullptr) return;
        const auto& quote = quotes_->of.at(next_quote_++);
        if (!quote) return section.add(place_, "(not in the original)");
        if (at_fault && quote->segment_id != segment_) section.add(place_, "the original has here:");
        section.add(place_, quote->segment.text);
        section.add(place_, quote->segment.carets);
    }

    void add_element_fault(const Fields& f, Section& section)
    {
        const auto row = std::ranges::find(section.rows, place_, &Row::label);
        if (row != section.rows.end() && !fault_.empty()) std::erase(row->texts, fault_);
        fault_.clear();
        section.add(place_, element_fault(f));
        quote(section, true);
    }

    void add_context(const Fields& f, Section& section)
    {
        section.add(place_, context(f));
        if (is_trigger(f)) quote(section, false);
    }

    std::string element_fault(const Fields& f) const
    {
        const int           element   = number_of(f.at(1));
        const int           component = number_of(f.at(1, 2));
        const edi::Element* spec      = find(element, component, f.at(2));
        std::string place = fmt::format("{}{:02}{}", segment_, element, component > 0 ? fmt::format("-{}", component) : "");
        if (number_of(f.at(1, 3)) > 0) place += fmt::format(" repetition {}", number_of(f.at(1, 3)));
        const std::string called = spec != nullptr ? fmt::format("{} ({})", place, spec->name) : place;
        const std::string value  = f.at(4).empty() ? "" : fmt::format(", sent `{}`", f.at(4));
        return fmt::format("{}: {}{}", called, names_("621", f.at(3)), value);
    }

    std::string context(const Fields& f) const
    {
        if (!is_trigger(f))
            return fmt::format("in {}", joined({std::string(guides_.name_of("9999", f.at(1))), std::string(f.at(1, 2))}, " "));
        const std::string element = f.at(5).empty() ? "" : fmt::format(", element {}", f.at(5));
        return fmt::format("because of segment {} {}{}", f.at(3), f.at(2), element);
    }

    std::string verdict(std::string_view verdicts, std::string_view reasons, const Fields& f, int first, int last) const
    {
        std::vector<std::string> parts{names_(verdicts, f.at(1))};
        for (int i = first; i <= last; ++i) parts.push_back(names_(reasons, f.at(i)));
        return joined(parts);
    }

    // The element as the acknowledged guide has it. A 999 does not tell a request from a
    // response, so the data element number (IK402) must agree where it was sent.
    const edi::Element* find(int element, int component, std::string_view data_element) const
    {
        for (const edi::Guide& guide : guides_.all()) {
            if (guide.id != guide_id_ || guide.transaction != transaction_) continue;
            for (const edi::Loop& loop : guide.loops) {
                if (!loop.id.starts_with(loop_)) continue;  // IK303 has four characters: 2000 for 2000E
                for (const edi::SegmentUse& use : loop.segments) {
                    if (use.id != segment_) continue;
                    const edi::Element* found = element_at(use, element, component);
                    if (found != nullptr && (data_element.empty() || found->data_element == data_element)) return found;
                }
            }
        }
        return nullptr;
    }

    const edi::TransactionSet& set_;
    const edi::Guides&         guides_;
    Names                      names_;
    const Quotes*              quotes_;
    std::size_t                next_quote_ = 0;
    Section                    group_{"Group", {}};
    std::vector<Section>       sets_;
    std::string_view           guide_id_;     // of what is acknowledged: AK203, else AK103
    std::string_view           transaction_;  // AK201
    std::string_view           segment_;      // IK301 of the last segment named
    std::string_view           loop_;         // IK303
    std::string                place_;        // its label
    std::string                fault_;        // what was said about the segment as a whole and its elements may say better
};

}  // namespace

AcknowledgmentPage acknowledgment_page(const edi::TransactionSet& set, const edi::Guides& guides, const app::Input* original)
{
    if (original == nullptr) return {Acknowledgment(set, guides, nullptr).page(), {}};
    const auto ak1 = std::ranges::find(set.segments, std::string_view("AK1"), &edi::Segment::id);
    if (ak1 == set.segments.end()) return {Acknowledgment(set, guides, nullptr).page(), {}};
    const auto functional_id = ak1->element(1, set.delimiters);
    const auto group         = ak1->element(2, set.delimiters);
    const auto quotes        = quotes_from(*original, functional_id, group, pointers_of(set));
    if (quotes.group_found) return {Acknowledgment(set, guides, &quotes).page(), {}};
    return {Acknowledgment(set, guides, nullptr).page(), fmt::format("group {}", group)};
}

AcknowledgmentPage acknowledgment_page(const edi::InterchangeAcknowledgment& ta1,
                                       const edi::Guides&                    guides,
                                       const app::Input*                     original)
{
    const Names names(guides);
    const auto& e = ta1.elements;
    Section     section{"Interchange", {}};
    // TA102 is YYMMDD, of this century.
    const std::string day =
        e[2].size() == 6 ? fmt::format("20{}-{}-{}", e[2].substr(0, 2), e[2].substr(2, 2), e[2].substr(4, 2)) : e[2];
    section.add("Number", e[1]);
    section.add("Sent", joined({day, time_words(e[3])}, " "));
    section.add("Verdict", names("I17", e[4]));
    section.add("Reason", e[5] == "000" ? "" : names("I18", e[5]));

    AcknowledgmentPage shown;
    if (original != nullptr) {
        if (const auto header = header_from(*original, ta1)) {
            section.add("Original", header->text);
            section.add("Original", header->carets);
        } else {
            shown.not_found = fmt::format("interchange {}", e[1]);
        }
    }
    shown.page.title = "Acknowledgment of an interchange";
    shown.page.add(std::move(section));
    return shown;
}

}  // namespace x278::cli
