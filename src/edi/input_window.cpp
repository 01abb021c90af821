#include "edi/input_window.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

namespace x278::edi {

InputWindow::InputWindow(ByteSource source) : source_(std::move(source)) { grow(piece_bytes); }

std::unique_ptr<char[]> InputWindow::grow(std::size_t capacity)
{
    auto grown = std::make_unique_for_overwrite<char[]>(capacity + padding);
    if (size_ != 0) std::memcpy(grown.get(), buffer_.get(), size_);
    capacity_ = capacity;
    return std::exchange(buffer_, std::move(grown));
}

InputWindow::Moved InputWindow::fill(std::size_t keep)
{
    Moved moved{0, false, buffer_.get(), nullptr};
    if (ended_) return moved;
    if (pending_.empty()) {
        auto piece = source_();
        if (!piece) error_ = piece.error();
        if (!piece || piece->empty()) {
            ended_ = true;
            return moved;
        }
        pending_ = *piece;
    }
    // Moving what is kept costs time, so it is done only when there is no room behind it.
    if (keep > 0 && size_ + pending_.size() > capacity_) {
        std::memmove(buffer_.get(), buffer_.get() + keep, size_ - keep);
        moved.by = keep;
        size_ -= keep;
        dropped_ += keep;
        const std::size_t passed = head_;
        head_                    = 0;
        std::size_t kept         = 0;
        for (std::size_t i = passed; i < positions_.size(); ++i)
            positions_.data()[kept++] = positions_.data()[i] - static_cast<std::uint32_t>(keep);
        positions_.resize_down(kept);
        indexed_to_   = std::max(indexed_to_, keep) - keep;
        indexed_from_ = std::max(indexed_from_, keep) - keep;
    }
    if (size_ == capacity_) moved.old = grow(capacity_ * 2);

    const std::size_t taken = std::min(pending_.size(), capacity_ - size_);
    std::memcpy(buffer_.get() + size_, pending_.data(), taken);
    pending_.remove_prefix(taken);
    size_ += taken;
    moved.more = true;
    return moved;
}

void InputWindow::append_at_end(char c)
{
    if (size_ == capacity_) grow(capacity_ + 1);
    buffer_[size_++] = c;
}

InputWindow::Indexed InputWindow::separators(std::size_t at, const Delimiters& delimiters)
{
    if (delimiters != delimiters_ || at < indexed_from_ || at > indexed_to_) {
        delimiters_ = delimiters;
        positions_.clear();
        head_         = 0;
        indexed_from_ = indexed_to_ = at;
    }
    const std::uint32_t* const positions = positions_.begin();
    while (head_ < positions_.size() && positions[head_] < at) ++head_;
    return {positions + head_, positions_.end()};
}

bool InputWindow::index_more()
{
    if (indexed_to_ == size_) return false;
    if (head_ == positions_.size()) {
        positions_.clear();
        head_ = 0;
    }
    const std::size_t to = std::min(size_, indexed_to_ + index_bytes);
    controls_seen_ |= index_separators({buffer_.get(), to}, indexed_to_, delimiters_, positions_);
    indexed_to_ = to;
    return true;
}

}  // namespace x278::edi
