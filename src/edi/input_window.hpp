// The part of the input that is held: a window that moves over it, with the index of
// the separators inside.
//
// The reader keeps what it still needs from `keep` on; everything before may be dropped
// whenever more input is asked for. Positions count from the start of the window, so a
// caller that holds any must take part in moving them (`fill` says by how much).
#pragma once

#include "core/result.hpp"
#include "edi/reader.hpp"
#include "edi/separator_index.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

namespace x278::edi {

class InputWindow {
public:
    explicit InputWindow(ByteSource source);

    [[nodiscard]] std::string_view            text() const noexcept { return {buffer_.get(), size_}; }
    [[nodiscard]] std::size_t                 offset_bytes() const noexcept { return dropped_; }  // of text()[0] in the input
    [[nodiscard]] bool                        at_end() const noexcept { return ended_; }          // nothing follows text()
    [[nodiscard]] const std::optional<Error>& error() const noexcept { return error_; }           // why it ended, if not well

    struct Moved {
        std::size_t             by   = 0;        // every position into the window is now smaller by this
        bool                    more = false;    // there is more text than before
        const char*             from = nullptr;  // where the window's text was
        std::unique_ptr<char[]> old;             // the block `from` is in, when the text went to another
    };
    // Reads on, dropping what stands before `keep`.
    Moved fill(std::size_t keep);

    // Puts one character at the very end of an input that has ended.
    void append_at_end(char c);

    // The separators from `at` on, indexed with `delimiters`, as far as the index goes.
    struct Indexed {
        const std::uint32_t* first = nullptr;
        const std::uint32_t* last  = nullptr;
    };
    Indexed separators(std::size_t at, const Delimiters& delimiters);

    // Indexes further; false when all of text() is indexed.
    bool index_more();

    // The first `count` of the separators handed out last are done with.
    void pass(std::size_t count) noexcept { head_ += count; }

    // Whether any control character that is no separator has been seen yet.
    [[nodiscard]] bool controls_seen() const noexcept { return controls_seen_; }

private:
    static constexpr std::size_t piece_bytes = 256 * 1024;  // what is held for ordinary input
    static constexpr std::size_t index_bytes = 16 * 1024;   // how far a step of the index goes
    static constexpr std::size_t padding     = 64;          // readable bytes past the end

    std::unique_ptr<char[]> grow(std::size_t capacity);  // the block it had before

    ByteSource              source_;
    std::string_view        pending_;  // of the current piece, not taken yet
    std::unique_ptr<char[]> buffer_;
    std::size_t             capacity_ = 0;
    std::size_t             size_     = 0;
    std::size_t             dropped_  = 0;
    bool                    ended_    = false;
    std::optional<Error>    error_;

    Delimiters  delimiters_;
    Positions   positions_;
    std::size_t head_          = 0;  // first position not yet passed
    std::size_t indexed_from_  = 0;  // text()[indexed_from_, indexed_to_) is in the index
    std::size_t indexed_to_    = 0;
    bool        controls_seen_ = false;
};

}  // namespace x278::edi
