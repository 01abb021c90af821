// What is wrong with an envelope, and that each fault is said once.
#include "edi/envelope.hpp"

#include "edi/reply_drive.hpp"

#include <doctest/doctest.h>

namespace x278::edi {

using namespace test;

TEST_CASE("envelope: an element of ISA that is too long or too short is one fault, whatever follows from it")
{
    const struct {
        const char* from;
        const char* to;
        const char* issues;
    } cases[] = {
        {"*260901*1030*", "*20260901*1030*", "interchange/date 0 ISA 9"},
        {"*260901*1030*", "*260901*103*", "interchange/time 0 ISA 10"},
        {"*260901*1030*", "*20260901*103055*", "interchange/date 0 ISA 9; interchange/time 0 ISA 10"},
        {"*ZZ*CLEARHOUSE1    *", "*ZZ*  *", "interchange/sender-unknown 0 ISA 6"},
        {"*PAYER01        *", "**", "interchange/receiver-malformed 0 ISA 8"},
        {"*260901*1030*", "*269901*1030*", "interchange/date 0 ISA 9"},  // the width is right, the date is not
    };
    for (const auto& c : cases) {
        CAPTURE(c.to);
        const std::string bytes = replaced(interchange_of(good), c.from, c.to);
        EnvelopeSurvey    survey(Reader(source_of(bytes)), Guides::embedded());
        const auto        verdict = survey.next();
        REQUIRE(verdict.has_value());
        CHECK(described(verdict->issues) == c.issues);
        CHECK_FALSE(verdict->accepted());
        CHECK(verdict->groups.empty());
    }
}

}  // namespace x278::edi
