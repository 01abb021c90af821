// The editor files know every word of the plan language: they are written from its grammars, by UPDATE_GOLDEN=1.
#include "support/files.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

namespace {

using Words = std::set<std::string>;

using x278::test::project;
using x278::test::read_file;

bool is_word_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; }

// The words of a phrase, without what is no letter.
void add_words(std::string_view phrase, Words& words)
{
    std::string word;
    for (const char c : std::string(phrase) + ' ') {
        if (is_word_character(c)) {
            word += c;
            continue;
        }
        if (word.size() > 1 || word == "a") words.insert(word);
        word.clear();
    }
}

// Adds the words of every literal in `text` that follows `before`.
void add_literals(const std::string& text, std::string_view before, Words& words)
{
    for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
        const std::size_t begin = at + before.size();
        add_words(std::string_view(text).substr(begin, text.find('"', begin) - begin), words);
    }
}

// The words of the grammars: those of their phrases, of their tables of phrases, and of the vocabulary.
Words words_of_the_language()
{
    Words words;
    for (const auto& entry : std::filesystem::directory_iterator(project() / "src" / "policy" / "language")) {
        const std::string text = read_file(entry.path());
        if (entry.path().extension() == ".cpp")
            for (const auto* const before : {"phrase(\"", "    {\""}) add_literals(text, before, words);
        if (entry.path().filename() == "vocabulary.hpp") {
            add_literals(text, "Word{\"", words);
            for (const auto* const list : {"stage_words{", "clinical_words{", "weekday_words{", "any_denial = "}) {
                const auto begin = text.find(list);
                REQUIRE(begin != std::string::npos);
                const auto list_text = text.substr(begin, text.find(";", begin) - begin);
                for (const auto* const before : {" \"", "{\""}) add_literals(list_text, before, words);
            }
        }
    }
    REQUIRE(words.contains("procedure"));
    REQUIRE(words.contains("admission"));
    for (const auto* const listed : {"exemption", "not-necessary", "any-denial", "Monday", "RN"}) REQUIRE(words.contains(listed));
    return words;
}

std::string joined(const Words& words, std::string_view between)
{
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : std::string(between)) + word;
    return all;
}

std::string vim_file(const Words& words)
{
    return R"(" Vim syntax of x278's plans: FILE.rules and FILE.cases. Written from the grammars; a test holds it to them.
" autocmd BufRead,BufNewFile *.rules,*.cases setfiletype x278-rules
if exists("b:current_syntax")
  finish
endif
syn iskeyword @,48-57,-,_
syn match   x278Comment   "--.*$"
syn region  x278Text      start=+"+ end=+"+ contains=x278Slot
syn match   x278Slot      "{[a-z]\+}" contained
syn match   x278Number    "\<[0-9]\+\(\.[0-9]\+\)\?\>"
syn match   x278Day       "\<[0-9]\{4}-[0-9]\{2}-[0-9]\{2}\>"
syn keyword x278Word      )"
           + joined(words, " ") + R"(
syn match   x278Statement "^[a-z]\+\>"
hi def link x278Comment   Comment
hi def link x278Text      String
hi def link x278Slot      Special
hi def link x278Number    Number
hi def link x278Day       Number
hi def link x278Word      Keyword
hi def link x278Statement Statement
let b:current_syntax = "x278-rules"
)";
}

std::string text_mate_file(const Words& words)
{
    return R"json({
  "name": "x278 plans",
  "scopeName": "source.x278-rules",
  "fileTypes": ["rules", "cases"],
  "patterns": [
    { "name": "comment.line.double-dash.x278-rules", "match": "--.*$" },
    {
      "name": "string.quoted.double.x278-rules",
      "begin": "\"",
      "end": "\"",
      "patterns": [{ "name": "constant.character.escape.x278-rules", "match": "\\{[a-z]+\\}" }]
    },
    { "name": "keyword.control.x278-rules", "match": "^[a-z]+\\b" },
    { "name": "constant.numeric.x278-rules", "match": "(?<![\\w-])[0-9][0-9.-]*(?![\\w-])" },
    {
      "name": "keyword.other.x278-rules",
      "match": "(?<![\\w-])()json"
           + joined(words, "|") + R"json()(?![\\w-])"
    }
  ]
}
)json";
}

// Holds a file to what it should be, or writes it.
void check_file(const std::filesystem::path& path, const std::string& expected)
{
    if (std::getenv("UPDATE_GOLDEN") != nullptr) x278::test::write_file(path, expected);
    CAPTURE(path.string());
    CHECK_MESSAGE(read_file(path) == expected, "not the words of the grammars; run this test with UPDATE_GOLDEN=1");
}

}  // namespace

TEST_CASE("editors: the syntax files have the words of the grammars, no more and no fewer")
{
    const Words words = words_of_the_language();
    check_file(project() / "editors" / "x278-rules.vim", vim_file(words));
    check_file(project() / "editors" / "x278-rules.tmLanguage.json", text_mate_file(words));
}
