#include "net/drop_folder.hpp"

#include "net/endpoint.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/core/demangle.hpp>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <typeinfo>
#include <utility>

namespace x278::net {

namespace fs = std::filesystem;

namespace {

// Leaves room below the 255 bytes of file systems for what is added: ".2", ".error", "-working".
constexpr std::size_t name_bytes_max = 200;

}  // namespace

Result<std::unique_ptr<DropFolder>> DropFolder::open(fs::path folder, FileExchange exchange, DropSettings settings)
{
    auto               drop  = std::unique_ptr<DropFolder>(new DropFolder(std::move(folder), std::move(exchange), settings));
    const Result<void> ready = drop->places_.prepare();
    if (!ready) return std::unexpected(ready.error());
    return drop;
}

DropFolder::DropFolder(fs::path folder, FileExchange exchange, DropSettings settings)
    : places_(folder), exchange_(std::move(exchange)), settings_(settings)
{
}

// Polling, not inotify: a network share does not tell of files that another machine wrote,
// and that is where partners' uploads land.
asio::awaitable<void> DropFolder::run()
{
    const auto         executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor);
    auto               next_retry = std::chrono::steady_clock::now();  // at once: a killed process may have left a file
    Listing            seen_before;
    while (!stopping_) {
        if (std::chrono::steady_clock::now() >= next_retry) {
            co_await answer_left_over();
            next_retry = std::chrono::steady_clock::now() + settings_.retry_interval;
        }
        Listing seen_now = list(places_.inbox);
        co_await answer_settled(std::move(seen_before), seen_now);
        seen_before = std::move(seen_now);
        if (stopping_) break;

        boost::system::error_code ignored;
        timer.expires_after(settings_.poll_interval);
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

// The files that nobody has touched since the last poll, in order of name.
asio::awaitable<void> DropFolder::answer_settled(Listing seen_before, Listing seen_now)
{
    for (const auto& [name, look] : seen_now) {
        if (stopping_) co_return;
        const auto before  = seen_before.find(name);
        const bool settled = before != seen_before.end() && before->second == look;
        if (settled && claim(name, look)) co_await answer(name);
    }
}

// What stands in working/ was claimed, so it goes first.
asio::awaitable<void> DropFolder::answer_left_over()
{
    const Listing left_over = list(places_.working);
    for (const auto& [name, look] : left_over) {
        if (stopping_) co_return;
        spdlog::info("net/drop-resumed file={:?} bytes={}", (places_.inbox / name).string(), look.size_bytes);
        co_await answer(name);
    }
}

Listing DropFolder::list(const fs::path& folder)
{
    Result<Listing> files = list_files(folder);
    if (files) {
        complaints_.erase(folder.string());
        return std::move(*files);
    }
    complain(folder.string(), files.error().message);
    return {};
}

// Whether `name` is ours now. A file that changed since it was listed waits for the next poll.
bool DropFolder::claim(const std::string& name, const FileLook& look)
{
    if (name.size() > name_bytes_max) {
        complain(name, fmt::format("the name is longer than {} bytes; rename it", name_bytes_max));
        return false;
    }
    const fs::path         file = places_.inbox / name;
    const Result<FileLook> now  = look_at(file);
    if (!now || *now != look) return false;

    std::error_code error;
    const bool      taken = fs::exists(fs::symlink_status(places_.working / name, error));
    if (taken) {
        complain(name, "a file of this name is still in working/");
        return false;
    }
    // Empty, and left by a process that was killed just before removing it. Were it still there,
    // this file would pass for answered.
    fs::remove_all(places_.ready(name), error);
    if (!error) fs::rename(file, places_.working / name, error);
    if (error) {
        complain(name, to_text(error));
        return false;
    }
    complaints_.erase(name);
    return true;
}

// Answers working/`name` and puts it away. Whatever the disk refuses is logged, and the file
// stays in working/ to be taken up again.
asio::awaitable<void> DropFolder::answer(std::string name)
{
    try {
        Result<void> answered;
        // Ready means that an earlier process answered it and did not come to put it away.
        const bool is_ready = fs::exists(places_.ready(name));
        if (!is_ready) answered = co_await exchange(name);
        put_away(name, answered);
    } catch (const fs::filesystem_error& refused) {
        const std::string dropped = (places_.inbox / name).string();
        spdlog::error("net/drop-refused file={:?} why={:?}", dropped, to_text(refused.code()));
    }
}

// Error: what the FileExchange returned or threw; there are no replies then.
asio::awaitable<Result<void>> DropFolder::exchange(std::string name)
{
    const fs::path file    = places_.working / name;
    const fs::path staging = places_.staging(name);
    fs::remove_all(staging);  // half an answer of a killed process
    fs::create_directory(staging);

    Result<void> answered;
    try {
        answered = co_await exchange_(file, staging);
    } catch (const std::exception& broken) {
        // Its type and not its text: the text may quote the file.
        const std::string type = boost::core::demangle(typeid(broken).name());
        answered               = failure(ErrorCode::corrupt, "the exchange broke off with " + type);
    }
    if (answered)
        make_ready(staging, places_.ready(name), places_.replies);
    else
        fs::remove_all(staging);
    co_return answered;
}

// In this order, so that a file is gone from working/ only when its replies can be seen, and
// the ready folder only when the file can no longer be answered again.
void DropFolder::put_away(const std::string& name, const Result<void>& answered)
{
    const fs::path file    = places_.working / name;
    const fs::path dropped = places_.inbox / name;
    if (!answered) {
        const fs::path to = move_to_failed(file, places_.failed, answered.error().message);
        spdlog::error("net/drop-failed file={:?} moved_to={:?} why={:?}", dropped.string(), to.string(),
                      answered.error().message);
        return;
    }
    const std::size_t replies = publish(places_.ready(name), places_.replies);
    const fs::path    to      = move_to(file, places_.done);
    fs::remove_all(places_.ready(name));
    spdlog::info("net/drop-answered file={:?} moved_to={:?} replies={}", dropped.string(), to.string(), replies);
}

void DropFolder::complain(const std::string& about, const std::string& why)
{
    const bool first_time = complaints_.insert(about).second;
    if (first_time) spdlog::error("net/drop-trouble about={:?} why={:?}", about, why);
}

}  // namespace x278::net
