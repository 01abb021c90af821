// Reads the CSVs of reference data, and refuses the first value that cannot be right.
//
// Messages point at the cell and never repeat it: most of them are patient data.
#include "core/csv.hpp"
#include "core/digest.hpp"
#include "store/reference_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <set>

namespace x278::store {

namespace fs = std::filesystem;
using Day    = std::chrono::year_month_day;

namespace {

constexpr std::size_t as_of_length = 12;  // digits of the hash; enough to tell this month's files from last month's

[[nodiscard]] std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

[[nodiscard]] bool is_digits(std::string_view text, std::size_t length)
{
    return text.size() == length && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// CCYY-MM-DD, and in the calendar.
[[nodiscard]] std::optional<Day> day_from(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t length) {
        int value = -1;
        if (is_digits(text.substr(at, length), length)) std::from_chars(text.data() + at, text.data() + at + length, value);
        return value;
    };
    const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
    if (year < 0 || month < 0 || day < 0) return std::nullopt;
    const Day found{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                    std::chrono::day(static_cast<unsigned>(day))};
    if (!found.ok()) return std::nullopt;
    return found;
}

// The cells of one row, checked as they are taken. The first that is wrong is the row's error;
// what is taken after it counts for nothing.
class Cells {
public:
    explicit Cells(CsvRow row) : row_(row) {}

    void expect(bool holds, std::string_view column, std::string_view message)
    {
        if (!holds && !error_) error_ = row_.error(column, message).error();
    }

    [[nodiscard]] std::string_view text(std::string_view column) const { return trimmed(row_[column]); }

    [[nodiscard]] std::string_view required(std::string_view column)
    {
        expect(!text(column).empty(), column, fmt::format("`{}` is empty; expected a value in every row", column));
        return text(column);
    }

    [[nodiscard]] std::string member_id()
    {
        static_cast<void>(required("member_id"));
        return folded(text("member_id"));
    }

    [[nodiscard]] std::string person()
    {
        expect(is_digits(text("person"), 2), "person",
               "`person` is not two digits; expected 00 for the subscriber, 01 and up for dependents");
        return std::string(text("person"));
    }

    [[nodiscard]] std::string npi(std::string_view column)
    {
        expect(is_digits(text(column), 10), column, fmt::format("`{}` is not an NPI; expected ten digits", column));
        return std::string(text(column));
    }

    [[nodiscard]] Day day(std::string_view column)
    {
        const auto found = day_from(text(column));
        expect(found.has_value(), column, fmt::format("`{}` is not a day of the calendar; expected CCYY-MM-DD", column));
        return found.value_or(Day());
    }

    [[nodiscard]] Validity validity(std::string_view first, std::string_view last)
    {
        Validity validity{day(first), std::nullopt};
        if (text(last).empty()) return validity;
        validity.last = day(last);
        expect(error_.has_value() || validity.first <= *validity.last, last,
               fmt::format("`{}` is before `{}`; expected the same day or a later one", last, first));
        return validity;
    }

    [[nodiscard]] Result<void> result() const
    {
        if (error_) return std::unexpected(*error_);
        return {};
    }

private:
    CsvRow               row_;
    std::optional<Error> error_;
};

[[nodiscard]] Result<void> read_member(Cells& cells, ReferenceTables& tables)
{
    const std::string  member_id = cells.member_id();
    const PersonOnFile person{cells.person(), folded(cells.required("first_name")), cells.day("birth_date")};
    static_cast<void>(cells.required("last_name"));
    cells.expect(cells.required("relationship").size() == 2, "relationship",
                 "`relationship` is not two characters; expected a code of INS02, 18 for the subscriber");
    cells.expect((person.person == subscriber_person) == (cells.text("relationship") == "18"), "relationship",
                 "`relationship` does not go with `person`; expected 18 for person 00 and another code for the others");
    cells.expect(cells.text("gender").size() <= 1, "gender", "`gender` is not one letter; expected a code of DMG03, or nothing");

    Member& member = tables.members[member_id];
    cells.expect(member.find(person.person) == nullptr, "person",
                 "`person` stands twice under this `member_id`; expected each once");
    member.persons.push_back(person);
    return cells.result();
}

[[nodiscard]] Result<void> read_coverage(Cells& cells, ReferenceTables& tables)
{
    const std::string member_id = cells.member_id();
    cells.expect(!tables.has_members || tables.members.contains(member_id), "member_id",
                 "`member_id` is not in members.csv; expected a member of it");
    Coverage coverage{folded(cells.required("payer_id")), std::string(cells.required("product")),
                      std::string(cells.text("account")), cells.validity("from", "to")};

    // Two products on one day would leave it to chance by which the request is decided.
    Member&    member   = tables.members[member_id];
    const bool overlaps = std::ranges::any_of(member.coverage, [&](const Coverage& other) {
        return other.payer_id == coverage.payer_id && other.validity.overlaps(coverage.validity);
    });
    cells.expect(!overlaps, "from",
                 "this member has another coverage of the same payer on some of these days; expected one at a time");
    member.coverage.push_back(std::move(coverage));
    return cells.result();
}

// `HMO|POS` to a list; `*` to none, for all.
[[nodiscard]] std::vector<std::string> read_products(Cells& cells)
{
    std::vector<std::string> products;
    std::string_view         rest = cells.required("products");
    if (rest == "*") return products;
    for (bool more = true; more;) {
        const auto bar = rest.find('|');
        more           = bar != std::string_view::npos;
        products.emplace_back(trimmed(rest.substr(0, bar)));
        rest = more ? rest.substr(bar + 1) : std::string_view();
        cells.expect(!products.back().empty() && products.back() != "*", "products",
                     "`products` has an empty name or a `*` among others; expected names parted by `|`, or `*` alone for all");
    }
    return products;
}

[[nodiscard]] Result<void> read_provider(Cells& cells, ReferenceTables& tables)
{
    const std::string npi = cells.npi("npi");
    static_cast<void>(cells.required("name"));
    const bool seen = tables.providers.contains(npi);

    Provider& provider = tables.providers[npi];
    if (cells.text("payer_id").empty()) {
        for (const std::string_view column : {"products", "from", "to"})
            cells.expect(cells.text(column).empty(), column,
                         fmt::format("`{}` without a `payer_id`; expected nothing for a provider without a contract", column));
        cells.expect(!seen, "npi",
                     "`npi` stands twice, here without a contract; expected one row for each contract, or one without");
        return cells.result();
    }

    const Contract contract{folded(cells.text("payer_id")), read_products(cells), cells.validity("from", "to")};
    const bool     twice = std::ranges::any_of(provider.contracts, [&](const Contract& other) {
        return other.payer_id == contract.payer_id && other.products == contract.products
               && other.validity.overlaps(contract.validity);
    });
    cells.expect(!twice, "npi", "this provider has the same contract on some of these days already; expected each once");
    provider.contracts.push_back(contract);
    return cells.result();
}

[[nodiscard]] Result<void> read_referral(Cells& cells, ReferenceTables& tables)
{
    const std::string member_id = cells.member_id();
    const std::string person    = cells.person();
    const std::string id(cells.required("referral"));
    const std::string type(cells.text("type"));
    const Validity    validity = cells.validity("first", "last");
    Member&           member   = tables.members[member_id];
    std::string       to_provider(cells.text("to_provider"));

    cells.expect(!tables.has_members || member.find(person) != nullptr, "person",
                 "`person` of this `member_id` is not in members.csv; expected one who is");
    cells.expect(type == "open" || type == "specialist", "type", "`type` is neither `open` nor `specialist`");
    cells.expect(type != "open" || to_provider.empty(), "to_provider", "`to_provider` of an open referral; expected nothing");
    if (type == "specialist") static_cast<void>(cells.npi("to_provider"));
    if (!cells.text("from_provider").empty()) static_cast<void>(cells.npi("from_provider"));
    cells.expect(validity.last.has_value(), "last", "`last` is empty; expected the last day of the referral");

    member.referrals.push_back(
        {person, {id, type, std::move(to_provider), validity.first, validity.last.value_or(validity.first)}});
    return cells.result();
}

// Every member number has a subscriber, in whatever order the rows stand.
[[nodiscard]] Result<void> check_subscribers(const CsvTable& csv, const ReferenceTables& tables)
{
    for (const CsvRow row : csv) {
        if (tables.find_member(row["member_id"])->find(subscriber_person) != nullptr) continue;
        return row.error("member_id", "this `member_id` has no person 00; expected its subscriber in some row");
    }
    return {};
}

// Referral numbers are the payer's: one stands for one referral.
[[nodiscard]] Result<void> check_referral_numbers(const CsvTable& csv, const ReferenceTables&)
{
    std::set<std::string> seen;
    for (const CsvRow row : csv) {
        if (!seen.insert(folded(row["referral"])).second)
            return row.error("referral", "`referral` stands twice; expected each number once");
    }
    return {};
}

[[nodiscard]] Result<void> nothing_more(const CsvTable&, const ReferenceTables&) { return {}; }

struct FileKind {
    const char*                             name;
    std::initializer_list<std::string_view> columns;
    bool ReferenceTables::*is_there;
    Result<void> (*read_row)(Cells&, ReferenceTables&);
    Result<void> (*check_whole)(const CsvTable&, const ReferenceTables&);
};

[[nodiscard]] Result<void> read_rows(const FileKind& kind, const CsvTable& csv, ReferenceTables& tables)
{
    tables.*kind.is_there = true;
    for (const CsvRow row : csv) {
        Cells cells(row);
        if (auto read = kind.read_row(cells, tables); !read) return read;
    }
    return kind.check_whole(csv, tables);
}

[[nodiscard]] Result<std::string> read_whole(const fs::path& path)
{
    std::error_code error;
    const auto      size = fs::file_size(path, error);
    std::string     text(error ? 0 : size, '\0');
    if (error || !std::ifstream(path, std::ios::binary).read(text.data(), static_cast<std::streamsize>(size)))
        return failure(ErrorCode::bad_input, fmt::format("{} cannot be read; check its permissions", path.string()));
    return text;
}

}  // namespace

Result<ReferenceTables> read_reference_tables(const std::string& folder)
{
    // In this order: the rows of the later files name members of the first.
    static const FileKind kinds[] = {
        {"members.csv",
         {"member_id", "person", "relationship", "last_name", "first_name", "birth_date", "gender"},
         &ReferenceTables::has_members,
         read_member,
         check_subscribers},
        {"coverage.csv",
         {"member_id", "payer_id", "product", "account", "from", "to"},
         &ReferenceTables::has_coverage,
         read_coverage,
         nothing_more},
        {"providers.csv",
         {"npi", "name", "taxonomy", "payer_id", "products", "from", "to"},
         &ReferenceTables::has_providers,
         read_provider,
         nothing_more},
        {"referrals.csv",
         {"referral", "member_id", "person", "type", "from_provider", "to_provider", "first", "last"},
         &ReferenceTables::has_referrals,
         read_referral,
         check_referral_numbers},
    };

    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        return failure(ErrorCode::not_found,
                       fmt::format("no folder `{}` of reference data; expected one with CSV files", folder));

    ReferenceTables tables;
    std::string     contents;
    for (const FileKind& kind : kinds) {
        const fs::path path = fs::path(folder) / kind.name;
        if (!fs::exists(path, ignored)) continue;
        const auto text = read_whole(path);
        if (!text) return std::unexpected(text.error());
        const auto csv = read_csv(path.string(), *text, kind.columns);
        if (!csv) return std::unexpected(csv.error());
        if (auto read = read_rows(kind, *csv, tables); !read) return std::unexpected(read.error());
        contents += fmt::format("{} {}\n", kind.name, sha256_hex(*text));
    }
    if (!contents.empty()) tables.as_of = sha256_hex(contents).substr(0, as_of_length);
    return tables;
}

}  // namespace x278::store
