// Sets made from the guides alone: they come through as they were written, and leave no
// loop, segment, element or code of a guide out.
#include "fuzz/guided_set.hpp"

#include "edi/guided_writer.hpp"
#include "edi/request.hpp"
#include "edi/support.hpp"

#include <set>

using namespace x278;
using namespace x278::edi;
using namespace x278::edi::test;

namespace {

constexpr std::uint64_t seed           = 278;
constexpr int           sets_of_guide  = 60;    // made of each guide at least
constexpr int           sets_until_all = 4000;  // and until all of it came up, at most

std::vector<const Guide*> guides_of_sets()
{
    std::vector<const Guide*> guides;
    for (const Guide& guide : Guides::embedded().all())
        if (guide.transaction != "interchange") guides.push_back(&guide);
    return guides;
}

// "2010B/REF/REF01" and "2010B/REF/REF01=EI" of everything the guide uses.
std::set<std::string> usable(const Guide& guide)
{
    std::set<std::string> all;
    const auto add = [&](const std::string& place, const Element& spec, const SegmentUse& use, int number, int component) {
        all.insert(place + spec.reference);
        if (spec.codes == nullptr) return;
        const bool tells = use.qualifier.element == number && use.qualifier.component == component;
        for (const auto& code : spec.codes->codes())
            if (!tells || use.qualifier.codes.contains(code)) all.insert(place + spec.reference + "=" + code);
    };
    for (const Loop& loop : guide.loops) {
        if (loop.usage == Usage::not_used) continue;
        for (const SegmentUse& use : loop.segments) {
            if (use.usage == Usage::not_used) continue;
            const std::string place = loop.id + "/" + use.key + "/";
            for (std::size_t i = 0; i < use.elements.size(); ++i) {
                const Element& spec   = use.elements[i];
                const int      number = static_cast<int>(i) + 1;
                if (spec.usage == Usage::not_used) continue;
                add(place, spec, use, number, 0);
                for (std::size_t c = 0; c < spec.components.size(); ++c)
                    if (spec.components[c].usage != Usage::not_used)
                        add(place, spec.components[c], use, number, static_cast<int>(c) + 1);
            }
        }
    }
    return all;
}

// Takes what one set uses off `left`.
void cross_out(std::set<std::string>& left, const Guide& guide, const fuzz::Node& node, const Loop& loop)
{
    const Loop&       here  = node.loop >= 0 ? guide.loops[static_cast<std::size_t>(node.loop)] : loop;
    const std::string place = here.id + "/" + node.use->key + "/";
    const auto        cross = [&](const Element& spec, const std::string& value) {
        if (value.empty()) return;
        left.erase(place + spec.reference);
        left.erase(place + spec.reference + "=" + value);
    };
    for (std::size_t i = 0; i < node.elements.size(); ++i) {
        const Element& spec = node.use->elements[i];
        for (const auto& components : node.elements[i]) {
            for (std::size_t c = 0; c < components.size(); ++c)
                cross(spec.type == DataType::composite ? spec.components[c] : spec, components[c]);
            if (!components.empty()) left.erase(place + spec.reference);
        }
    }
    for (const auto& child : node.children) cross_out(left, guide, child, here);
}

// Every segment of the text, element by element, as the reader has it.
std::vector<std::string> read_back(const std::string& bytes)
{
    std::vector<std::string> segments;
    for_each_set(bytes, [&](const TransactionSet& set, const GroupHeader&) {
        for (const Segment& segment : set.segments) segments.emplace_back(segment.text());
    });
    return segments;
}

// The node written by the writer the replies are written with.
std::string written_by_guide(const fuzz::Node& node)
{
    std::string                                out;
    std::vector<std::vector<std::string_view>> parts(node.elements.size());
    std::vector<Value>                         values(node.elements.size());
    for (std::size_t i = 0; i < node.elements.size(); ++i) {
        const auto& element = node.elements[i];
        if (element.empty()) continue;
        if (element.size() > 1) {
            for (const auto& components : element) parts[i].push_back(components.front());
            values[i] = Value::repetitions(parts[i]);
        } else if (node.use->elements[i].type == DataType::composite) {
            parts[i].assign(element.front().begin(), element.front().end());
            values[i] = Value::components(parts[i]);
        } else {
            values[i] = element.front().front();
        }
    }
    GuidedWriter writer(out, Delimiters{}, true);
    REQUIRE(writer.put(*node.use, std::span<const Value>(values)));
    return out;
}

}  // namespace

TEST_CASE("guided sets: every loop, segment, element and code of every guide comes up, in sets without an issue")
{
    for (const Guide* guide : guides_of_sets()) {
        CAPTURE(guide->id);
        CAPTURE(guide->direction);
        auto               left = usable(*guide);
        fuzz::SetGenerator generator(Guides::embedded(), *guide, seed);
        for (int made = 0; made < sets_of_guide || (!left.empty() && made < sets_until_all); ++made)
            cross_out(left, *guide, generator.next(), guide->loops.front());
        for (const auto& place : left) FAIL_CHECK("never made: ", place);
    }
}

TEST_CASE("guided sets: what is written is what is read, in any separators and pieces")
{
    for (const Guide* guide : guides_of_sets()) {
        fuzz::SetGenerator generator(Guides::embedded(), *guide, seed + 1);
        for (int i = 0; i < 20; ++i) {
            const fuzz::Node         set = generator.next();
            std::vector<std::string> written;
            for (const fuzz::Node* node : fuzz::in_order(set)) written.push_back(fuzz::text_of(*node, {}));
            const std::string bytes = fuzz::interchange_of(*guide, {fuzz::text_of_set(set, {})});
            CHECK(read_back(bytes) == written);
            CHECK(issues_of(bytes) == "none");
            for (const std::string_view separators : {"+!>\n", "|\x1D\x1F\x1C"})
                CHECK(issues_of(with_separators(bytes, separators)) == "none");
        }
    }
}

TEST_CASE("guided sets: the writer of replies writes each segment as the guide has it, and nothing is lost")
{
    for (const Guide* guide : guides_of_sets()) {
        fuzz::SetGenerator generator(Guides::embedded(), *guide, seed + 2);
        for (int i = 0; i < 30; ++i) {
            const fuzz::Node set = generator.next();
            for (const fuzz::Node* node : fuzz::in_order(set)) {
                CAPTURE(guide->id);
                CAPTURE(node->use->key);
                CHECK(written_by_guide(*node) == fuzz::text_of(*node, {}) + "~");
            }
        }
    }
}

TEST_CASE("guided sets: the same seed gives the same sets")
{
    const Guide*       guide = Guides::embedded().find_direction("005010X217", "request");
    fuzz::SetGenerator first(Guides::embedded(), *guide, seed), second(Guides::embedded(), *guide, seed),
        other(Guides::embedded(), *guide, 1);
    const std::string text = fuzz::text_of_set(first.next(), {});
    CHECK(text == fuzz::text_of_set(second.next(), {}));
    CHECK(text != fuzz::text_of_set(other.next(), {}));
}
