#include "cli/show_input.hpp"

#include "cli/issue_words.hpp"
#include "cli/show_acknowledgment.hpp"
#include "cli/show_guided.hpp"
#include "cli/show_request.hpp"
#include "cli/value_words.hpp"
#include "edi/reader.hpp"
#include "edi/request.hpp"
#include "edi/validator.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace x278::cli {

namespace {

Page page_of(const edi::Validated& checked, const edi::Guides& guides)
{
    const edi::Guide* guide = checked.guide();
    if (guide == nullptr) return plain_page(checked.set());
    if (checked.accepted() && guide->id == "005010X217" && guide->direction == "request")
        return request_page(edi::to_request(checked), guides);
    return guided_page(checked, guides);
}

// What keeps a set from following its guide, and what is merely remarkable.
Section faults_of(const edi::Validated& checked)
{
    Section section{checked.accepted() ? "Remarks of the checker" : "Refused", {}};
    for (const edi::Issue& issue : checked.issues())
        section.add(issue.severity == edi::Severity::error ? "refused" : "remark",
                    fmt::format("{}: {}", place_words(issue.where), issue.message));
    return section;
}

// Shows the events of one input as they come by.
class Show {
public:
    Show(const std::string&                             file,
         const edi::Guides&                             guides,
         const app::Input*                              original,
         const std::function<void(const ShownPage&)>&   show,
         const std::function<void(const std::string&)>& unreadable)
        : file_(file), guides_(guides), original_(original), show_(show), unreadable_(unreadable)
    {
    }

    void operator()(const edi::InterchangeHeader& header)
    {
        interchange_ = header;
        seen_        = true;
    }
    void operator()(const edi::InterchangeAcknowledgment& ta1)
    {
        ShownPage shown   = page_in_interchange();
        shown.transaction = "TA1";
        shown.page        = take(acknowledgment_page(ta1, guides_, original_));
        shown.page.add(envelope({}));
        show_(shown);
    }
    void operator()(const edi::GroupHeader& header) { group_ = header; }
    void operator()(const edi::TransactionSet& set)
    {
        const auto checked = edi::validate(set, group_, guides_, edi::Taking::everything);
        ShownPage  shown   = page_in_interchange();
        shown.group        = group_.control_number();
        shown.set          = set.control_number;
        shown.transaction  = set.transaction;
        shown.guide        = set.guide_id.empty() ? group_.guide_id() : set.guide_id;
        if (checked.guide() != nullptr) shown.direction = checked.guide()->direction;
        shown.accepted = checked.accepted();
        shown.page = set.transaction == "999" ? take(acknowledgment_page(set, guides_, original_)) : page_of(checked, guides_);
        if (Section faults = faults_of(checked); !faults.rows.empty())
            shown.page.sections.insert(shown.page.sections.begin(), std::move(faults));
        shown.page.add(envelope(shown));
        show_(shown);
    }
    void operator()(const edi::GroupTrailer& trailer)
    {
        if (!trailer.present) say(fmt::format("group {} has no GE", group_.control_number()));
    }
    void operator()(const edi::InterchangeTrailer& trailer)
    {
        if (!trailer.present) say(fmt::format("interchange {} has no IEA; it was cut on its way", interchange_.control_number()));
    }
    void operator()(const edi::StraySegment& segment)
    {
        say(fmt::format("a segment stands where none of its kind may, at byte {}", segment.offset_bytes));
    }
    void operator()(const Error& error)
    {
        seen_ = true;
        say(error.message);
    }
    void end()
    {
        if (!seen_) say("holds no interchange; expected text that starts with ISA");
    }

private:
    void say(const std::string& what) const { unreadable_(printable(fmt::format("`{}`: {}", file_, what))); }

    Page take(AcknowledgmentPage shown) const
    {
        if (!shown.not_found.empty()) say(fmt::format("speaks of {}, which is not in `{}`", shown.not_found, original_->name));
        return std::move(shown.page);
    }

    ShownPage page_in_interchange() const
    {
        ShownPage shown;
        shown.file        = file_;
        shown.interchange = interchange_.control_number();
        return shown;
    }

    Section envelope(const ShownPage& shown) const
    {
        Section     section{"Envelope", {}};
        const Names names(guides_);
        section.add("Interchange", joined({std::string(interchange_.control_number()),
                                           fmt::format("{} to {}", interchange_.sender(), interchange_.receiver()),
                                           names("I14", interchange_.usage())}));
        if (!shown.set.empty())
            section.add("Set", joined({shown.set, prefixed("group", shown.group), prefixed("guide", shown.guide)}));
        return section;
    }

    const std::string&                             file_;
    const edi::Guides&                             guides_;
    const app::Input*                              original_;
    const std::function<void(const ShownPage&)>&   show_;
    const std::function<void(const std::string&)>& unreadable_;
    edi::InterchangeHeader                         interchange_;
    edi::GroupHeader                               group_;
    bool                                           seen_ = false;  // an interchange, or the reason why there is none
};

}  // namespace

void show_input(const app::Input&                              input,
                const edi::Guides&                             guides,
                const app::Input*                              original,
                const std::function<void(const ShownPage&)>&   show,
                const std::function<void(const std::string&)>& unreadable)
{
    edi::Reader in(input.open());
    Show        shower(input.name, guides, original, show, unreadable);
    while (auto event = in.next()) {
        if (*event)
            std::visit(shower, **event);
        else
            shower(event->error());
    }
    shower.end();
}

std::string shown_text(const ShownPage& shown, bool bold)
{
    Page page  = shown.page;
    page.title = printable(fmt::format("{}{}: {}", shown.file, prefixed(", set", shown.set), shown.page.title));
    return page_text(page, bold);
}

boost::json::object shown_json(const ShownPage& shown)
{
    boost::json::object object{
        {"file", printable(shown.file)},
        {"interchange", printable(shown.interchange)},
        {"group", printable(shown.group)},
        {"set", printable(shown.set)},
        {"transaction", printable(shown.transaction)},
        {"guide", printable(shown.guide)},
        {"direction", shown.direction},
        {"accepted", shown.accepted},
    };
    for (const auto& member : page_json(shown.page)) object[member.key()] = member.value();
    return object;
}

}  // namespace x278::cli
