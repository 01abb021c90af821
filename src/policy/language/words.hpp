// The terminals of the plan language: phrases, names, numbers, dates, quoted text.
//
// Each skips white space and comments before itself and knows what it is called, so
// that a mistake is answered with what was expected in the reader's own words.
#pragma once

#include "core/day.hpp"
#include "policy/language/ast.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <span>
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

// What was looked for at a place and does not stand there: a mistake is told from it.
struct Attempt {
    Iterator         where = nullptr;  // a word, at or after the mistake
    std::string_view words;            // of a fixed phrase, from the first that does not stand there
    Iterator         begin = nullptr;  // of the phrase; before `where`, if its first words do stand there

    [[nodiscard]] bool is_rest() const noexcept { return begin != where; }
};

// Those made from `from` on; none while it is null.
struct Attempts {
    Iterator             from = nullptr;
    std::vector<Attempt> made;

    void failed(Iterator where, std::string_view words, Iterator begin)
    {
        if (from && where >= from) made.push_back({where, words, begin});
    }
};

struct attempts_tag;
using Context = x3::context<attempts_tag, Attempts, x3::phrase_parse_context<Skipper>::type>;

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

// Past `word` at `first`; null if it does not stand there, or goes on.
[[nodiscard]] inline Iterator past_word(std::string_view word, Iterator first, Iterator last) noexcept
{
    if (std::string_view(first, last).substr(0, word.size()) != word) return nullptr;
    first += word.size();
    const bool goes_on = is_name_character(word.back()) && first != last && is_name_character(*first);
    return goes_on ? nullptr : first;
}

// Past `phrase` at `first`, however its words are spaced; null if it does not stand there.
template <class Context>
[[nodiscard]] Iterator past_phrase(std::string_view phrase, Iterator first, Iterator last, const Context& context)
{
    for (Iterator begin = nullptr; !phrase.empty();) {
        const auto word = phrase.substr(0, phrase.find(' '));
        x3::skip_over(first, last, context);
        if (!begin) begin = first;
        const Iterator past = past_word(word, first, last);
        if (!past) {
            x3::get<attempts_tag>(context).failed(first, phrase, begin);
            return nullptr;
        }
        first = past;
        phrase.remove_prefix(std::min(word.size() + 1, phrase.size()));
    }
    return first;
}

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
    [[nodiscard]] std::string called() const { return listed(std::array{words}); }
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
    [[nodiscard]] std::string called() const
    {
        std::vector<std::string_view> all;
        for (const auto& choice : choices) all.push_back(choice.first);
        return listed(all);
    }
};

// A terminal that makes one node: it skips to `begin`, and the parser's own `read` says where the words of the node end
// and fills the rest of it; null, if they do not stand there.
template <class Parser, class Made>
struct NodeParser : x3::parser<Parser> {
    using attribute_type                = Made;
    static constexpr bool has_attribute = true;

    template <class Context, class RContext, class Attribute>
    bool parse(Iterator& first, const Iterator& last, const Context& context, RContext&, Attribute& attribute) const
    {
        Made node;
        node.begin = first;
        x3::skip_over(node.begin, last, context);
        node.end = this->derived().read(node.begin, last, node);
        if (!node.end) {
            for (const std::string_view word : this->derived().fixed())
                x3::get<attempts_tag>(context).failed(node.begin, word, node.begin);
            return false;
        }
        first = node.end;
        x3::traits::move_to(std::move(node), attribute);
        return true;
    }
    // The words it can be, if they are fixed.
    [[nodiscard]] std::span<const std::string_view> fixed() const { return {}; }
};

// Words that begin what comes next, and so name nothing: who forgot a name is told so there.
inline constexpr std::array<std::string_view, 5> no_names{"source", "because", "when", "say", "not"};

// A word of the analyst's own, or, if `among` is not empty, one of those.
struct NameParser : NodeParser<NameParser, ast::Name> {
    std::string                   words;
    std::vector<std::string_view> among;

    explicit NameParser(std::string w, std::vector<std::string_view> a = {}) : words(std::move(w)), among(std::move(a)) {}

    [[nodiscard]] Iterator read(Iterator begin, Iterator last, ast::Name& name) const
    {
        const Iterator end = end_of_name(begin, last);
        name.text.assign(begin, end);
        const bool known = among.empty() ? std::ranges::find(no_names, name.text) == no_names.end()
                                         : std::ranges::find(among, name.text) != among.end();
        return begin != end && known ? end : nullptr;
    }
    [[nodiscard]] std::string                       called() const { return words; }
    [[nodiscard]] std::span<const std::string_view> fixed() const { return among; }
};

[[nodiscard]] inline NameParser name(std::string called) { return NameParser(std::move(called)); }

[[nodiscard]] inline NameParser one_of(std::vector<std::string_view> words)
{
    std::string called = listed(words);
    return NameParser(std::move(called), std::move(words));
}

struct TextParser : NodeParser<TextParser, ast::Text> {
    std::string_view words;

    constexpr explicit TextParser(std::string_view w) : words(w) {}

    [[nodiscard]] Iterator read(Iterator begin, Iterator last, ast::Text& text) const
    {
        if (begin == last || *begin != '"') return nullptr;
        const Iterator end = std::find_if(begin + 1, last, [](char c) { return c == '"' || c == '\n'; });
        if (end == last || *end != '"') return nullptr;
        text.text.assign(begin + 1, end);
        return end + 1;
    }
    [[nodiscard]] std::string called() const { return std::string(words); }
};

[[nodiscard]] constexpr TextParser text(std::string_view called) { return TextParser(called); }

struct NumberParser : NodeParser<NumberParser, ast::Number> {
    [[nodiscard]] Iterator read(Iterator begin, Iterator last, ast::Number& number) const
    {
        const auto [end, error] = std::from_chars(begin, last, number.value, std::chars_format::fixed);
        const bool more         = end != last && is_name_character(*end);
        return error == std::errc{} && number.value >= 0 && !more ? end : nullptr;
    }
    [[nodiscard]] std::string called() const { return "a number"; }
};

inline constexpr NumberParser number{};

// 13th
struct OrdinalParser : NodeParser<OrdinalParser, ast::Number> {
    [[nodiscard]] Iterator read(Iterator begin, Iterator last, ast::Number& nth) const
    {
        int value                       = 0;
        const auto [end, error]         = std::from_chars(begin, last, value);
        const Iterator         word_end = end_of_name(begin, last);
        const std::string_view ending(end, std::max(end, word_end));
        nth.value       = value;
        const bool ends = ending == "st" || ending == "nd" || ending == "rd" || ending == "th";
        return error == std::errc{} && value >= 1 && ends ? word_end : nullptr;
    }
    [[nodiscard]] std::string called() const { return "an ordinal, as in `13th`"; }
};

inline constexpr OrdinalParser ordinal{};

// 08:30, up to 24:00
struct TimeParser : NodeParser<TimeParser, ast::Name> {
    [[nodiscard]] Iterator read(Iterator begin, Iterator last, ast::Name& time) const
    {
        if (last - begin < 5 || begin[2] != ':') return nullptr;
        int        hour = 0, minute = 0;
        const bool are_numbers = std::from_chars(begin, begin + 2, hour).ptr == begin + 2
                                 && std::from_chars(begin + 3, begin + 5, minute).ptr == begin + 5;
        if (!are_numbers || hour < 0 || minute < 0 || minute > 59 || hour * 60 + minute > 24 * 60) return nullptr;
        time.text.assign(begin, begin + 5);
        return begin + 5;
    }
    [[nodiscard]] std::string called() const { return "a time of day, as in `08:30`"; }
};

inline constexpr TimeParser time_of_day{};

// 2024-01-31
struct DayParser : NodeParser<DayParser, ast::Day> {
    [[nodiscard]] Iterator read(Iterator begin, Iterator last, ast::Day& day) const
    {
        const Iterator end  = end_of_name(begin, last);
        const auto     date = day_from({begin, end});
        day.date            = date.value_or(day.date);
        return date ? end : nullptr;
    }
    [[nodiscard]] std::string called() const { return "a date, as in 2024-01-31"; }
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

// What is said to have been expected and not found.
namespace boost::spirit::x3 {

// Each of these terminals says it itself.
template <class Terminal>
requires requires(const Terminal& terminal)
{
    {
        terminal.called()
        } -> std::same_as<std::string>;
}
struct get_info<Terminal, void> {
    using result_type = std::string;
    std::string operator()(const Terminal& terminal) const { return terminal.called(); }
};

// A parser around another is called as that one, what is put together after what it begins with.
template <class Around>
requires requires(const Around& parser) { parser.subject; }
struct get_info<Around, void> {
    using result_type = std::string;
    std::string operator()(const Around& parser) const { return what(parser.subject); }
};

template <class Left, class Right>
struct get_info<list<Left, Right>> {
    using result_type = std::string;
    std::string operator()(const list<Left, Right>& parser) const { return what(parser.left); }
};

template <class Left, class Right>
struct get_info<sequence<Left, Right>> {
    using result_type = std::string;
    std::string operator()(const sequence<Left, Right>& parser) const { return what(parser.left); }
};

template <class Left, class Right>
struct get_info<alternative<Left, Right>> {
    using result_type = std::string;
    std::string operator()(const alternative<Left, Right>& parser) const
    {
        return what(parser.left) + " or " + what(parser.right);
    }
};

}  // namespace boost::spirit::x3
