// The batch door: a folder in which files are dropped and beside which their answers appear.
//
//   DIR/              files are dropped here; hidden ones and *.tmp, *.part, *.filepart are let be
//   DIR/working/      the one being answered
//   DIR/done/         answered
//   DIR/failed/       could not be answered; NAME.error says why
//   DIR/replies/      the answers, each appearing whole
//
// Nothing is ever overwritten. In done/ and failed/ a name that is taken gets a number:
// NAME.2. Among the replies the number stands before the ending: two files `a.edi` and
// `a.txt`, or `a.edi` dropped again while its reply has not been fetched, are answered in
// `a.278` and `a.2.278`; all replies to one file carry one number, and the log says which
// belong to which file.
//
// Replies are written into replies/.NAME-working/, given their names there, made final by
// renaming the folder to .NAME-ready/, and moved out of it. So a process that is killed at
// any moment leaves either a file to answer again or answers to move on, and each answer is
// put into replies/ once.
#pragma once

#include "net/drop_files.hpp"
#include "net/exchange.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <set>
#include <string>

namespace x278::net {

struct DropSettings {
    std::chrono::milliseconds poll_interval{250};
    // For what could not be moved out of working/.
    std::chrono::milliseconds retry_interval = std::chrono::seconds(30);
};

// One process at a time may watch a folder.
class DropFolder {
public:
    // Makes the folders. Error: one of them cannot be made or written to.
    [[nodiscard]] static Result<std::unique_ptr<DropFolder>> open(std::filesystem::path folder,
                                                                  FileExchange          exchange,
                                                                  DropSettings          settings = {});

    // Watches until stop(); then finishes the file in hand and returns. It touches the disk
    // where it runs, so give it an executor that no socket waits for when the folder is on a
    // network share. The DropFolder must outlive it.
    [[nodiscard]] asio::awaitable<void> run();

    // May be called from any thread; noticed within one poll_interval.
    void stop() noexcept { stopping_ = true; }

private:
    DropFolder(std::filesystem::path folder, FileExchange exchange, DropSettings settings);

    [[nodiscard]] asio::awaitable<void>         answer_left_over();
    [[nodiscard]] asio::awaitable<void>         answer_settled(Listing seen_before, Listing seen_now);
    [[nodiscard]] asio::awaitable<void>         answer(std::string name);
    [[nodiscard]] asio::awaitable<Result<void>> exchange(std::string name);
    [[nodiscard]] Listing                       list(const std::filesystem::path& folder);
    [[nodiscard]] bool                          claim(const std::string& name, const FileLook& look);
    void                                        put_away(const std::string& name, const Result<void>& answered);
    void                                        complain(const std::string& about, const std::string& why);

    DropPlaces            places_;
    FileExchange          exchange_;
    DropSettings          settings_;
    std::atomic<bool>     stopping_ = false;
    std::set<std::string> complaints_;  // said already, so that polling does not repeat them
};

}  // namespace x278::net
