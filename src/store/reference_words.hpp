// What rows of reference data say in words of a plan, for whoever has the plans: the store does not know what they mean.
//
// Each that differs stands here once, with the place of its first row, so that this stays small however long the files.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace x278::store {

struct ProductInUse {
    std::string payer_id;  // NM109, in capitals and without blanks
    std::string product;
    std::string where;  // path:line:column
    std::size_t rows = 0;
};

// A level of a stay, or an event of a member: of no payer, since members change them.
struct WordInUse {
    std::string word;
    std::string where;  // path:line:column
    std::size_t rows = 0;
};

struct OptionInUse {
    std::vector<std::string> payer_ids;  // of all who cover the account; the same form
    std::string              option;
    std::string              value;
    std::string              option_where;  // path:line:column
    std::string              value_where;
    std::size_t              rows = 0;
};

// In order of their first rows.
struct WordsInUse {
    std::vector<ProductInUse> products;   // of coverage.csv
    std::vector<ProductInUse> contracts;  // of providers.csv, each product that a contract names
    std::vector<OptionInUse>  options;    // of account-options.csv; none of an account that nobody is covered under
    std::vector<WordInUse>    levels;     // of stays.csv
    std::vector<WordInUse>    events;     // of member-events.csv
};

}  // namespace x278::store
