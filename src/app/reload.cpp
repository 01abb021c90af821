#include "app/reload.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include <ranges>
#include <string_view>

namespace x278::app {

namespace asio = boost::asio;

void log_warnings(const std::vector<std::string>& warnings)
{
    for (const std::string& warning : warnings) spdlog::warn("{}", warning);
}

Reloaded reload_plans(Processor& processor, const ReadPlans& read, const WarningsOf& warnings_of)
{
    const std::string before = processor.plans()->revision();
    auto              plans  = read();
    if (!plans) {
        for (const auto line : std::views::split(plans.error().message, '\n'))
            if (!line.empty()) spdlog::error("plans: {}", std::string_view(line.begin(), line.end()));
        spdlog::error("plans: refused; revision {} stays in use", before);
        return Reloaded::refused;
    }
    if (plans->revision() == before) {
        spdlog::info("plans: read again, unchanged; revision {} stays in use", before);
        return Reloaded::unchanged;
    }
    spdlog::info("plans: revision {} is in use instead of {}", plans->revision(), before);
    log_warnings(warnings_of(*plans));
    processor.use(std::move(*plans));
    return Reloaded::replaced;
}

asio::awaitable<void> reload_when_told(
    asio::signal_set& told, asio::thread_pool& workers, Processor& processor, ReadPlans read, WarningsOf warnings_of)
{
    while (true) {
        const auto [error, signal] = co_await told.async_wait(asio::as_tuple(asio::use_awaitable));
        if (error) co_return;
        // One at a time, off the thread of the sockets.
        co_await asio::co_spawn(
            workers,
            [&]() -> asio::awaitable<void> {
                reload_plans(processor, read, warnings_of);
                co_return;
            },
            asio::use_awaitable);
    }
}

}  // namespace x278::app
