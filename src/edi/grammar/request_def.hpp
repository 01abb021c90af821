// The grammar of what a 278 asks, over segments. Included by request.cpp alone.
//
// One step of the iterator is one segment. Terminals look at the id (and, for HL and NM1,
// at the code that tells which loop begins), fill in, and go on; nothing backtracks over
// what was filled in, because every alternative is told apart by its first segment.
#pragma once

#include "edi/grammar/request_segments.hpp"

#include <boost/spirit/home/x3.hpp>

#include <algorithm>

namespace x278::edi::grammar {

namespace x3 = boost::spirit::x3;

struct build_tag;  // the context key under which parse_request passes its RequestBuild

// A segment id, or a code, as a template argument.
template <std::size_t Size>
struct Word {
    consteval Word(const char (&text)[Size]) { std::copy_n(text, Size, chars); }
    [[nodiscard]] constexpr std::string_view text() const noexcept { return {chars, Size - 1}; }
    char                                     chars[Size];
};

using Fill = void (*)(RequestBuild&, ElementCursor&);

// The content of a segment that is not needed.
inline void pass_over(RequestBuild&, ElementCursor&) {}

// The segment `Id`, given to `Read`.
template <Word Id, Fill Read>
struct segment_parser : x3::parser<segment_parser<Id, Read>> {
    using attribute_type                = x3::unused_type;
    static constexpr bool has_attribute = false;

    template <class Iterator, class Context, class RContext, class Attribute>
    bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute&) const
    {
        if (first == last || first->id() != Id.text()) return false;
        RequestBuild& build = x3::get<build_tag>(context);
        ElementCursor elements(*first, build.delimiters, build.received, build.kept);
        Read(build, elements);
        ++first;
        return true;
    }
};

// HL of the level `Code`. Begins what `Begin` says.
template <Word Code, void (*Begin)(RequestBuild&)>
struct level_parser : x3::parser<level_parser<Code, Begin>> {
    using attribute_type                = x3::unused_type;
    static constexpr bool has_attribute = false;

    template <class Iterator, class Context, class RContext, class Attribute>
    bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute&) const
    {
        RequestBuild& build = x3::get<build_tag>(context);
        if (first == last || first->id() != "HL" || first->element(3, build.delimiters) != Code.text()) return false;
        Begin(build);
        ++first;
        return true;
    }
};

// Holds when NM1 stands next and `Which` takes its NM101. Consumes nothing.
template <bool (*Which)(RequestBuild&, std::string_view)>
struct name_ahead_parser : x3::parser<name_ahead_parser<Which>> {
    using attribute_type                = x3::unused_type;
    static constexpr bool has_attribute = false;

    template <class Iterator, class Context, class RContext, class Attribute>
    bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute&) const
    {
        if (first == last || first->id() != "NM1") return false;
        RequestBuild& build = x3::get<build_tag>(context);
        return Which(build, first->element(1, build.delimiters));
    }
};

// Where what follows is put.
//
// The sender of a notification stands in 2000A, who receives it in 2000B. Source: guide-rules 11.
inline void begin_first(RequestBuild& b)
{
    const bool tells = b.request.kind == model::RequestKind::notification;
    b.party          = tells ? &b.request.requester : &b.request.utilization_management_organization;
}
inline void begin_second(RequestBuild& b)
{
    const bool tells = b.request.kind == model::RequestKind::notification;
    b.party          = tells ? &b.request.utilization_management_organization : &b.request.requester;
}
inline void begin_subscriber(RequestBuild& b) { b.party = b.person = &b.request.subscriber; }
inline void begin_dependent(RequestBuild& b) { b.party = b.person = &b.request.dependent.emplace(); }
inline void begin_event(RequestBuild& b) { b.line = nullptr; }
inline void begin_line(RequestBuild& b)
{
    b.line         = &b.request.event.lines.emplace_back();
    b.line->number = static_cast<int>(b.request.event.lines.size());
}

inline bool is_another_source(RequestBuild& b, std::string_view)
{
    b.party = &b.request.original_source.emplace();
    return true;
}
inline bool is_contact(RequestBuild& b, std::string_view role)
{
    if (b.line != nullptr || b.contact_roles == nullptr || !b.contact_roles->contains(role)) return false;
    b.party = &b.request.event.contacts.emplace_back();
    return true;
}
inline bool is_transport(RequestBuild& b, std::string_view role)
{
    if (b.transport_roles == nullptr || !b.transport_roles->contains(role)) return false;
    b.party = &b.request.event.transport_locations.emplace_back();
    return true;
}
inline bool is_other_umo(RequestBuild& b, std::string_view role)
{
    if (b.other_umo_roles == nullptr || !b.other_umo_roles->contains(role)) return false;
    b.party = &b.request.event.other_decisions.emplace_back().organization;
    return true;
}
inline bool is_provider(RequestBuild& b, std::string_view)
{
    b.party = &(b.line != nullptr ? b.line->providers : b.request.event.providers).emplace_back();
    return true;
}

template <Word Id, Fill Read = pass_over>
inline constexpr segment_parser<Id, Read> on{};
template <Word Code, void (*Begin)(RequestBuild&)>
inline constexpr level_parser<Code, Begin> level{};
template <bool (*Which)(RequestBuild&, std::string_view)>
inline constexpr name_ahead_parser<Which> named{};

inline constexpr auto nm1 = on<"NM1", read_nm1>;
inline constexpr auto n3  = on<"N3", read_n3>;
inline constexpr auto n4  = on<"N4", read_n4>;
inline constexpr auto per = on<"PER", read_per>;
inline constexpr auto prv = on<"PRV", read_prv>;
inline constexpr auto ref = on<"REF", read_party_ref>;
inline constexpr auto trn = on<"TRN", read_trn>;
inline constexpr auto um  = on<"UM", read_um>;
inline constexpr auto hcr = on<"HCR", read_hcr>;
inline constexpr auto dtp = on<"DTP", read_dtp>;
inline constexpr auto hsd = on<"HSD", read_hsd>;
inline constexpr auto pwk = on<"PWK", read_pwk>;
inline constexpr auto msg = on<"MSG", read_msg>;

// clang-format off: laid out as the guide lists it
inline const auto party  = nm1 >> *ref >> *n3 >> *n4 >> *per >> *prv;
inline const auto person = nm1 >> *ref >> *n3 >> *n4 >> *on<"DMG", read_dmg> >> *on<"INS", read_ins>;

inline const auto level_a    = level<"20", begin_first> >> party >> *(named<is_another_source> >> party);  // 2000A
inline const auto level_b    = level<"21", begin_second> >> party;                                         // 2000B
inline const auto subscriber = level<"22", begin_subscriber> >> person;                                    // 2000C
inline const auto dependent  = level<"23", begin_dependent> >> person;                                     // 2000D

inline const auto transport = named<is_transport> >> nm1 >> *n3 >> *n4;  // 2010EB
inline const auto other_umo =
    named<is_other_umo> >> nm1 >> *on<"REF", read_other_umo_ref> >> *on<"DTP", read_other_umo_dtp>;  // 2010EC
inline const auto contact  = named<is_contact> >> party;                                             // 2010EB of a notification
inline const auto provider = named<is_provider> >> party;                                            // 2010EA, 2010F

inline const auto event = level<"EV", begin_event> >> *trn >> um >> *hcr >> *on<"REF", read_ref> >> *dtp
                          >> *on<"HI", read_hi> >> *hsd >> *on<"CRC", read_crc> >> *on<"CL1", read_cl1> >> *on<
                              "CR1",
                              read_cr1> >> *on<"CR2", read_cr2> >> *on<"CR5", read_cr5> >> *on<"CR6", read_cr6> >> *pwk
                          >> *msg >> *(transport | other_umo | contact | provider);  // 2000E

inline const auto line = level<"SS", begin_line> >> *trn >> *um >> *hcr >> *on<"REF", read_ref> >> *dtp
                         >> *on<"SV1", read_sv1> >> *on<"SV2", read_sv2> >> *on<"SV3", read_sv3> >> *on<"TOO", read_too> >> *hsd
                         >> *pwk >> *msg >> *provider;  // 2000F

inline const auto request =
    on<"ST"> >> on<"BHT", read_bht> >> level_a >> level_b >> subscriber >> -dependent >> event >> *line >> on<"SE">;
// clang-format on

}  // namespace x278::edi::grammar
