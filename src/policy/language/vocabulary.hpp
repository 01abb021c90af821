// The words of the plan language that stand for X12 codes or for kinds of things.
//
// To give a code a word, add a line here; the grammar, the compiler and the messages
// all read these tables.
#pragma once

#include "core/text_hash.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace x278::policy::language {

struct Word {
    std::string_view word;
    std::string_view code;
};

// UM01
inline constexpr std::array request_words{
    Word{"admission", "AR"},
    Word{"services", "HS"},
    Word{"specialty-care", "SC"},
    Word{"individual", "IN"},
};

// UM02
inline constexpr std::array certification_words{
    Word{"initial", "I"}, Word{"renewal", "R"},         Word{"revised", "S"},          Word{"extension", "4"},
    Word{"cancel", "3"},  Word{"reconsideration", "N"}, Word{"appeal-immediate", "1"}, Word{"appeal-standard", "2"},
};

// UM06
inline constexpr std::array level_of_service_words{
    Word{"emergency", "03"},
    Word{"urgent", "U"},
    Word{"elective", "E"},
};

// Units that only rules know: distinct days, and records whatever their quantity.
inline constexpr std::string_view dates_unit    = "dates";
inline constexpr std::string_view services_unit = "services";

// HSD01; one word for one and for many.
inline constexpr std::array unit_words{
    Word{"visits", "VS"},
    Word{"visit", "VS"},
    Word{"days", "DY"},
    Word{"day", "DY"},
    Word{"hours", "HS"},
    Word{"hour", "HS"},
    Word{"units", "FL"},
    Word{"unit", "FL"},
    Word{"months", "MN"},
    Word{"month", "MN"},
    Word{"dates", dates_unit},
    Word{"date", dates_unit},
    Word{"services", services_unit},
    Word{"service", services_unit},
};

// PER03
inline constexpr std::array contact_words{
    Word{"telephone", "TE"}, Word{"extension", "EX"}, Word{"fax", "FX"}, Word{"web", "UR"}, Word{"email", "EM"},
};

// HCR01 of an earlier certification, as far as rules ask after it.
inline constexpr std::array earlier_words{Word{"approved", "approved"}, Word{"denied", "denied"}, Word{"pended", "pended"}};

// The outcomes that effects and gates speak of, by the names of model::Outcome.
inline constexpr std::array outcome_words{
    Word{"not-required", "not_required"},
    Word{"notice", "notice_accepted"},
    Word{"approved", "approved"},
    Word{"modified", "modified"},
    Word{"pended", "pended"},
    Word{"contact", "contact_payer"},
    Word{"denied", "denied_administratively"},
    Word{"cancelled", "cancelled"},
};

// What takes something away from the member on clinical grounds: only a person's decision can. A reduction is a denial in
// part.
inline constexpr std::array<std::string_view, 4> clinical_words{"not-necessary", "level-of-care", "experimental", "reduced"};

// The reasons (HCR03) that say so: no rule may give them.
struct ClinicalReason {
    std::string_view code;
    std::string_view says;
};

inline constexpr std::array clinical_reasons{
    ClinicalReason{"0F", "not medically necessary"},
    ClinicalReason{"0G", "level of care not appropriate"},
    ClinicalReason{"0T", "experimental"},
};

// What a gate calls all of them and `denied`.
inline constexpr std::string_view any_denial = "any-denial";

// What somebody may be licensed as.
inline constexpr std::array licence_words{
    Word{"RN", "registered nurse"},
    Word{"LPN", "licensed practical nurse"},
    Word{"NP", "nurse practitioner"},
    Word{"PA", "physician assistant"},
    Word{"MD", "doctor of medicine"},
    Word{"DO", "doctor of osteopathic medicine"},
    Word{"DC", "doctor of chiropractic"},
    Word{"DDS", "doctor of dental surgery"},
    Word{"DMD", "doctor of dental medicine"},
    Word{"DPM", "doctor of podiatric medicine"},
    Word{"OD", "doctor of optometry"},
    Word{"PharmD", "doctor of pharmacy"},
    Word{"PhD", "psychologist"},
    Word{"PsyD", "psychologist"},
    Word{"LICSW", "independent clinical social worker"},
    Word{"PT", "physical therapist"},
    Word{"OT", "occupational therapist"},
    Word{"SLP", "speech-language pathologist"},
};

inline constexpr std::array<std::string_view, 7> weekday_words{
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
};

// Spans of time.
inline constexpr std::array span_words{
    Word{"hours", "hours"}, Word{"hour", "hours"},    Word{"days", "days"},
    Word{"day", "days"},    Word{"months", "months"}, Word{"month", "months"},
};

// The stages a line goes through, in order; the first in which a rule applies decides. `intake` is asked before the
// member is looked for, `effects` after the line was decided.
inline constexpr std::array<std::string_view, 13> stage_words{
    "intake",    "exemption", "eligibility", "coverage", "network", "requirement", "delegation",
    "authority", "limits",    "documents",   "criteria", "review",  "effects",
};

template <class Table>
[[nodiscard]] std::vector<std::string_view> words_of(const Table& table)
{
    std::vector<std::string_view> words;
    for (const Word& entry : table) words.push_back(entry.word);
    return words;
}

// What a reviewer may say.
[[nodiscard]] inline std::vector<std::string_view> review_words()
{
    auto words = words_of(outcome_words);
    words.insert(words.end(), clinical_words.begin(), clinical_words.end());
    return words;
}

// The outcomes a gate may speak of.
[[nodiscard]] inline std::vector<std::string_view> gate_words()
{
    auto words = review_words();
    words.push_back(any_denial);
    return words;
}

// Where `code` stands in a table; its size, if it does not.
template <class Table>
[[nodiscard]] constexpr std::size_t place_of(const Table& table, std::string_view code)
{
    std::size_t place = 0;
    while (place < table.size() && !TextEqual()(table[place].code, code)) ++place;
    return place;
}

// The code `word` stands for; empty if it stands for none.
template <class Table>
[[nodiscard]] std::string_view code_of(const Table& table, std::string_view word)
{
    for (const Word& entry : table)
        if (entry.word == word) return entry.code;
    return {};
}

// The first word standing for `code`, the code itself if there is none.
template <class Table>
[[nodiscard]] std::string_view word_of(const Table& table, std::string_view code)
{
    for (const Word& entry : table)
        if (entry.code == code) return entry.word;
    return code;
}

}  // namespace x278::policy::language
