// What an author is told: each mistake once, where it is, and what was expected.
#include "fixture.hpp"

#include <algorithm>

namespace x278::policy::tests {

namespace {

// A rule whose `line` replaces the one that begins with the same word.
std::string rule_with(std::string_view changed)
{
    std::vector<std::string> lines{"rule A-1 \"a title\"",      "  stage limits", "  for HMO", "  when procedure is 97110",
                                   "  not required because 0H", "  source TEST-1"};
    const auto               word = [](std::string_view line) {
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        return line.substr(0, line.find(' '));
    };
    const auto same = std::ranges::find_if(lines, [&](const auto& line) { return word(line) == word(changed); });
    if (same != lines.end())
        *same = changed;
    else
        lines[4] = changed;
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    return text;
}

std::vector<std::string> errors_of(const std::vector<PlanFile>& files)
{
    const auto               plans = Plans::compile(files);
    std::vector<std::string> messages;
    if (!plans)
        for (const PlanError& error : plans.error()) messages.push_back(error.message);
    return messages;
}

std::vector<std::string> errors_in(std::string_view rules, std::vector<PlanFile> more = {})
{
    more.push_back(cpt_table("imaging", {"72148"}));
    return errors_of(test_files(rules, std::move(more)));
}

struct Mistake {
    const char* line;
    const char* message;
};

}  // namespace

TEST_CASE("plan errors: each mistake in a rule has one message, with its place and what was expected")
{
    const std::vector<Mistake> mistakes{
        {"  stage limit",
         R"(plans/test/a.rules:2:9: expected `intake`, `exemption`, `eligibility`, `coverage`, `network`, `requirement`, `delegation`, `authority`, `limits`, `documents`, `criteria`, `review` or `effects`, found `limit`
    2 |   stage limit
      |         ^^^^^ did you mean `limits`?)"},
        {"  for HMOs", R"(plans/test/a.rules:3:7: TEST has no product or family `HMOs`
    3 |   for HMOs
      |       ^^^^ did you mean `HMO`?)"},
        {"  when procedure iss 97110", R"(plans/test/a.rules:4:18: expected `is`, found `iss`
    4 |   when procedure iss 97110
      |                  ^^^ did you mean `is`?)"},
        {"  when procedure is in imagin", R"(plans/test/a.rules:4:24: no code set is called `imagin`
    4 |   when procedure is in imagin
      |                        ^^^^^^ did you mean `imaging`?)"},
        {"  when procedure is imaging", R"(plans/test/a.rules:4:21: `imaging` is the name of a code set
    4 |   when procedure is imaging
      |                     ^^^^^^^ write `in imaging`)"},
        {"  when revenue code is in imaging",
         R"(plans/test/a.rules:4:27: code set `imaging` holds no codes this can be compared with
    4 |   when revenue code is in imaging
      |                           ^^^^^^^)"},
        {"  when place of service is 113",
         R"(plans/test/a.rules:4:28: `113` is neither a code set nor a place of service of two digits
    4 |   when place of service is 113
      |                            ^^^)"},
        {"  when request is admision",
         R"(plans/test/a.rules:4:19: expected `admission`, `services`, `specialty-care` or `individual`, found `admision`
    4 |   when request is admision
      |                   ^^^^^^^^ did you mean `admission`?)"},
        {"  when quantity is at most 26",
         R"(plans/test/a.rules:5:3: expected `visits`, `visit`, `days`, `day`, `hours`, `hour`, `units`, `unit`, `months`, `month`, `dates`, `date`, `services` or `service`, found `not`
    5 |   not required because 0H
      |   ^^^)"},
        {"  when the moon is full",
         R"(plans/test/a.rules:4:12: expected `earlier`, `certification`, `requester`, `member`, `start`, `end`, `issue`, `last`, `first`, `day` or `count`, found `moon`
    4 |   when the moon is full
      |            ^^^^)"},
        {"  aprove",
         R"(plans/test/a.rules:5:3: expected an outcome: `not required`, `accept notice`, `approve`, `pend to`, `send to`, `contact`, `deny`, `cancel`, `reject as`, `flag`, `notify`, `start` or `note`, found `aprove`
    5 |   aprove
      |   ^^^^^^ did you mean `approve`?)"},
        {"  not required", R"(plans/test/a.rules:5:3: an outcome without a reason
    5 |   not required
      |   ^^^^^^^^^^^^ add `because` and a code, as in `because 0H`)"},
        {"  not required because 0h", R"(plans/test/a.rules:5:24: `0h` is no reason code
    5 |   not required because 0h
      |                        ^^ expected two characters, as in `0H`)"},
        {"  not required because 0H documents 08", R"(plans/test/a.rules:5:37: documents are asked for only when the request pends
    5 |   not required because 0H documents 08
      |                                     ^^)"},
        {"  contact vendr", R"(plans/test/a.rules:5:11: no contact is called `vendr`
    5 |   contact vendr
      |           ^^^^^ did you mean `vendor`?)"},
        {"  approve up to 26 visits", R"(plans/test/a.rules:5:20: no reason is given for what lies beyond the limit
    5 |   approve up to 26 visits
      |                    ^^^^^^ write `beyond modify because` and a code, as in `04`)"},
        {"  not required because 0H say \"ask * again\"", R"(plans/test/a.rules:5:36: `*` cannot travel in a message
    5 |   not required because 0H say "ask * again"
      |                                    ^ use letters, digits and .,;?!()&+-/=')"},
        {"  pend to nurse because 0V say \"no end",
         R"(plans/test/a.rules:5:32: expected a text in quotation marks, on one line, found `"no end`
    5 |   pend to nurse because 0V say "no end
      |                                ^^^^^^^)"},
        {"  source TEST-1 because",
         R"(plans/test/a.rules:6:17: expected the end of the statement, or the next `rule`, found `because`
    6 |   source TEST-1 because
      |                 ^^^^^^^)"},
    };
    for (const Mistake& mistake : mistakes) {
        CAPTURE(mistake.line);
        const auto messages = errors_in(rule_with(mistake.line));
        REQUIRE(messages.size() == 1);
        CHECK(messages[0] == mistake.message);
    }
}

TEST_CASE("plan errors: a misspelt word of the language is told as the word it was meant to be")
{
    const auto misspelt = [](std::string_view word, std::string_view as) {
        std::string text = rule_with("  for HMO");
        text.replace(text.find(word), word.size(), as);
        const auto messages = errors_in(text);
        REQUIRE(messages.size() == 1);
        return messages[0];
    };
    CHECK(misspelt("stage", "staeg") == R"(plans/test/a.rules:2:3: expected `stage`, found `staeg`
    2 |   staeg limits
      |   ^^^^^ did you mean `stage`?)");
    CHECK(misspelt("source", "sourse") == R"(plans/test/a.rules:6:3: expected `source`, found `sourse`
    6 |   sourse TEST-1
      |   ^^^^^^ did you mean `source`?)");
    CHECK(misspelt("when", "whn").ends_with("found `whn`\n    4 |   whn procedure is 97110\n      |   ^^^ did you mean `when`?"));
    CHECK(misspelt("\"a title\"", "a title")
          == R"(plans/test/a.rules:1:10: expected a title in quotation marks, on one line, found `a`
    1 | rule A-1 a title
      |          ^)");
}

TEST_CASE("plan errors: a condition written as one would say it is told as it is written")
{
    const auto written = [](std::string_view condition) {
        std::string            text = rule_with("  for HMO");
        const std::string_view word = "procedure is 97110";
        text.replace(text.find(word), word.size(), condition);
        const auto messages = errors_in(text);
        REQUIRE(messages.size() == 1);
        return messages[0];
    };
    CHECK(written("the procedure is 97110")
              .ends_with("found `procedure`\n    4 |   when the procedure is 97110\n"
                         "      |            ^^^^^^^^^ write `procedure` without `the`"));
    CHECK(written("procedure is not 97110")
              .ends_with("^^^ `not` stands before all of a condition, as in `not procedure is in NAME`"));
}

TEST_CASE("plan errors: a rule that counts visits is not compared with days")
{
    const auto messages = errors_in("rule A-1 \"a title\"\n  stage limits\n  for HMO\n  when quantity is at least 2 visits\n"
                                    "  approve up to 26 days beyond modify because 04\n  source TEST-1\n");
    REQUIRE(messages.size() == 1);
    CHECK(messages[0] == R"(plans/test/a.rules:5:20: `visits` compared with `days`
    5 |   approve up to 26 days beyond modify because 04
      |                    ^^^^ this rule counts visits; write `visits`)");
}

TEST_CASE("plan errors: conditions are nested as deep as somebody can read, and no deeper")
{
    const auto nested = [](std::size_t depth, std::string_view open, std::string_view close) {
        std::string text = "rule A-1 \"title\"\n  stage review\n  for every product\n  when ";
        for (std::size_t i = 0; i < depth; ++i) text += open;
        text += "procedure is 97110";
        for (std::size_t i = 0; i < depth; ++i) text += close;
        return text + "\n  pend to nurse because 0V\n  source S\n";
    };
    const auto first_error = [](const std::string& rules) {
        const auto plans = Plans::compile(test_files(rules));
        return plans ? std::string() : plans.error().front().message;
    };
    const std::string too_deep = ": conditions are nested more than 16 deep";
    for (const auto& [open, close] : {std::pair{"(", ")"}, std::pair{"not (", ")"}, std::pair{"not ", ""}}) {
        CAPTURE(std::string(open));
        CHECK(first_error(nested(16, open, close)).empty());
        CHECK(first_error(nested(17, open, close)).contains(too_deep));
        CHECK(first_error(nested(200'000, open, close)).contains(too_deep));
    }
}

TEST_CASE("plan errors: what is declared wrongly is not called unknown where it is used")
{
    const auto errors_of = [](std::string_view rules, std::vector<PlanFile> more) {
        const auto plans = Plans::compile(test_files(rules, std::move(more)));
        return plans ? std::size_t{0} : plans.error().size();
    };
    const auto used = [](std::string_view when) {
        return "rule A-1 \"title\"\n  stage review\n  for every product\n  when " + std::string(when)
               + "\n  pend to nurse because 0V\n  source S\n";
    };
    CHECK(errors_of("option limit off number source S\n" + used("option limit is at most 20"), {}) == 1);
    CHECK(errors_of("counter visits counts vists used\n  by member\n  ever\n  source S\n"
                        + used("the count by visits is at least 1 visit"),
                    {})
          == 1);
    const PlanFile table{"plans/test/codes/imaging.csv", "code,sytem,from,until,tag,source\n70450,procedure,,,,S\n"};
    CHECK(errors_of(used("procedure is in imaging"), {table}) == 1);
    CHECK(errors_of(used("procedure is in imaging"), {}) == 1);
    CHECK(errors_of("rule A-1 \"title\"\n  stage review\n  for HM0\n  pend to nurse because 0V\n  source S\n"
                    "rule A-2 \"title\"\n  stage review\n  for HMO, HM0\n  pend to nurse because 0V\n  source S\n",
                    {})
          == 1);
}

TEST_CASE("plan errors: a bracket is missed where it ought to stand")
{
    const auto error = [](std::string_view when) {
        const auto plans = Plans::compile(test_files("rule A-1 \"title\"\n  stage review\n  for every product\n  when "
                                                     + std::string(when) + "\n  pend to nurse because 0V\n  source S\n"));
        return plans ? std::string() : plans.error().front().message;
    };
    CHECK(error("(service type is PT and procedure is 97110").contains(":5:3: expected `)`, found `pend`"));
    CHECK(error("(service type is PT and procedure is 97110 or place of service is 11)").contains("expected `)`, found `or`"));
}

TEST_CASE("plan errors: what an option, a parameter of the engine or a diagnosis cannot be")
{
    const auto error = [](std::string_view rules) {
        const auto plans = Plans::compile(test_files(rules));
        return plans ? std::string() : plans.error().front().message;
    };
    const auto when = [](std::string_view condition) {
        return "option limit of number else 20 because \"why\" source S\noption since of date source S\n"
               "rule A-1 \"title\"\n  stage review\n  for every product\n  when "
               + std::string(condition) + "\n  pend to nurse because 0V\n  source S\n";
    };
    CHECK(error("option limit of number else sixty because \"why\" source S\n")
              .contains("option `limit` has no value `sixty`; expected a number, 0 or more"));
    CHECK(error("option since of date else 2024-02-30 because \"why\" source S\n")
              .contains("option `since` has no value `2024-02-30`; expected a day"));
    CHECK(error(when("option limit is yes")).contains("option `limit` has no value `yes`; expected a number"));
    CHECK(error(when("option since is yes")).contains("option `since` has no value `yes`; expected a day"));
    CHECK(error(when("option limit is 20")).empty());
    CHECK(error(when("diagnosis is F32.0")).contains("diagnosis `F32.0` is written with its point"));
    CHECK(error("parameter unknown-hour = sooner of sooner, latest because \"why\" source S\n")
              .contains("`sooner` says nothing to the engine, which asks for `unknown-hour`"));
    CHECK(error("rule A-1 \"title\"\n  stage effects\n  for every product\n  notify membr\n  source S\n")
              .contains("nobody is notified as `membr`; expected one of member, primary-care, treating, facility, requester"));
    CHECK(error("rule A-1 \"title\"\n  stage review\n  for every product\n  when service type is PT\n"
                "  pend to nurse because 0V say \"by {day}\"\n  source S\n")
              .contains("`{day}` is the day of a condition that compares moments, and there is none"));
}

TEST_CASE("plan errors: a message longer than the wire carries is refused, numbers counted at their longest")
{
    const std::string letters(249, 'x');
    const auto        rule = [](const std::string& text) {
        return "rule A-1 \"a title\"\n  stage limits\n  for HMO\n  approve up to 26 visits beyond modify because 04 say \"" + text
               + "\"\n  source TEST-1\n";
    };
    CHECK(errors_in(rule("{certified}" + letters.substr(0, 248) + "{requested}")).empty());
    const auto messages = errors_in(rule("{certified}" + letters + "{requested}"));
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].find("the text is 265 characters long") != std::string::npos);
    CHECK(messages[0].ends_with(" at most 264 fit"));
}

TEST_CASE("plan errors: one mistake does not hide the next")
{
    const auto messages = errors_in(rule_with("  for HNO") + rule_with("  stage limitz") + rule_with("  contact nobody"));
    // The id is used three times, too: that is told once for each rule that could be read.
    REQUIRE(messages.size() == 4);
    CHECK(messages[0].starts_with("plans/test/a.rules:3:7: TEST has no product or family `HNO`"));
    CHECK(messages[1].starts_with("plans/test/a.rules:8:9: expected `intake`"));
    CHECK(messages[2].starts_with("plans/test/a.rules:13:6: rule `A-1` is named twice"));
    CHECK(messages[3].starts_with("plans/test/a.rules:17:11: no contact is called `nobody`"));
}

TEST_CASE("plan errors: what stands before the first statement is a mistake")
{
    const auto messages = errors_in("-- a comment is none\nrul A-1 \"a title\"\n  stage limits\n" + rule_with("  for HMO"));
    REQUIRE(messages.size() == 1);
    CHECK(
        messages[0]
        == R"(plans/test/a.rules:2:1: expected `rule`, `counter`, `parameter`, `option`, `band`, `calendar`, `gate`, `contact` or `payer` at the left margin, found `rul`
    2 | rul A-1 "a title"
      | ^^^ did you mean `rule`?)");
}

TEST_CASE("plan errors: the end of a file is a place, too")
{
    const auto messages = errors_in("rule A-1 \"a title\"\n  stage limits\n  for HMO\n  approve\n\n");
    REQUIRE(messages.size() == 1);
    CHECK(messages[0] == R"(plans/test/a.rules:4:9: expected `source`, found the end of the statement
    4 |   approve
      |         ^)");
}

TEST_CASE("plan errors: a table of codes is checked like a rule")
{
    const std::vector<Mistake> mistakes{
        {"72148,CTP,,,,S",
         R"(plans/test/codes/t.csv:2:7: no code system is called `CTP`; expected one of CPT, HCPCS, CDT, revenue, service-type, place-of-service, bill-type, ICD-10-CM, modifier, account, prefix, taxonomy, provider-role, cause, state
    2 | 72148,CTP,,,,S
      |       ^^^ did you mean `CPT`?)"},
        {"72148,CPT,2024-13-01,,,S", R"(plans/test/codes/t.csv:2:11: `2024-13-01` is no date; expected one as in 2024-01-31
    2 | 72148,CPT,2024-13-01,,,S
      |           ^^^^^^^^^^)"},
        {"72150..72148,CPT,,,,S",
         R"(plans/test/codes/t.csv:2:1: `72150..72148` is no range: both ends need the same length, the lower first
    2 | 72150..72148,CPT,,,,S
      | ^^^^^^^^^^^^)"},
        {"F10.20,ICD-10-CM,,,,S", R"(plans/test/codes/t.csv:2:1: diagnosis `F10.20` is written with its point
    2 | F10.20,ICD-10-CM,,,,S
      | ^^^^^^ diagnoses travel without it: leave it out)"},
    };
    for (const Mistake& mistake : mistakes) {
        CAPTURE(mistake.line);
        const auto messages =
            errors_in("", {{"plans/test/codes/t.csv", "code,system,from,to,tag,source\n" + std::string(mistake.line) + "\n"}});
        REQUIRE(messages.size() == 1);
        CHECK(messages[0] == mistake.message);
    }
    const auto messages = errors_in("", {{"plans/test/codes/t.csv", "code,system\n"}});
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].starts_with("plans/test/codes/t.csv:1:"));
}

TEST_CASE("plan errors: a payer is checked, and so is a folder without one")
{
    const auto with_payer = [](std::string_view from, std::string_view to) {
        std::string text(test_payer);
        text.replace(text.find(from), from.size(), to);
        return errors_of({{"plans/test/payer.rules", text}});
    };
    CHECK(with_payer("America/New_York", "America/Newyork").at(0)
          == R"(plans/test/payer.rules:3:13: no time zone is called `America/Newyork`
    3 |   time zone America/Newyork
      |             ^^^^^^^^^^^^^^^ expected a name as in `America/New_York`)");
    CHECK(with_payer("other = PPO", "other = POS").at(0) == R"(plans/test/payer.rules:5:20: product `POS` is named twice
    5 |            other = POS
      |                    ^^^ a product is in one family)");
    CHECK(with_payer("contact intake\n", "contact intakt\n").at(0)
          == R"(plans/test/payer.rules:7:31: no contact is called `intakt`
    7 |   when no rule speaks contact intakt
      |                               ^^^^^^ did you mean `intake`?)");
    CHECK(with_payer("telephone 8005550133 extension 12", "extension 12").at(0)
          == R"(plans/test/payer.rules:10:25: an extension without a telephone
   10 | contact vendor "VENDOR" extension 12
      |                         ^^^^^^^^^ it follows its telephone)");

    CHECK(errors_of({{"plans/test/a.rules", rule_with("  for HMO")}})
          == std::vector<std::string>{"plans/test: no file names the payer\n      | begin one with `payer ID \"name\"`"});
    CHECK(errors_of({{"plans/a/payer.rules", std::string(test_payer)}, {"plans/b/payer.rules", std::string(test_payer)}})
          == std::vector<std::string>{"two folders name the payer `TEST`", "`TEST` and `TEST` are both identified by PI 00700"});
}

TEST_CASE("plan errors: whatever a rule asks for, a name that nobody declared is one mistake and no more")
{
    for (const std::string_view asked :
         {"parameter nobody is yes", "option nobody is yes", "option nobody is at most 12",
          "the count by nobody is at least 1 visit", "age at first service is in nobody", "receipt is in nobody",
          "procedure is in nobody", "first service is after the 13th visit by nobody"}) {
        CAPTURE(asked);
        const auto errors = errors_in(rule_with("  when " + std::string(asked)));
        REQUIRE(errors.size() == 1);
        CHECK(errors[0].find("is called `nobody`") != std::string::npos);
    }
    const auto errors = errors_in(rule_with("  approve up to nobody visits"));
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].find("`nobody`") != std::string::npos);
}

TEST_CASE("plan errors: readings of a counter name a parameter and one of its values; its limits and counts go by its units")
{
    const auto first_error = [](std::string_view unit, std::string_view key, std::string_view rule) {
        const std::string counter = "parameter scope = one of one, all because \"why\" source S\n"
                                    "counter past counts visits"
                                    + std::string(unit) + " used\n  by member" + std::string(key)
                                    + "\n  in the calendar year\n  source S\n"
                                      "option much of number source S\noption some of yes, no source S\n";
        const auto messages = errors_in(counter + rule_with(rule));
        return messages.empty() ? std::string() : messages.front().substr(messages.front().find(' ') + 1);
    };
    const std::string_view two_units = ", or dates where parameter scope is all,", fine = "  for HMO";
    const auto             starts = [](const std::string& said, std::string_view words) {
        CAPTURE(said);
        CHECK(said.starts_with(words));
    };
    CHECK(first_error(two_units, ", or member and provider where parameter scope is all", fine).empty());
    starts(first_error("", ", or member and provider where parameter scop is all", fine), "no parameter is called `scop`");
    starts(first_error("", ", or member and provider where parameter scope is none", fine),
           "parameter `scope` has no value `none`");
    starts(first_error("", ", or member and provider", fine), "expected `where parameter`, found `in`");
    starts(first_error(", or dates where scope is all,", "", fine), "expected `parameter`, found `scope`");
    starts(first_error("", "", "  approve up to 12 by past beyond modify because 04"), "a limit without a unit");
    starts(first_error("", "", "  approve up to 12 days by past beyond modify because 04"), "`visits` compared with `days`");
    starts(first_error("", "", "  approve up to 12 beyond modify because 04"), "expected `visits`, `visit`");
    starts(first_error(two_units, "", "  approve up to 12 visits by past beyond modify because 04"),
           "`past` goes by several units");
    CHECK(first_error(two_units, "", "  approve up to 12 by past beyond modify because 04").empty());
    starts(first_error(two_units, "", "  when the count by past is at least 3 visits"), "`past` goes by several units");
    CHECK(first_error(two_units, "", "  when the count by past is at least option much").empty());
    CHECK(first_error("", "", "  when the count by past with this request is more than option much").empty());
    starts(first_error("", "", "  when the count by past is at least option some"), "option `some` is no number");
    starts(first_error("", "", "  when the count by past is at least option muc"), "no option is called `muc`");
    starts(first_error("", "", "  when the count by past is at least options"), "expected an amount with its unit or an option");
}

}  // namespace x278::policy::tests
