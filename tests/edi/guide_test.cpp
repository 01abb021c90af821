// The schemas as they are compiled into the program: complete, consistent, and refused
// with file, line and column when they are not.
#include "edi/guide.hpp"

#include "core/csv.hpp"
#include "edi/answers.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

using namespace x278;
using namespace x278::edi;

namespace {

const Loop& loop_of(const Guide& guide, std::string_view id)
{
    const auto found = std::ranges::find(guide.loops, id, &Loop::id);
    REQUIRE_MESSAGE(found != guide.loops.end(), id);
    return *found;
}

const SegmentUse& segment_of(const Guide& guide, std::string_view loop, std::string_view key)
{
    const auto& segments = loop_of(guide, loop).segments;
    const auto  found    = std::ranges::find(segments, key, &SegmentUse::key);
    REQUIRE_MESSAGE(found != segments.end(), key);
    return *found;
}

const Guide& guide_of(std::string_view id, std::string_view direction)
{
    const Guide* guide = Guides::embedded().find_direction(id, direction);
    REQUIRE_MESSAGE(guide, id);
    return *guide;
}

using Visit = std::function<void(const Loop&, const SegmentUse&, const Element&)>;

void visit_elements(const Guide& guide, const Visit& visit)
{
    for (const Loop& loop : guide.loops) {
        for (const SegmentUse& segment : loop.segments) {
            for (const Element& element : segment.elements) {
                visit(loop, segment, element);
                for (const Element& component : element.components) visit(loop, segment, component);
            }
        }
    }
}

// The compiled-in files with one text replaced by another in one of them.
class AlteredSchemas {
public:
    AlteredSchemas(std::string_view path, std::string_view from, std::string_view to)
    {
        const auto schemas = embedded_schemas();
        files_.assign(schemas.begin(), schemas.end());
        const auto file = std::ranges::find(files_, path, &EmbeddedFile::path);
        REQUIRE_MESSAGE(file != files_.end(), path);
        text_         = file->text;
        const auto at = text_.find(from);
        REQUIRE_MESSAGE(at != std::string::npos, from);
        text_.replace(at, from.size(), to);
        file->text = text_;
        line_      = 1 + static_cast<int>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    }

    [[nodiscard]] std::span<const EmbeddedFile> files() const { return files_; }
    [[nodiscard]] int                           line() const { return line_; }

private:
    std::vector<EmbeddedFile> files_;
    std::string               text_;
    int                       line_ = 0;
};

}  // namespace

TEST_CASE("code list: finds short and long codes, and nothing else")
{
    const CodeList none;
    CHECK_FALSE(none.contains("A"));
    CHECK_FALSE(none.contains(""));

    const CodeList list({"AR", "HS", "IN", "SC", "12345678", "SITUATIONAL TRIGGER"});
    for (const std::string& code : list.codes()) CHECK(list.contains(code));
    for (const auto* other : {"", "A", "ARX", "ar", "1234567", "123456789", "SITUATIONAL", "SITUATIONAL TRIGGERS"}) {
        CAPTURE(other);
        CHECK_FALSE(list.contains(other));
    }

    std::vector<std::string> many;
    for (int code = 0; code < 1000; ++code) many.push_back(fmt::format("{:03}", code));
    const CodeList full(many);
    CHECK(std::ranges::all_of(many, [&](const std::string& code) { return full.contains(code); }));
    CHECK_FALSE(full.contains("1000"));
    CHECK_FALSE(full.contains("0A0"));
}

TEST_CASE("guides: every guide is found by what its sets say of themselves")
{
    const Guides& guides = Guides::embedded();
    CHECK(guides.all().size() == 8);
    const auto direction = [&](std::string_view transaction, std::string_view id, std::string_view purpose) {
        const Guide* guide = guides.find(transaction, id, purpose);
        return guide ? guide->direction : std::string("none");
    };
    CHECK(direction("278", "005010X217", "13") == "request");
    CHECK(direction("278", "005010X217", "11") == "response");
    CHECK(direction("278", "005010X217", "00") == "request");  // so that the validator can say what BHT02 may hold
    CHECK(direction("278", "005010X215", "28") == "inquiry");
    CHECK(direction("278", "005010X216", "CN") == "notification");
    CHECK(direction("278", "005010X216", "53") == "acknowledgment");
    CHECK(direction("999", "005010X231A1", "") == "acknowledgment");
    CHECK(direction("278", "005010X218", "13") == "none");
    CHECK(direction("270", "005010X217", "13") == "none");
    CHECK(guides.find_direction("005010X217", "inquiry") == nullptr);
}

TEST_CASE("guides: loops form a tree in the guide's order, and each is opened by a required segment")
{
    for (const Guide& guide : Guides::embedded().all()) {
        CAPTURE(guide.id);
        CAPTURE(guide.direction);
        CHECK(guide.loops.front().parent == -1);
        for (int index = 1; index < static_cast<int>(guide.loops.size()); ++index) {
            const Loop& loop = guide.loops[static_cast<std::size_t>(index)];
            CAPTURE(loop.id);
            REQUIRE(loop.parent >= 0);
            REQUIRE(loop.parent < index);
            const Loop& parent = guide.loops[static_cast<std::size_t>(loop.parent)];
            CHECK(std::ranges::count(parent.children, index) == 1);
            CHECK(loop.segments.front().usage == Usage::required);
            CHECK(loop.segments.front().repeat_max == 1);
            CHECK(std::ranges::is_sorted(loop.segments, {}, &SegmentUse::position));
            CHECK(std::ranges::is_sorted(parent.children, {},
                                         [&](int child) { return guide.loops[static_cast<std::size_t>(child)].position; }));
        }
    }
}

TEST_CASE("guides: what opens a loop, or stands beside its like, can be told apart")
{
    const auto overlap = [](const Qualifier& a, const Qualifier& b) {
        if (a.element == 0 || b.element == 0) return true;
        if (a.element != b.element || a.component != b.component) return true;
        return std::ranges::any_of(a.codes.codes(), [&](const std::string& code) { return b.codes.contains(code); });
    };
    for (const Guide& guide : Guides::embedded().all()) {
        for (const Loop& loop : guide.loops) {
            std::vector<const SegmentUse*> beside;
            for (const SegmentUse& use : loop.segments) beside.push_back(&use);
            for (const int child : loop.children)
                beside.push_back(&guide.loops[static_cast<std::size_t>(child)].segments.front());
            for (std::size_t a = 0; a < beside.size(); ++a) {
                for (std::size_t b = a + 1; b < beside.size(); ++b) {
                    if (beside[a]->tag != beside[b]->tag) continue;
                    CAPTURE(fmt::format("{} {} {} {} {}", guide.id, guide.direction, loop.id, beside[a]->key, beside[b]->key));
                    CHECK_FALSE(overlap(beside[a]->qualifier, beside[b]->qualifier));
                }
            }
        }
    }
}

TEST_CASE("guides: a qualifier's codes are those the guide allows at that element")
{
    for (const Guide& guide : Guides::embedded().all()) {
        for (const Loop& loop : guide.loops) {
            for (const SegmentUse& use : loop.segments) {
                if (use.qualifier.element == 0) continue;
                CAPTURE(fmt::format("{} {} {} {}", guide.id, guide.direction, loop.id, use.key));
                const Element& whole   = use.elements.at(use.qualifier.element - 1u);
                const Element& element = use.qualifier.component == 0 ? whole : whole.components.at(use.qualifier.component - 1u);
                CHECK(element.usage == Usage::required);
                REQUIRE(element.codes);
                CHECK(std::ranges::is_permutation(use.qualifier.codes.codes(), element.codes->codes()));
            }
        }
    }
}

TEST_CASE("guides: every element has a type, a name, lengths that hold its codes, and every code has a name")
{
    const Guides& guides = Guides::embedded();
    for (const Guide& guide : guides.all()) {
        CAPTURE(guide.id);
        visit_elements(guide, [&](const Loop& loop, const SegmentUse& segment, const Element& element) {
            CAPTURE(loop.id);
            CAPTURE(segment.key);
            CAPTURE(element.reference);
            CHECK_FALSE(element.name.empty());
            CHECK(element.reference.starts_with(segment.id));
            CHECK(element.repeat_max >= 1);
            if (element.type == DataType::composite) {
                if (element.usage != Usage::not_used)
                    CHECK(std::ranges::any_of(element.components,
                                              [](const Element& part) { return part.usage == Usage::required; }));
                return;
            }
            CHECK(element.min_length >= 1);
            CHECK(element.max_length >= element.min_length);
            if (!element.codes) return;
            for (const std::string& code : element.codes->codes()) {
                CAPTURE(code);
                CHECK(code.size() >= element.min_length);
                CHECK(code.size() <= element.max_length);
                CHECK(guides.name_of(element.data_element, code) != code);
                if (element.standard_codes) CHECK(element.standard_codes->contains(code));
            }
        });
    }
}

TEST_CASE("guides: an external source is one of the list of sources")
{
    std::set<std::string, std::less<>> known;
    const auto                         schemas = embedded_schemas();
    const auto                         file    = std::ranges::find(schemas, "schemas/x12/code-sources.csv", &EmbeddedFile::path);
    REQUIRE(file != schemas.end());
    const auto table = read_csv(std::string(file->path), file->text, {"source", "name", "list"});
    REQUIRE(table);
    for (const CsvRow row : *table) {
        known.emplace(row["source"]);
        const std::string list = fmt::format("schemas/codes/{}.csv", row["list"]);
        if (!row["list"].empty()) CHECK(std::ranges::count(schemas, list, &EmbeddedFile::path) == 1);
    }
    for (const Guide& guide : Guides::embedded().all()) {
        visit_elements(guide, [&](const Loop&, const SegmentUse&, const Element& element) {
            std::string_view rest = element.external_source;
            while (!rest.empty()) {
                const auto number = rest.substr(0, rest.find_first_of(" ;"));
                CAPTURE(element.external_source);
                CHECK(known.contains(number));
                const auto next = rest.find("; ");
                rest            = next == std::string_view::npos ? "" : rest.substr(next + 2);
            }
        });
    }
}

TEST_CASE("X217 request: the event's review information is as the guide has it")
{
    const Guide&      request = guide_of("005010X217", "request");
    const SegmentUse& um      = segment_of(request, "2000E", "UM");
    CHECK(um.usage == Usage::required);
    CHECK_FALSE(um.mandatory_in_standard);
    REQUIRE(um.elements.size() == 10);

    const Element& category = um.elements[0];
    CHECK(category.reference == "UM01");
    CHECK(category.data_element == "1525");
    CHECK(category.codes->codes() == std::vector<std::string>{"AR", "HS", "IN", "SC"});
    CHECK(category.mandatory_in_standard);
    CHECK(category.standard_codes->contains("PR"));
    CHECK_FALSE(category.standard_codes->contains("ZZ"));

    CHECK(um.elements[1].usage == Usage::required);
    CHECK_FALSE(um.elements[1].mandatory_in_standard);
    CHECK(um.elements[2].codes->contains("PT"));
    CHECK(um.elements[2].codes->codes().size() == 103);
    CHECK_FALSE(um.elements[2].codes->contains("AH"));

    const Element& place = um.elements[3];
    REQUIRE(place.components.size() == 3);
    CHECK(place.type == DataType::composite);
    CHECK(place.components[0].external_source == "236 if A; 237 if B");
    CHECK(place.components[0].reference == "UM04-1");
    CHECK(place.components[1].codes->codes() == std::vector<std::string>{"A", "B"});
    CHECK(place.components[2].usage == Usage::not_used);

    const SegmentUse& service = segment_of(request, "2000F", "UM");
    CHECK(service.usage == Usage::situational);
    CHECK(service.elements[0].codes->codes() == std::vector<std::string>{"HS", "SC"});
    CHECK(service.elements[4].usage == Usage::not_used);
}

TEST_CASE("X217 request: dates, diagnoses and names are told apart as the guide tells them apart")
{
    const Guide&      request   = guide_of("005010X217", "request");
    const SegmentUse& admission = segment_of(request, "2000E", "DTP[01=435]");
    CHECK(admission.qualifier.element == 1);
    CHECK(admission.qualifier.component == 0);
    CHECK(admission.qualifier.codes.codes() == std::vector<std::string>{"435"});
    CHECK(admission.elements[1].codes->codes() == std::vector<std::string>{"D8", "RD8"});
    CHECK(admission.tag == tag_of("DTP"));

    const SegmentUse& diagnoses = segment_of(request, "2000E", "HI");
    CHECK(diagnoses.qualifier.element == 0);
    REQUIRE(diagnoses.elements.size() == 12);
    CHECK(diagnoses.elements[0].usage == Usage::required);
    CHECK(diagnoses.elements[0].components[0].codes->contains("ABK"));
    for (std::size_t at = 1; at < 12; ++at) {
        const Element& diagnosis = diagnoses.elements[at];
        CAPTURE(diagnosis.reference);
        CHECK(diagnosis.usage == Usage::situational);
        REQUIRE(diagnosis.components.size() == 9);
        CHECK_FALSE(diagnosis.components[0].codes->contains("ABK"));
        CHECK(diagnosis.components[0].codes->contains("ABJ") == (at == 1));
        CHECK(diagnosis.components[1].usage == Usage::required);
        CHECK(diagnosis.components[4].usage == Usage::not_used);
        REQUIRE(diagnosis.notes.size() == 2);
        CHECK(diagnosis.notes[1].kind == SyntaxNote::Kind::exclusive);
    }
    CHECK(diagnoses.elements[11].components[1].reference == "HI12-2");

    CHECK(segment_of(request, "2010EB", "NM1").qualifier.codes.contains("PW"));
    CHECK(segment_of(request, "2010C", "NM1").qualifier.element == 0);
    CHECK(segment_of(request, "2000D", "HL").qualifier.codes.codes() == std::vector<std::string>{"23"});
    CHECK(loop_of(request, "2000E").parent == loop_of(request, "2000D").parent);
}

TEST_CASE("X217: what X12 itself makes mandatory is not confused with what the guide requires")
{
    const Guide& request = guide_of("005010X217", "request");
    CHECK(segment_of(request, "ST", "BHT").mandatory_in_standard);
    CHECK(segment_of(request, "ST", "SE").mandatory_in_standard);
    CHECK(segment_of(request, "2000A", "HL").mandatory_in_standard);
    CHECK_FALSE(segment_of(request, "2000B", "HL").mandatory_in_standard);
    CHECK_FALSE(segment_of(request, "2010A", "NM1").mandatory_in_standard);

    const auto& bht = segment_of(request, "ST", "BHT").elements;
    CHECK(bht[1].mandatory_in_standard);
    CHECK_FALSE(bht[2].mandatory_in_standard);
    CHECK(bht[2].usage == Usage::required);

    CHECK(request.segments_in_standard.contains("CR7"));
    CHECK(request.segments_in_standard.contains("HCR"));
    CHECK_FALSE(request.segments_in_standard.contains("CLM"));
}

TEST_CASE("X217: conditions stand with their segments")
{
    const auto& notes = segment_of(guide_of("005010X217", "request"), "2000E", "CR6").notes;
    REQUIRE(notes.size() == 3);
    CHECK(notes[1].kind == SyntaxNote::Kind::paired);
    CHECK(notes[1].count == 3);
    CHECK(notes[1].positions[2] == 11);
    const auto& address = segment_of(guide_of("005010X217", "request"), "2010C", "N4").notes;
    REQUIRE(address.size() == 3);
    CHECK(address[0].kind == SyntaxNote::Kind::exclusive);
    CHECK(address[1].kind == SyntaxNote::Kind::conditional);
    CHECK(address[1].positions[0] == 6);
}

TEST_CASE("X217 response and 999: repeats, doubts and late segments survive")
{
    const Guide& response = guide_of("005010X217", "response");
    CHECK(segment_of(response, "2000F", "HCR").elements[2].repeat_max == 5);
    CHECK(loop_of(response, "2000E").repeat_max == 0);
    CHECK(segment_of(response, "2010B", "NM1").elements[0].confidence == Confidence::low);

    const Guide& acknowledgment = guide_of("005010X231A1", "acknowledgment");
    const auto&  set            = loop_of(acknowledgment, "2000");
    CHECK(set.segments.back().id == "IK5");
    CHECK(set.segments.back().position > loop_of(acknowledgment, "2100").position);
    CHECK(segment_of(acknowledgment, "2100", "CTX[01-1=SITUATIONAL TRIGGER]").qualifier.component == 1);
}

TEST_CASE("guides: codes are called by name, and unknown ones by themselves")
{
    const Guides& guides = Guides::embedded();
    CHECK(guides.name_of("1365", "PT") == "Physical Therapy");
    CHECK(guides.name_of("ext237", "11") == "Office");
    CHECK(guides.name_of("ext886", "0V") == "Medical review needed");
    CHECK(guides.name_of("1365", "??") == "??");
    CHECK(guides.name_of("nothing", "PT") == "PT");
}

TEST_CASE("issues: each has a code of its layer's list and a sentence")
{
    const Guides& guides = Guides::embedded();
    CHECK(guides.issue_kind("element/code-not-allowed")->code == "7");
    CHECK(guides.issue_kind("segment/missing-in-guide")->code == "I8");
    CHECK(guides.issue_kind("element/trailing-separator")->severity == Severity::warning);
    CHECK(guides.issue_kind("element/nothing") == nullptr);

    for (const IssueKind& issue : guides.issue_kinds()) {
        CAPTURE(issue.id);
        CHECK(std::ranges::count(issue.id, '/') == 1);
        CHECK(std::ranges::all_of(issue.id, [](char c) { return (c >= 'a' && c <= 'z') || c == '/' || c == '-'; }));
        const std::string_view list = issue.layer == "TA1"   ? "I18"
                                      : issue.layer == "AK9" ? "716"
                                      : issue.layer == "IK5" ? "618"
                                      : issue.layer == "IK3" ? "620"
                                      : issue.layer == "IK4" ? "621"
                                                             : "none";
        if (issue.layer == "AAA")
            CHECK(Answers::embedded().rejection(issue.code) != nullptr);
        else
            CHECK(guides.name_of(list, issue.code) != issue.code);
        CHECK_FALSE(issue.sentence.ends_with('.'));
    }
}

TEST_CASE("answers: every rejection and outcome is allowed by the X217 response where it is said")
{
    const Guide&   response = guide_of("005010X217", "response");
    const Answers& answers  = Answers::embedded();
    for (const RejectionCode& rejection : answers.rejections()) {
        CAPTURE(rejection.situation);
        const auto& aaa = segment_of(response, rejection.loop, "AAA").elements;
        CHECK(aaa[0].codes->contains("N"));
        CHECK(aaa[2].codes->contains(rejection.aaa03));
        CHECK(aaa[3].codes->contains(rejection.aaa04));
    }
    for (const OutcomeCode& outcome : answers.outcomes()) {
        CAPTURE(outcome.outcome);
        CHECK_FALSE(outcome.loops.empty());
        for (const std::string& loop : outcome.loops)
            CHECK(segment_of(response, loop, "HCR").elements[0].codes->contains(outcome.hcr01));
    }
    CHECK_FALSE(
        segment_of(response, "2000F", "HCR").elements[0].codes->contains(answers.outcome(model::Outcome::partly_approved).hcr01));
    CHECK(answers.outcome(model::Outcome::approved).hcr01 == "A1");
    CHECK(answers.outcome(model::Outcome::cancelled).hcr01 == "C");
    for (const auto outcome :
         {model::Outcome::approved, model::Outcome::modified, model::Outcome::pended, model::Outcome::denied_administratively}) {
        CHECK(answers.outcome(outcome).certified == model::is_certified(outcome));
    }
    CHECK(answers.rejection("member/not-found")->aaa03 == "75");
    CHECK(answers.rejection("member/nothing") == nullptr);
}

TEST_CASE("schemas: a broken row is refused with its file, line and column")
{
    struct Case {
        std::string_view path, from, to, message;
    };
    const std::string_view  folder = "schemas/guides/005010X217-request/";
    const std::vector<Case> cases{
        {"elements.csv", "2000E,UM,UM01,required", "2000E,UM,UM01,must",
         "`usage` holds `must`; expected one of `required`, `situational`, `not used`"},
        {"elements.csv", "2000E,UM,UM01,", "2000E,UM,UM11,", "`UM` has no element `UM11` in schemas/x12"},
        {"elements.csv", "2000E,UM,UM01,", "2000E,UM,NM01,",
         "`NM01` is no element; expected one like `UM01`, `UM01-2` or `UM03..12`"},
        {"elements.csv", "2000E,UM,UM01,", "2000G,UM,UM01,", "no loop `2000G` in loops.csv"},
        {"elements.csv", "2000E,UM,UM02,", "2000E,UM,UM01,", "`UM01` stands here a second time"},
        {"elements.csv", "2000E,UM,UM01,", "2000E,DTP,DTP01,", "no segment `DTP` of loop `2000E` in segments.csv"},
        {"elements.csv", "@1365:event-request", "@1365:events", "no list `@1365:events` in schemas/codes"},
        {"segments.csv", "ST,0200,BHT,", "ST,0200,BHX,", "no segment `BHX` in schemas/x12/segments.csv"},
        {"segments.csv", "ST,0200,BHT,", "ST,0200,AK1,", "`278` has no segment `AK1` in schemas/x12/transaction-sets.csv"},
        {"segments.csv", "required,1,HL03=20", "required,1,HL3=20", "`HL3=20` is no qualifier; expected one like `HL01=AB|CD`"},
        {"loops.csv", "2000B,2000A,", "2000B,2000Z,", "no loop `2000Z` above this line; expected a parent before its children"},
        {"loops.csv", "2010EA,2000E,Event provider,situational,14,", "2010EA,2000E,Event provider,situational,many,",
         "`repeat` holds `many`; expected a number up to 65535"},
        {"../../x12/segments.csv", "P0809 C1110 C1203", "P0809 X1110",
         "`P0809 X1110` is no condition; expected a letter of P, R, E, C, L and two to six positions: `P0304`"},
        {"../../issues.csv", ",error,", ",fatal,", "`severity` holds `fatal`; expected one of `error`, `warning`"},
    };
    for (const auto& [name, from, to, message] : cases) {
        const std::string path =
            name.starts_with("../../") ? "schemas/" + std::string(name.substr(6)) : std::string(folder) + std::string(name);
        const AlteredSchemas altered(path, from, to);
        const auto           guides = Guides::load(altered.files());
        CAPTURE(path);
        CAPTURE(message);
        REQUIRE(!guides);
        CHECK(guides.error().code == ErrorCode::bad_input);
        CAPTURE(guides.error().message);
        CHECK(guides.error().message.starts_with(fmt::format("{}:{}:", path, altered.line())));
        CHECK(guides.error().message.ends_with(message));
    }

    const AlteredSchemas answers("schemas/answers/outcomes.csv", "approved,A1,yes", "granted,A1,yes");
    const auto           loaded = Answers::load(answers.files());
    REQUIRE(!loaded);
    CHECK(loaded.error().message.starts_with(
        fmt::format("schemas/answers/outcomes.csv:{}:1: `granted` is no outcome", answers.line())));
}

TEST_CASE("schemas: a payer's own row narrows the dictionary, and only there")
{
    const AlteredSchemas altered("schemas/guides/005010X217-request/elements.csv", "2000E,REF[01=BB],REF02,required,,,,,,high",
                                 "2000E,REF[01=BB],REF02,required,,,,2,30,low");
    const auto           guides = Guides::load(altered.files());
    REQUIRE(guides);
    const Guide&   request = *guides->find_direction("005010X217", "request");
    const Element& number  = segment_of(request, "2000E", "REF[01=BB]").elements[1];
    CHECK(number.min_length == 2);
    CHECK(number.max_length == 30);
    CHECK(number.confidence == Confidence::low);
    CHECK(segment_of(request, "2000E", "REF[01=NT]").elements[1].max_length == 50);
}

TEST_CASE("schemas: a missing file is named")
{
    const auto guides = Guides::load({});
    REQUIRE(!guides);
    CHECK(guides.error().code == ErrorCode::not_found);
    CHECK(guides.error().message == "schemas/x12/elements.csv: no such file among the schemas");
}
