// A progress bar on a terminal, for long work; nothing on a pipe.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace x278::cli {

class Progress {
public:
    Progress(std::string name, std::uint64_t total_bytes);

    void show(std::uint64_t done_bytes);  // drawn at most ten times a second, and not in the first half second
    void clear();                         // takes the bar off the line, before something else is printed

private:
    std::string                           name_;
    std::uint64_t                         total_bytes_;
    bool                                  terminal_;
    bool                                  drawn_ = false;
    std::uint32_t                         calls_ = 0;
    std::chrono::steady_clock::time_point next_;
};

}  // namespace x278::cli
