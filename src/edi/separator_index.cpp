#include "edi/separator_index.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace x278::edi {

std::uint32_t* Positions::reserve_more(std::size_t count)
{
    if (size_ + count + slack > capacity_) {
        const std::size_t capacity = std::max(size_ + count + slack, capacity_ * 2);
        auto              grown    = std::make_unique_for_overwrite<std::uint32_t[]>(capacity);
        if (size_ != 0) std::memcpy(grown.get(), data_.get(), size_ * sizeof(std::uint32_t));
        data_     = std::move(grown);
        capacity_ = capacity;
    }
    return data_.get() + size_;
}

bool index_separators_portable(std::string_view block, std::size_t from, const Delimiters& delimiters, Positions& positions)
{
    enum : std::uint8_t { other = 0, separator = 1, control = 2 };
    std::array<std::uint8_t, 256> kind{};
    for (int c = 0; c < 0x20; ++c) kind[static_cast<std::size_t>(c)] = control;
    kind[0x7F] = control;
    for (const char c : {delimiters.element, delimiters.repetition, delimiters.component, delimiters.segment})
        kind[static_cast<unsigned char>(c)] = separator;

    std::uint32_t* const first    = positions.reserve_more(block.size() - from);
    std::uint32_t*       out      = first;
    bool                 controls = false;
    for (std::size_t at = from; at < block.size(); ++at) {
        const std::uint8_t k = kind[static_cast<unsigned char>(block[at])];
        *out                 = static_cast<std::uint32_t>(at);
        out += k & separator;
        controls |= (k & control) != 0;
    }
    positions.commit(static_cast<std::size_t>(out - first));
    return controls;
}

#if defined(__x86_64__)
bool has_avx2() noexcept { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"); }
#else
bool has_avx2() noexcept { return false; }

bool index_separators_avx2(std::string_view block, std::size_t from, const Delimiters& delimiters, Positions& positions)
{
    return index_separators_portable(block, from, delimiters, positions);
}
#endif

bool index_separators(std::string_view block, std::size_t from, const Delimiters& delimiters, Positions& positions)
{
    static const Indexer widest = has_avx2() ? index_separators_avx2 : index_separators_portable;
    return widest(block, from, delimiters, positions);
}

}  // namespace x278::edi
