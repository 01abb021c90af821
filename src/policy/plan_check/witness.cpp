#include "policy/plan_check/witness.hpp"
#include "core/day.hpp"
#include "policy/evaluate.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <ranges>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace x278::policy::plan_check {

namespace {

using language::ast::Anchor;
using language::ast::ChoiceSubject;
using language::ast::CodeSubject;
using language::ast::Fact;
using language::ast::Relation;
using GroupKind = language::ast::Group::Kind;

constexpr int usual_age = 44;

// Each way of `a` together with each of `b`.
std::vector<Literals> together(const std::vector<Literals>& a, const std::vector<Literals>& b)
{
    std::vector<Literals> all;
    for (const Literals& one : a)
        for (const Literals& other : b) {
            if (all.size() == ways_max) return all;
            all.push_back(one);
            all.back().insert(all.back().end(), other.begin(), other.end());
        }
    return all;
}

std::vector<Literals> ways_of(const Condition& condition, bool wanted);

std::vector<Literals> ways_of(const Group& group, bool wanted)
{
    const bool            inside = group.kind == GroupKind::none ? !wanted : wanted;
    const bool            all    = (group.kind == GroupKind::any) != inside;
    std::vector<Literals> ways;
    if (all) ways.emplace_back();
    for (const Condition& part : group.parts) {
        const auto more = ways_of(part, inside);
        if (all)
            ways = together(ways, more);
        else
            ways.insert(ways.end(), more.begin(), more.end());
    }
    if (ways.size() > ways_max) ways.resize(ways_max);
    return ways;
}

std::vector<Literals> ways_of(const Condition& condition, bool wanted)
{
    if (const auto* group = std::get_if<Group>(&condition.is)) return ways_of(*group, wanted);
    return {{{&condition, wanted}}};
}

// ---- codes --------------------------------------------------------------------------

struct Code {
    CodeSystem  system{};
    std::string text;
};

// How a case names a code of a system on the request or the line; a placeholder for the code.
struct CodeWords {
    CodeSubject      subject;
    CodeSystem       system;
    std::string_view words;
};

enum class Place : std::uint8_t { request, line, member, given };

struct PlacedCode {
    CodeWords words;
    Place     place;
};

constexpr std::array placed_codes{
    PlacedCode{{CodeSubject::service_type, CodeSystem::service_type, "service type {}"}, Place::request},
    PlacedCode{{CodeSubject::place_of_service, CodeSystem::place_of_service, "place {}"}, Place::request},
    PlacedCode{{CodeSubject::place_of_service, CodeSystem::bill_type, "bill type {}"}, Place::request},
    PlacedCode{{CodeSubject::principal_diagnosis, CodeSystem::diagnosis, "principal {}"}, Place::request},
    PlacedCode{{CodeSubject::diagnosis, CodeSystem::diagnosis, "diagnosis {}"}, Place::request},
    PlacedCode{{CodeSubject::cause, CodeSystem::cause, "cause {}"}, Place::request},
    PlacedCode{{CodeSubject::requester_role, CodeSystem::provider_role, "from {}"}, Place::request},
    PlacedCode{{CodeSubject::procedure, CodeSystem::procedure, "procedure {}"}, Place::line},
    PlacedCode{{CodeSubject::procedure, CodeSystem::dental_procedure, "procedure {}"}, Place::line},
    PlacedCode{{CodeSubject::revenue_code, CodeSystem::revenue_code, "revenue {}"}, Place::line},
    PlacedCode{{CodeSubject::modifier, CodeSystem::modifier, "modifier {}"}, Place::line},
    PlacedCode{{CodeSubject::account, CodeSystem::account, "account {}"}, Place::member},
    PlacedCode{{CodeSubject::member_prefix, CodeSystem::prefix, "prefix {}"}, Place::member},
    PlacedCode{{CodeSubject::requester_specialty, CodeSystem::taxonomy, "requester specialty {}"}, Place::given},
    PlacedCode{{CodeSubject::service_provider_specialty, CodeSystem::taxonomy, "service provider specialty {}"}, Place::given},
    PlacedCode{{CodeSubject::primary_care_state, CodeSystem::state, "primary care in {}"}, Place::given},
};

// The tests of one subject: a code must be in all of the first and in none of the second.
struct CodeTests {
    std::vector<const CodeTest*> in;
    std::vector<const CodeTest*> not_in;
};

Truth has(const CodeTest& test, const Code& code, std::chrono::year_month_day on)
{
    Truth      answer = test.codes.contains(code.system, code.text, on);
    const auto better = [&](const NamedSet& set) {
        if (answer != Truth::yes) answer = set.codes->contains(code.system, code.text, on);
    };
    std::ranges::for_each(test.sets, better);
    return answer;
}

// The codes that stand in the rule itself, of "in imaging or 70450 or bill type 11".
std::vector<std::string> written_codes(const CodeTest& test)
{
    std::vector<std::string> codes;
    for (const auto part : std::views::split(std::string_view(test.words), std::string_view(" or "))) {
        std::string_view word(part.begin(), part.end());
        if (word.starts_with("in ")) continue;
        if (word.starts_with("bill type ")) word.remove_prefix(std::string_view("bill type ").size());
        codes.emplace_back(word);
    }
    return codes;
}

// The codes that `test` may be tried with: those it holds itself, and the beginning of each row of its sets.
std::vector<Code> examples_of(const CodeTest& test, std::span<const CodeTable> tables)
{
    std::vector<std::string> texts = written_codes(test);
    for (const NamedSet& set : test.sets)
        for (const CodeTable& table : tables)
            for (const CodeRow& row : table.rows)
                if (table.name == set.name || row.tag == set.name) texts.emplace_back(row.code.substr(0, row.code.find("..")));
    std::vector<Code> codes;
    for (const std::string& text : texts)
        for (const PlacedCode& placed : placed_codes)
            if (placed.words.subject == test.subject)
                codes.push_back({placed.words.system, normalised_code(placed.words.system, text)});
    return codes;
}

std::optional<Code> code_for(const CodeTests& tests, const Circumstances& about)
{
    const auto on = about.day;
    for (const CodeTest* const test : tests.in)
        for (const Code& code : examples_of(*test, about.tables)) {
            const bool fits =
                std::ranges::all_of(tests.in, [&](const auto* other) { return has(*other, code, on) == Truth::yes; })
                && std::ranges::all_of(tests.not_in, [&](const auto* other) { return has(*other, code, on) == Truth::no; });
            if (fits) return code;
        }
    return std::nullopt;
}

// ---- the case -----------------------------------------------------------------------

// What a number must be, or must not be.
struct Bound {
    Relation relation{};
    double   limit  = 0;
    bool     wanted = true;

    [[nodiscard]] bool holds_for(double number) const { return holds(relation, number, limit) == wanted; }
};
using Bounds = std::vector<Bound>;

struct Draft {
    std::vector<std::string>               member;
    std::vector<std::string>               given;
    std::vector<std::string>               request;
    std::vector<std::string>               line;
    std::vector<std::string>               other_lines;
    std::map<ChoiceSubject, std::string>   choices;
    Bounds                                 quantities;
    std::string                            unit;
    Bounds                                 ages;
    std::map<const AccountOption*, Bounds> options;
    std::vector<const CountTest*>          counts;          // that are to hold
    bool                                   times  = false;  // whether they are compared
    bool                                   admits = false;  // whether an admission is spoken of

    std::vector<std::string>& at(Place place)
    {
        switch (place) {
            case Place::request: return request;
            case Place::line: return line;
            case Place::member: return member;
            case Place::given: return given;
        }
        return request;
    }
};

// A number within all of them, the first that the limits suggest; nothing, if there is none.
std::optional<double> number_within(const Bounds& bounds)
{
    for (const Bound& bound : bounds)
        for (const double number : {bound.limit, bound.limit - 1, bound.limit + 1})
            if (number >= 0 && std::ranges::all_of(bounds, [&](const Bound& each) { return each.holds_for(number); }))
                return number;
    return std::nullopt;
}

std::string_view given_for(Fact fact, bool wanted)
{
    switch (fact) {
        case Fact::service_provider_in_network: return wanted ? "" : "service provider out of network";
        case Fact::requester_has_open_referral:
        case Fact::referral_open: return wanted ? "referral open" : "";
        case Fact::requester_is_primary_care: return wanted ? "requester is primary care" : "requester is not primary care";
        case Fact::requester_in_circle: return wanted ? "requester in referral circle" : "";
        case Fact::requester_in_fax_back: return wanted ? "requester in fax-back program" : "";
        case Fact::member_has_primary_care: return wanted ? "" : "no primary care";
        case Fact::criteria_met: return wanted ? "criteria met" : "criteria not met";
        case Fact::criteria_not_met: return wanted ? "criteria not met" : "criteria met";
        case Fact::every_named_person_in_network:
        case Fact::primary_care_in_network:
        case Fact::criteria_unanswered:
        case Fact::procedure_is_ndc:
        case Fact::procedure_is_hiec: return "";
    }
    return "";
}

// Puts into a draft what makes one condition hold.
struct AddLiteral {
    Draft&               draft;
    const Circumstances& about;
    bool                 wanted;

    void operator()(const ChoiceTest& test) const
    {
        if (wanted && !test.codes.empty()) draft.choices.try_emplace(test.subject, test.codes.front());
    }
    void operator()(const QuantityTest& test) const
    {
        draft.quantities.push_back({test.relation, test.limit.value, wanted});
        draft.unit = test.limit.word;
    }
    void operator()(const AgeTest& test) const
    {
        draft.admits |= test.at.anchor == Anchor::admission;
        const auto bound = [&](Relation relation, int years, bool holds) {
            draft.ages.push_back({relation, static_cast<double>(years), holds});
        };
        if (test.band == nullptr) return bound(test.relation, test.years, wanted);
        if (wanted) bound(Relation::at_least, test.band->youngest, true);
        bound(Relation::at_most, test.band->oldest, wanted);
    }
    void operator()(const OptionTest& test) const
    {
        if (test.relation) return draft.options[test.option].push_back({*test.relation, test.number, wanted});
        const auto other = std::ranges::find_if(test.option->values, [&](const std::string& value) {
            return std::ranges::find(test.values, value) == test.values.end();
        });
        if (wanted && !test.values.empty())
            draft.given.push_back(fmt::format("option {} is {}", test.option->name, test.values.front()));
        else if (!wanted && other != test.option->values.end())
            draft.given.push_back(fmt::format("option {} is {}", test.option->name, *other));
    }
    void operator()(const DocumentTest& test) const
    {
        if (wanted) draft.request.push_back(fmt::format("documents {}", fmt::join(test.codes, ", ")));
    }
    void operator()(const StayTest& test) const
    {
        if (wanted)
            draft.given.push_back(
                fmt::format("stay {} from {}", test.levels.empty() ? "inpatient" : test.levels.front(), day_text(about.day)));
    }
    void operator()(const MemberTest& test) const
    {
        if (wanted) draft.given.push_back(fmt::format("{} since {}-01-01", test.event, static_cast<int>(about.day.year())));
    }
    void operator()(const FactTest& test) const
    {
        if (const auto words = given_for(test.fact, wanted); !words.empty()) draft.given.emplace_back(words);
        if (wanted && test.fact == Fact::procedure_is_ndc) draft.line.emplace_back("NDC 00000000000");
        if (wanted && test.fact == Fact::procedure_is_hiec) draft.line.emplace_back("HIEC 0000");
    }
    void operator()(const LinesTest& test) const
    {
        if (!wanted) return;
        const auto code = code_for({{&test.procedure}, {}}, about);
        if (!code) return;
        std::string line = "procedure " + code->text;
        if (!test.places.empty()) line += ", place " + test.places.front();
        draft.other_lines.insert(draft.other_lines.end(), static_cast<std::size_t>(test.at_least), line);
    }
    void operator()(const CountTest& test) const
    {
        const Bound bound{test.relation, test.limit.value};
        if (wanted && (test.option != nullptr || !bound.holds_for(0))) draft.counts.push_back(&test);
    }
    void operator()(const DateTest& test) const
    {
        draft.times = true;
        draft.admits |= test.left.anchor == Anchor::admission || test.right.anchor == Anchor::admission;
    }
    void operator()(const CalendarTest&) const { draft.times = true; }
    template <class Other>
    void operator()(const Other&) const
    {
    }
};

// The codes that fit all tests, put where a case names them; false when there are none for a subject.
bool add_codes(const Literals& literals, const Circumstances& about, Draft& draft)
{
    std::map<CodeSubject, CodeTests> tests;
    for (const Literal& literal : literals)
        if (const auto* test = std::get_if<CodeTest>(&literal.condition->is))
            (literal.wanted ? tests[test->subject].in : tests[test->subject].not_in).push_back(test);
    for (const auto& [subject, of_subject] : tests) {
        if (of_subject.in.empty()) continue;
        std::vector<Code> codes;
        if (const auto code = code_for(of_subject, about)) codes.push_back(*code);
        const bool several = subject == CodeSubject::modifier || subject == CodeSubject::diagnosis;
        if (codes.empty() && several)
            for (const CodeTest* const test : of_subject.in)
                if (const auto code = code_for({{test}, of_subject.not_in}, about)) codes.push_back(*code);
        if (codes.empty() || (codes.size() > 1 && codes.size() < of_subject.in.size())) return false;
        for (const Code& code : codes) {
            const auto placed = std::ranges::find_if(placed_codes, [&](const PlacedCode& one) {
                return one.words.subject == subject && one.words.system == code.system;
            });
            if (placed != placed_codes.end())
                draft.at(placed->place).push_back(fmt::format(fmt::runtime(placed->words.words), code.text));
        }
    }
    return true;
}

// Past services that a counter counts, "procedure 97110"; what it is asked of, if it counts whatever there is.
std::string counted_by(const Counter& counter, const Circumstances& about)
{
    for (const Literals& way : ways_of(counter.when, true))
        for (const Literal& literal : way) {
            const auto* test = std::get_if<CodeTest>(&literal.condition->is);
            const auto  code = test != nullptr && literal.wanted ? code_for({{test}, {}}, about) : std::nullopt;
            if (!code) continue;
            if (test->subject == CodeSubject::procedure) return code->text;
            if (test->subject == CodeSubject::service_type) return "service type " + code->text;
            if (test->subject == CodeSubject::revenue_code) return "revenue " + code->text;
        }
    return "99213";
}

// Puts into a draft what can only be settled once all conditions are there; false, if there is nothing.
bool settle(const Circumstances& about, Draft& draft)
{
    const auto quantity = number_within(draft.quantities);
    const auto age      = number_within(draft.ages);
    if ((!draft.quantities.empty() && !quantity) || (!draft.ages.empty() && !age)) return false;
    constexpr double usual_number = 10;  // of an option nothing else is asked of
    for (const CountTest* const test : draft.counts)
        if (test->option != nullptr) draft.options.try_emplace(test->option, Bounds{{Relation::at_least, usual_number, true}});
    std::map<const AccountOption*, double> numbers;
    for (const auto& [option, bounds] : draft.options) {
        const auto number = number_within(bounds);
        if (!number) return false;
        numbers[option] = *number;
        draft.given.push_back(fmt::format("option {} is {:g}", option->name, *number));
    }
    constexpr std::string_view therapist = "1987654328";
    for (const CountTest* const test : draft.counts) {
        const auto number = number_within({{test->relation, test->option ? numbers[test->option] : test->limit.value, true}});
        if (!number) return false;
        if (*number == 0) continue;
        const bool authorized = test->counter->counted == language::ast::Counted::authorized;
        draft.given.push_back(fmt::format("{:g} {} of {} {} on {} to {}", *number, test->limit.word,
                                          counted_by(*test->counter, about), authorized ? "authorized" : "used",
                                          day_text(about.day), therapist));
    }
    if (draft.admits) draft.choices.try_emplace(ChoiceSubject::request, language::code_of(language::request_words, "admission"));
    if (!draft.counts.empty()) draft.request.push_back(fmt::format("to {}", therapist));
    return true;
}

bool says(const std::vector<std::string>& items, std::string_view beginning)
{
    return std::ranges::any_of(items, [&](const std::string& item) { return item.starts_with(beginning); });
}

// A word for a choice: what is wanted of it, else the usual one, else the first that is not unwanted.
std::string choice_word(
    ChoiceSubject subject, const auto& table, std::string_view usual, const Literals& literals, const Draft& draft)
{
    if (const auto found = draft.choices.find(subject); found != draft.choices.end())
        return std::string(language::word_of(table, found->second));
    std::set<std::string> unwanted;
    for (const Literal& literal : literals)
        if (const auto* test = std::get_if<ChoiceTest>(&literal.condition->is);
            test && test->subject == subject && !literal.wanted)
            unwanted.insert(test->codes.begin(), test->codes.end());
    if (!unwanted.contains(std::string(language::code_of(table, usual)))) return std::string(usual);
    for (const language::Word& word : table)
        if (!unwanted.contains(std::string(word.code))) return std::string(word.word);
    return {};
}

// When a request is received that is tried: so many days before the service, and at what hour.
struct Receipt {
    int              days_ahead;
    std::string_view hour;
};

// Asked ahead, on the day, and late; where times are compared also by night, at the end of windows, and on every day of a week.
constexpr std::array receipts{
    Receipt{7, "10:00"},  Receipt{0, "10:00"},  Receipt{-30, "10:00"}, Receipt{0, "23:00"},
    Receipt{-1, "03:00"}, Receipt{-1, "20:00"}, Receipt{-2, "07:00"},  Receipt{-3, "07:00"},
    Receipt{-4, "12:00"}, Receipt{-5, "12:00"}, Receipt{-6, "12:00"},  Receipt{-8, "12:00"},
};
constexpr std::size_t usual_receipts = 3;

std::string case_text(const Literals& literals, const Circumstances& about, Draft draft, const Receipt& receipt)
{
    const auto received = std::chrono::year_month_day(std::chrono::sys_days(about.day) - std::chrono::days(receipt.days_ahead));
    const int  age      = static_cast<int>(number_within(draft.ages).value_or(usual_age));
    const auto born     = (about.day.year() - std::chrono::years(age)) / std::chrono::January / 1;
    const std::string category = choice_word(ChoiceSubject::request, language::request_words, "services", literals, draft);
    std::string       certification =
        choice_word(ChoiceSubject::certification, language::certification_words, "initial", literals, draft);
    const std::string level =
        draft.choices.contains(ChoiceSubject::level_of_service)
            ? choice_word(ChoiceSubject::level_of_service, language::level_of_service_words, "elective", literals, draft)
            : "";
    if (certification.empty()) certification = "initial";
    if (!says(draft.request, "principal")) draft.request.emplace_back("principal R69");
    if (!says(draft.request, "place") && !says(draft.request, "bill type")) draft.request.emplace_back("place 11");
    if (!level.empty()) draft.request.insert(draft.request.begin(), level);
    if (category == "admission") draft.request.push_back(fmt::format("admitted {} 08:00", day_text(about.day)));
    draft.request.push_back(fmt::format("from {}", day_text(about.day)));
    draft.request.push_back(fmt::format("received {} {}", day_text(received), receipt.hour));
    const std::string much =
        fmt::format("{:g} {}", number_within(draft.quantities).value_or(1), draft.unit.empty() ? about.unit : draft.unit);
    const bool has_line = !draft.line.empty() || !draft.other_lines.empty();
    (has_line ? draft.line : draft.request).push_back(much);

    std::string text = fmt::format("  member   {}, born {}", about.product, day_text(born));
    for (const std::string& item : draft.member) text += ", " + item;
    text += '\n';
    const auto earlier = draft.choices.find(ChoiceSubject::earlier_certification);
    if (certification != "initial" || earlier != draft.choices.end()) {
        draft.request.emplace_back("refers to A777");
        text += fmt::format("  given    certification A777 {} issued {} from {} to {}\n",
                            earlier == draft.choices.end() ? "approved" : earlier->second, day_text(received), day_text(received),
                            day_text(about.day));
    }
    for (const std::string& given : draft.given) text += "  given    " + given + "\n";
    text += fmt::format("  request  {}, {}, {}\n", category, certification, fmt::join(draft.request, ", "));
    if (has_line) text += fmt::format("  line     {}\n", fmt::join(draft.line, ", "));
    for (const std::string& line : draft.other_lines) text += "  line     " + line + "\n";
    return text;
}

}  // namespace

std::vector<Literals> ways_of(const Group& group) { return ways_of(group, true); }

std::vector<std::string> witnesses_of(const Literals& literals, const Circumstances& about)
{
    Draft draft;
    if (!add_codes(literals, about, draft)) return {};
    for (const Literal& literal : literals) std::visit(AddLiteral{draft, about, literal.wanted}, literal.condition->is);
    if (!settle(about, draft)) return {};
    std::vector<std::string> cases;
    for (const Receipt& receipt : receipts)
        if (draft.times || cases.size() < usual_receipts) cases.push_back(case_text(literals, about, draft, receipt));
    return cases;
}

}  // namespace x278::policy::plan_check
