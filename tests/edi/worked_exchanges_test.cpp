// The seven worked exchanges, when they stand beside the project: the same requests and
// decisions give the same replies.
#include "edi/reply_drive.hpp"

using namespace x278;
using namespace x278::edi;
using namespace x278::edi::test;

namespace {

// Segments as lines, what cannot be the same in two runs made the same.
std::string comparable(std::string_view text)
{
    std::string all;
    for (auto segment : segments_of(text)) {
        if (segment.starts_with("TRN*1*")) segment = segment.substr(0, segment.rfind('*')) + "*(our id)";
        all += segment + "\n";
    }
    return all;
}

// What the worked exchanges say was decided.
model::Determination worked(int exchange)
{
    model::Determination d;
    d.determined_on     = 2024y / 5 / 1;
    d.determined_minute = 10 * 60 + 31;
    switch (exchange) {
        case 1:
            d.certification_number = "PA24050100001";
            d.event                = line_of(0, Outcome::modified);
            d.event.period         = {2024y / 5 / 6, 2024y / 12 / 31};
            d.lines                = {line_of(1, Outcome::modified, {{"04", ""}})};
            d.lines[0].quantity    = {26, "VS"};
            d.lines[0].message     = "26 visits approved, 0 remain. Ask for an extension a week before the last visit.";
            break;
        case 2:
            d.administrative_reference = "CASE24050100002";
            d.event                    = line_of(0, Outcome::pended, {{"0U", ""}});
            d.event.documents_wanted   = {"08", "DS"};
            d.event.message            = "Send the treatment plan and the discharge plan.";
            d.event.contact            = {{"Clinical intake", {{"FX", "6175550199"}}}};
            break;
        case 3:
            d.event         = line_of(0, Outcome::contact_payer, {{"0J", ""}});
            d.event.message = "Ask the imaging program by telephone or on its portal.";
            d.event.contact = {{"Imaging program", {{"TE", "8005550133"}}}};
            d.lines         = {line_of(1, Outcome::contact_payer, {{"0J", ""}})};
            break;
        case 4:
            d.certification_number = "PA24050100004";
            d.event                = line_of(0, Outcome::partly_approved);
            d.lines                = {line_of(1, Outcome::approved), line_of(2, Outcome::denied_administratively, {{"0M", ""}})};
            d.lines[1].message     = "Not covered under the medical benefit of this account. Appeal rights follow by letter.";
            break;
        default: d.rejections = {{"member/not-found"}};
    }
    return d;
}

}  // namespace

TEST_CASE("reply: the worked exchanges are answered as they were worked")
{
    const auto folder = project() / ".." / "shared" / "example" / "wire";
    if (!std::filesystem::is_directory(folder)) {
        MESSAGE("skipped: the worked exchanges are not beside the project");
        return;
    }
    const auto                        now        = std::chrono::sys_days(2024y / 5 / 1) + 10h + 31min;
    const std::pair<int, const char*> answered[] = {
        {1, "1-modified"}, {2, "2-pended"}, {3, "3-vendor"}, {4, "4-partly-approved"}, {5, "5-member-not-found"}};
    for (const auto& [number, name] : answered) {
        CAPTURE(name);
        std::uint64_t first_number = 900 + static_cast<std::uint64_t>(number);
        const auto    replies      = replies_to(read_file(folder / (std::string(name) + ".request.edi")), first_number - 1, now,
                                                [&](const model::ServiceReviewRequest&) { return worked(number); });
        check_valid(replies);
        CHECK(replies.acknowledgment.empty());
        const auto expected = read_file(folder / (std::string(name) + ".278.edi"));
        CHECK(comparable(replies.response) == comparable(expected));
    }
    // Ours says beside it which event is meant, and keeps the birth date to itself.
    const auto refusal = replies_to(read_file(folder / "6-refused.request.edi"), 906, now);
    auto       said    = replaced(refusal.acknowledgment, "CTX*TRN02:TRACE0006~", "");
    said               = replaced(replaced(said, "CTX*TRN02:TRACE0006~", ""), "SE*12*", "SE*10*");
    CHECK(comparable(replaced(said, "IK4*2*1251*8~", "IK4*2*1251*8*19800231~"))
          == comparable(read_file(folder / "6-refused.999.edi")));
    const auto unusable = replies_to(read_file(folder / "7-envelope.request.edi"), 907, now);
    CHECK(comparable(unusable.ta1) == comparable(read_file(folder / "7-envelope.ta1.edi")));
}
