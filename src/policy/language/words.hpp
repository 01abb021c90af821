// The terminals of the plan language: phrases, names, numbers, dates, quoted text.
//
// Each skips white space and comments before itself and knows what it is called, so
// that a mistake is answered with what was expected in the reader's own words.
#pragma once

#include "policy/language/ast.hpp"

#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/spirit/home/x3.hpp>

namespace x278::policy::language {

namespace x3 = boost::spirit::x3;

using Iterator = const char*;

// White space and `-- comments` mean nothing.
inline const auto skipper = x3::ascii::space | ("--" >> *(x3::char_ - x3::eol));
using Skipper             = std::remove_const_t<decltype(skipper)>;
using Context             = x3::phrase_parse_context<Skipper>::type;

[[nodiscard]] inline bool is_letter_or_digit(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

[[nodiscard]] inline bool is_name_character(char c) noexcept
{
    return is_letter_or_digit(c) || std::string_view("-_./@+").find(c) != std::string_view::npos;
}

// Past the word at `first`. A hyphen pair begins a comment, and so ends a word.
[[nodiscard]] inline Iterator end_of_name(Iterator first, Iterator last) noexcept
{
    if (first == last || !is_letter_or_digit(*first)) return first;
    while (first != last && is_name_character(*first) && !(*first == '-' && first + 1 != last && first[1] == '-')) ++first;
    return first;
}

// Past `phrase` at `first`, however its words are spaced; null if it does not stand there.
template <class Context>
[[nodiscard]] Iterator past_phrase(std::string_view phrase, Iterator first, Iterator last, const Context& context)
{
    while (!phrase.empty()) {
        const auto word = phrase.substr(0, phrase.find(' '));
        phrase.remove_prefix(std::min(word.size() + 1, phrase.size()));
        x3::skip_over(first, last, context);
        if (std::string_view(first, last).substr(0, word.size()) != word) return nullptr;
        first += word.size();
        if (is_name_character(word.back()) && first != last && is_name_character(*first)) return nullptr;
    }
    return first;
}

// Fixed words, in order: phrase("when no rule speaks").
struct PhraseParser : x3::parser<PhraseParser> {
    using attribute_type                = x3::unused_type;
    static constexpr bool has_attribute = false;

    std::string_view words;

    constexpr explicit PhraseParser(std::string_view w) : words(w) {}

    template <class Context, class RContext, class Attribute>
    bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute&) const
    {
        const Iterator past = past_phrase(words, first, last, context);
        if (!past) return false;
        first = past;
        return true;
    }
};

[[nodiscard]] constexpr PhraseParser phrase(std::string_view words) { return PhraseParser(words); }

// One of several phrases, each standing for a value. A phrase that begins with another
// one must stand before it.
template <class Value>
struct PhrasesParser : x3::parser<PhrasesParser<Value>> {
    using attribute_type                = Value;
    static constexpr bool has_attribute = true;

    std::vector<std::pair<std::string_view, Value>> choices;

    explicit PhrasesParser(std::vector<std::pair<std::string_view, Value>> c) : choices(std::move(c)) {}

    template <class Context, class RContext, class Attribute>
    bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute& attribute) const
    {
        for (const auto& [words, value] : choices) {
            const Iterator past = past_phrase(words, first, last, context);
            if (!past) continue;
            first = past;
            x3::traits::move_to(Value(value), attribute);
            return true;
        }
        return false;
    }
};

// A word of the analyst's own, or, if `among` is not empty, one of those.
struct NameParser : x3::parser<NameParser> {
    using attribute_type                = ast::Name;
    static constexpr bool has_attribute = true;

    std::string                   called;
    std::vector<std::string_view> among;

    explicit NameParser(std::string c, std::vector<std::string_view> a = {}) : called(std::move(c)), among(std::move(a)) {}

    template <class Context, class RContext, class Attribute>
    bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute& attribute) const
    {
        Iterator begin = first;
        x3::skip_over(begin, last, context);
        const Iterator end = end_of_name(begin, last);
        if (begin == end) return false;
        const std::string_view word(begin, end);
        if (!among.empty() && std::ranges::find(among, word) == among.end()) return false;
        first = end;
        ast::Name name;
        name.begin = begin;
        name.end   = end;
        name.text  = word;
        x3::traits::move_to(std::move(name), attribute);
        return true;
    }
};

[[nodiscard]] inline NameParser name(std::string called) { return NameParser(std::move(called)); }

// "`a`, `b` or `c`"
template <class Words>
[[nodiscard]] std::string listed(const Words& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
        text += '`';
        text += words[i];
        text += '`';
    }
    return text;
}

[[nodiscard]] inline NameParser one_of(std::vector<std::string_view> words)
{
    std::string called = listed(words);
    return NameParser(std::move(called), std::move(words));
}

struct TextParser : x3::parser<TextParser> {
    using attribute_type                = ast::Text;
    static constexpr bool has_attribute = true;

    std::string_view called;

    constexpr explicit TextParser(std::string_view c) : called(c) {}

    template <class Context, class RContext, class Attribute>
    bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute& attribute) const
    {
        Iterator begin = first;
        x3::skip_over(begin, last, context);
        if (begin == last || *begin != '"') return false;
        Iterator end = begin + 1;
        while (end != last && *end != '"' && *end != '\n') ++end;
        if (end == last || *end != '"') return false;
        ast::Text text;
        text.begin = begin;
        text.end   = end + 1;
        text.text.assign(begin + 1, end);
        first = end + 1;
        x3::traits::move_to(std::move(text), attribute);
        return true;
    }
};

[[nodiscard]] constexpr TextParser text(std::string_view called) { return TextParser(called); }

struct NumberParser : x3::parser<NumberParser> {
    using attribute_type                = ast::Number;
    static constexpr bool has_attribute = true;

    template <class Context, class RContext, class Attribute>
    bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute& attribute) const
    {
        Iterator begin = first;
        x3::skip_over(begin, last, context);
        ast::Number number;
        const auto [end, error] = std::from_chars(begin, last, number.value, std::chars_format::fixed);
        if (error != std::errc{} || number.value < 0 || (end != last && is_name_character(*end))) return false;
        number.begin = begin;
        number.end   = end;
        first        = end;
        x3::traits::move_to(std::move(number), attribute);
        return true;
    }
};

inline constexpr NumberParser number{};

// 13th
struct OrdinalParser : x3::parser<OrdinalParser> {
    using attribute_type                = ast::Number;
    static constexpr bool has_attribute = true;

    template <class Context, class RContext, class Attribute>
    bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute& attribute) const
    {
        Iterator begin = first;
        x3::skip_over(begin, last, context);
        int value                       = 0;
        const auto [end, error]         = std::from_chars(begin, last, value);
        const Iterator         word_end = end_of_name(begin, last);
        const std::string_view ending(end, word_end > end ? word_end : end);
        if (error != std::errc{} || value < 1 || (ending != "st" && ending != "nd" && ending != "rd" && ending != "th"))
            return false;
        ast::Number read;
        read.value = value;
        read.begin = begin;
        read.end   = word_end;
        first      = word_end;
        x3::traits::move_to(std::move(read), attribute);
        return true;
    }
};

inline constexpr OrdinalParser ordinal{};

// 08:30, up to 24:00
struct TimeParser : x3::parser<TimeParser> {
    using attribute_type                = ast::Name;
    static constexpr bool has_attribute = true;

    template <class Context, class RContext, class Attribute>
    bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute& attribute) const
    {
        Iterator begin = first;
        x3::skip_over(begin, last, context);
        if (last - begin < 5 || begin[2] != ':') return false;
        int        hour = 0, minute = 0;
        const bool read = std::from_chars(begin, begin + 2, hour).ptr == begin + 2
                          && std::from_chars(begin + 3, begin + 5, minute).ptr == begin + 5;
        if (!read || hour < 0 || minute < 0 || minute > 59 || hour * 60 + minute > 24 * 60) return false;
        ast::Name time;
        time.begin = begin;
        time.end   = begin + 5;
        time.text.assign(begin, begin + 5);
        first = begin + 5;
        x3::traits::move_to(std::move(time), attribute);
        return true;
    }
};

inline constexpr TimeParser time_of_day{};

// 2024-01-31
struct DayParser : x3::parser<DayParser> {
    using attribute_type                = ast::Day;
    static constexpr bool has_attribute = true;

    template <class Context, class RContext, class Attribute>
    bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute& attribute) const
    {
        Iterator begin = first;
        x3::skip_over(begin, last, context);
        const Iterator end = end_of_name(begin, last);
        if (end - begin != 10 || begin[4] != '-' || begin[7] != '-') return false;
        int        year  = 0;
        unsigned   month = 0, day = 0;
        const bool read = std::from_chars(begin, begin + 4, year).ptr == begin + 4
                          && std::from_chars(begin + 5, begin + 7, month).ptr == begin + 7
                          && std::from_chars(begin + 8, end, day).ptr == end;
        ast::Day value;
        value.begin = begin;
        value.end   = end;
        value.date  = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
        if (!read || !value.date.ok()) return false;
        first = end;
        x3::traits::move_to(std::move(value), attribute);
        return true;
    }
};

inline constexpr DayParser day{};

// How numbers are compared.
[[nodiscard]] inline PhrasesParser<ast::Relation> relations()
{
    return PhrasesParser<ast::Relation>{{
        {"at most", ast::Relation::at_most},
        {"at least", ast::Relation::at_least},
        {"more than", ast::Relation::more_than},
        {"less than", ast::Relation::less_than},
    }};
}

// Where the words a node was read from begin and end.
struct Positioned {
    template <class Node, class Context>
    void on_success(const Iterator& first, const Iterator& last, Node& node, const Context& context)
    {
        Iterator begin = first;
        x3::skip_over(begin, last, context);
        node.begin = begin;
        node.end   = last;
    }
};

}  // namespace x278::policy::language

// What each terminal calls itself when it was expected and not found.
namespace boost::spirit::x3 {

template <>
struct get_info<x278::policy::language::PhraseParser> {
    using result_type = std::string;
    std::string operator()(const x278::policy::language::PhraseParser& p) const
    {
        return x278::policy::language::listed(std::vector<std::string_view>{p.words});
    }
};

template <class Value>
struct get_info<x278::policy::language::PhrasesParser<Value>> {
    using result_type = std::string;
    std::string operator()(const x278::policy::language::PhrasesParser<Value>& p) const
    {
        std::vector<std::string_view> words;
        for (const auto& choice : p.choices) words.push_back(choice.first);
        return x278::policy::language::listed(words);
    }
};

template <>
struct get_info<x278::policy::language::NameParser> {
    using result_type = std::string;
    std::string operator()(const x278::policy::language::NameParser& p) const { return p.called; }
};

template <>
struct get_info<x278::policy::language::TextParser> {
    using result_type = std::string;
    std::string operator()(const x278::policy::language::TextParser& p) const { return std::string(p.called); }
};

template <>
struct get_info<x278::policy::language::NumberParser> {
    using result_type = std::string;
    std::string operator()(const x278::policy::language::NumberParser&) const { return "a number"; }
};

template <>
struct get_info<x278::policy::language::OrdinalParser> {
    using result_type = std::string;
    std::string operator()(const x278::policy::language::OrdinalParser&) const { return "an ordinal, as in `13th`"; }
};

template <>
struct get_info<x278::policy::language::TimeParser> {
    using result_type = std::string;
    std::string operator()(const x278::policy::language::TimeParser&) const { return "a time of day, as in `08:30`"; }
};

template <>
struct get_info<x278::policy::language::DayParser> {
    using result_type = std::string;
    std::string operator()(const x278::policy::language::DayParser&) const { return "a date, as in 2024-01-31"; }
};

}  // namespace boost::spirit::x3
