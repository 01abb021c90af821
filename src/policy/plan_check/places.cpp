#include "policy/plan_check/places.hpp"

#include "policy/language/diagnostics.hpp"
#include "policy/language/words.hpp"

#include <algorithm>

namespace x278::policy::plan_check {

namespace {

using language::ast::Located;

std::string_view text_of(const Located& word) { return {word.begin, word.end}; }

bool begins_line(std::string_view text, const Located& word) { return word.begin == text.data() || word.begin[-1] == '\n'; }

// Calls `each` with the words from `from` on, texts and comments left out, as long as it answers yes.
template <class Each>
void for_each_word(std::string_view text, std::size_t from, Each each)
{
    const char* const end = text.data() + text.size();
    for (const char* c = text.data() + from; c != end;) {
        const char* const past = language::end_of_name(c, end);
        if (std::string_view(c, end).starts_with("--")) {
            c = std::find(c, end, '\n');
        } else if (*c == '"') {
            c = std::find(c + 1, end, '"');
            if (c != end) ++c;
        } else if (past == c) {
            ++c;
        } else {
            if (!each(Located{c, past})) return;
            c = past;
        }
    }
}

// Where a line begins; the end of the text, if it has fewer.
std::size_t start_of(std::string_view text, int line)
{
    std::size_t at = 0;
    for (; line > 1; --line) at = std::min(text.find('\n', at), text.size() - 1) + 1;
    return at;
}

}  // namespace

std::optional<Place> find_word(std::span<const PlanFile> files, std::string_view path, int line, const Wanted& wanted)
{
    const auto file = std::ranges::find(files, path, &PlanFile::path);
    if (file == files.end() || file->text.empty()) return std::nullopt;
    const std::string_view text  = file->text;
    const std::size_t      start = start_of(text, line);
    std::optional<Place>   found;
    bool                   ready = wanted.after.empty();
    for_each_word(text, start, [&](const Located& word) {
        if (begins_line(text, word) && word.begin != text.data() + start) return false;
        if (ready && text_of(word) == wanted.word) found = Place{&*file, word};
        ready = ready || text_of(word) == wanted.after;
        return !found;
    });
    return found;
}

std::optional<Place> find_statement(std::span<const PlanFile> files,
                                    std::string_view          folder,
                                    std::string_view          kind,
                                    std::string_view          name)
{
    std::optional<Place> found;
    for (const PlanFile& file : files) {
        if (!file.path.ends_with(".rules") || folder_of(file.path) != folder) continue;
        bool named = false;  // next
        for_each_word(file.text, 0, [&](const Located& word) {
            if (named && text_of(word) == name) found = Place{&file, word};
            named = begins_line(file.text, word) && text_of(word) == kind;
            return !found;
        });
        if (found) break;
    }
    return found;
}

int line_of(const Place& place) { return 1 + static_cast<int>(std::count(place.file->text.data(), place.at.begin, '\n')); }

PlanError error_at(const Place& place, std::string_view message, std::string_view hint)
{
    return language::error_at(*place.file, place.at, message, hint);
}

std::string_view without_place(const PlanError& error)
{
    const std::string_view message = error.message;
    if (error.path.empty() || !message.starts_with(error.path)) return message;
    const auto words = message.find(": ", error.path.size());
    return words == std::string_view::npos ? message : message.substr(words + 2);
}

}  // namespace x278::policy::plan_check
