// What the 999s for one interchange say: of each group, every fault of every refused set,
// by position.
//
// Writes ST to SE of the 999; where it stands and who gets it is the reply writer's.
// Source: 005010X231A1; code lists 620, 621, 618, 715 and 716; docs/decisions/013.
#pragma once

#include "edi/envelope.hpp"
#include "edi/guide.hpp"
#include "edi/interchange.hpp"
#include "edi/validator.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace x278::edi {

inline constexpr std::string_view acknowledgment_guide = "005010X231A1";

// How much the 999s for one interchange say. Every set gets its verdict whatever the limits;
// in each 999 the first set whose faults are left out says which limit it was, in the CTX of
// its one IK3: `CTX*SETS MAX:1000`.
// That a set has at most set_issues_max issues is said in the same way: `CTX*ISSUES MAX:100`.
struct AcknowledgmentLimits {
    std::size_t detailed_sets_max = 1000;             // with their faults
    std::size_t detail_bytes_max  = 4 * 1024 * 1024;  // of IK3, CTX and IK4
};

class AcknowledgmentWriter {
public:
    explicit AcknowledgmentWriter(const Guides& guides, AcknowledgmentLimits limits = {}) : guides_(guides), limits_(limits) {}

    // In this order; each but the first appends to `out`.
    void begin_interchange() noexcept;
    void begin(std::string& out, const GroupHeader& group, const Delimiters& delimiters, int control_number);
    void add(std::string& out, const Validated& checked);
    void end(std::string& out, const GroupTrailer& trailer, const GroupVerdict& verdict);

    // Whether a set of the group was refused or noted.
    [[nodiscard]] bool remarked() const noexcept { return remarked_; }

private:
    struct Unit {
        std::string_view name;
        std::string_view value;
    };

    void                             append_faults(std::string& out, const Validated& checked);
    void                             append_segment_fault(std::string& out, const Location& where, std::string_view code);
    void                             append_element_fault(std::string& out, const Issue& issue, std::string_view code);
    void                             append_context(std::string& out, const std::vector<Location>& context, std::size_t at_most);
    void                             append_unit(std::string& out, std::string_view name, std::string_view value);
    void                             append_verdict(std::string& out, const Validated& checked, bool noted);
    void                             put(std::string& out, std::initializer_list<std::string_view> elements);
    [[nodiscard]] bool               is_acknowledged(const Issue& issue) const;
    [[nodiscard]] std::string        fitting(std::string_view text, const Element& spec, std::string_view stand_in) const;
    [[nodiscard]] std::string        clean(std::string_view text) const;
    [[nodiscard]] std::string_view   trace_number(const Validated& checked) const;
    [[nodiscard]] static std::string place_of(const Location& where, char separator);

    const Guides&        guides_;
    AcknowledgmentLimits limits_;

    Delimiters  delimiters_;
    std::string control_number_;
    bool        remarked_      = false;
    bool        cut_           = false;  // a set's faults were left out, and that was said
    int         segments_      = 0;      // written, ST included
    int         sets_accepted_ = 0;
    std::size_t detailed_sets_ = 0;
    std::size_t detail_bytes_  = 0;
};

}  // namespace x278::edi
