// Reads the CSVs of reference data, and refuses the first value that cannot be right.
//
// Messages point at the cell and never repeat it: most of them are patient data.
#include "core/day.hpp"
#include "core/digest.hpp"
#include "core/nearest.hpp"
#include "store/member_numbers.hpp"
#include "store/reference_cells.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ranges>
#include <set>

namespace x278::store {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t hash_length = 12;  // digits; enough to tell this month's files from last month's

// A member id that the payer gave to two subscribers is a fact to be told of; a row that stands
// twice is a slip.
[[nodiscard]] bool stands_twice(const Member& member, const PersonOnFile& person)
{
    return std::ranges::any_of(member.persons, [&](const PersonOnFile& other) {
        if (other.person != person.person) return false;
        return person.person != subscriber_person
               || (other.first_name == person.first_name && other.birth_date == person.birth_date);
    });
}

[[nodiscard]] Result<void> read_member(Cells& cells, ReferenceTables& tables)
{
    const std::string member_id = cells.member_id();
    PersonOnFile      person{.person       = cells.person(),
                             .first_name   = std::string(cells.required("first_name")),
                             .last_name    = std::string(cells.required("last_name")),
                             .birth_date   = cells.day("birth_date"),
                             .gender       = std::string(cells.text("gender")),
                             .died         = {},
                             .primary_care = std::string(cells.optional("primary_care"))};
    cells.expect(cells.required("relationship").size() == 2, "relationship",
                 "`relationship` is not two characters; expected a code of INS02, 18 for the subscriber");
    cells.expect((person.person == subscriber_person) == (cells.text("relationship") == "18"), "relationship",
                 "`relationship` does not go with `person`; expected 18 for person 00 and another code for the others");
    cells.expect(person.gender.size() <= 1, "gender", "`gender` is not one letter; expected a code of DMG03, or nothing");
    if (!cells.optional("died").empty()) person.died = cells.day("died");
    if (!person.primary_care.empty()) static_cast<void>(cells.npi("primary_care"));
    tables.has_primary_care = cells.has("primary_care");

    Member& member = tables.members[member_id];
    cells.expect(!stands_twice(member, person), "person", "`person` stands twice under this `member_id`; expected each once");
    member.persons.push_back(std::move(person));
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
    if (cells.required("products") == "*") return {};
    std::vector<std::string> products = cells.list("products");
    for (const std::string& product : products)
        cells.expect(!product.empty() && product != "*", "products",
                     "`products` has an empty name or a `*` among others; expected names parted by `|`, or `*` alone for all");
    return products;
}

// A provider has a row for each contract, which say the same of its specialty and state.
void read_taxonomy(Cells& cells, Provider& provider)
{
    const std::string_view taxonomy = cells.text("taxonomy");
    if (taxonomy.empty() || std::ranges::find(provider.taxonomies, taxonomy) != provider.taxonomies.end()) return;
    provider.taxonomies.emplace_back(taxonomy);
}

void read_state(Cells& cells, Provider& provider)
{
    const std::string_view state = cells.optional("state");
    if (state.empty()) return;
    cells.expect(state.size() == 2, "state", "`state` is not two letters; expected one like MA, or nothing");
    cells.expect(provider.state.empty() || provider.state == state, "state",
                 "`state` is another than in an earlier row of this provider; expected the same");
    provider.state = state;
}

void read_fax_back(Cells& cells, Provider& provider)
{
    const std::string_view answer = cells.optional("fax_back");
    if (answer.empty()) return;
    cells.expect(answer == "yes" || answer == "no", "fax_back", "`fax_back` is neither; expected `yes`, `no` or nothing");
    cells.expect(!provider.fax_back || *provider.fax_back == (answer == "yes"), "fax_back",
                 "`fax_back` is another than in an earlier row of this provider; expected the same");
    provider.fax_back = answer == "yes";
}

[[nodiscard]] Result<void> read_provider(Cells& cells, ReferenceTables& tables)
{
    const std::string npi = cells.npi("npi");
    static_cast<void>(cells.required("name"));
    const bool seen = tables.providers.contains(npi);

    Provider& provider = tables.providers[npi];
    read_taxonomy(cells, provider);
    read_state(cells, provider);
    read_fax_back(cells, provider);
    for (std::string& role : cells.list("roles")) provider.roles.push_back(std::move(role));
    if (!cells.optional("enrolled_from").empty() && !cells.text("payer_id").empty())
        provider.enrollments.push_back({folded(cells.text("payer_id")), cells.validity("enrolled_from", "enrolled_to")});
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
[[nodiscard]] Result<void> check_subscribers(const CsvTable& csv, ReferenceTables& tables)
{
    for (const CsvRow row : csv) {
        if (tables.members.find(folded(row["member_id"]))->second.find(subscriber_person) != nullptr) continue;
        return row.error("member_id", "this `member_id` has no person 00; expected its subscriber in some row");
    }
    return {};
}

// Referral numbers are the payer's: one stands for one referral.
[[nodiscard]] Result<void> check_referral_numbers(const CsvTable& csv, ReferenceTables&)
{
    std::set<std::string> seen;
    for (const CsvRow row : csv) {
        if (!seen.insert(folded(row["referral"])).second)
            return row.error("referral", "`referral` stands twice; expected each number once");
    }
    return {};
}

[[nodiscard]] Result<void> read_rows(const ReferenceFile& file, const CsvTable& csv, ReferenceTables& tables)
{
    tables.*file.is_there = true;
    for (const CsvRow row : csv) {
        Cells cells(row);
        if (auto read = file.read_row(cells, tables); !read) return read;
    }
    return file.after_rows == nullptr ? Result<void>() : file.after_rows(csv, tables);
}

// Whether there is such a file. A folder, a pipe or a link to nowhere of that name is refused: it would be unknown what
// the file tells.
[[nodiscard]] Result<bool> is_there(const fs::path& path)
{
    std::error_code error;
    if (fs::symlink_status(path, error).type() == fs::file_type::not_found) return false;
    switch (fs::status(path, error).type()) {
        case fs::file_type::regular: return true;
        case fs::file_type::not_found:
            return failure(ErrorCode::bad_input,
                           fmt::format("{} is a link that leads nowhere; expected a CSV file", path.string()));
        case fs::file_type::none:
            return failure(ErrorCode::bad_input, fmt::format("{} cannot be read: {}", path.string(), error.message()));
        default: return failure(ErrorCode::bad_input, fmt::format("{} is no file; expected a CSV file", path.string()));
    }
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

// Adds to `contents` what the file says, for the name of the data as a whole.
[[nodiscard]] Result<void> read_file(const std::string&   folder,
                                     const ReferenceFile& file,
                                     ReferenceTables&     tables,
                                     std::string&         contents)
{
    const fs::path path  = fs::path(folder) / file.name;
    const auto     found = is_there(path);
    if (!found) return std::unexpected(found.error());
    if (!*found) return {};
    const auto text = read_whole(path);
    if (!text) return std::unexpected(text.error());
    const auto csv = read_csv(path.string(), *text, file.columns, file.optional);
    if (!csv) return std::unexpected(csv.error());
    contents += fmt::format("{} {}\n", file.name, sha256_hex(*text));
    return read_rows(file, *csv, tables);
}

[[nodiscard]] std::vector<std::string_view> names_of_files();

// Where a file was taken from, and on what day.
[[nodiscard]] Result<void> read_source(Cells& cells, ReferenceTables& tables)
{
    const std::string file(cells.required("file"));
    const auto        names    = names_of_files();
    const bool        is_known = std::ranges::find(names, file) != names.end();
    const std::string meant    = is_known ? "" : did_you_mean(file, names);
    cells.expect(is_known, "file",
                 fmt::format("`file` names no reference data; {}",
                             meant.empty() ? "expected the name of a file, as in members.csv" : meant));
    static_cast<void>(cells.required("source"));
    const auto day = cells.day("as_of");
    cells.expect(tables.taken_on.emplace(file, day).second, "file", "`file` stands twice; expected each file once");
    return cells.result();
}

// Who is covered and who treats them; and where the files were taken from.
[[nodiscard]] std::span<const ReferenceFile> people_files()
{
    static const ReferenceFile files[] = {
        {"members.csv",
         {"member_id", "person", "relationship", "last_name", "first_name", "birth_date", "gender"},
         {"died", "primary_care"},
         &ReferenceTables::has_members,
         read_member,
         check_subscribers},
        {"coverage.csv",
         {"member_id", "payer_id", "product", "account", "from", "to"},
         {},
         &ReferenceTables::has_coverage,
         read_coverage,
         note_products},
        {"providers.csv",
         {"npi", "name", "taxonomy", "payer_id", "products", "from", "to"},
         {"state", "enrolled_from", "enrolled_to", "roles", "fax_back"},
         &ReferenceTables::has_providers,
         read_provider,
         note_contracts},
        {"referrals.csv",
         {"referral", "member_id", "person", "type", "from_provider", "to_provider", "first", "last"},
         {},
         &ReferenceTables::has_referrals,
         read_referral,
         check_referral_numbers},
        {"sources.csv", {"file", "source", "as_of"}, {}, &ReferenceTables::has_sources, read_source},
    };
    return files;
}

// All there may be, in the order they are read: rows of the later files name members of the first.
[[nodiscard]] std::vector<ReferenceFile> reference_files()
{
    std::vector<ReferenceFile> files;
    for (const std::span<const ReferenceFile> some : {people_files(), payer_files(), history_files()})
        files.insert(files.end(), some.begin(), some.end());
    return files;
}

std::vector<std::string_view> names_of_files()
{
    std::vector<std::string_view> names;
    for (const ReferenceFile& file : reference_files()) names.emplace_back(file.name);
    return names;
}

// What stands in the same folder and is read by another room.
constexpr std::string_view partners_file = "partners.csv";

[[nodiscard]] std::string in_small_letters(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

// A CSV that nobody reads is one whose name was misspelled: everything it tells would be unknown. Hidden files are
// nobody's data.
[[nodiscard]] Result<void> check_names(const fs::path& folder)
{
    auto names = names_of_files();
    names.push_back(partners_file);
    std::error_code       error;
    std::vector<fs::path> unknown;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name      = entry->path().filename().string();
        const bool        is_ours   = in_small_letters(entry->path().extension().string()) == ".csv" && !name.starts_with('.');
        std::error_code   no_matter = {};
        if (is_ours && std::ranges::find(names, name) == names.end() && !entry->is_directory(no_matter))
            unknown.push_back(entry->path());
    }
    if (error) return failure(ErrorCode::bad_input, fmt::format("{} cannot be read: {}", folder.string(), error.message()));
    if (auto partners = is_there(folder / partners_file); !partners) return std::unexpected(partners.error());
    if (unknown.empty()) return {};

    const fs::path&   first = std::ranges::min(unknown);
    const std::string meant = did_you_mean(in_small_letters(first.filename().string()), names);
    return failure(ErrorCode::bad_input,
                   fmt::format("{}: no reference data is called that; {} a CSV that is not read goes into another folder",
                               first.string(),
                               meant.empty() ? fmt::format("expected one of {};", fmt::join(names, ", ")) : meant));
}

// The contents by their hash, and the day of the oldest file whose day is told.
[[nodiscard]] std::string state_of(const std::string& contents, const ReferenceTables& tables)
{
    if (contents.empty()) return {};
    const auto hash = sha256_hex(contents).substr(0, hash_length);
    if (tables.taken_on.empty()) return hash;
    return fmt::format("{} as of {}", hash, day_text(std::ranges::min(std::views::values(tables.taken_on))));
}

}  // namespace

Result<ReferenceTables> read_reference_tables(const std::string& folder)
{
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        return failure(ErrorCode::not_found,
                       fmt::format("no folder `{}` of reference data; expected one with CSV files", folder));

    if (auto named = check_names(folder); !named) return std::unexpected(named.error());
    ReferenceTables tables;
    std::string     contents;
    for (const ReferenceFile& file : reference_files())
        if (auto read = read_file(folder, file, tables, contents); !read) return std::unexpected(read.error());
    index_numbers(tables);
    tables.as_of = state_of(contents, tables);
    return tables;
}

}  // namespace x278::store
