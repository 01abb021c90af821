#include "store/reference_words.hpp"

#include "store/reference_cells.hpp"

#include <algorithm>

namespace x278::store {

namespace {

// Counts the rows of each that differs.
template <class InUse>
class Counted {
public:
    explicit Counted(std::vector<InUse>& all) : all_(all) {}

    // `make` says what is new; `parts` tell it from all others.
    template <class Make>
    void add(std::initializer_list<std::string_view> parts, const Make& make)
    {
        key_.clear();
        for (const std::string_view part : parts) (key_ += part) += '\0';  // which no cell holds
        const auto [seen, is_new] = places_.try_emplace(key_, all_.size());
        if (is_new) all_.push_back(make());
        ++all_[seen->second].rows;
    }

private:
    std::vector<InUse>& all_;
    std::string         key_;
    ByText<std::size_t> places_;
};

// Who covers each account that has chosen something, in order.
[[nodiscard]] ByText<std::vector<std::string>> payers_of_accounts(const ReferenceTables& tables)
{
    ByText<std::vector<std::string>> payers;
    for (const auto& [member_id, member] : tables.members)
        for (const Coverage& coverage : member.coverage) {
            std::string account = folded(coverage.account);
            if (!tables.options.contains(account)) continue;
            std::vector<std::string>& all   = payers[std::move(account)];
            const auto                place = std::ranges::lower_bound(all, coverage.payer_id);
            if (place == all.end() || *place != coverage.payer_id) all.insert(place, coverage.payer_id);
        }
    return payers;
}

}  // namespace

Result<void> note_products(const CsvTable& csv, ReferenceTables& tables)
{
    Counted<ProductInUse> seen(tables.words_in_use.products);
    for (const CsvRow row : csv) {
        const Cells            cells(row);
        const std::string      payer_id = folded(cells.text("payer_id"));
        const std::string_view product  = cells.text("product");
        seen.add({payer_id, product}, [&] { return ProductInUse{payer_id, std::string(product), row.where("product"), 0}; });
    }
    return {};
}

Result<void> note_contracts(const CsvTable& csv, ReferenceTables& tables)
{
    Counted<ProductInUse> seen(tables.words_in_use.contracts);
    for (const CsvRow row : csv) {
        Cells             cells(row);
        const std::string payer_id = folded(cells.text("payer_id"));
        if (payer_id.empty() || cells.text("products") == "*") continue;
        for (const std::string& product : cells.list("products"))
            seen.add({payer_id, product}, [&] { return ProductInUse{payer_id, product, row.where("products"), 0}; });
    }
    return {};
}

namespace {

// Each word of a column.
void note_words(const CsvTable& csv, std::string_view column, std::vector<WordInUse>& words)
{
    Counted<WordInUse> seen(words);
    for (const CsvRow row : csv) {
        const std::string_view word = Cells(row).text(column);
        seen.add({word}, [&] { return WordInUse{std::string(word), row.where(column), 0}; });
    }
}

}  // namespace

Result<void> note_levels(const CsvTable& csv, ReferenceTables& tables)
{
    note_words(csv, "level", tables.words_in_use.levels);
    return {};
}

Result<void> note_events(const CsvTable& csv, ReferenceTables& tables)
{
    note_words(csv, "event", tables.words_in_use.events);
    return {};
}

Result<void> note_options(const CsvTable& csv, ReferenceTables& tables)
{
    const auto           payers = payers_of_accounts(tables);
    Counted<OptionInUse> seen(tables.words_in_use.options);
    for (const CsvRow row : csv) {
        const Cells cells(row);
        const auto  covered_by = payers.find(folded(cells.text("account")));
        if (covered_by == payers.end()) continue;
        const std::string_view option = cells.text("option");
        const std::string_view value  = cells.text("value");
        std::string            all_payers;
        for (const std::string& payer_id : covered_by->second) (all_payers += payer_id) += ' ';
        seen.add({all_payers, option, value}, [&] {
            return OptionInUse{covered_by->second,  std::string(option), std::string(value),
                               row.where("option"), row.where("value"),  0};
        });
    }
    return {};
}

}  // namespace x278::store
