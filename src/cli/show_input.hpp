// Everything in an input that a person may want to read: a page for each transaction set
// and each TA1, in the order they came.
#pragma once

#include "app/input.hpp"
#include "cli/page.hpp"
#include "edi/guide.hpp"

#include <functional>
#include <string>

namespace x278::cli {

struct ShownPage {
    std::string file;             // as it was named on the command line
    std::string interchange;      // ISA13
    std::string group;            // GS06; empty for a TA1
    std::string set;              // ST02; empty for a TA1
    std::string transaction;      // "278", "999", "TA1"
    std::string guide;            // "005010X217"; empty when not known
    std::string direction;        // "request"
    bool        accepted = true;  // follows its guide
    Page        page;
};

// `unreadable` hears what could not be read, and why, in order. One set is held at a time. With an
// `original`, which may be null, acknowledgments are shown beside what they complain of in it.
void show_input(const app::Input&                              input,
                const edi::Guides&                             guides,
                const app::Input*                              original,
                const std::function<void(const ShownPage&)>&   show,
                const std::function<void(const std::string&)>& unreadable);

[[nodiscard]] std::string         shown_text(const ShownPage& shown, bool bold);
[[nodiscard]] boost::json::object shown_json(const ShownPage& shown);

}  // namespace x278::cli
