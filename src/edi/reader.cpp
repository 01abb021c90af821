#include "edi/reader.hpp"

#include "edi/grammar/segment.hpp"
#include "edi/input_window.hpp"
#include "edi/number_set.hpp"
#include "edi/segment_role.hpp"

#include <fmt/format.h>

#include <cctype>
#include <vector>

namespace x278::edi {

namespace {

bool usable(const Delimiters& d) noexcept
{
    const std::array chars{d.element, d.repetition, d.component, d.segment};
    for (std::size_t i = 0; i < chars.size(); ++i) {
        if (std::isalnum(static_cast<unsigned char>(chars[i])) != 0 || chars[i] == ' ') return false;
        for (std::size_t j = 0; j < i; ++j)
            if (chars[i] == chars[j]) return false;
    }
    return true;
}

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

class Reader::Impl {
public:
    Impl(ByteSource source, ReadLimits limits) : window_(std::move(source)), limits_(limits) {}

    std::optional<Result<Event>> next();
    std::size_t                  offset_bytes() const noexcept { return window_.offset_bytes() + at_; }

private:
    enum class Level : std::uint8_t { outside, interchange, group, set };
    // What stands next: a segment, the end of this interchange without one, or a limit that was reached.
    enum class Ahead : std::uint8_t { segment, end, limit };

    std::optional<Result<Event>> open_interchange();
    Result<Event>                cannot_follow_header();
    std::optional<Result<Event>> inside_interchange(Role role);
    std::optional<Result<Event>> inside_group(Role role);
    Result<Event>                whole_set();
    Event                        finish_set(bool has_trailer);
    Event                        close_interchange(bool present);
    Event                        close_group(bool present);
    Event                        stray();

    Ahead               look_ahead();
    bool                swallows_header();
    void                pass_to_header();
    bool                fill();
    void                take();
    void                take_ordinary();
    void                drop_current();
    std::vector<Token>& room_for_tokens(std::size_t count);
    std::string_view    element(int position) const { return current_.element(position, delimiters_); }
    std::size_t         offset_of(const char* text) const
    {
        return window_.offset_bytes() + static_cast<std::size_t>(text - window_.text().data());
    }
    Error limit_reached(std::string_view name, std::size_t value) const;

    InputWindow window_;
    ReadLimits  limits_;
    Delimiters  delimiters_;
    Level       level_       = Level::outside;
    std::size_t at_          = 0;  // in the window: the next unread character
    int         sets_read_   = 0;
    int         groups_read_ = 0;
    NumberSet   set_numbers_;  // ST02, of this group

    // The segment looked at, not taken yet.
    bool        has_current_ = false;
    Segment     current_;
    std::size_t current_end_ = 0;
    std::size_t first_token_ = 0;  // of the current segment, in tokens_

    // The set in hand. Tokens are kept in one block; segments are cut from it when the set is whole.
    bool                     in_set_      = false;
    std::size_t              set_begin_   = 0;
    std::vector<Token>       tokens_      = std::vector<Token>(4096);
    std::size_t              tokens_used_ = 0;
    std::vector<std::size_t> segment_ends_;  // into tokens_
    std::vector<Segment>     segments_;

    std::optional<Error> broken_;                // said once; then this interchange is over
    bool                 cut_          = false;  // the interchange ends at at_, wherever that is
    bool                 reported_end_ = false;
};

std::optional<Result<Event>> Reader::Impl::next()
{
    if (level_ == Level::outside) return open_interchange();

    const Ahead ahead = look_ahead();
    if (ahead == Ahead::limit && broken_) {
        Error error = std::move(*broken_);
        broken_.reset();
        drop_current();  // whole or cut by the end of a piece, it is not to be told
        cut_ = true;
        return std::unexpected(std::move(error));
    }
    const Role role = ahead == Ahead::segment ? role_of(current_.id()) : Role::interchange;  // the end is like a new ISA
    return level_ == Level::group ? inside_group(role) : inside_interchange(role);
}

// Finds the next ISA. What stands before it, blanks aside, belongs to nobody and is said to.
std::optional<Result<Event>> Reader::Impl::open_interchange()
{
    cut_                       = false;
    bool        garbage        = false;
    std::size_t garbage_offset = 0;
    while (true) {
        while (at_ < window_.text().size() && std::isspace(static_cast<unsigned char>(window_.text()[at_])) != 0) ++at_;
        // A header may be longer than its fixed width, and another begin in it; wait until both must be whole.
        if (window_.text().size() - at_ < isa_size_bytes_max + isa_size_bytes && fill()) continue;

        const std::string_view rest = window_.text().substr(at_);
        if (rest.empty()) break;
        if (rest.starts_with(byte_order_mark)) {
            at_ += byte_order_mark.size();
            continue;
        }
        const bool header =
            garbage ? looks_like_header(rest)
                    : rest.starts_with("ISA") && rest.size() > 3 && std::isalnum(static_cast<unsigned char>(rest[3])) == 0;
        if (header) break;

        if (!garbage) garbage_offset = offset_bytes();
        garbage                = true;
        const std::size_t next = find_header(rest, 0);
        const std::size_t keep = isa_size_bytes - 1;  // a header may begin in the last bytes
        at_ += next != std::string_view::npos ? next : std::max<std::size_t>(rest.size(), keep) - keep;
        if (next == std::string_view::npos && !fill()) at_ = window_.text().size();
    }
    if (garbage)
        return failure(
            ErrorCode::bad_input,
            fmt::format("byte {}: text that belongs to no interchange; expected `ISA`; it was passed over", garbage_offset));
    if (at_ == window_.text().size()) {
        if (!window_.error() || reported_end_) return std::nullopt;
        reported_end_ = true;
        return std::unexpected(*window_.error());
    }
    auto header = read_header(window_.text().substr(at_));
    if (!header || (!header->fixed_width && find_header(window_.text(), at_ + 3) < at_ + header->size_bytes))
        return cannot_follow_header();

    header->offset_bytes = offset_bytes();
    delimiters_          = header->delimiters;
    at_ += header->size_bytes;
    level_       = Level::interchange;
    groups_read_ = 0;
    cut_         = !usable(delimiters_);
    return Event(std::move(*header));
}

Result<Event> Reader::Impl::cannot_follow_header()
{
    const std::size_t offset = offset_bytes();
    at_ += 3;
    pass_to_header();
    return failure(
        ErrorCode::bad_input,
        fmt::format("byte {}: the interchange header cannot be followed; expected `ISA` and sixteen elements in {} bytes", offset,
                    isa_size_bytes));
}

std::optional<Result<Event>> Reader::Impl::inside_interchange(Role role)
{
    switch (role) {
        case Role::group: {
            GroupHeader header;
            for (int i = 1; i <= 8; ++i) header.elements[static_cast<std::size_t>(i)] = element(i);
            header.offset_bytes = offset_of(current_.tokens().front().data);
            header.delimiters   = delimiters_;
            level_              = Level::group;
            sets_read_          = 0;
            set_numbers_.clear();
            ++groups_read_;
            take();
            return Event(std::move(header));
        }
        case Role::acknowledgment: {
            InterchangeAcknowledgment acknowledgment;
            for (int i = 1; i <= 5; ++i) acknowledgment.elements[static_cast<std::size_t>(i)] = element(i);
            acknowledgment.segment           = current_;
            acknowledgment.offset_bytes      = offset_of(current_.tokens().front().data);
            acknowledgment.may_hold_controls = window_.controls_seen();
            acknowledgment.delimiters        = delimiters_;
            take();
            return Event(std::move(acknowledgment));
        }
        case Role::interchange_end: return close_interchange(true);
        case Role::interchange: return close_interchange(false);
        default: return stray();
    }
}

std::optional<Result<Event>> Reader::Impl::inside_group(Role role)
{
    switch (role) {
        case Role::set: return whole_set();
        case Role::group_end: return close_group(true);
        case Role::group:
        case Role::interchange_end:
        case Role::interchange: return close_group(false);
        default: return stray();
    }
}

// From ST, which is looked at, to SE or to whatever shows that SE never came.
Result<Event> Reader::Impl::whole_set()
{
    in_set_    = true;
    set_begin_ = static_cast<std::size_t>(current_.tokens().front().data - window_.text().data());
    ++sets_read_;
    while (true) {
        segment_ends_.push_back(tokens_used_);
        take();
        if (segment_ends_.size() > limits_.set_segments_max)
            broken_ = limit_reached("set_segments_max", limits_.set_segments_max);
        if (at_ - set_begin_ > limits_.set_bytes_max) broken_ = limit_reached("set_bytes_max", limits_.set_bytes_max);
        if (broken_) break;

        take_ordinary();
        if (look_ahead() != Ahead::segment) break;
        const Role role = role_of(current_.id());
        if (role == Role::content || role == Role::acknowledgment) continue;
        if (role == Role::set_end && segment_ends_.size() < limits_.set_segments_max) {
            segment_ends_.push_back(tokens_used_);
            take();
            return finish_set(true);
        }
        if (role != Role::set_end) break;
    }
    if (!broken_) return finish_set(false);

    Error error = std::move(*broken_);
    broken_.reset();
    finish_set(false);
    cut_ = true;
    return std::unexpected(std::move(error));
}

// Takes the segments of a set as far as the index goes and nothing about them needs a
// second look: nearly all of them. What is left is look_ahead()'s.
void Reader::Impl::take_ordinary()
{
    const auto      separators = window_.separators(at_, delimiters_);
    grammar::Cursor cursor     = separators.first;
    const auto      count      = static_cast<std::size_t>(separators.last - separators.first);
    if (tokens_used_ + count > tokens_.size()) room_for_tokens(count);

    grammar::Source source{window_.text().data(), delimiters_, static_cast<std::uint32_t>(at_), tokens_.data() + tokens_used_};
    while (segment_ends_.size() < limits_.set_segments_max) {
        const Token* const  begin = source.tokens;
        const std::uint32_t at    = source.begin;
        if (!grammar::parse_segment(cursor, separators.last, source)) break;
        const auto tokens   = static_cast<std::size_t>(source.tokens - begin);
        const bool ordinary = begin->size != 0 && source.begin - at < isa_size_bytes && tokens <= limits_.elements_per_segment_max
                              && role_of(begin->text()) == Role::content && source.begin - set_begin_ <= limits_.set_bytes_max;
        if (!ordinary) break;
        tokens_used_ += tokens;
        at_ = source.begin;
        segment_ends_.push_back(tokens_used_);
        window_.pass(tokens);
    }
}

Event Reader::Impl::finish_set(bool has_trailer)
{
    segments_.clear();
    std::size_t begin = 0;
    for (const std::size_t end : segment_ends_) {
        segments_.emplace_back(std::span<const Token>(tokens_.data() + begin, end - begin));
        begin = end;
    }
    const std::size_t end = static_cast<std::size_t>(segments_.back().tokens().back().data - window_.text().data())
                            + segments_.back().tokens().back().size + 1;

    TransactionSet set;
    set.transaction    = segments_.front().element(1, delimiters_);
    set.control_number = segments_.front().element(2, delimiters_);
    set.guide_id       = segments_.front().element(3, delimiters_);
    set.purpose  = segments_.size() > 1 && segments_[1].id() == "BHT" ? segments_[1].element(2, delimiters_) : std::string_view{};
    set.segments = segments_;
    set.text     = window_.text().substr(set_begin_, end - set_begin_);
    set.delimiters        = delimiters_;
    set.offset_bytes      = window_.offset_bytes() + set_begin_;
    set.ordinal           = sets_read_;
    set.has_trailer       = has_trailer;
    set.may_hold_controls = window_.controls_seen();
    set.number_repeated   = !set_numbers_.insert(set.control_number);

    in_set_ = false;
    segment_ends_.clear();
    drop_current();  // what stands behind a set without trailer is looked at again
    tokens_used_ = 0;
    return set;
}

Event Reader::Impl::close_group(bool present)
{
    GroupTrailer trailer;
    trailer.present   = present;
    trailer.sets_read = sets_read_;
    if (present) {
        trailer.sets_declared  = element(1);
        trailer.control_number = element(2);
        take();
    }
    level_ = Level::interchange;
    return trailer;
}

Event Reader::Impl::close_interchange(bool present)
{
    InterchangeTrailer trailer;
    trailer.present     = present;
    trailer.groups_read = groups_read_;
    if (present) {
        trailer.groups_declared = element(1);
        trailer.control_number  = element(2);
        take();
    }
    level_ = Level::outside;
    if (!present) {
        // Whatever is left of it is passed over without another word.
        const bool new_one = has_current_ && current_.id() == "ISA";
        if (new_one) at_ = static_cast<std::size_t>(current_.tokens().front().data - window_.text().data());
        drop_current();
        if (!new_one) pass_to_header();
    }
    return trailer;
}

// To the next header, or to the end of the input. What is passed over has been told.
void Reader::Impl::pass_to_header()
{
    while (true) {
        const std::size_t next = find_header(window_.text(), at_);
        if (next != std::string_view::npos) return static_cast<void>(at_ = next);
        // A header may begin in the last bytes.
        at_ = std::max(at_, std::max(window_.text().size(), isa_size_bytes - 1) - (isa_size_bytes - 1));
        if (!fill()) return static_cast<void>(at_ = window_.text().size());
    }
}

Event Reader::Impl::stray()
{
    StraySegment segment{std::string(current_.id().substr(0, 3)), offset_of(current_.tokens().front().data)};
    take();
    return segment;
}

// Parses the next segment into current_ unless it is there already.
Reader::Impl::Ahead Reader::Impl::look_ahead()
{
    if (has_current_) return Ahead::segment;
    if (cut_) return Ahead::end;
    while (true) {
        const auto      separators = window_.separators(at_, delimiters_);
        grammar::Cursor cursor     = separators.first;
        const auto      count      = static_cast<std::size_t>(separators.last - separators.first);
        if (tokens_used_ + count > tokens_.size()) room_for_tokens(count);

        grammar::Source source{window_.text().data(), delimiters_, static_cast<std::uint32_t>(at_),
                               tokens_.data() + tokens_used_};
        if (grammar::parse_segment(cursor, separators.last, source)) {
            current_     = Segment({tokens_.data() + tokens_used_, source.tokens});
            current_end_ = source.begin;
            // Between segments that end with a line break, an empty line is no segment.
            const bool blank = current_.tokens().size() == 1 && current_.id().empty()
                               && (delimiters_.segment == '\n' || delimiters_.segment == '\r');
            if (blank) {
                take();
                continue;
            }
            has_current_ = true;
            tokens_used_ += current_.tokens().size();
            if (current_.text().size() >= isa_size_bytes - 1 && swallows_header()) return Ahead::end;
            if (current_.tokens().size() > limits_.elements_per_segment_max) {
                broken_ = limit_reached("elements_per_segment_max", limits_.elements_per_segment_max);
                return Ahead::limit;
            }
            return Ahead::segment;
        }
        if (count > limits_.elements_per_segment_max) {
            broken_ = limit_reached("elements_per_segment_max", limits_.elements_per_segment_max);
            return Ahead::limit;
        }
        if (window_.index_more()) continue;
        if (window_.text().size() - at_ > limits_.set_bytes_max) {
            broken_ = limit_reached("set_bytes_max", limits_.set_bytes_max);
            return Ahead::limit;
        }
        if (fill()) continue;

        // The input is over. A trailer whose terminator was cut off is still a trailer.
        std::string_view rest = window_.text().substr(at_);
        while (!rest.empty() && std::isspace(static_cast<unsigned char>(rest.front())) != 0) rest.remove_prefix(1);
        if (rest.starts_with("IEA") && rest.find(delimiters_.segment) == std::string_view::npos) {
            window_.append_at_end(delimiters_.segment);
            continue;
        }
        cut_ = true;
        return Ahead::end;
    }
}

// A piece that was cut off in the middle of a segment runs into the header of the next
// interchange. The segment then ends where the header begins, and is not to be used.
bool Reader::Impl::swallows_header()
{
    const std::size_t begin = static_cast<std::size_t>(current_.tokens().front().data - window_.text().data());
    while (window_.text().size() < current_end_ + isa_size_bytes && fill()) {}
    const std::size_t found =
        find_header(window_.text().substr(0, std::min(window_.text().size(), current_end_ + isa_size_bytes)), begin);
    if (found == std::string_view::npos || found >= current_end_) return false;
    at_  = found;
    cut_ = true;
    drop_current();
    return true;
}

// The segment looked at is not to be used, or will be looked at again.
void Reader::Impl::drop_current()
{
    if (!has_current_) return;
    has_current_ = false;
    tokens_used_ -= current_.tokens().size();
}

// Takes more input into the window; false when there is none. Everything that views the
// window moves with it.
bool Reader::Impl::fill()
{
    const auto        moved = window_.fill(in_set_ ? set_begin_ : at_);
    const char* const now   = window_.text().data();
    if (moved.by != 0 || now != moved.from) {
        for (std::size_t i = 0; i < tokens_used_; ++i)
            tokens_[i].data = now + (tokens_[i].data - moved.from - static_cast<std::ptrdiff_t>(moved.by));
        at_ -= moved.by;
        set_begin_ -= in_set_ ? moved.by : 0;
        current_end_ -= std::min(current_end_, moved.by);
    }
    return moved.more;
}

// The segment looked at has been used.
void Reader::Impl::take()
{
    at_ = current_end_;
    window_.pass(current_.tokens().size());
    has_current_ = false;
    if (!in_set_) tokens_used_ = 0;
}

std::vector<Token>& Reader::Impl::room_for_tokens(std::size_t count)
{
    tokens_.resize(std::max(tokens_used_ + count, tokens_.size() * 2));
    return tokens_;
}

Error Reader::Impl::limit_reached(std::string_view name, std::size_t value) const
{
    return {ErrorCode::limit_exceeded,
            fmt::format("byte {}: more than `{}` = {} allows; the rest of the interchange was passed over", offset_bytes(), name,
                        value)};
}

Reader::Reader(ByteSource source, ReadLimits limits) : impl_(std::make_unique<Impl>(std::move(source), limits)) {}
Reader::~Reader()                            = default;
Reader::Reader(Reader&&) noexcept            = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

std::optional<Result<Event>> Reader::next() { return impl_->next(); }

std::size_t Reader::offset_bytes() const noexcept { return impl_->offset_bytes(); }

ByteSource source_of(std::string_view bytes, std::size_t piece_bytes)
{
    return [bytes, piece_bytes]() mutable -> Result<std::string_view> {
        const auto piece = bytes.substr(0, piece_bytes);
        bytes.remove_prefix(piece.size());
        return piece;
    };
}

}  // namespace x278::edi
