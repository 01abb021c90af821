#include "cli/show_segment.hpp"

#include "edi/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace x278::cli {

using namespace model;

namespace {

std::string text(std::string_view value) { return std::string(value); }

// A date or a range of dates, as the value before it says; as sent when it is neither.
std::string when_words(std::string_view value)
{
    if (const auto day = edi::parse_date(value)) return date_words(day);
    if (const auto range = edi::parse_date_range(value)) return period_words(Period{range->first, range->last, true});
    return text(value);
}

std::optional<Decimal> decimal(std::string_view value)
{
    if (!edi::is_decimal(value)) return std::nullopt;
    return Decimal{value, edi::decimal_value(value)};
}

std::string name_segment(const Fields& f, const Names& names)
{
    Party party;
    party.name        = f.at(3);
    party.first_name  = f.at(4);
    party.middle_name = f.at(5);
    party.prefix      = f.at(6);
    party.suffix      = f.at(7);
    party.id          = {f.at(8), f.at(9)};
    return joined({party_words(names, party), names("98", f.at(1))});
}

std::string contact_segment(const Fields& f, const Names& names)
{
    Contact contact{f.at(2), {}};
    for (int i = 0; i < 3; ++i) contact.numbers[static_cast<std::size_t>(i)] = {f.at(3 + 2 * i), f.at(4 + 2 * i)};
    return contact_words(names, contact);
}

std::string street_segment(const Fields& f, const Names&) { return joined({text(f.at(1)), text(f.at(2))}); }

std::string city_segment(const Fields& f, const Names&)
{
    return address_words({{}, {}, f.at(1), f.at(2), f.at(3), f.at(4), f.at(7)});
}

std::string person_segment(const Fields& f, const Names& names)
{
    return joined({prefixed("born", when_words(f.at(2))), names("1068", f.at(3))});
}

std::string reference_segment(const Fields& f, const Names& names)
{
    return joined({reference_words(names, {f.at(1), f.at(2), f.at(3)}), text(f.at(4, 2))});
}

std::string trace_segment(const Fields& f, const Names& names)
{
    return joined({trace_words({f.at(2), f.at(3), f.at(4), f.at(1)}), names("481", f.at(1))});
}

std::string provider_segment(const Fields& f, const Names& names) { return provider_words(names, {f.at(1), f.at(3)}); }

std::string date_segment(const Fields& f, const Names&) { return when_words(f.at(3)); }

std::string delivery_segment(const Fields& f, const Names& names)
{
    return delivery_words(names,
                          {f.at(1), decimal(f.at(2)), f.at(3), decimal(f.at(4)), f.at(5), decimal(f.at(6)), f.at(7), f.at(8)});
}

std::string attachment_segment(const Fields& f, const Names& names)
{
    return attachment_words(names, {f.at(1), f.at(2), f.at(6), f.at(7)});
}

std::string message_segment(const Fields& f, const Names&) { return text(f.at(1)); }

std::string review_segment(const Fields& f, const Names& names)
{
    return joined({names("1525", f.at(1)), names("1322", f.at(2)), names("1365", f.at(3)),
                   facility_words(names, {f.at(4), f.at(4, 2)}), names("1338", f.at(6))});
}

std::string decision_segment(const Fields& f, const Names& names)
{
    std::vector<std::string> reasons;
    for (int i = 1; i <= f.repetitions(3); ++i) reasons.push_back(names("ext886", f.at(3, 1, i)));
    return joined({names("306", f.at(1)), prefixed("number", f.at(2)), prefixed("because:", joined(reasons)),
                   prefixed("second surgical opinion:", names("1073", f.at(4)))});
}

std::string rejection_segment(const Fields& f, const Names& names)
{
    return joined({names("901", f.at(3)), names("889", f.at(4))}, "; ");
}

std::string purpose_segment(const Fields& f, const Names& names)
{
    return joined({names("353", f.at(2)), prefixed("reference", f.at(3)), joined({when_words(f.at(4)), time_words(f.at(5))}, " "),
                   names("640", f.at(6))});
}

std::string diagnoses_segment(const Fields& f, const Names& names)
{
    std::vector<std::string> parts;
    for (int i = 1; i <= 12; ++i)
        if (!f.at(i).empty())
            parts.push_back(joined({text(f.at(i, 2)), names("1270", f.at(i)), prefixed("since", when_words(f.at(i, 4)))}));
    return joined(parts, "; ");
}

std::string admission_segment(const Fields& f, const Names& names)
{
    return joined({names("ext231", f.at(1)), names("ext230", f.at(2)), names("ext239", f.at(3)), names("1345", f.at(4))});
}

// The procedure is composite `at`, the quantity and its unit the elements named.
std::string service_words(const Fields& f, const Names& names, int at, int unit, int quantity)
{
    std::vector<std::string> modifiers;
    for (int i = 3; i <= 6; ++i) modifiers.push_back(text(f.at(at, i)));
    return joined({text(f.at(at, 2)), prefixed("modifier", joined(modifiers)), names("235", f.at(at)),
                   names.counted(f.at(quantity), "355", unit == 0 ? "" : f.at(unit)), text(f.at(at, 7))});
}

std::string professional_segment(const Fields& f, const Names& names) { return service_words(f, names, 1, 3, 4); }

std::string institutional_segment(const Fields& f, const Names& names)
{
    return joined({prefixed("revenue code", f.at(1)), service_words(f, names, 2, 4, 5)});
}

std::string dental_segment(const Fields& f, const Names& names) { return service_words(f, names, 1, 0, 6); }

using Words = std::string (*)(const Fields&, const Names&);

constexpr std::array<std::pair<std::string_view, Words>, 21> known_segments{{
    {"AAA", rejection_segment},    {"BHT", purpose_segment},       {"CL1", admission_segment},  {"DMG", person_segment},
    {"DTP", date_segment},         {"HCR", decision_segment},      {"HI", diagnoses_segment},   {"HSD", delivery_segment},
    {"MSG", message_segment},      {"N3", street_segment},         {"N4", city_segment},        {"NM1", name_segment},
    {"PER", contact_segment},      {"PRV", provider_segment},      {"PWK", attachment_segment}, {"REF", reference_segment},
    {"SV1", professional_segment}, {"SV2", institutional_segment}, {"SV3", dental_segment},     {"TRN", trace_segment},
    {"UM", review_segment},
}};

// "ext886" for an element that one list of others rules; its own code list otherwise.
std::string list_of(const edi::Element& element)
{
    const std::string& source = element.external_source;
    const bool         one = !source.empty() && std::ranges::all_of(source, [](unsigned char c) { return std::isdigit(c) != 0; });
    return one ? "ext" + source : element.data_element;
}

// "Oxygen Equipment Type Code: Concentrator [A]", one after another.
std::string by_element_names(const Fields& f, const edi::SegmentUse& use, const Names& names)
{
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < use.elements.size(); ++i) {
        const edi::Element& element = use.elements[i];
        const int           at      = static_cast<int>(i) + 1;
        for (int repetition = 1; repetition <= f.repetitions(at); ++repetition) {
            if (element.components.empty()) {
                if (const auto value = f.at(at, 1, repetition); !value.empty())
                    parts.push_back(fmt::format("{}: {}", element.name, names(list_of(element), value)));
                continue;
            }
            for (std::size_t c = 0; c < element.components.size(); ++c)
                if (const auto value = f.at(at, static_cast<int>(c) + 1, repetition); !value.empty())
                    parts.push_back(
                        fmt::format("{}: {}", element.components[c].name, names(list_of(element.components[c]), value)));
        }
    }
    return joined(parts, "; ");
}

}  // namespace

std::string_view Fields::at(int element, int component, int repetition) const noexcept
{
    int e = 0;
    int r = 1;
    int c = 1;
    for (const edi::Token& token : segment_.tokens()) {
        if (e == element && r == repetition && c == component) return token.text();
        if (token.ended_by == delimiters_.element) {
            ++e;
            r = c = 1;
        } else if (token.ended_by == delimiters_.repetition) {
            ++r;
            c = 1;
        } else {
            ++c;
        }
    }
    return {};
}

int Fields::repetitions(int element) const noexcept
{
    int e     = 0;
    int count = 0;
    for (const edi::Token& token : segment_.tokens()) {
        if (e == element && count == 0) count = 1;
        if (e == element && token.ended_by == delimiters_.repetition) ++count;
        if (token.ended_by == delimiters_.element) ++e;
    }
    return count;
}

std::string segment_words(const Fields& fields, const edi::SegmentUse& use, const Names& names)
{
    const auto known = std::ranges::find(known_segments, std::string_view(use.id), &std::pair<std::string_view, Words>::first);
    return known != known_segments.end() ? known->second(fields, names) : by_element_names(fields, use, names);
}

}  // namespace x278::cli
