// Bytes to events: opens the envelopes one after another and cuts out the
// transaction sets, holding one of them at a time however long the file is.
//
// Reading is about punctuation only. Whether a segment belongs where it stands,
// or a code is allowed, is the validator's question (edi/validator.hpp), so a
// badly filled but well punctuated file reads without an issue here.
#pragma once

#include "core/result.hpp"
#include "edi/interchange.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace x278::edi {

// Bounds on what one sender may make us hold. Reached: `limit_exceeded`, naming the bound.
struct ReadLimits {
    std::size_t set_bytes_max            = 16 * 1024 * 1024;
    std::size_t set_segments_max         = 50'000;
    std::size_t elements_per_segment_max = 512;  // components and repetitions counted
};

// The next piece of the input, empty at its end. A piece may end anywhere and is read
// before the next one is asked for. Errors end the input.
using ByteSource = std::function<Result<std::string_view>()>;

class Reader {
public:
    explicit Reader(ByteSource source, ReadLimits limits = {});
    ~Reader();
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;

    // The next event, or nothing at the end of the input. Every InterchangeHeader is
    // followed by one InterchangeTrailer, every GroupHeader by one GroupTrailer, present
    // or not, with what is inside them in between.
    //
    // Errors: text that belongs to no interchange, a header that cannot be followed, a
    // limit reached, an input that cannot be read. After one, next() resumes at the next
    // header: a damaged interchange does not cost its neighbours. An error inside an
    // interchange is followed by its trailers, `present` false.
    [[nodiscard]] std::optional<Result<Event>> next();

    // How much of the input has been read, for showing progress.
    [[nodiscard]] std::size_t offset_bytes() const noexcept;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

// All of `bytes` as one piece, or in pieces of `piece_bytes`; `bytes` outlives the source.
[[nodiscard]] ByteSource source_of(std::string_view bytes, std::size_t piece_bytes = std::string_view::npos);

}  // namespace x278::edi
