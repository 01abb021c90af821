// Where a mistake of the words is seen, and what its author is told was meant.
#include "case_fixture.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy::tests {

namespace {

// A line that is wrong, the word of it that is marked, and what is said of that word.
struct Misspelt {
    const char* line;
    const char* marked;
    const char* hint;
};

// Whether one message says `wrong.hint` of `wrong.marked`, at its place in `text`.
void check_told(const std::vector<std::string>& messages, std::string_view path, std::string_view text, const Misspelt& wrong)
{
    CAPTURE(wrong.line);
    REQUIRE(messages.size() == 1);
    CAPTURE(messages[0]);
    const std::size_t line_at = text.find(wrong.line);
    const std::size_t column  = std::string_view(wrong.line).find(wrong.marked);
    const auto        line    = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(line_at), '\n');
    const std::string carets(std::string_view(wrong.marked).size(), '^');
    CHECK(messages[0].starts_with(fmt::format("{}:{}:{}: ", path, line, column + 1)));
    CHECK(messages[0].ends_with(wrong.hint[0] ? fmt::format(" {} {}", carets, wrong.hint) : fmt::format(" {}", carets)));
}

void check_rule(const Misspelt& wrong, std::string_view before, std::string_view after)
{
    const std::string        text   = fmt::format("{}{}\n{}", before, wrong.line, after);
    const auto               files  = test_files(text, {});
    const auto               plans  = Plans::compile(files);
    const auto               errors = plans ? std::vector<PlanError>{} : plans.error();
    std::vector<std::string> messages;
    for (const PlanError& error : errors) messages.push_back(error.message);
    const auto rules = std::ranges::find(files, "plans/test/a.rules", &PlanFile::path);
    REQUIRE(rules != files.end());
    check_told(messages, rules->path, rules->text, wrong);
}

}  // namespace

TEST_CASE("mistakes: a condition that is nearly one is told by the word that differs")
{
    for (const Misspelt& wrong : std::vector<Misspelt>{
             {"  when levl of service is urgent", "levl", "did you mean `level of service is`?"},
             {"  when servce type is PT", "servce", "did you mean `service`?"},
             {"  when place of servce is 11", "servce", "did you mean `service`?"},
             {"  when diagnoses is M54", "diagnoses", "did you mean `diagnosis`?"},
             {"  when criteria is met", "is", ""},
             {"  when procedure in imaging", "in", ""},
             {"  when requester is primry care", "primry", "did you mean `primary care`?"},
             {"  when requester in network", "in", ""},
             {"  when the membr has a stay", "membr", "did you mean `member`?"},
             {"  when the moon is full", "moon", ""},
             {"  when age at reciept is at most 3 years", "reciept", "did you mean `receipt`?"},
             {"  when receipt is on or befor admission", "befor", "did you mean `before`?"},
             {"  when receipt within 3 days of admission", "within", ""},
             {"  when receipt is within 2 weeks of admission", "weeks", "a week is 7 days"},
             {"  when age at receipt is at most 3 yeers", "yeers", "did you mean `years`?"},
             {"  when quantity is more then 3 visits", "then", "did you mean `than`?"},
             {"  when procedure is 97110 and place of service is 11 or quantity is at most 3 visits", "or",
              "conditions of which one is enough stand in brackets: `(A or B)`"},
             {"  when procedure is 97110)", ")", "no bracket is open here"},
             {"  when quantity is at most 26 dates", "dates",
              "expected visits, days, hours, units or months; a counter has the others"},
             {"  when option rehab is more than x", "x", ""},
             {"  when certification is initial or extention", "extention", "did you mean `extension`?"},
             {"  when (quantity is at most 3 visits or procedure is 97110 and age is at most 3 years)", "and",
              "in one pair of brackets stands either `and` or `or`; write brackets in brackets"},
             {"  when procedure is 97110 97112", "97112", ""},
             {"  when procedure is 97110 place of service is 11", "place", "put `and` before a further condition"},
             {"  when procedure is in 97161", "97161", "a code stands without `in`: `is 97161`"},
             {"  # a remark", "#", "a remark begins with `--`"},
             {"  from 2024-01-01 to 2024-02-01", "to", "the last day stands after `until`"},
             {"  until 2024-01-01 from 2024-02-01", "from",
              "a rule says `stage`, `for`, `from`, `until`, `when` in this order, and then its outcome"},
             {"  from 2024-13-01", "2024-13-01", "months go from 01 to 12"},
             {"  from 2023-02-29", "2023-02-29", "that month has 28 days"},
             {"  from 2024-2-3", "2024-2-3", "write it 2024-02-03"},
             {"  from 01/31/2024", "01/31/2024", "a date is written year-month-day, as in 2024-01-31"},
         })
        check_rule(wrong, "rule A-1 \"a title\"\n  stage limits\n  for HMO\n", "  not required because 0H\n  source TEST-1\n");
}

TEST_CASE("mistakes: so is a rule's outcome, and every other statement")
{
    constexpr const char* rule = "rule A-1 \"a title\"\n  stage limits\n  for HMO\n";
    for (const Misspelt& wrong : std::vector<Misspelt>{
             {"  pend nurse because 0U", "nurse", ""},
             {"  not requird because 0H", "requird", "did you mean `required`?"},
             {"  not required because 0H disabled", "disabled", ""},
             {"  pend to nurse say \"so\" because 0U", "because",
              "an outcome says `because`, `say`, `documents`, `contact` in this order"},
             {"  not required becuse 0H", "becuse", "did you mean `because`?"},
             {"  send to desk by criteria of payer", "payer", ""},
             {"  start late of 2 weeks", "weeks", "a week is 7 days"},
             {"  pend to nurse because 0U say \"until {dya}\"", "{dya}", "did you mean `{day}`?"},
             {"  pend to nurse because 0U say \"of {certified}\"", "{certified}", "only what is said with a limit can name one"},
             {"  approve up to 3 visits beyond modify because 04 say \"{certifed} of 3\"", "{certifed}",
              "did you mean `{certified}`?"},
             {"  pend to nurse because 0U say \"50% of it\"", "%", "use letters, digits and .,;?!()&+-/='"},
         })
        check_rule(wrong, rule, "  source TEST-1\n");
    check_rule({"  for every prodct", "prodct", "did you mean `product`?"}, "rule A-1 \"a title\"\n  stage limits\n",
               "  not required because 0H\n  source TEST-1\n");
    check_rule({"  for HMO", "for", ""}, "rule A-1 \"a title\"\n",
               "  stage limits\n  not required because 0H\n  source TEST-1\n");
    check_rule({"rle A-2 \"a title\"", "rle", "did you mean `rule`?"},
               "rule A-1 \"a title\"\n  stage limits\n  for HMO\n  not required because 0H\n  source TEST-1\n\n",
               "  stage limits\n  for HMO\n  not required because 0H\n  source TEST-1\n");
    check_rule({"  outcomes approved, deneid", "deneid", "did you mean `denied`?"}, "gate G \"a title\"\n",
               "  needs licence MD\n  else pend to nurse because 0U\n  source TEST-1\n");
    check_rule({"  needs licence MD or D0 and criteria", "D0", ""}, "gate G \"a title\"\n  outcomes approved\n",
               "  else pend to nurse because 0U\n  source TEST-1\n");
    check_rule({"  outcomes any-denal", "any-denal", "did you mean `any-denial`?"}, "gate G \"a title\"\n",
               "  needs licence MD\n  else pend to nurse because 0U\n  source TEST-1\n");
    check_rule({"  telephon 8005551212", "telephon", "did you mean `telephone`?"}, "contact x \"X\"\n", "");
    check_rule({"  by member in the calender year", "calender", "did you mean `calendar year`?"},
               "counter q counts visits used\n", "  source TEST-1\n");
    check_rule({"calendar c = Mondy to Friday 08:00 to 17:00", "Mondy", "did you mean `Monday`?"}, "", "  source TEST-1\n");
    check_rule({"calendar c = Monday to Friday 8:00 to 17:00", "8:00", "write it 08:00"}, "", "  source TEST-1\n");
    check_rule({"calendar c = Monday to Friday 08:00 to 25:00", "25:00", "the day ends at 24:00"}, "", "  source TEST-1\n");
    check_rule({"calendar c = Monday to Friday 08:00 to 16:60", "16:60", "minutes go from 00 to 59"}, "", "  source TEST-1\n");
}

TEST_CASE("mistakes: so is a case")
{
    for (const Misspelt& wrong : std::vector<Misspelt>{
             {"  given requester is primry care", "primry", "did you mean `primary care`?"},
             {"  given 2 visits of 97110 used evry day from 2024-01-02", "evry", "did you mean `every`?"},
             {"  given past services are unknwn", "unknwn", "did you mean `unknown`?"},
             {"  request services, received 2024-02-30", "2024-02-30", "that month has 29 days"},
             {"  request services, received 2024-02-03 25:00", "25:00", "the day ends at 24:00"},
             {"  request services, to 1234567893 out of netwrk", "netwrk", "did you mean `network`?"},
             {"  request services, to 1234567890", "1234567890",
              "ten digits, the last of which checks the others, as in `1234567893`"},
             {"  line procedure 9711", "9711", ""},
             {"  line procedure d0120", "d0120", "write `D0120`"},
             {"  line procedure 97110, service type PTX", "PTX", ""},
             {"  request services, principal M54.50", "M54.50", ""},
             {"  request services, from 2024-03-02 to 2024-03-01", "2024-03-01", "which is 2024-03-02"},
             {"  given 2 visits of 97110 used from 2024-03-02 to 2024-03-01", "2024-03-01", "which is 2024-03-02"},
             {"  given stay inpatient from 2024-03-02 to 2024-03-01", "2024-03-01", "which is 2024-03-02"},
             {"  expect pended no flag late-notise", "late-notise", "did you mean `late-notice`?"},
             {"  expect pended start anser", "anser", "did you mean `answer`?"},
             {"  expect pended becuse 0V", "becuse", "did you mean `because`?"},
         }) {
        std::string text = "case \"a title\"\n  member HMO\n";
        for (const std::string_view usual : {"  given", "  request services", "  line procedure 97110", "  expect pended"}) {
            const std::string_view clause = usual.substr(0, usual.find(' ', 2));
            if (std::string_view(wrong.line).starts_with(clause))
                text += fmt::format("{}\n", wrong.line);
            else if (clause != usual)
                text += fmt::format("{}\n", usual);
        }
        std::vector<std::string> messages;
        for (const PlanError& error : run_of(text).errors) messages.push_back(error.message);
        check_told(messages, "plans/test/a.cases", text, wrong);
    }
}

TEST_CASE("mistakes: a case about two, or about nobody, is told where it says so")
{
    const auto report = run_of(R"(case "two members, two requests"
  member HMO
  request services
  member PPO
  request admission
case "nothing"
  with late = pend
)");
    REQUIRE(report.errors.size() == 6);
    const auto places = {"4:10: a second `member`",       "5:11: a second `request`",       "1:6: the case expects nothing",
                         "6:6: the case has no `member`", "6:6: the case has no `request`", "6:6: the case expects nothing"};
    for (const char* const place : places) {
        CAPTURE(place);
        const auto told = [&](const PlanError& error) { return error.message.find(place) != std::string::npos; };
        CHECK(std::ranges::count_if(report.errors, told) == 1);
    }
    CHECK(std::ranges::is_sorted(report.errors, {}, &PlanError::line));
}

TEST_CASE("mistakes: of a line as long as a file what stands around the word is shown")
{
    std::string line = "  when procedure is 97110";
    for (int i = 0; i < 5000; ++i) line += ", 97110";
    const std::string rules  = "rule A-1 \"a title\"\n  stage limits\n  for HMO\n" + line + " andd known quantity\n";
    const auto        plans  = Plans::compile(test_files(rules, {}));
    const auto        errors = plans ? std::vector<PlanError>{} : plans.error();
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].column == static_cast<int>(line.size()) + 2);
    CHECK(errors[0].message.size() < 1000);
    CHECK(errors[0].message.find(" | ...") != std::string::npos);
    CHECK(errors[0].message.ends_with("^^^^ did you mean `and`?"));
}

TEST_CASE("mistakes: letters of other alphabets count as one, and are shown whole")
{
    const auto plans = Plans::compile(test_files("rule A-1 \"na\xC3\xAFve\" \xC3\xA9tage limits\n", {}));
    REQUIRE(!plans);
    REQUIRE(plans.error().size() == 1);
    CHECK(plans.error()[0].column == 18);
    CHECK(plans.error()[0].message.find("found `\xC3\xA9`") != std::string::npos);
    CHECK(plans.error()[0].message.ends_with("\n      |                  ^"));
}

}  // namespace x278::policy::tests
