#include "cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include <unistd.h>

namespace x278::cli {

namespace {

constexpr auto          first_after = std::chrono::milliseconds(500);
constexpr auto          again_after = std::chrono::milliseconds(100);
constexpr std::size_t   bar_width   = 30;
constexpr std::uint32_t look_every  = 64;  // calls between looks at the clock

}  // namespace

Progress::Progress(std::string name, std::uint64_t total_bytes)
    : name_(std::move(name)),
      total_bytes_(total_bytes),
      terminal_(::isatty(STDERR_FILENO) == 1),
      next_(std::chrono::steady_clock::now() + first_after)
{
}

void Progress::show(std::uint64_t done_bytes)
{
    if (!terminal_ || total_bytes_ == 0 || ++calls_ % look_every != 0) return;
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_              = now + again_after;
    drawn_             = true;
    const double share = std::min(1.0, static_cast<double>(done_bytes) / static_cast<double>(total_bytes_));
    const auto   full  = static_cast<std::size_t>(share * bar_width);
    fmt::print(stderr, "\r{} [{}{}] {:3.0f} %  {} of {} MB ", name_, std::string(full, '#'), std::string(bar_width - full, ' '),
               share * 100, done_bytes / 1'000'000, total_bytes_ / 1'000'000);
    std::fflush(stderr);
}

void Progress::clear()
{
    if (!drawn_) return;
    drawn_ = false;
    fmt::print(stderr, "\r\x1b[2K");
}

}  // namespace x278::cli
