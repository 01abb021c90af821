// The words of the plan language that stand for X12 codes or for kinds of things.
//
// To give a code a word, add a line here; the grammar, the compiler and the messages
// all read these tables.
#pragma once

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

// HSD01; one word for one and for many.
inline constexpr std::array unit_words{
    Word{"visits", "VS"}, Word{"visit", "VS"}, Word{"days", "DY"}, Word{"day", "DY"},    Word{"hours", "HS"},
    Word{"hour", "HS"},   Word{"units", "FL"}, Word{"unit", "FL"}, Word{"months", "MN"}, Word{"month", "MN"},
};

// PER03
inline constexpr std::array contact_words{
    Word{"telephone", "TE"}, Word{"extension", "EX"}, Word{"fax", "FX"}, Word{"web", "UR"}, Word{"email", "EM"},
};

// The stages a line goes through, in order; the first in which a rule applies decides.
inline constexpr std::array<std::string_view, 10> stage_words{
    "exemption",  "eligibility", "coverage", "network",   "requirement",
    "delegation", "authority",   "limits",   "documents", "criteria",
};

template <class Table>
[[nodiscard]] std::vector<std::string_view> words_of(const Table& table)
{
    std::vector<std::string_view> words;
    for (const Word& entry : table) words.push_back(entry.word);
    return words;
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
