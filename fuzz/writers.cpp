// Does every determination of every request make a 278 that obeys its guide?
//
// The first bytes of the input choose the request, which is generated; the others the
// outcomes, and what is said with them.
#include "edi/answers.hpp"
#include "edi/reader.hpp"
#include "edi/request.hpp"
#include "edi/response.hpp"
#include "edi/values.hpp"
#include "fuzz/guided_set.hpp"
#include "fuzz/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

using namespace x278;

namespace {

constexpr std::size_t seeds = 64;  // requests that are chosen from; making one takes longer than answering it

class Bytes {
public:
    explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

    std::size_t below(std::size_t limit)
    {
        if (bytes_.empty()) return 0;
        const auto byte = static_cast<unsigned char>(bytes_.front());
        bytes_.remove_prefix(1);
        return byte % limit;
    }
    // As a plan file may hold it: its reader takes no control characters.
    std::string text()
    {
        const std::size_t wanted = below(64);  // takes a byte, so first
        std::string       text(bytes_.substr(0, wanted));
        bytes_.remove_prefix(text.size());
        for (char& c : text)
            if (!edi::is_printable({&c, 1})) c = '?';
        return text;
    }

private:
    std::string_view bytes_;
};

// Generated requests, made when first asked for.
const std::string& request_bytes(std::size_t seed)
{
    static std::vector<std::string> made(seeds);
    if (made[seed].empty()) {
        const auto&        guide = *edi::Guides::embedded().find_direction("005010X217", "request");
        fuzz::SetGenerator generator(edi::Guides::embedded(), guide, seed);
        made[seed] = fuzz::interchange_of(guide, {fuzz::text_of_set(generator.next(), {})});
    }
    return made[seed];
}

model::LineDetermination decided(Bytes& bytes, int line)
{
    const auto               outcomes = edi::Answers::embedded().outcomes().size();
    model::LineDetermination d;
    d.line    = line;
    d.outcome = static_cast<model::Outcome>(bytes.below(outcomes));
    if (line != 0 && d.outcome == model::Outcome::partly_approved) d.outcome = model::Outcome::approved;
    if (!model::is_certified(d.outcome)) d.reasons.push_back({"0H", bytes.text()});
    if (bytes.below(2) == 1) d.quantity = model::CertifiedQuantity{static_cast<double>(bytes.below(200)) / 2, "VS"};
    const auto day = std::chrono::year(2026) / 9 / 14;
    if (bytes.below(2) == 1) d.period = model::CertifiedPeriod{day, day};
    if (bytes.below(2) == 1) d.documents_wanted = {"CK"};
    if (bytes.below(2) == 1) d.contact = model::ContactPoint{bytes.text(), {{"TE", bytes.text()}, {"EM", bytes.text()}}};
    d.message = bytes.text();
    return d;
}

model::Determination determined(Bytes& bytes, std::size_t lines)
{
    model::Determination d;
    d.determined_on            = std::chrono::year(2026) / 9 / 14;
    d.determined_minute        = static_cast<int>(bytes.below(256)) * 5;
    d.certification_number     = "AUTH0001";
    d.administrative_reference = "PEND0001";
    const auto rejections      = edi::Answers::embedded().rejections();
    if (bytes.below(4) == 1) {
        d.rejections.push_back({rejections[bytes.below(rejections.size())].situation});
        return d;
    }
    d.event = decided(bytes, 0);
    for (std::size_t i = 0; i < lines; ++i) d.lines.push_back(decided(bytes, static_cast<int>(i) + 1));
    return d;
}

std::string wrong_with(const std::string& response)
{
    const auto        size  = std::ranges::count(response, '~');
    const auto&       guide = *edi::Guides::embedded().find_direction("005010X217", "response");
    const std::string set   = fmt::format("ST*278*0001*005010X217~{}SE*{}*0001~", response, size + 2);
    const std::string bytes = fuzz::interchange_of(guide, {set});
    edi::Reader       reader(edi::source_of(bytes));
    edi::GroupHeader  group;
    while (auto event = reader.next()) {
        if (!*event) return event->error().message;
        if (const auto* header = std::get_if<edi::GroupHeader>(&**event)) group = *header;
        const auto* read = std::get_if<edi::TransactionSet>(&**event);
        if (read == nullptr) continue;
        const auto checked = edi::validate(*read, group, edi::Guides::embedded(), edi::Taking::everything);
        for (const auto& issue : checked.issues())
            if (issue.severity == edi::Severity::error)
                return fmt::format("{} at {} {}: {}\n{}", issue.id, issue.where.segment_position, issue.where.segment_id,
                                   issue.message, set);
    }
    return {};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const edi::ResponseWriter writer(edi::Guides::embedded(), edi::Answers::embedded());
    Bytes                            bytes(fuzz::text_of(data, size));
    edi::Reader                      reader(edi::source_of(request_bytes(bytes.below(seeds))));
    edi::GroupHeader                 group;
    while (auto event = reader.next()) {
        if (const auto* header = std::get_if<edi::GroupHeader>(&**event)) group = *header;
        const auto* set = std::get_if<edi::TransactionSet>(&**event);
        if (set == nullptr) continue;
        const auto  request = edi::to_request(edi::validate(*set, group, edi::Guides::embedded()));
        std::string response;
        writer.write(response, request, determined(bytes, request.event.lines.size()), set->delimiters, edi::Delimiters{});
        fuzz::expect_nothing_wrong(wrong_with(response));
    }
    return 0;
}
