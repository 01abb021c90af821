#include "policy/plan_walk.hpp"

#include "core/day.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>
#include <filesystem>
#include <type_traits>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace x278::policy {

namespace {

using GroupKind = language::ast::Group::Kind;

// The newest `# reviewed CCYY-MM-DD` of the comments a table begins with.
std::optional<std::chrono::year_month_day> reviewed_in(std::string_view text)
{
    constexpr std::string_view                 mark = "# reviewed ", form = "CCYY-MM-DD";
    std::optional<std::chrono::year_month_day> newest;
    while (text.starts_with('#')) {
        const std::string_view line = text.substr(0, text.find('\n'));
        if (line.starts_with(mark))
            if (const auto day = day_from(line.substr(mark.size(), form.size())); day && (!newest || *newest < *day))
                newest = day;
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return newest;
}

struct Texts {
    std::string operator()(const Group& group) const { return text_of(group); }
    std::string operator()(const CodeTest& test) const { return fmt::format("code {} {}", int(test.subject), test.words); }
    std::string operator()(const LinesTest& test) const
    {
        return fmt::format("lines {} {} {}", int(test.which), test.at_least, test.words);
    }
    std::string operator()(const ChoiceTest& test) const
    {
        return fmt::format("choice {} {}", int(test.subject), fmt::join(test.codes, " "));
    }
    std::string operator()(const QuantityTest& test) const
    {
        return fmt::format("quantity {} {} {}", int(test.relation), test.limit.value, test.limit.unit);
    }
    std::string operator()(const DateTest& test) const { return fmt::format("date {} {}", test.left.words, test.words); }
    std::string operator()(const AgeTest& test) const
    {
        return fmt::format("age {} {} {} {}", test.at.words, int(test.relation), test.years,
                           test.band != nullptr ? test.band->name : "");
    }
    std::string operator()(const CountTest& test) const
    {
        return fmt::format("count {} {} {} {} {}", test.counter->name, test.with_request, int(test.relation), test.limit.value,
                           test.option != nullptr ? test.option->name : "");
    }
    std::string operator()(const OptionTest& test) const { return fmt::format("option {} {}", test.option->name, test.words); }
    std::string operator()(const ParameterTest& test) const
    {
        return fmt::format("parameter {} {}", test.parameter->name, test.words);
    }
    std::string operator()(const DocumentTest& test) const { return fmt::format("documents {} {}", test.all, test.words); }
    std::string operator()(const StayTest& test) const { return fmt::format("stay {}", fmt::join(test.levels, " ")); }
    std::string operator()(const MemberTest& test) const { return "member " + test.event; }
    std::string operator()(const CalendarTest& test) const
    {
        return fmt::format("calendar {} {}", test.inside, test.calendar->name);
    }
    std::string operator()(const FactTest& test) const { return fmt::format("fact {}", int(test.fact)); }
    std::string operator()(const KnownTest& test) const { return fmt::format("known {} {}", test.wanted, int(test.subject)); }
};

void walk(const Group& group, bool wanted, const std::function<void(const Condition&, bool)>& each)
{
    const bool inside = group.kind == GroupKind::none ? !wanted : wanted;
    for (const Condition& part : group.parts) {
        if (const auto* inner = std::get_if<Group>(&part.is))
            walk(*inner, inside, each);
        else
            each(part, inside);
    }
}

}  // namespace

void for_each_condition(const Group& group, const std::function<void(const Condition&, bool)>& each) { walk(group, true, each); }

std::vector<const Condition*> parts_of(const Group& group)
{
    std::vector<const Condition*> parts;
    for (const Condition& part : group.parts) {
        const auto* inner = std::get_if<Group>(&part.is);
        if (inner == nullptr || inner->kind != GroupKind::all) {
            parts.push_back(&part);
            continue;
        }
        const auto more = parts_of(*inner);
        parts.insert(parts.end(), more.begin(), more.end());
    }
    return parts;
}

std::string text_of(const Condition& condition) { return std::visit(Texts{}, condition.is); }

std::string text_of(const Group& group)
{
    std::vector<std::string> parts;
    for (const Condition& part : group.parts) parts.push_back(text_of(part));
    std::ranges::sort(parts);
    return fmt::format("{}({})", int(group.kind), fmt::join(parts, "; "));
}

std::vector<CodeTable> tables_of(std::span<const PlanFile> files, std::string_view folder)
{
    std::vector<CodeTable> tables;
    const std::string      below = std::string(folder) + "/codes/";
    for (const PlanFile& file : files) {
        if (!file.path.starts_with(below)) continue;
        auto read = read_csv(file.path, file.text, {"code", "system", "to", "tag"});
        if (!read) continue;
        CodeTable table{
            std::filesystem::path(file.path).stem().string(), file.path, reviewed_in(file.text), {}, std::move(*read)};
        for (const CsvRow row : table.text)
            table.rows.push_back({row["code"], row["system"], day_from(row["to"]), row["tag"], row.line()});
        tables.push_back(std::move(table));
    }
    std::ranges::sort(tables, {}, &CodeTable::path);
    return tables;
}

Products products_of(const Rule& rule, const PayerProgram& payer)
{
    const Products all = payer.products.size() >= products_max ? ~Products{0} : (Products{1} << payer.products.size()) - 1;
    return rule.products & all;
}

std::string names_of(Products products, const PayerProgram& payer)
{
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < payer.products.size(); ++i)
        if ((products >> i & 1) != 0) names.push_back(payer.products[i]);
    return fmt::format("{}", fmt::join(names, ", "));
}

int rank_for(const Rule& rule, Products product)
{
    if ((rule.named & product) != 0) return 2;
    return (rule.families & product) != 0 ? 1 : 0;
}

bool decides(const Rule& rule) { return language::stage_words[rule.stage] != "effects" && rule.outcome.mode == nullptr; }

}  // namespace x278::policy
