#include "bench/people.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <array>

namespace x278::bench {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::string_view, 20> last_names{
    "EXAMPLE",   "SAMPLE", "TESTER",    "RIVERA",      "OKAFOR", "LINDQVIST", "MARCHETTI", "NAKAMURA",  "O CONNELL", "HADDAD",
    "KOWALCZYK", "SANTOS", "BERGSTROM", "FITZWILLIAM", "MBEKI",  "CARDOZO",   "NOVAKOVA",  "ABERNATHY", "TRAN",      "DELACROIX"};
constexpr std::array<std::string_view, 10> women{"ANA",    "BEATRICE", "CHIARA", "DOROTHEA", "ELIF",
                                                 "FATIMA", "GRETA",    "HANNAH", "INES",     "JO"};
constexpr std::array<std::string_view, 10> men{"ADAM",  "BRUNO",  "CASIMIR", "DMITRI", "EMEKA",
                                               "FELIX", "GUSTAV", "HIROSHI", "IVO",    "LEE"};
constexpr std::array<std::string_view, 8>  streets{"ELM ST",      "HARBOR RD", "MILL POND LN",   "WINTER AVE",
                                                  "CHAPEL HILL", "STATE ST",  "OLD ORCHARD RD", "FERRY WHARF"};
constexpr std::array<Place, 8>             places{{{"BOSTON", "MA", "02110"},
                                                   {"SPRINGFIELD", "MA", "01103"},
                                                   {"WORCESTER", "MA", "01608"},
                                                   {"LOWELL", "MA", "01852"},
                                                   {"CAMBRIDGE", "MA", "02139"},
                                                   {"BILLINGS", "MT", "59101"},
                                                   {"MISSOULA", "MT", "59801"},
                                                   {"PITTSFIELD", "MA", "01201"}}};
constexpr std::array<std::string_view, 8>  organizations{
    "EXAMPLE REHAB GROUP",  "EXAMPLE GENERAL HOSPITAL",   "HARBOR IMAGING CENTER",   "MILL POND SURGICAL ASSOCIATES",
    "EXAMPLE HOME NURSING", "NORTH SHORE MEDICAL SUPPLY", "EXAMPLE DENTAL PARTNERS", "EXAMPLE AMBULANCE SERVICE"};

// One engine a person would cost more than the request about them.
// Source of the constants: splitmix64, Sebastiano Vigna, public domain.
std::uint64_t scattered(std::uint64_t number)
{
    number += 0x9E3779B97F4A7C15u;
    number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9u;
    number = (number ^ (number >> 27)) * 0x94D049BB133111EBu;
    return number ^ (number >> 31);
}

// The leading bits first, so that neighbours share nothing.
template <class List>
const auto& pick(const List& list, std::uint64_t& bits)
{
    const auto& picked = list[bits % list.size()];
    bits /= list.size();
    return picked;
}

Person person(std::uint64_t bits, std::chrono::sys_days born_from, int born_days)
{
    Person person{};
    person.last_name      = pick(last_names, bits);
    person.gender         = bits % 2 == 0 ? 'F' : 'M';
    person.first_name     = pick(person.gender == 'F' ? women : men, bits);
    person.middle_initial = static_cast<char>('A' + bits % 26);
    person.street         = pick(streets, bits);
    person.place          = pick(places, bits);
    person.house          = 1 + static_cast<int>(bits % 899);
    person.born           = born_from + std::chrono::days(bits % static_cast<std::uint64_t>(born_days));
    return person;
}

}  // namespace

Person member(std::uint64_t number) { return person(scattered(number), 1934y / 1 / 1, 70 * 365); }

Person dependent_of(std::uint64_t number)
{
    auto child      = person(scattered(~number), 2006y / 1 / 1, 17 * 365);
    child.last_name = member(number).last_name;
    return child;
}

std::string member_id(std::uint64_t number) { return fmt::format(FMT_COMPILE("XXP9{:08}"), number % 100'000'000); }

Provider provider(std::uint64_t number)
{
    auto bits = scattered(number + (1ull << 60));
    return {npi_of(100'000'000 + number % 100'000'000), pick(last_names, bits), pick(bits % 2 == 0 ? women : men, bits),
            pick(organizations, bits)};
}

std::string npi_of(std::uint64_t nine_digits)
{
    auto npi = fmt::format(FMT_COMPILE("{:09}"), nine_digits);
    int  sum = 24;  // what the prefix 80840 adds to any NPI
    for (std::size_t i = 0; i < npi.size(); ++i) {
        const int digit   = npi[i] - '0';
        const int doubled = digit * 2;
        sum += i % 2 == 0 ? doubled / 10 + doubled % 10 : digit;
    }
    return npi += static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace x278::bench
