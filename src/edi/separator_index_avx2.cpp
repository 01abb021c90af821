// The separator index for processors with AVX2, 64 bytes a step.
//
// Built with its own instruction-set flags (CMakeLists.txt) and called only after
// has_avx2(). Nothing of the standard library is used here, so that no function
// compiled with these flags can end up in the rest of the program.
#if defined(__x86_64__)

#include "edi/separator_index.hpp"

#include <immintrin.h>

namespace x278::edi {

namespace {

struct Needles {
    __m256i element, repetition, component, segment;
};

// One bit for every byte of the 32 at `at`; `controls` collects control characters that are no separators.
inline std::uint32_t find_32(const char* at, const Needles& needles, std::uint32_t& controls) noexcept
{
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    const __m256i found =
        _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(bytes, needles.element), _mm256_cmpeq_epi8(bytes, needles.repetition)),
                        _mm256_or_si256(_mm256_cmpeq_epi8(bytes, needles.component), _mm256_cmpeq_epi8(bytes, needles.segment)));
    // Unsigned x < 0x20 is min(x, 0x1F) == x.
    const __m256i low = _mm256_or_si256(_mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(0x1F)), bytes),
                                        _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x7F)));
    controls |= static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_andnot_si256(found, low)));
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(found));
}

// Writes the positions of the bits of `mask`; four at a time, so that the loop branches
// seldom. Writes up to 3 past the last one, which Positions::slack allows.
inline std::uint32_t* write_positions(std::uint64_t mask, std::uint32_t base, std::uint32_t* out) noexcept
{
    std::uint32_t* const end = out + __builtin_popcountll(mask);
    while (out < end) {
        for (int i = 0; i < 4; ++i) {
            out[i] = base + static_cast<std::uint32_t>(_tzcnt_u64(mask));
            mask   = _blsr_u64(mask);
        }
        out += 4;
    }
    return end;
}

}  // namespace

bool index_separators_avx2(std::string_view block, std::size_t from, const Delimiters& delimiters, Positions& positions)
{
    const Needles        needles{_mm256_set1_epi8(delimiters.element), _mm256_set1_epi8(delimiters.repetition),
                          _mm256_set1_epi8(delimiters.component), _mm256_set1_epi8(delimiters.segment)};
    const char* const    data     = block.data();
    const std::size_t    size     = block.size();
    std::uint32_t* const first    = positions.reserve_more(size - from);
    std::uint32_t*       out      = first;
    std::uint32_t        controls = 0;

    std::size_t at = from;
    for (; at + 64 <= size; at += 64) {
        const std::uint64_t low  = find_32(data + at, needles, controls);
        const std::uint64_t high = find_32(data + at + 32, needles, controls);
        out                      = write_positions(low | (high << 32), static_cast<std::uint32_t>(at), out);
    }
    for (; at < size; ++at) {
        const char c = data[at];
        if (is_separator(c, delimiters))
            *out++ = static_cast<std::uint32_t>(at);
        else
            controls |= static_cast<std::uint32_t>((static_cast<unsigned char>(c) < 0x20) | (c == 0x7F));
    }
    positions.commit(static_cast<std::size_t>(out - first));
    return controls != 0;
}

}  // namespace x278::edi

#endif
