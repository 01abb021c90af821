// A received TA1 is held to the guide of the envelopes.
#include "edi/interchange_check.hpp"
#include "edi/support.hpp"

#include <doctest/doctest.h>

namespace x278::edi {

using namespace test;

namespace {

// The issues of the one TA1 of an interchange, as "element id".
std::vector<std::string> faults_of(const std::string& ta1)
{
    const std::string bytes =
        "ISA*00*          *00*          *ZZ*PAYER01        *ZZ*CLEARHOUSE1    *240501*1031*^*00501*000000907*0*T*:~" + ta1
        + "~IEA*0*000000907~";
    std::vector<std::string> found;
    bool                     seen = false;
    Reader                   in(source_of(bytes, 7));
    while (const auto event = in.next()) {
        REQUIRE(event->has_value());
        const auto* received = std::get_if<InterchangeAcknowledgment>(&**event);
        if (received == nullptr) continue;
        seen = true;
        CHECK(received->segment.text() == ta1);
        CHECK(received->offset_bytes == 106);
        for (const Issue& issue : check_acknowledgment(*received, Guides::embedded())) {
            CHECK(issue.where.segment_id == "TA1");
            CHECK(issue.where.segment_position == 0);
            CHECK(issue.where.loop_id.empty());
            CHECK(Guides::embedded().issue_kind(issue.id) != nullptr);
            found.push_back(fmt::format("{} {}", issue.where.element, issue.id));
        }
    }
    CHECK(seen);
    return found;
}

}  // namespace

TEST_CASE("interchange check: a TA1 that says what it should is clean")
{
    for (const char* ta1 :
         {"TA1*000000107*240501*1030*A*000", "TA1*000000107*240501*1030*R*001", "TA1*000000107*240501*1030*E*014"}) {
        CAPTURE(ta1);
        CHECK(faults_of(ta1).empty());
    }
}

TEST_CASE("interchange check: each fault of a TA1 is told at its element")
{
    using Issues = std::vector<std::string>;
    const struct {
        const char* ta1;
        Issues      issues;
    } cases[] = {
        {"TA1*000000107*240501*1030*X*000", {"4 element/code-not-in-guide"}},
        {"TA1*000000107*240501*1030*R*099", {"5 element/code-not-in-guide"}},
        {"TA1*107*240501*1030*A*000", {"1 element/too-short"}},
        {"TA1*00000010A*240501*1030*A*000", {"1 element/bad-character"}},
        {"TA1*000000107*241301*1030*A*000", {"2 element/bad-date"}},
        {"TA1*000000107*240501*2561*A*000", {"3 element/bad-time"}},
        {"TA1*000000107*240501*1030*A", {"5 element/missing"}},
        {"TA1*000000107*240501*1030**000", {"4 element/missing"}},
        {"TA1*000000107*240501*1030*A*000*X", {"6 element/too-many"}},
        {"TA1*000000107*240501*1030*A*001", {"5 element/pattern"}},
        {"TA1*000000107*240501*1030*R*000", {"5 element/pattern"}},
        {"TA1*000000107*240501*1030*E*000", {"5 element/pattern"}},
    };
    for (const auto& c : cases) {
        CAPTURE(c.ta1);
        CHECK(faults_of(c.ta1) == c.issues);
    }
}

}  // namespace x278::edi
