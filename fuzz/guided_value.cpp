#include "fuzz/guided_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace x278::fuzz {

namespace {

// A few values of each external source: of its form, and members of the lists we hold.
// Sources by X12's number; schemas/x12/code-sources.csv names them.
struct Examples {
    std::string_view                source;
    std::array<std::string_view, 4> values;
};

constexpr std::array examples{
    Examples{"5", {"CA", "MX", "GB", "DE"}},
    Examples{"22", {"MA", "NH", "CA", "TX"}},
    Examples{"51", {"02101", "03301", "021014321", "90210"}},
    Examples{"77", {"NM1", "UM", "REF", "HI"}},
    Examples{"131", {"7245", "V5789", "4019", "8154"}},
    Examples{"132", {"0120", "0450", "0360", "0250"}},
    Examples{"229", {"470", "291", "871", "194"}},
    Examples{"230", {"1", "2", "4", "8"}},
    Examples{"231", {"1", "2", "3", "5"}},
    Examples{"236", {"11", "13", "32", "81"}},
    Examples{"237", {"11", "21", "22", "12"}},
    Examples{"239", {"01", "03", "06", "30"}},
    Examples{"240", {"00002143380", "50242004062", "00069315083", "00173068220"}},
    Examples{"513", {"S9325", "S9330", "S9494", "S9500"}},
    Examples{"663", {"18657-7", "11506-3", "34117-2", "18842-5"}},
    Examples{"682", {"207Q00000X", "225100000X", "282N00000X", "363L00000X"}},
    Examples{"843", {"ABCAA", "CBADZ", "BEAAD", "DDAAF"}},
    Examples{"881", {"005010X217", "005010X217", "005010X217", "005010X217"}},
    Examples{"886", {"01", "02", "07", "09"}},
    Examples{"897", {"M5416", "S83511A", "E119", "Z0000"}},
    Examples{"932", {"M5V1A1", "SW1A1AA", "10115", "01000"}},
};

constexpr int year_of_birth_first = 1940;
constexpr int year_of_service     = 2026;

}  // namespace

std::string_view ruling_source(std::string_view sources, const std::function<bool(std::string_view code)>& has) noexcept
{
    while (!sources.empty()) {
        const auto       end  = std::min(sources.find(';'), sources.size());
        std::string_view one  = sources.substr(0, end);
        const auto       when = one.find(" if ");
        sources.remove_prefix(std::min(end + 2, sources.size()));
        if (when == std::string_view::npos) return one;
        std::string_view codes = one.substr(when + 4);
        while (!codes.empty()) {
            const auto bar = std::min(codes.find('|'), codes.size());
            if (has(codes.substr(0, bar))) return one.substr(0, when);
            codes.remove_prefix(std::min(bar + 1, codes.size()));
        }
    }
    return {};
}

std::string ValueSource::next_of(const edi::CodeList& codes, const void* place)
{
    return codes.codes()[turns_[place]++ % codes.codes().size()];
}

std::string ValueSource::value_of(const edi::Element& spec, const Surroundings& around)
{
    if (spec.codes != nullptr) return next_of(*spec.codes, &spec);
    const auto        source = ruling_source(spec.external_source, around.has);
    const std::string value  = by_source(source, spec, around);
    if (value.size() >= spec.min_length && value.size() <= spec.max_length) return value;
    return by_type(spec, around);
}

// By the form of an external source; empty when none rules, or it has no form we know.
std::string ValueSource::by_source(std::string_view source, const edi::Element& spec, const Surroundings& around)
{
    if (source == "537" || source == "540") return bench::npi_of(100'000'000 + dice_.below(800'000'000));
    if (source == "130" && spec.max_length == 2) return dice_.one_in(2) ? "GP" : "59";  // a modifier
    if (source == "130") return dice_.one_in(2) ? fmt::format("97{}", digits(3)) : fmt::format("E{}", digits(4));
    if (source == "135") {
        if (around.has("AD")) return fmt::format("D7{}", digits(3));
        return dice_.one_in(2) ? "10" : "30";  // a tooth, and a quadrant of the mouth
    }
    if (source == "51" && !around.at(4).empty()) source = "932";       // N404: a country abroad
    if (source == "5" && spec.reference.ends_with("07")) return "ON";  // N407: a part of it
    const auto found = std::ranges::find(examples, source, &Examples::source);
    return found == examples.end() ? std::string{} : std::string(dice_.one_of(found->values));
}

std::string ValueSource::by_type(const edi::Element& spec, const Surroundings& around)
{
    const std::size_t min = std::max<std::size_t>(spec.min_length, 1);
    const std::size_t max = std::max<std::size_t>(spec.max_length, min);
    switch (spec.type) {
        case edi::DataType::integer:
            if (spec.data_element == "1328")
                return std::to_string(1 + dice_.below(dice_.one_in(3) ? 3 : 1));  // a diagnosis of the event
            return digits(std::min<std::size_t>(max, min + dice_.below(2)));
        case edi::DataType::decimal: {
            if (max < 3 || dice_.one_in(2)) return digits(min);
            return fmt::format("{}.{}", digits(1), digits(1));
        }
        case edi::DataType::date: return max == 6 ? day(around).substr(2) : day(around);
        case edi::DataType::time: return max >= 6 && dice_.one_in(2) ? "103059" : "1030";
        case edi::DataType::period: return around.before == "RD8" ? day_and_next(around) : day(around);
        case edi::DataType::text:
        case edi::DataType::identifier:
        case edi::DataType::composite: break;
    }
    if (spec.data_element == "509") return fmt::format("{}{}", dice_.one_in(2) ? 9 : 1, digits(9));  // TRN03
    if (spec.data_element == "364") {                                                                // by 365 before it
        if (around.before == "EM") return "DESK@EXAMPLE.ORG";
        if (around.before == "UR") return "WWW.EXAMPLE.ORG";
        return around.before == "EX" ? digits(4) : fmt::format("617555{}", digits(4));
    }
    if (spec.data_element == "127" && around.has("SY")) return fmt::format("9{}", digits(8));  // a social security number
    return words(min, max);
}

// Letters, digits and inner blanks; now and then as long as it may be.
std::string ValueSource::words(std::size_t min, std::size_t max)
{
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    const std::size_t          size    = dice_.one_in(12) ? max : min + dice_.below(std::min<std::size_t>(max - min, 9) + 1);
    std::string                text;
    for (std::size_t i = 0; i < size; ++i) {
        const bool blank = i > 1 && i + 2 < size && dice_.one_in(8) && text.back() != ' ';
        text += blank ? ' ' : letters[dice_.below(letters.size())];
    }
    return text;
}

std::string ValueSource::digits(std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += static_cast<char>('0' + dice_.between(i == 0 ? 1 : 0, 9));
    return text;
}

// In an order that makes sense; every day of every month exists.
std::string ValueSource::day(const Surroundings& around)
{
    if (around.segment_key == "DMG")
        return fmt::format("{}{:02}{:02}", year_of_birth_first + dice_.between(0, 70), dice_.between(1, 12),
                           dice_.between(1, 28));
    // What happened before the request, the request, what is planned, and the end of it.
    const auto key    = around.segment_key;
    const bool before = key == "DTP[01=439]" || key == "DTP[01=431]" || key == "DTP[01=484]";
    const int  month  = key == "BHT" ? 2 : key == "DTP[01=096]" ? 8 : dice_.between(3, 7);
    return fmt::format("{}{:02}{:02}", before ? year_of_service - 1 : year_of_service, month, dice_.between(1, 28));
}

std::string ValueSource::day_and_next(const Surroundings& around)
{
    const std::string first = day(around);
    return fmt::format("{}-{}12{:02}", first, first.substr(0, 4), dice_.between(1, 31));
}

}  // namespace x278::fuzz
