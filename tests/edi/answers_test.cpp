// What is said of inquiries and notifications: allowed by the guides that answer them, and whole.
#include "edi/answers.hpp"

#include "edi/dialogue.hpp"
#include "edi/guided_writer.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace x278;
using namespace x278::edi;

namespace {

// Why the answers cannot be loaded with `from` in headers.csv written as `to`; empty when they can.
std::string refusal(std::string_view from, std::string_view to)
{
    const auto                schemas = embedded_schemas();
    std::vector<EmbeddedFile> files(schemas.begin(), schemas.end());
    const auto                file = std::ranges::find(files, "schemas/answers/headers.csv", &EmbeddedFile::path);
    REQUIRE(file != files.end());
    std::string text(file->text);
    const auto  at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    file->text        = text;
    const auto loaded = Answers::load(files);
    return loaded ? "" : loaded.error().message;
}

}  // namespace

TEST_CASE("answers: what is said of inquiries and notifications is allowed by the guides that answer them")
{
    const Answers& answers = Answers::embedded();
    for (const Dialogue& dialogue : dialogues) {
        const Guide* guide = Guides::embedded().find_direction(dialogue.guide_id, dialogue.answers);
        REQUIRE(guide != nullptr);
        const auto& bht = use_of(*guide, "ST", "BHT").elements;
        for (const Came came : {Came::decided, Came::pended, Came::rejected}) {
            const HeaderCode& header = answers.header(dialogue.kind, came);
            if (header.bht02.empty()) continue;  // a notification is never pended
            CAPTURE(header.bht02);
            CHECK(guide->purposes.contains(header.bht02));
            CHECK(bht[1].codes->contains(header.bht02));
            CHECK((header.bht06.empty() || bht[5].codes->contains(header.bht06)));
        }
        for (const RejectionCode& rejection : answers.rejections()) {
            CAPTURE(rejection.situation);
            const SegmentUse* aaa = find_use(*guide, rejection.loop, "AAA");
            if (aaa == nullptr) continue;
            CHECK(aaa->elements[2].codes->contains(rejection.aaa03));
            CHECK(aaa->elements[3].codes->contains(rejection.aaa04));
        }
    }
    const auto more = answers.message("inquiry/more-matches");
    CHECK(!more.empty());
    CHECK(more.size() <= 264);
    CHECK(answers.message("inquiry/nothing") == "");
}

TEST_CASE("answers: headers that cannot be understood, or are missing, are refused with their place")
{
    CHECK(refusal("notification,rejected,44", "notification,refused,44")
          == "schemas/answers/headers.csv:11:14: no answer comes out so; expected one of decided, pended, rejected");
    CHECK(refusal("inquiry,decided", "enquiry,decided")
          == "schemas/answers/headers.csv:7:1: nobody asks that; expected one of review, inquiry, notification");
    CHECK(refusal("inquiry,pended,11", "review,pended,11")
          == "schemas/answers/headers.csv:1:1: the answer pended of inquiry has no row");
}
