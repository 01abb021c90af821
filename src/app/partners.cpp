#include "app/partners.hpp"

#include "core/csv.hpp"
#include "edi/guided_writer.hpp"
#include "edi/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

namespace x278::app {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t interchange_id_chars_max = 15;  // ISA06, ISA08, GS02
constexpr std::size_t password_chars_max       = 10;  // ISA02, ISA04

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// What codes may stand in the cells, from the guides.
struct CodesAllowed {
    explicit CodesAllowed(const edi::Guides& guides)
        : request(*guides.find_direction("005010X217", "request")),
          header(edi::use_of(*guides.find_direction("00501", "interchange"), "ISA", "ISA")),
          review(edi::use_of(request, "2000E", "UM"))
    {
    }

    const edi::Guide&      request;
    const edi::SegmentUse& header;
    const edi::SegmentUse& review;

    [[nodiscard]] const edi::CodeList& qualifiers() const { return *header.elements.at(4).codes; }
    [[nodiscard]] const edi::CodeList& usages() const { return *header.elements.at(14).codes; }
    [[nodiscard]] const edi::CodeList& purposes() const { return request.purposes; }
    [[nodiscard]] const edi::CodeList& categories() const { return *review.elements.at(0).codes; }
};

// One row, its cells checked as they are taken; the first that is wrong is the row's error.
class PartnerRow {
public:
    explicit PartnerRow(CsvRow row) : row_(row) {}

    void expect(bool holds, std::string_view column, std::string_view message)
    {
        if (!holds && !error_) error_ = row_.error(column, message).error();
    }

    [[nodiscard]] std::string text(std::string_view column, std::size_t chars_max)
    {
        const std::string_view value = trimmed(row_[column]);
        expect(value.size() <= chars_max && edi::is_printable(value), column,
               fmt::format("`{}` does not fit; expected at most {} characters", column, chars_max));
        return std::string(value);
    }

    [[nodiscard]] std::string required(std::string_view column, std::size_t chars_max)
    {
        std::string value = text(column, chars_max);
        expect(!value.empty(), column, fmt::format("`{}` is empty; expected a value in every row", column));
        return value;
    }

    [[nodiscard]] std::string code(std::string_view column, const edi::CodeList& codes)
    {
        const std::string_view value = trimmed(row_[column]);
        expect(codes.contains(value), column,
               fmt::format("`{}` holds no code of its list; expected one of {}", column, fmt::join(codes.codes(), ", ")));
        return std::string(value);
    }

    // `A|B` to a list; `*` to an empty one, for all.
    [[nodiscard]] std::vector<std::string> list(std::string_view column, const edi::CodeList* codes)
    {
        std::vector<std::string> values;
        std::string_view         rest = trimmed(row_[column]);
        if (rest == "*") return values;
        for (bool more = true; more;) {
            const auto bar = rest.find('|');
            more           = bar != std::string_view::npos;
            values.emplace_back(trimmed(rest.substr(0, bar)));
            rest = more ? rest.substr(bar + 1) : std::string_view();
            expect(
                !values.back().empty() && values.back() != "*", column,
                fmt::format("`{}` has an empty value or a `*` among others; expected values parted by `|`, or `*` alone for all",
                            column));
            expect(values.back().size() <= interchange_id_chars_max, column,
                   fmt::format("`{}` has a value that does not fit; expected at most {} characters", column,
                               interchange_id_chars_max));
            if (codes != nullptr)
                expect(codes->contains(values.back()), column,
                       fmt::format("`{}` has a code that is not of its list; expected some of {}, or `*` for all", column,
                                   fmt::join(codes->codes(), ", ")));
        }
        return values;
    }

    [[nodiscard]] edi::Election election(std::string_view column, edi::Election if_empty)
    {
        const std::string_view word = trimmed(row_[column]);
        if (word.empty()) return if_empty;
        if (word == "asked") return edi::Election::asked;
        if (word == "always") return edi::Election::always;
        expect(word == "errors", column,
               fmt::format("`{}` is no election; expected `errors`, `asked` or `always`, or nothing", column));
        return edi::Election::errors;
    }

    // A file without the column says nothing.
    [[nodiscard]] edi::Duplicates duplicates()
    {
        constexpr std::string_view column = "duplicates";
        const std::string_view     word   = trimmed(row_.find(column).value_or(""));
        if (word == "note") return edi::Duplicates::note;
        expect(word.empty() || word == "refuse", column,
               fmt::format("`{}` is no election; expected `refuse` or `note`, or nothing", column));
        return edi::Duplicates::refuse;
    }

    [[nodiscard]] const std::optional<Error>& error() const noexcept { return error_; }

private:
    CsvRow               row_;
    std::optional<Error> error_;
};

edi::Agreement read_row(PartnerRow& row, const CodesAllowed& allowed)
{
    constexpr std::size_t name_chars_max = 60;
    edi::Agreement        agreement;
    agreement.partner             = row.required("partner", name_chars_max);
    agreement.sender_qualifier    = row.code("sender_qualifier", allowed.qualifiers());
    agreement.sender              = row.required("sender", interchange_id_chars_max);
    agreement.receivers           = row.list("receivers", nullptr);
    agreement.authorization       = row.text("authorization", password_chars_max);
    agreement.security            = row.text("security", password_chars_max);
    agreement.application_senders = row.list("application_senders", nullptr);
    agreement.usages              = row.list("usages", &allowed.usages());
    agreement.purposes            = row.list("purposes", &allowed.purposes());
    agreement.request_categories  = row.list("request_categories", &allowed.categories());
    agreement.receipts            = row.election("ta1", edi::Election::asked);
    agreement.acknowledgments     = row.election("acknowledgment", edi::Election::errors);
    agreement.duplicates          = row.duplicates();
    return agreement;
}

}  // namespace

Result<edi::Agreements> partners_from(std::string path, std::string_view text, const edi::Guides& guides)
{
    const auto csv = read_csv(std::move(path), text,
                              {"partner", "sender_qualifier", "sender", "receivers", "authorization", "security",
                               "application_senders", "usages", "purposes", "request_categories", "ta1", "acknowledgment"},
                              {"duplicates"});
    if (!csv) return std::unexpected(csv.error());
    const CodesAllowed          allowed(guides);
    std::vector<edi::Agreement> all;
    for (const CsvRow cells : *csv) {
        PartnerRow     row(cells);
        edi::Agreement agreement = read_row(row, allowed);
        const bool     twice     = std::ranges::any_of(all, [&](const edi::Agreement& other) {
            return other.sender == agreement.sender && other.sender_qualifier == agreement.sender_qualifier;
        });
        row.expect(!twice, "sender", "`sender` stands twice with this `sender_qualifier`; expected one row for each");
        if (row.error()) return std::unexpected(*row.error());
        all.push_back(std::move(agreement));
    }
    if (all.empty())
        return failure(ErrorCode::bad_input,
                       fmt::format("{}:1:1: no partner stands here, and nobody could send; expected a row for each, or no file",
                                   csv->path()));
    return edi::Agreements(std::move(all));
}

Result<edi::Agreements> read_partners(const std::string& folder, const edi::Guides& guides)
{
    const fs::path  path = fs::path(folder) / "partners.csv";
    std::error_code ignored;
    if (!fs::exists(path, ignored)) return edi::Agreements();
    std::ifstream file(path, std::ios::binary);
    std::string   text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file.is_open() || file.bad())
        return failure(ErrorCode::bad_input, fmt::format("{} cannot be read; check its permissions", path.string()));
    return partners_from(path.string(), text, guides);
}

std::vector<model::Rejection> refused_by(const edi::Agreement*              agreement,
                                         const edi::GroupHeader&            group,
                                         const model::ServiceReviewRequest& request)
{
    std::vector<model::Rejection> rejections;
    if (agreement == nullptr) return rejections;
    if (!edi::agreed(agreement->application_senders, group.sender())) rejections.push_back({"partner/id-invalid"});
    if (!edi::agreed(agreement->purposes, request.purpose)
        || !edi::agreed(agreement->request_categories, request.event.review.request_category))
        rejections.push_back({"partner/not-authorized"});
    return rejections;
}

}  // namespace x278::app
