// x278 serve: the doors. Builds every long-lived object, in order, and runs until told to stop.
#include "app/doors.hpp"
#include "app/reload.hpp"
#include "cli/command.hpp"
#include "cli/setup.hpp"
#include "net/drop_folder.hpp"
#include "net/listener.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdlib>

namespace x278::cli {

namespace asio = boost::asio;

namespace {

constexpr std::size_t workers_count = 2;

struct ServeOptions {
    SetupOptions             setup;
    std::vector<std::string> listen;
    std::vector<std::string> drop;
};

// Counts what still runs, so that signals stop being waited for when nothing does.
class Running {
public:
    Running(asio::io_context& context, std::vector<asio::signal_set*> signals) : context_(context), signals_(std::move(signals))
    {
    }

    // Called with what a door's coroutine ended with, on any thread.
    auto begin(std::string name)
    {
        ++count_;
        return [this, name = std::move(name)](std::exception_ptr broken) {
            asio::post(context_, [this, name, broken] { end(name, broken); });
        };
    }

private:
    void end(const std::string& name, const std::exception_ptr& broken)
    {
        try {
            if (broken) std::rethrow_exception(broken);
        } catch (const std::exception& error) {
            spdlog::error("{} ended: {}", name, error.what());
        }
        if (--count_ != 0) return;
        for (asio::signal_set* const signals : signals_) signals->cancel();
    }

    asio::io_context&              context_;
    std::vector<asio::signal_set*> signals_;
    std::size_t                    count_ = 0;
};

int fail(const Error& error)
{
    fmt::print(stderr, "x278: {}\n", error.message);
    return exit_usage;
}

int serve(const ServeOptions& options)
{
    if (options.listen.empty() && options.drop.empty())
        return fail({ErrorCode::bad_input, "nothing to serve; expected --listen ADDRESS:PORT or --drop DIR"});
    spdlog::set_default_logger(spdlog::stderr_logger_mt("x278"));
    spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");

    auto setup = set_up(options.setup);  // plans, reference data, store, processor
    if (!setup) return fail(setup.error());
    const auto unknown = [&](const policy::Plans& plans) { return words_unknown((*setup)->reference, plans); };
    app::log_warnings(unknown(*(*setup)->processor->plans()));

    asio::io_context  context;                 // sockets and signals: one thread, this one
    asio::thread_pool workers(workers_count);  // parsing and deciding
    asio::thread_pool watchers(1);             // the drop folders, whose disks may be slow

    std::vector<std::unique_ptr<net::Listener>> listeners;
    for (const std::string& address : options.listen) {
        auto listener = net::Listener::open(context.get_executor(), address, app::interchange_framer(),
                                            app::message_exchange(*(*setup)->processor, workers));
        if (!listener) return fail(listener.error());
        listeners.push_back(std::move(*listener));
    }
    std::vector<std::unique_ptr<net::DropFolder>> folders;
    for (const std::string& folder : options.drop) {
        auto drop = net::DropFolder::open(folder, app::file_exchange(*(*setup)->processor, workers));
        if (!drop) return fail(drop.error());
        folders.push_back(std::move(*drop));
    }

    asio::signal_set signals(context, SIGINT, SIGTERM);
    asio::signal_set hangups(context, SIGHUP);
    Running          running(context, {&signals, &hangups});
    const auto       read = [&] { return plans_of(options.setup.plans); };
    asio::co_spawn(context, app::reload_when_told(hangups, workers, *(*setup)->processor, read, unknown), asio::detached);
    signals.async_wait([&](const boost::system::error_code& error, int signal) {
        if (error) return;
        spdlog::info("signal {}: finishing what was accepted; once more ends at once", signal);
        for (auto& listener : listeners) listener->stop();
        for (auto& folder : folders) folder->stop();
        signals.async_wait([](const boost::system::error_code& again, int) {
            if (!again) std::_Exit(exit_refused);  // everything answered is durable already
        });
    });
    for (auto& listener : listeners) {
        asio::co_spawn(context, listener->run(), running.begin("listener " + listener->address()));
        spdlog::info("listening on {}", listener->address());
    }
    for (std::size_t i = 0; i < folders.size(); ++i) {
        asio::co_spawn(watchers, folders[i]->run(), running.begin("drop folder " + options.drop[i]));
        spdlog::info("watching {}", options.drop[i]);
    }
    context.run();
    watchers.join();
    workers.join();
    spdlog::info("stopped");
    return 0;
}

}  // namespace

void add_serve(CLI::App& program, int& exit_status)
{
    auto      options = std::make_shared<ServeOptions>();
    CLI::App& command =
        *program.add_subcommand("serve", "answer 278 requests on sockets and from drop folders, until told to stop");
    command.add_option("--listen", options->listen, "ADDRESS:PORT to take connections on; may be repeated");
    command.add_option("--drop", options->drop,
                       "folder to watch; files put there are answered in DIR/replies and moved to DIR/done; may be repeated");
    add_setup_options(command, options->setup);
    command.footer(
        "Without configuration any partner may ask: for trying out, on an address only you can reach.\n"
        "SIGTERM or Ctrl-C finishes what was accepted and ends.\n"
        "SIGHUP reads the folder of --plans again: a version that compiles decides the requests that come after it; one\n"
        "that does not is refused, with its errors in the log, and the one in use stays.\n"
        "Exit status: 0 stopped as told; 2 wrong usage or configuration.\n\n"
        "Examples:\n"
        "  x278 serve --listen 127.0.0.1:7278\n"
        "  x278 serve --listen 127.0.0.1:7278 --drop /var/spool/x278 --data /var/lib/x278");
    command.callback([options, &exit_status] { exit_status = serve(*options); });
}

}  // namespace x278::cli
