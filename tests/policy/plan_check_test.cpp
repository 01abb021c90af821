// What `x278 plan check` says beyond what does not compile: one example of each, and what must not be said.
#include "check_fixture.hpp"
#include "policy/program.hpp"

namespace x278::policy::tests {

TEST_CASE("plan check: a rule that applies in no case is named")
{
    const std::string rules = covered_rule("ONE", "limits", "every product", "service type is PT", no_need)
                              + covered_rule("TWO", "criteria", "every product", "service type is AD", pends);
    CHECK(said("no-case", rules)
          == Said{"a.rules:1: rule `ONE` applies in no case that holds; write one beside it\n    1 | rule ONE \"ONE\"\n      |   "
                  "   ^^^",
                  "a.rules:8: rule `TWO` applies in no case that holds; write one beside it\n    8 | rule TWO \"TWO\"\n      |   "
                  "   ^^^"});
    const PlanFile cases{"plans/test/a.cases", "case \"physical therapy\"\n"
                                               "  member   HMO, born 1980-02-01\n"
                                               "  request  services, service type PT, place 11, from 2024-05-06\n"
                                               "  expect   not required because 0H, by ONE\n"};
    CHECK(said("no-case", rules, {cases}).size() == 1);
}

TEST_CASE("plan check: conditions that exclude each other are seen, by codes and by words")
{
    const auto check = [](std::string_view when) {
        return said("contradiction", covered_rule("ONE", "limits", "every product", when, no_need),
                    {cpt_table("imaging", {"70450", "70460"}), cpt_table("therapy", {"97110"})});
    };
    CHECK(check("procedure is in imaging and procedure is in therapy")
          == Said{"a.rules:4: rule `ONE` can never apply: nothing is both in imaging and in therapy\n"
                  "    4 |   when procedure is in imaging and procedure is in therapy\n"
                  "      |                                                    ^^^^^^^"});
    CHECK(check("procedure is in imaging and procedure is 70450") == Said{});
    CHECK(has(check("service type is PT and service type is AD"),
              "a.rules:4: rule `ONE` can never apply: nothing is both PT and AD\n"));
    CHECK(check("modifier is 96 and modifier is 97") == Said{});  // a line may have both
    CHECK(has(check("request is admission and request is services or individual"),
              "a.rules:4: rule `ONE` can never apply: nothing is both admission and services or individual\n"));
    CHECK(has(check("procedure is 70450 and not (procedure is in imaging)"), "what it asks for, 70450, it also rules out"));
    CHECK(check("procedure is in imaging and not (procedure is 70450)") == Said{});
}

TEST_CASE("plan check: moments, calendars and what is unknown exclude each other, too")
{
    const auto contradicts = [](std::string_view when) {
        CAPTURE(when);
        return !said("contradiction", "calendar closed = Saturday, Sunday\n  source TEST-1\n\n"
                                          + covered_rule("ONE", "limits", "every product", when, no_need))
                    .empty();
    };
    CHECK(contradicts("first service is before 2024-01-01 and first service is after 2025-01-01"));
    CHECK(contradicts("first service is before 2024-01-01 and first service is on or after 2024-01-01"));
    CHECK(!contradicts("first service is on or before 2024-01-01 and first service is on or after 2024-01-01"));
    CHECK(contradicts("receipt is before admission and receipt is after admission"));
    CHECK(contradicts("receipt is after admission and admission is after receipt"));
    CHECK(!contradicts("receipt is before admission and receipt is after discharge"));
    CHECK(!contradicts("receipt is on or before admission and receipt is on or after admission"));
    CHECK(contradicts("receipt is within 48 hours after admission and receipt is more than 3 days after admission"));
    CHECK(!contradicts("receipt is within 48 hours after admission and receipt is more than 1 days after admission"));
    CHECK(!contradicts("receipt is within 2 days after admission and receipt is at least 48 hours after admission"));
    CHECK(
        !contradicts("receipt is within 2 days after admission and receipt is at least 72 hours after admission"));  // in autumn
    CHECK(contradicts("receipt is within 48 hours after admission and receipt is more than 72 hours after admission"));
    CHECK(contradicts("receipt is within 48 hours after admission and receipt is before admission"));
    CHECK(contradicts("receipt is at least 3 days before admission and receipt is within 1 days of admission"));
    CHECK(contradicts("receipt is in closed and receipt is outside closed"));
    CHECK(contradicts("procedure is 99213 and procedure is unknown"));
}

TEST_CASE("plan check: a rule that another one always comes before is never reached")
{
    struct Case {
        std::string_view name;
        std::string      first;
        std::string      second;
        bool             reached;
    };
    const Case cases[] = {
        {"an earlier stage, nothing asked", covered_rule("ONE", "exemption", "every product", "", no_need),
         covered_rule("TWO", "criteria", "HMO", "service type is PT", pends), false},
        {"an earlier stage, for other products", covered_rule("ONE", "exemption", "PPO", "", no_need),
         covered_rule("TWO", "criteria", "HMO", "service type is PT", pends), true},
        {"an earlier stage that asks more",
         covered_rule("ONE", "exemption", "every product", "service type is PT and modifier is 96", no_need),
         covered_rule("TWO", "criteria", "HMO", "service type is PT", pends), true},
        {"an earlier stage that asks the same in wider words",
         covered_rule("ONE", "exemption", "every product", "service type is PT or AD", no_need),
         covered_rule("TWO", "criteria", "HMO", "service type is PT and level of service is elective", pends), false},
        {"an earlier stage that asks for less of a number",
         covered_rule("ONE", "exemption", "every product", "quantity is at least 5 visits", no_need),
         covered_rule("TWO", "criteria", "HMO", "quantity is more than 9 visits", pends), false},
        {"an earlier stage that asks for more of a number",
         covered_rule("ONE", "exemption", "every product", "quantity is at least 10 visits", no_need),
         covered_rule("TWO", "criteria", "HMO", "quantity is at least 5 visits", pends), true},
        {"an earlier stage that asks for the older of the young",
         covered_rule("ONE", "exemption", "every product", "age at first service is less than 20 years", no_need),
         covered_rule("TWO", "criteria", "HMO", "age at first service is less than 10 years", pends), false},
        {"one of two that both lead there",
         covered_rule("ONE", "exemption", "every product", "(service type is PT or modifier is 96)", no_need),
         covered_rule("TWO", "criteria", "HMO", "modifier is 96", pends), false},
        {"the same stage, more specific", covered_rule("ONE", "criteria", "HMO", "service type is PT or AD", no_need),
         covered_rule("TWO", "criteria", "every product", "service type is PT", pends), true},  // for PPO it is
        {"the same stage, more specific for each product",
         covered_rule("ONE", "criteria", "HMO", "service type is PT or AD", no_need),
         covered_rule("TWO", "criteria", "commercial", "service type is PT", pends), true},  // for POS it is
        {"the same stage, equally specific", covered_rule("ONE", "criteria", "HMO", "service type is PT or AD", no_need),
         covered_rule("TWO", "criteria", "HMO", "service type is PT", pends), true},
        {"a later stage", covered_rule("ONE", "criteria", "every product", "", no_need),
         covered_rule("TWO", "exemption", "HMO", "service type is PT", pends), true},
        {"dates that end before",
         "rule ONE \"ONE\"\n  stage exemption\n  for every product\n  until 2023-12-31\n  not required because 0H\n  source "
         "TEST-1\n\n",
         covered_rule("TWO", "criteria", "HMO", "service type is PT", pends), true},
    };
    for (const Case& tried : cases) {
        CAPTURE(tried.name);
        const Said all = said("never-reached", tried.first + tried.second);
        CAPTURE(all);
        CHECK(has(all, "rule `TWO` is never reached: `ONE` (plans/test/a.rules:1) decides whatever it would") == !tried.reached);
        CHECK(all.size() == (tried.reached ? 0u : 1u));
    }
}

TEST_CASE("plan check: a service with rules for some products names those it has none for")
{
    const auto files = std::vector{cpt_table("imaging", {"70450"})};
    CHECK(said("gap", covered_rule("ONE", "criteria", "HMO", "procedure is in imaging", pends), files)
          == Said{"a.rules:4: `imaging` has rules for HMO, and none for POS, PPO: who asks is told to contact the payer\n"
                  "    4 |   when procedure is in imaging\n      |                        ^^^^^^^"});
    CHECK(said("gap",
               covered_rule("ONE", "criteria", "HMO", "procedure is in imaging", pends)
                   + covered_rule("TWO", "exemption", "POS, PPO\n  until 2020-12-31", "procedure is in imaging", no_need),
               files)
              .size()
          == 1);  // a rule of the past fills no gap
    CHECK(said("gap",
               covered_rule("ONE", "criteria", "HMO", "procedure is in imaging", pends)
                   + covered_rule("TWO", "exemption", "POS, PPO", "procedure is in imaging", no_need),
               files)
          == Said{});
}

TEST_CASE("plan check: codes that their list does not have are named where they stand")
{
    CHECK(said("unlisted-code", covered_rule("ONE", "criteria", "HMO", "service type is PT or QQ", "pend to nurse because 99"))
          == Said{"a.rules:4: rule `ONE` names `QQ`, which is no service-type we know\n"
                  "    4 |   when service type is PT or QQ\n"
                  "      |                              ^^",
                  "a.rules:5: rule `ONE` names `99`, which is no reason we know\n"
                  "    5 |   pend to nurse because 99\n"
                  "      |                         ^^"});
    CHECK(said_of_payer("PX 00700")
          == Said{"payer.rules:2: the payer is identified by `PX`, which is no identifier we know\n"
                  "    2 |   identified by PX 00700\n"
                  "      |                 ^^"});
    CHECK(said("unlisted-code", covered_rule("ONE", "criteria", "HMO", "service type is in therapy", pends),
               {{"plans/test/codes/therapy.csv",
                 "code,system,from,to,tag,source\nPT,service-type,,,,TEST\nQQ,service-type,,,,TEST\n"}})
          == Said{"codes/therapy.csv:3: `QQ` is no service-type we know"});
}

TEST_CASE("plan check: codes of documents and of places of other lines are held against their lists, too")
{
    const auto check = [](std::string_view when) {
        return said("unlisted-code", covered_rule("ONE", "criteria", "HMO", when, pends));
    };
    CHECK(check("documents 08, XQ are announced")
          == Said{"a.rules:4: rule `ONE` names `XQ`, which is no document we know\n"
                  "    4 |   when documents 08, XQ are announced\n"
                  "      |                      ^^"});
    CHECK(has(check("document XQ is announced"), "a.rules:4: rule `ONE` names `XQ`, which is no document we know"));
    CHECK(has(check("a line has procedure 97110 at place 22 or 90"),
              "rule `ONE` names `90`, which is no place-of-service we know"));
    CHECK(check("(documents 08, XQ are announced or documents XQ, DS are announced)").size() == 1);  // the same code, told once
    CHECK(check("documents 08, DS are announced and a line has procedure 97110 at place 22") == Said{});
}

TEST_CASE("plan check: numbers that exclude each other are seen, and settings that do")
{
    const std::string declared = "option rider of yes, no else no because \"why\" source TEST-1\n"
                                 "option visits of number else 20 because \"why\" source TEST-1\n"
                                 "parameter late = pend of pend, accept because \"why\" source E-14\n"
                                 "band young = 0 to 18 years source E-12\n"
                                 "counter past counts visits authorized\n  by member\n  in the calendar year\n  source TEST-1\n";
    const auto        check    = [&](std::string_view when) {
        return said("contradiction", declared + covered_rule("ONE", "limits", "every product", when, no_need));
    };
    CHECK(check("quantity is more than 5 visits and quantity is at most 3 visits")
          == Said{"a.rules:12: rule `ONE` can never apply: the quantity in visits is never both more than 5 visits and at most 3 "
                  "visits\n"
                  "   12 |   when quantity is more than 5 visits and quantity is at most 3 visits\n"
                  "      |                                                               ^"});
    struct Case {
        std::string_view when;
        std::string_view never;  // empty: they may hold together
    };
    const Case cases[] = {
        {"quantity is at least 5 visits and (quantity is less than 5 visits and modifier is 96)",
         "both at least 5 visits and less"},
        {"quantity is at least 5 visits and quantity is at most 5 visits", ""},
        {"quantity is more than 5 visits and quantity is less than 6 visits", ""},  // 5.5 hours are asked for, too
        {"quantity is more than 5 visits and (quantity is at most 3 visits or modifier is 96)", ""},
        {"age at first service is less than 19 years and age at first service is more than 18 years",
         "the age at first service is never both less than 19 years and more than 18 years"},
        {"age at first service is in young and age at first service is at least 19 years", "both in young and at least 19 years"},
        {"age at first service is in young and age at admission is at least 19 years", ""},
        {"the count by past is at least 3 visits and the count by past is less than 3 visits", "the count by past is never both"},
        {"the count by past is at least 3 visits and the count by past with this request is less than 3 visits", ""},
        {"quantity is less than 0 visits", "the quantity in visits is never less than 0 visits"},
        {"quantity is at most 0 visits", ""},
        {"option rider is yes and option rider is no", "option rider is never both yes and no"},
        {"option visits is at most 12 and option visits is more than 12",
         "option visits is never both at most 12 and more than 12"},
        {"parameter late is pend and parameter late is accept", "parameter late is never both pend and accept"},
        {"parameter late is pend or accept and parameter late is accept", ""},
    };
    for (const Case& tried : cases) {
        CAPTURE(tried.when);
        const Said all = check(tried.when);
        CAPTURE(all);
        CHECK(all.size() == (tried.never.empty() ? 0u : 1u));
        CHECK((tried.never.empty() || has(all, tried.never)));
    }
}

TEST_CASE("plan check: a name that one statement spells almost like another is told, with the other")
{
    const auto check = [](std::string_view one, std::string_view other, std::string_view when = "", std::string_view whens = "") {
        return said("misspelt-name", covered_rule("ONE", "criteria", "HMO", when, one)
                                         + covered_rule("TWO", "criteria", "POS", whens, other)
                                         + covered_rule("THREE", "criteria", "PPO", whens, other));
    };
    CHECK(check("pend to nurs because 0V say \"nurs\"", pends)
          == Said{"a.rules:4: queue `nurs` is named here and nowhere else\n"
                  "    4 |   pend to nurs because 0V say \"nurs\"\n"
                  "      |           ^^^^ did you mean `nurse`?"});
    CHECK(has(check("pend to phisycian because 0V", pends), "queue `phisycian` is named here and nowhere else"));  // the engine's
    CHECK(check("pend to on-call because 0V", pends) == Said{});
    CHECK(check("pend to nurse-1 because 0V", "pend to nurse-2 because 0V") == Said{});
    CHECK(has(check(pends, pends, "the member has consnet", "the member has consent"), "event `consnet`"));
    CHECK(has(check(pends, pends, "first service is after the day of concent", "the member has consent"), "event `concent`"));
    CHECK(has(check(pends, pends, "the member has a stay at inpatiant", "the member has a stay at inpatient"),
              "stay level `inpatiant`"));
    CHECK(check(pends, pends, "the member has a stay at inpatient", "the member has a stay at outpatient") == Said{});

    const auto effect = [](std::string_view one, std::string_view other) {
        return said("misspelt-name", covered_rule("ONE", "effects", "HMO", "", one)
                                         + covered_rule("TWO", "effects", "POS", "", other)
                                         + covered_rule("THREE", "effects", "PPO", "", other));
    };
    CHECK(has(effect("flag reviewafterwards", "flag review-afterwards"), "flag `reviewafterwards`"));
    CHECK(has(effect("start decison of 15 days", "start decision of 15 days"), "timer `decison`"));
    CHECK(effect("flag review-before", "flag review-afterwards") == Said{});
    CHECK(has(said("misspelt-name", "gate G-1 \"a gate\"\n  outcomes any-denial\n  needs licence MD\n"
                                    "  else pend to phisician because 0W\n  source TEST-1\n"),
              "a.rules:4: queue `phisician` is named here and nowhere else"));
}

TEST_CASE("plan check: tables that have expired, and tables nobody has reviewed for a year")
{
    const auto table = [](std::string_view head, std::string_view to) {
        return std::vector<PlanFile>{
            {"plans/test/codes/therapy.csv",
             std::string(head) + "code,system,from,to,tag,source\n97110,CPT,," + std::string(to) + ",,TEST\n"}};
    };
    const std::string rules = covered_rule("ONE", "criteria", "HMO", "procedure is in therapy", pends);
    CHECK(said("expired-table", rules, table("", "2024-05-31"))
          == Said{"codes/therapy.csv:2: every code of set `therapy` here has expired by 2024-06-01"});
    CHECK(said("expired-table", rules, table("", "2024-06-01")) == Said{});
    CHECK(said("overdue-table", rules, table("", ""))
          == Said{"codes/therapy.csv:1: nobody has said when this table was reviewed; begin it with `# reviewed CCYY-MM-DD`"});
    CHECK(said("overdue-table", rules, table("# reviewed 2023-05-31\n", ""))
          == Said{"codes/therapy.csv:1: reviewed 2023-05-31, and again due 2024-05-31"});
    CHECK(said("overdue-table", rules, table("# The list is ours.\n# reviewed 2023-06-01\n", "")) == Said{});
}

TEST_CASE("plan check: what no rule uses is named: contacts, code sets, parameters, options, bands, counters")
{
    const std::string declared = "parameter late = pend of pend, accept because \"why\" source E-14\n"
                                 "option rider of yes, no else no because \"why\" source TEST-1\n"
                                 "band young = 0 to 18 years source E-12\n"
                                 "counter visits counts visits authorized\n  when service type is PT\n  by member\n"
                                 "  in the calendar year\n  source TEST-1\n";
    const Said        all = said("unused", declared + covered_rule("ONE", "criteria", "HMO", "procedure is in therapy", pends),
                                 {cpt_table("imaging", {"70450"}), cpt_table("therapy", {"97110"})});
    for (const auto* words :
         {"parameter `late`", "option `rider`", "band `young`", "counter `visits`", "contact `vendor`", "code set `imaging`"}) {
        CAPTURE(words);
        CHECK(has(all, words));
    }
    CHECK(has(all, "a.rules:1: parameter `late`"));  // where it stands
    CHECK(all.size() == 6);                          // not `intake`, which is asked when no rule speaks, and not `therapy`

    const Said less =
        said("unused", declared
                           + covered_rule("ONE", "criteria", "HMO",
                                          "option rider is yes and age at first service is in young\n"
                                          "    and parameter late is pend and the count by visits is at most 3 visits",
                                          "contact vendor because 0J"));
    CHECK(less == Said{});
}

TEST_CASE("plan check: a case that does not hold is an error")
{
    const PlanFile cases{"plans/test/a.cases", "case \"physical therapy\"\n"
                                               "  member   HMO\n"
                                               "  request  services, service type PT\n"
                                               "  expect   pended\n"};
    CHECK(said("failing-case", covered_rule("ONE", "limits", "every product", "service type is PT", no_need), {cases})
          == Said{"a.cases:1: case \"physical therapy\" does not hold; `x278 plan test` shows why"});
}

TEST_CASE("plan check: what coverage.csv and the plan do not agree on is an error")
{
    const PlanFile table{"plans/test/coverage.csv", "id,title,honoured_by,where,note\nTEST-1,one,rule,,\nTEST-2,two,rule,,\n"};
    const auto     files = test_files(covered_rule("ONE", "criteria", "HMO", "", pends), {table});
    const auto     plans = compiled(files);
    const auto     cases = run_cases(files, plans);
    const auto     all   = check_plans({plans, files, cases, 2024y / 6 / 1, is_listed});
    const auto     found = std::ranges::find(all, "coverage", &Remark::check);
    REQUIRE(found != all.end());
    CHECK(found->severity == Severity::error);
    CHECK(found->path == "plans/test/coverage.csv");
    CHECK(found->line == 3);
    CHECK(found->message == "`TEST-2` is honoured by a rule, but no statement of the plan names it as its source");
}

TEST_CASE("plan check: the shipped plans have no errors, and no names that look misspelt")
{
    const auto files = embedded_plan_files();
    const auto cases = run_cases(files, shipped_plans());
    for (const Remark& remark : check_plans({shipped_plans(), files, cases, 2024y / 6 / 1, is_listed}))
        if ((remark.severity == Severity::error && remark.check != "coverage") || remark.check == "misspelt-name")
            FAIL_CHECK(remark.path, ":", remark.line, ": ", remark.message);
}

}  // namespace x278::policy::tests
