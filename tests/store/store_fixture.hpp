// What the tests of the store share: a folder to throw away, arrivals, and a `decide` that counts.
#pragma once

#include "store/store.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <stdlib.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace x278::store::testing {

// A folder of its own, gone at the end.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::string name = std::filesystem::temp_directory_path() / "x278-store-XXXXXX";
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&)            = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::string                  data() const { return path_ / "data"; }  // of the store; not there yet
    [[nodiscard]] std::filesystem::path        file() const { return path_ / "data" / "store.sqlite"; }

private:
    std::filesystem::path path_;
};

inline constexpr std::chrono::sys_seconds some_moment{std::chrono::seconds{1'712'232'000}};  // 2024-04-04T12:00:00Z

// Facts that carry the moment and, so that a test can see who was looked up, the sender's words. The member whose number
// is sent as "short XXP1" is on file as "XXP1".
[[nodiscard]] inline model::Facts look_up(const model::ServiceReviewRequest& request)
{
    model::Facts facts;
    facts.received_at     = some_moment;
    facts.reference_as_of = std::string(request.source.begin(), request.source.end());
    if (const std::string_view sent = request.subscriber.id.value, mark = "short "; sent.starts_with(mark))
        facts.member.number = sent.substr(mark.size());
    return facts;
}

[[nodiscard]] inline std::unique_ptr<Store> open_store(const std::string& folder)
{
    auto opened = open_sqlite_store(folder, look_up);
    REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().message));
    return std::move(*opened);
}

// A request with its arrival. Two made of the same words are the same request.
struct Sent {
    model::ServiceReviewRequest request;
    Arrival                     arrival;

    Sent(std::string reference, std::string fingerprint, std::string trace_number = "T1")
    {
        const std::string source = "ST*278*" + fingerprint + "~";
        request.source.assign(source.begin(), source.end());
        arrival = {{"SENDER", std::move(reference), std::move(trace_number)}, std::move(fingerprint), nullptr};
    }

    [[nodiscard]] Arrival operator()() const
    {
        Arrival copy = arrival;
        copy.request = &request;
        return copy;
    }
};

// Certifies with the next case number, and says which facts it saw.
[[nodiscard]] inline Decided certify(const Arrival& arrival, const Moment& moment)
{
    Decided decided;
    decided.determination.payer                = "BCBSMA";
    decided.determination.determined_at        = moment.facts.received_at;
    decided.determination.determined_on        = std::chrono::floor<std::chrono::days>(moment.facts.received_at);
    decided.determination.certification_number = fmt::format("C{:06}", moment.next_case());
    decided.determination.event.outcome        = model::Outcome::approved;
    decided.determination.event.reasons        = {{"A1", "seen: " + moment.facts.reference_as_of}};
    decided.reply                              = "ST*278*0001~ for " + arrival.key.reference;
    return decided;
}

[[nodiscard]] inline Decided nobody_decides(const Arrival&, const Moment&)
{
    FAIL("`decide` was called for an arrival that was determined before");
    return {};
}

// The only recorded one of `arrival`.
inline Recorded determine_one(Store& store, const Arrival& arrival, const Decide& decide = certify)
{
    const auto all = store.determine({&arrival, 1}, decide);
    REQUIRE_MESSAGE(all.has_value(), (all ? "" : all.error().message));
    REQUIRE(all->size() == 1);
    return all->front();
}

// A new backend joins by a line in `backends`.
struct Backend {
    const char*                                                   name;
    std::function<std::unique_ptr<Store>(const TemporaryFolder&)> open;
};

inline const std::vector<Backend> backends{
    {"SQLite on disk", [](const TemporaryFolder& folder) { return open_store(folder.data()); }},
    {"SQLite in memory", [](const TemporaryFolder&) { return open_store(":memory:"); }},
};

// Runs `check` against a fresh store of each backend.
inline void with_each_backend(const std::function<void(Store&)>& check)
{
    for (const Backend& backend : backends) {
        CAPTURE(backend.name);
        const TemporaryFolder folder;
        check(*backend.open(folder));
    }
}

}  // namespace x278::store::testing
