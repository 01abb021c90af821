#include "golden/answered.hpp"

#include "app/outbox.hpp"
#include "app/partners.hpp"
#include "app/processor.hpp"
#include "cli/explanation.hpp"
#include "cli/letter.hpp"
#include "edi/reply.hpp"
#include "edi/validator.hpp"
#include "store/reference.hpp"
#include "support/answering.hpp"
#include "support/files.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <variant>

namespace x278::golden {

using test::now;

namespace {

using Folder = std::filesystem::path;

// The folder `name` of the sample, else of the samples it stands among, else none.
Folder nearest(const Folder& sample, const std::string& name)
{
    for (const Folder& folder : {sample / name, sample.parent_path() / name})
        if (std::filesystem::is_directory(folder)) return folder;
    return {};
}

Folder reference_folder(const Folder& sample)
{
    const Folder own = nearest(sample, "reference");
    return own.empty() ? test::project() / "samples/reference" : own;
}

const store::ReferenceData& reference_of(const Folder& sample)
{
    static std::map<Folder, store::ReferenceData> read;
    const Folder                                  where = reference_folder(sample);
    if (!read.contains(where)) read.emplace(where, store::ReferenceData::read(where.string()).value());
    return read.at(where);
}

const policy::Plans& plans_of(const Folder& sample)
{
    static std::map<Folder, policy::Plans> compiled;
    const Folder                           where = nearest(sample, "plans");
    if (where.empty()) return test::plans();
    if (!compiled.contains(where)) {
        auto plans = policy::Plans::compile(policy::read_plan_files(where.string()).value());
        if (!plans) FAIL(plans.error().front().message);
        compiled.emplace(where, std::move(*plans));
    }
    return compiled.at(where);
}

// Line breaks after each segment, so that a golden file can be read and compared.
std::string readable(const std::string& interchanges)
{
    std::string text;
    edi::Reader reader(edi::source_of(interchanges));
    const auto  line  = [&](std::string_view segment) { (text += segment) += '\n'; };
    std::size_t begin = 0;
    while (auto event = reader.next()) {
        REQUIRE(event->has_value());
        if (const auto* header = std::get_if<edi::InterchangeHeader>(&**event)) {
            begin                 = header->offset_bytes;
            const char terminator = header->delimiters.segment;
            for (std::size_t end = interchanges.find(terminator, begin + 105); end != std::string::npos;
                 end             = interchanges.find(terminator, begin)) {
                line(std::string_view(interchanges).substr(begin, end + 1 - begin));
                const bool over = interchanges.compare(begin, 3, "IEA") == 0;
                begin           = end + 1;
                if (over) break;
            }
        }
    }
    return text;
}

// The plans' content hash changes with every rule; what it stands beside does not.
std::string without_revision(std::string text)
{
    const std::string mark = ", revision ";
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1))
        text.erase(at, text.find('\n', at) - at);
    return text;
}

void add_ids(std::vector<std::string>& ids, const std::vector<edi::Issue>& issues)
{
    for (const edi::Issue& issue : issues) ids.emplace_back(issue.id);
}

// The explanation, and beside it what was found.
class Watching : public cli::Explanation {
public:
    void on_interchange(const edi::InterchangeHeader& header, const edi::EnvelopeVerdict& verdict) override
    {
        Explanation::on_interchange(header, verdict);
        add_ids(ids, verdict.issues);
    }
    void on_group(const edi::GroupHeader& header, const edi::GroupVerdict& verdict) override
    {
        Explanation::on_group(header, verdict);
        add_ids(ids, verdict.issues);
    }
    void on_set(const edi::Validated& checked) override
    {
        Explanation::on_set(checked);
        add_ids(ids, checked.issues());
    }

    void on_answer(const model::ServiceReviewRequest& request, const model::Determination& determination, bool repeated) override
    {
        Explanation::on_answer(request, determination, repeated);
        letters.on_answer(request, determination, repeated);
    }

    std::vector<std::string> ids;
    cli::Letters             letters;
};

}  // namespace

Answered answer(const std::string& request, const Folder& folder)
{
    const auto& reference = reference_of(folder);
    auto        store =
        store::open_sqlite_store(":memory:", [&](const model::ServiceReviewRequest& r) { return reference.facts_of(r, now); });
    REQUIRE(store.has_value());
    const app::Processor processor(edi::Guides::embedded(), edi::Answers::embedded(), plans_of(folder), **store, fixed_clock(now),
                                   app::BatchLimits{},
                                   app::read_partners(reference_folder(folder).string(), edi::Guides::embedded()).value());
    Watching             watching;
    app::MemoryOutbox    outbox;
    const auto           done = processor.process(app::memory_input("request.edi", request), outbox, watching);
    REQUIRE(done.has_value());
    return {readable(outbox.all()), without_revision(watching.text()), watching.ids, watching.letters.text()};
}

Answered acknowledge(const std::string& received)
{
    Answered             answered;
    app::MemoryOutbox    outbox;
    std::uint64_t        number = 0;
    const auto           next   = [&] { return ++number; };
    edi::ReplyWriter     reply(edi::Guides::embedded(), edi::Answers::embedded(), {next, next}, fixed_clock(now), outbox);
    edi::Reader          reader(edi::source_of(received));
    edi::EnvelopeSurvey  survey(edi::Reader(edi::source_of(received)), edi::Guides::embedded());
    edi::EnvelopeVerdict interchange;
    edi::GroupHeader     group;
    edi::GroupVerdict    group_verdict;
    int                  groups = 0;
    while (auto event = reader.next()) {
        REQUIRE(event->has_value());
        if (const auto* header = std::get_if<edi::InterchangeHeader>(&**event)) {
            interchange = survey.next().value();
            groups      = 0;
            add_ids(answered.issues, interchange.issues);
            reply.open(*header, interchange);
        }
        if (!interchange.accepted()) continue;
        if (const auto* header = std::get_if<edi::GroupHeader>(&**event)) {
            group         = *header;
            group_verdict = interchange.group(++groups);
            add_ids(answered.issues, group_verdict.issues);
            reply.open(*header, group_verdict);
        }
        if (const auto* set = std::get_if<edi::TransactionSet>(&**event); set != nullptr && group_verdict.accepted()) {
            const auto checked = edi::validate(*set, group, edi::Guides::embedded(), edi::Taking::everything);
            add_ids(answered.issues, checked.issues());
            if (group.functional_id() != "FA") reply.acknowledge(checked);
        }
        if (const auto* trailer = std::get_if<edi::GroupTrailer>(&**event)) reply.close(*trailer);
        if (const auto* trailer = std::get_if<edi::InterchangeTrailer>(&**event)) reply.close(*trailer);
    }
    answered.reply = readable(outbox.all());
    return answered;
}

int check_reads_back(const std::string& reply)
{
    int                 sets = 0;
    edi::Reader         reader(edi::source_of(reply));
    edi::EnvelopeSurvey survey(edi::Reader(edi::source_of(reply)), edi::Guides::embedded());
    edi::GroupHeader    group;
    while (auto event = reader.next()) {
        REQUIRE(event->has_value());
        if (std::holds_alternative<edi::InterchangeHeader>(**event)) {
            const auto verdict = survey.next();
            REQUIRE(verdict.has_value());
            CHECK(verdict->issues.empty());
            CHECK(verdict->groups.empty());
        }
        if (const auto* header = std::get_if<edi::GroupHeader>(&**event)) group = *header;
        if (const auto* set = std::get_if<edi::TransactionSet>(&**event)) {
            ++sets;
            const auto checked = edi::validate(*set, group, edi::Guides::embedded(), edi::Taking::everything);
            const bool rejects = std::ranges::any_of(set->segments, [](const auto& segment) { return segment.id() == "AAA"; });
            for (const auto& issue : checked.issues())
                if (issue.severity == edi::Severity::error || !rejects)
                    FAIL_CHECK(set->control_number, " ", issue.where.segment_position, " ", issue.where.segment_id, ": ",
                               issue.message);
        }
    }
    return sets;
}

}  // namespace x278::golden
