#include "cli/page.hpp"

#include "core/utf8.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace x278::cli {

namespace {

constexpr std::size_t label_width_max = 26;

// The length of the character at the start of `text`; 0 if there is none, or if it is a control character.
std::size_t sequence_at(std::string_view text) noexcept
{
    const auto        byte    = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const std::size_t size    = character_size(text);
    const bool        control = size == 1 ? byte(0) < 0x20 || byte(0) == 0x7F : byte(0) == 0xC2 && byte(1) < 0xA0;
    return control ? 0 : size;
}

// The words of `text` in lines of at most `width` characters; a word that is longer has a line of its own.
// Blanks that `text` begins with stay: carets stand under their place by them.
std::vector<std::string> wrapped(std::string_view text, std::size_t width)
{
    const auto               indent = std::min(text.find_first_not_of(' '), text.size());
    std::vector<std::string> lines{std::string(text.substr(0, indent))};
    text.remove_prefix(indent);
    bool begins = true;  // the last line has no word yet
    while (!text.empty()) {
        const auto space = text.find(' ');
        const auto word  = text.substr(0, space);
        text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
        if (!begins && characters_in(lines.back()) + 1 + characters_in(word) > width) {
            lines.emplace_back();
            begins = true;
        }
        if (!begins) lines.back() += ' ';
        lines.back() += word;
        begins = begins && word.empty();
    }
    return lines;
}

std::string key_of(std::string_view label)
{
    std::string key;
    for (const unsigned char c : label) {
        if (std::isalnum(c) != 0)
            key += static_cast<char>(std::tolower(c));
        else if (!key.empty() && key.back() != '_')
            key += '_';
    }
    while (key.ends_with('_')) key.pop_back();
    return key;
}

std::string heading(std::string_view text, bool bold)
{
    return bold ? fmt::format("\033[1m{}\033[0m\n", text) : fmt::format("{}\n", text);
}

}  // namespace

void Section::add(std::string_view label, std::string_view text)
{
    if (text.empty()) return;
    auto row = std::ranges::find(rows, label, &Row::label);
    if (row == rows.end()) row = rows.insert(rows.end(), {std::string(label), {}});
    row->texts.push_back(printable(text));
}

void Page::add(Section section)
{
    if (!section.rows.empty()) sections.push_back(std::move(section));
}

std::string printable(std::string_view text)
{
    std::string shown;
    shown.reserve(text.size());
    while (!text.empty()) {
        const std::size_t size = sequence_at(text);
        if (size == 0)
            shown += '?';
        else
            shown += text.substr(0, size);
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return shown;
}

std::string page_text(const Page& page, bool bold)
{
    std::size_t label_width = 0;
    for (const Section& section : page.sections)
        for (const Row& row : section.rows) label_width = std::max(label_width, characters_in(row.label));
    label_width            = std::min(label_width, label_width_max);
    const auto  text_width = line_width_max - label_width - 4;
    std::string text       = heading(page.title, bold);
    for (const Section& section : page.sections) {
        text += '\n' + heading(section.title, bold);
        for (const Row& row : section.rows) {
            std::vector<std::string> lines;
            for (const std::string& one : row.texts) std::ranges::move(wrapped(one, text_width), std::back_inserter(lines));
            std::string label = row.label;
            if (characters_in(label) > label_width) {  // a long label stands above its text
                text += fmt::format("  {}\n", label);
                label.clear();
            }
            for (const std::string& line : lines) {
                text += fmt::format("  {:<{}}  {}\n", label, label_width, line);
                label.clear();
            }
        }
    }
    return text;
}

boost::json::object page_json(const Page& page)
{
    boost::json::array sections;
    for (const Section& section : page.sections) {
        boost::json::object rows;
        for (const Row& row : section.rows) rows[key_of(row.label)] = boost::json::array(row.texts.begin(), row.texts.end());
        sections.push_back({{"title", section.title}, {"rows", std::move(rows)}});
    }
    return {{"title", page.title}, {"sections", std::move(sections)}};
}

}  // namespace x278::cli
