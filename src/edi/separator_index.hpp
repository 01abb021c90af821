// Where the separators stand: the first of the two stages of reading.
//
// Finding separators is the only work that touches every byte, so it is done once,
// many bytes at a time, and everything after it works on positions. The idea is
// simdjson's structural index, applied to X12.
#pragma once

#include "edi/delimiters.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace x278::edi {

// A growing list of positions that is written without being cleared first.
class Positions {
public:
    [[nodiscard]] const std::uint32_t* begin() const noexcept { return data_.get(); }
    [[nodiscard]] const std::uint32_t* end() const noexcept { return data_.get() + size_; }
    [[nodiscard]] std::size_t          size() const noexcept { return size_; }
    [[nodiscard]] std::uint32_t*       data() noexcept { return data_.get(); }

    void clear() noexcept { size_ = 0; }
    void resize_down(std::size_t size) noexcept { size_ = size; }

    // Room for `count` more, and for `slack` writes past them, which some indexers need.
    std::uint32_t* reserve_more(std::size_t count);
    void           commit(std::size_t count) noexcept { size_ += count; }

    static constexpr std::size_t slack = 64;

private:
    std::unique_ptr<std::uint32_t[]> data_;
    std::size_t                      size_     = 0;
    std::size_t                      capacity_ = 0;
};

// Appends to `positions` the offset in `block` of every separator from `from` on, in order.
// Returns whether any other byte there is a control character (below 0x20, or 0x7F).
//
// `block` is at most 4 GiB. Uses the widest form this processor has.
bool index_separators(std::string_view block, std::size_t from, const Delimiters& delimiters, Positions& positions);

// The forms behind it, for the test that holds them to one answer.
using Indexer = bool (*)(std::string_view block, std::size_t from, const Delimiters& delimiters, Positions& positions);

bool index_separators_portable(std::string_view block, std::size_t from, const Delimiters& delimiters, Positions& positions);
bool index_separators_avx2(std::string_view block, std::size_t from, const Delimiters& delimiters, Positions& positions);

// Whether index_separators_avx2 may be called on this processor.
[[nodiscard]] bool has_avx2() noexcept;

}  // namespace x278::edi
