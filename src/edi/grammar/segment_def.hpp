// The grammar of a segment, over the separator index. Included by segment.cpp alone.
#pragma once

#include "edi/grammar/segment.hpp"

#include <boost/spirit/home/x3.hpp>

namespace x278::edi::grammar {

namespace x3 = boost::spirit::x3;

struct source_tag;  // the context key under which parse_segment passes its Source

// What stands between a terminator and the next segment id. Consumes no separator.
struct padding_parser : x3::parser<padding_parser> {
    using attribute_type                = x3::unused_type;
    static constexpr bool has_attribute = false;

    template <class Context, class RContext, class Attribute>
    bool parse(Cursor& first, const Cursor& last, const Context& context, RContext&, Attribute&) const
    {
        if (first == last) return false;
        Source& source = x3::get<source_tag>(context);
        while (source.begin < *first && is_padding(source.block[source.begin])) ++source.begin;
        return true;
    }

    static constexpr bool is_padding(char c) noexcept { return c == '\n' || c == '\r' || c == ' ' || c == '\t'; }
};

// The data up to the next separator, whichever it is.
struct data_parser : x3::parser<data_parser> {
    using attribute_type                = x3::unused_type;
    static constexpr bool has_attribute = false;

    template <class Context, class RContext, class Attribute>
    bool parse(Cursor& first, const Cursor& last, const Context& context, RContext&, Attribute&) const
    {
        if (first == last) return false;
        Source&             source = x3::get<source_tag>(context);
        const std::uint32_t end    = *first;
        *source.tokens++           = {source.block + source.begin, end - source.begin, source.block[end]};
        source.begin               = end + 1;
        ++first;
        return true;
    }
};

// Holds when the data just read was ended by the segment terminator (`Ends`), or by
// one of the other separators (`!Ends`). Consumes nothing: data did.
template <bool Ends>
struct after_data_parser : x3::parser<after_data_parser<Ends>> {
    using attribute_type                = x3::unused_type;
    static constexpr bool has_attribute = false;

    template <class Context, class RContext, class Attribute>
    bool parse(Cursor&, const Cursor&, const Context& context, RContext&, Attribute&) const
    {
        const Source& source = x3::get<source_tag>(context);
        return (source.tokens[-1].ended_by == source.delimiters.segment) == Ends;
    }
};

inline constexpr padding_parser           padding{};
inline constexpr data_parser              data{};
inline constexpr after_data_parser<false> more{};
inline constexpr after_data_parser<true>  end_of_segment{};

// A segment is data, separated by anything but the terminator, up to the terminator.
// Which separator stood where is kept in the tokens, so elements, repetitions and
// components are told apart by whoever needs them, without a second grammar.
inline constexpr auto segment = padding >> data % more >> end_of_segment;

}  // namespace x278::edi::grammar
