// Transaction sets made from a guide alone: every loop, segment, element and code of it
// comes up over a run, and each set obeys the guide.
//
// The structure and the conditions are obeyed by construction. Rules that join several
// segments are obeyed by repair: the validator says what is wrong, and that is drawn anew,
// added or left out until nothing is. So a new rule needs no change here, and a rule that
// nothing can obey shows as a set that cannot be made.
#pragma once

#include "edi/delimiters.hpp"
#include "edi/guide.hpp"
#include "edi/issue.hpp"
#include "fuzz/guided_value.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace x278::fuzz {

using Components  = std::vector<std::string>;
using Repetitions = std::vector<Components>;  // of one element; none when it is absent

// A segment, or a loop with the segment that opens it.
struct Node {
    const edi::SegmentUse*   use  = nullptr;
    int                      loop = -1;  // into Guide::loops, when this opens one; the set itself is loop 0
    int                      rank = 0;   // its position in the loop around it; what shares one may come in any order
    std::vector<Repetitions> elements;
    std::vector<Node>        children;  // in order
};

// Every node in the order it is written, loops before what is in them. Valid until the tree changes.
[[nodiscard]] std::vector<const Node*> in_order(const Node& set);

// "NM1*1P*1*RIVERA", without terminator.
[[nodiscard]] std::string text_of(const Node& node, const edi::Delimiters& delimiters);

// All of it from ST to SE.
[[nodiscard]] std::string text_of_set(const Node& set, const edi::Delimiters& delimiters);

// The sets in one group of one interchange.
[[nodiscard]] std::string interchange_of(const edi::Guide& guide, const std::vector<std::string>& sets);

class SetGenerator {
public:
    // All outlive the generator. The same seed gives the same sets.
    SetGenerator(const edi::Guides& guides, const edi::Guide& guide, std::uint64_t seed);

    // The next set, without an issue. Throws std::runtime_error, naming the issues, when
    // none of many tries could be made to obey.
    [[nodiscard]] Node next();

private:
    [[nodiscard]] Node       loop(int number, int rank);
    [[nodiscard]] Node       segment(const edi::SegmentUse& use, int rank);
    [[nodiscard]] Components components_of(const edi::Element& spec);
    [[nodiscard]] bool       wanted(edi::Usage usage);
    void                     fill(Node& node);
    void                     fill_element(Node& node, std::size_t number);
    void                     number_levels(Node& set) const;
    void                     balance(Node& set);

    [[nodiscard]] std::vector<edi::Issue> issues_of(const Node& set) const;
    void                                  repair(Node& set, const edi::Issue& issue);
    void                                  add_segment(Node& set, std::size_t at, const edi::Issue& issue);
    [[nodiscard]] std::uint64_t           obeying(const std::vector<edi::SyntaxNote>& notes,
                                                  const std::vector<edi::Element>&    specs,
                                                  std::uint64_t                       present);

    const edi::Guides& guides_;
    const edi::Guide&  guide_;
    ValueSource        values_;
    bool               icd_9_   = false;  // of the segment being filled
    std::uint64_t      density_ = 2;      // of 8 things that may be left out, how many are not
};

}  // namespace x278::fuzz
