// Sets of codes, as a plan's tables (`codes/*.csv`) define them.
#pragma once

#include "core/text_hash.hpp"
#include "policy/truth.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace x278::policy {

// What kind of thing a code names. CPT and HCPCS are one system: both travel as `HC`.
enum class CodeSystem : std::uint8_t {
    procedure,
    dental_procedure,
    revenue_code,
    service_type,
    place_of_service,
    bill_type,
    diagnosis,
    modifier,
    account,
    prefix,         // of a member number
    taxonomy,       // of a provider
    provider_role,  // NM101
    cause,          // UM05
    state
};

inline constexpr std::size_t code_system_count = 14;

// "CPT", "service-type": as a table of a plan writes it; nothing, if there is none.
[[nodiscard]] std::optional<CodeSystem> code_system_of(std::string_view name);

// When a code belongs to a set, by the first service date; both ends included.
struct Validity {
    std::optional<std::chrono::year_month_day> from;
    std::optional<std::chrono::year_month_day> to;
};

class CodeSet {
public:
    // A single code, or all codes from `low` to `high`. Diagnoses are matched by their
    // beginning: `F10` to `F19` holds F1020. Fails, saying why, on what is no range.
    [[nodiscard]] std::optional<std::string> add(CodeSystem       system,
                                                 std::string_view low,
                                                 std::string_view high,
                                                 Validity         validity);

    [[nodiscard]] Truth contains(CodeSystem system, std::string_view code, std::optional<std::chrono::year_month_day> on) const;
    [[nodiscard]] bool  has_system(CodeSystem system) const noexcept;
    [[nodiscard]] bool  empty() const noexcept;

    // Every code of `system`; nothing if there are ranges too wide to list.
    [[nodiscard]] std::optional<std::vector<std::string_view>> codes(CodeSystem system) const;

    // The same, ranges too wide to list left out.
    [[nodiscard]] std::vector<std::string_view> listed(CodeSystem system) const;

    // Whether all codes of `system` are listed and belong to the set on every day.
    [[nodiscard]] bool is_plain(CodeSystem system) const;

private:
    [[nodiscard]] bool has_ranges(CodeSystem system) const noexcept;

    // Of diagnoses, which are matched by their beginning, and ranges too wide to list.
    struct Range {
        CodeSystem  system;
        std::string low;
        std::string high;
        Validity    validity;
    };
    using Codes = boost::unordered_flat_map<std::string, std::vector<Validity>, TextHash, TextEqual>;

    [[nodiscard]] const Codes* codes_of(CodeSystem system) const noexcept;  // null: it has none

    std::vector<std::pair<CodeSystem, Codes>> codes_;  // of the few systems a set is of
    std::vector<Range>                        ranges_;
};

// A revenue code with its leading zero: `450` is `0450`.
[[nodiscard]] std::string normalised_code(CodeSystem system, std::string_view code);

}  // namespace x278::policy
