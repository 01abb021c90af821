// What `show` says about one transaction set: sections of labelled rows, printed as text
// or as JSON. Everything a sender wrote passes through printable() on its way in, so
// that no file can steer the operator's terminal.
#pragma once

#include <boost/json/fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace x278::cli {

inline constexpr std::size_t line_width_max = 100;

struct Row {
    std::string              label;
    std::vector<std::string> texts;  // one or more; each begins a line of its own
};

struct Section {
    std::string      title;
    std::vector<Row> rows;

    // An empty text is left out. A label that stands already gets one text more.
    void add(std::string_view label, std::string_view text);
};

struct Page {
    std::string          title;
    std::vector<Section> sections;

    // An empty section is left out.
    void add(Section section);
};

// Control characters, and bytes that are no UTF-8, replaced by `?`.
[[nodiscard]] std::string printable(std::string_view text);

// Labels in one column, texts wrapped beside them, one empty line after each section.
[[nodiscard]] std::string page_text(const Page& page, bool bold);

// {"title": ..., "sections": [{"title": ..., "rows": {"member_id": ["..."]}}]}. The key of a
// row is its label in lower case, with `_` for whatever is no letter and no digit.
[[nodiscard]] boost::json::object page_json(const Page& page);

}  // namespace x278::cli
