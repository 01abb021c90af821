#include "bench/generate.hpp"

#include "bench/request_kinds.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace x278::bench {
namespace {

constexpr std::uint64_t sets_in_group_max = 999'999;  // GE01 has six digits

// What is written has the usual separators; nothing else in it does, so they can be exchanged afterwards.
void exchange_separators(std::string& out, std::size_t from, const edi::Delimiters& to)
{
    const edi::Delimiters usual;
    if (to == usual) return;

    std::array<char, 256> table;
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<char>(i);
    const auto put = [&](char c, char instead) { table[static_cast<unsigned char>(c)] = instead; };
    put(usual.element, to.element);
    put(usual.repetition, to.repetition);
    put(usual.component, to.component);
    put(usual.segment, to.segment);
    for (auto at = from; at < out.size(); ++at) out[at] = table[static_cast<unsigned char>(out[at])];
}

}  // namespace

bool may_separate(char c) noexcept
{
    const bool letter_or_digit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return !letter_or_digit && std::string_view(" .-").find(c) == std::string_view::npos;
}

Generator::Generator(const GeneratorOptions& options) : options_(options), dice_(options.seed)
{
    if (options_.per_group == 0 || options_.per_group > sets_in_group_max) options_.per_group = sets_in_group_max;
    options_.members = std::max<std::uint64_t>(options_.members, 1);
    done_            = options_.bytes == 0 && options_.requests == 0;
}

bool Generator::next(std::string& out)
{
    if (done_) return false;

    const auto from = out.size();
    if (sets_in_interchange_ == 0) open_interchange(out);
    if (sets_in_group_ == 0) open_group(out);

    ++made_;
    ++sets_in_group_;
    ++sets_in_interchange_;
    append_request(out, {options_.seed & 0xFFFF, made_, sets_in_group_, dice_.below(options_.members)}, dice_);

    bytes_made_ += out.size() - from;
    done_                    = is_last();
    const bool last_of_isa   = done_ || sets_in_interchange_ == options_.per_interchange;
    const bool last_of_group = last_of_isa || sets_in_group_ == options_.per_group;
    if (last_of_group) close_group(out);
    if (last_of_isa) close_interchange(out);

    exchange_separators(out, from, options_.separators);
    return true;
}

bool Generator::is_last() const { return options_.bytes != 0 ? bytes_made_ >= options_.bytes : made_ >= options_.requests; }

void Generator::open_interchange(std::string& out)
{
    const auto today = ccyymmdd(corpus_day);
    SegmentWriter{out}("ISA*00*{:10}*00*{:10}*ZZ*{:15}*ZZ*{:15}*{}*0800*^*00501*{:09}*0*T*:", "", "", "CLEARHOUSE1", "PAYER01",
                       today.substr(2), ++interchange_number_);
    groups_ = 0;
}

void Generator::open_group(std::string& out)
{
    SegmentWriter{out}("GS*HI*CLEARHOUSE1*PAYER01*{}*0800*{}*X*005010X217", ccyymmdd(corpus_day), ++group_number_);
    ++groups_;
}

void Generator::close_group(std::string& out)
{
    SegmentWriter{out}("GE*{}*{}", sets_in_group_, group_number_);
    sets_in_group_ = 0;
}

void Generator::close_interchange(std::string& out)
{
    SegmentWriter{out}("IEA*{}*{:09}", groups_, interchange_number_);
    sets_in_interchange_ = 0;
}

std::string generate(const GeneratorOptions& options)
{
    std::string out;
    for (Generator generator(options); generator.next(out);) {}
    return out;
}

}  // namespace x278::bench
