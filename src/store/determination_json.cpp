// The fields of a determination, listed once, and the writer and reader that visit them.
#include "store/determination_json.hpp"

#include "core/day.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <deque>
#include <optional>
#include <stdexcept>
#include <vector>

namespace x278::store {

namespace {

namespace json = boost::json;
using model::Effect;
using model::Finding;
using model::Outcome;

template <class Enum>
using Names = std::span<const std::pair<Enum, std::string_view>>;

constexpr std::array<std::pair<Outcome, std::string_view>, 9> outcomes{{
    {Outcome::not_required, "not_required"},
    {Outcome::notice_accepted, "notice_accepted"},
    {Outcome::approved, "approved"},
    {Outcome::modified, "modified"},
    {Outcome::partly_approved, "partly_approved"},
    {Outcome::pended, "pended"},
    {Outcome::contact_payer, "contact_payer"},
    {Outcome::denied_administratively, "denied_administratively"},
    {Outcome::cancelled, "cancelled"},
}};

constexpr std::array<std::pair<Finding::Answer, std::string_view>, 3> answers{{
    {Finding::Answer::does_not_apply, "does_not_apply"},
    {Finding::Answer::applies, "applies"},
    {Finding::Answer::cannot_tell, "cannot_tell"},
}};

constexpr std::array<std::pair<Effect::Kind, std::string_view>, 3> effects{{
    {Effect::Kind::flag, "flag"},
    {Effect::Kind::notice, "notice"},
    {Effect::Kind::timer, "timer"},
}};

[[nodiscard]] constexpr Names<Outcome>         names_of(Outcome) noexcept { return outcomes; }
[[nodiscard]] constexpr Names<Effect::Kind>    names_of(Effect::Kind) noexcept { return effects; }
[[nodiscard]] constexpr Names<Finding::Answer> names_of(Finding::Answer) noexcept { return answers; }

template <class Enum>
[[nodiscard]] std::string_view name_of(Enum value)
{
    const auto names = names_of(value);
    const auto found = std::ranges::find(names, value, &std::pair<Enum, std::string_view>::first);
    if (found == names.end())
        throw std::logic_error(
            fmt::format("determination: value {} of an enum has no name in the table", static_cast<int>(value)));
    return found->second;
}

// The fields. `Is` lets one list serve the writer, which sees them const, and the reader.
template <class T, class U>
concept Is = std::same_as<std::remove_const_t<T>, U>;

void visit_fields(auto& visit, Is<model::ReasonCode> auto& reason)
{
    visit("code", reason.code);
    visit("text", reason.text);
}

void visit_fields(auto& visit, Is<model::RuleName> auto& name)
{
    visit("rule", name.id);
    visit("title", name.title);
    visit("source", name.source);
}

void visit_fields(auto& visit, Is<model::Effect> auto& effect)
{
    visit("kind", effect.kind);
    visit("name", effect.name);
    visit("due", effect.due);
    visit("rule", effect.rule);
}

void visit_fields(auto& visit, Is<Finding> auto& finding)
{
    if constexpr (std::is_const_v<std::remove_reference_t<decltype(finding)>>) {
        visit_fields(visit, *finding.rule);
    } else {
        model::RuleName& name = visit.new_name();
        visit_fields(visit, name);
        finding.rule = &name;
    }
    visit("answer", finding.answer);
    visit("because", finding.because);
}

void visit_fields(auto& visit, Is<model::ContactPoint::Number> auto& number)
{
    visit("kind", number.kind);
    visit("number", number.number);
}

void visit_fields(auto& visit, Is<model::ContactPoint> auto& contact)
{
    visit("name", contact.name);
    visit("numbers", contact.numbers);
}

void visit_fields(auto& visit, Is<model::CertifiedQuantity> auto& quantity)
{
    visit("value", quantity.value);
    visit("unit", quantity.unit);
}

void visit_fields(auto& visit, Is<model::CertifiedPeriod> auto& period)
{
    visit("first", period.first);
    visit("last", period.last);
}

void visit_fields(auto& visit, Is<model::LineDetermination> auto& line)
{
    visit("line", line.line);
    visit("outcome", line.outcome);
    visit("reasons", line.reasons);
    visit("decided_by", line.decided_by);
    visit("quantity", line.quantity);
    visit("period", line.period);
    visit("documents_wanted", line.documents_wanted);
    visit("queue", line.queue);
    visit("message", line.message);
    visit("contact", line.contact);
    visit("effects", line.effects);
    visit("findings", line.findings);
}

void visit_fields(auto& visit, Is<model::Rejection> auto& rejection)
{
    visit("situation", rejection.situation);
    visit("line", rejection.line);
    visit("provider", rejection.provider);
}

void visit_fields(auto& visit, Is<model::Determination> auto& determination)
{
    visit("payer", determination.payer);
    visit("plan_revision", determination.plan_revision);
    visit("facts_as_of", determination.facts_as_of);
    visit("determined_at", determination.determined_at);
    visit("determined_on", determination.determined_on);
    visit("determined_minute", determination.determined_minute);
    visit("certification_number", determination.certification_number);
    visit("administrative_reference", determination.administrative_reference);
    visit("rejections", determination.rejections);
    visit("event", determination.event);
    visit("lines", determination.lines);
}

// A double as text, because Boost.JSON 1.81 reads numbers to the nearest but one.
[[nodiscard]] std::string exact_text(double value)
{
    std::array<char, 32> buffer;
    const auto           end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

template <class Number>
[[nodiscard]] std::optional<Number> number_from(std::string_view text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// Days that are in no calendar are kept too: the day nobody set is 0000-00-00.
[[nodiscard]] std::optional<std::chrono::year_month_day> recorded_day(std::string_view text)
{
    const auto last = text.rfind('-');
    if (last == std::string_view::npos || last == 0) return std::nullopt;
    const auto middle = text.rfind('-', last - 1);
    if (middle == std::string_view::npos) return std::nullopt;

    const auto year  = number_from<int>(text.substr(0, middle));
    const auto month = number_from<unsigned>(text.substr(middle + 1, last - middle - 1));
    const auto day   = number_from<unsigned>(text.substr(last + 1));
    if (!year || !month || !day) return std::nullopt;
    return std::chrono::year_month_day(std::chrono::year(*year), std::chrono::month(*month), std::chrono::day(*day));
}

// Of a determination of two lines with a handful of findings.
constexpr std::size_t usual_bytes = 2048;

// Appends to text; a tree of JSON values in between would take twice as long.
class Writer {
public:
    Writer() { text_.reserve(usual_bytes); }

    template <class T>
    void operator()(std::string_view name, const T& value)
    {
        if (is_at_rest(value)) return;
        if (!std::exchange(first_, false)) text_ += ',';
        write(name);
        text_ += ':';
        write(value);
    }

    template <class T>
    void write(const T& value)
    {
        if constexpr (std::is_enum_v<T>) {
            write(name_of(value));
        } else {
            text_ += '{';
            first_ = true;
            visit_fields(*this, value);
            first_ = false;
            text_ += '}';
        }
    }

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    [[nodiscard]] static bool is_at_rest(const std::string& text) { return text.empty(); }
    [[nodiscard]] static bool is_at_rest(const model::Wording& text) { return text.empty(); }
    [[nodiscard]] static bool is_at_rest(int number) { return number == 0; }
    template <class T>
    [[nodiscard]] static bool is_at_rest(const std::vector<T>& list)
    {
        return list.empty();
    }
    template <class T>
    [[nodiscard]] static bool is_at_rest(const std::optional<T>& maybe)
    {
        return !maybe.has_value();
    }
    template <class T>
    [[nodiscard]] static bool is_at_rest(const model::Kept<T>& maybe)
    {
        return !maybe;
    }
    template <class T>
    [[nodiscard]] static bool is_at_rest(const T&)
    {
        return false;
    }

    void write(std::string_view text)
    {
        text_ += '"';
        for (std::size_t start = 0;;) {
            const auto* special = std::find_if(text.begin() + start, text.end(),
                                               [](char c) { return c == '"' || c == '\\' || (c >= 0 && c < ' '); });
            text_.append(text.begin() + start, special);
            if (special == text.end()) break;
            fmt::format_to(std::back_inserter(text_), "\\u{:04x}", static_cast<unsigned>(*special));
            start = static_cast<std::size_t>(special - text.begin()) + 1;
        }
        text_ += '"';
    }
    void write(const std::string& text) { write(std::string_view(text)); }
    void write(const model::Wording& text) { write(text.words()); }
    void write(int number) { fmt::format_to(std::back_inserter(text_), "{}", number); }
    void write(double number) { write(exact_text(number)); }
    void write(std::chrono::sys_seconds time)
    {
        fmt::format_to(std::back_inserter(text_), "{}", time.time_since_epoch().count());
    }
    void write(std::chrono::year_month_day day) { write(day_text(day)); }
    template <class T>
    void write(const std::optional<T>& maybe)
    {
        write(*maybe);
    }
    template <class T>
    void write(const model::Kept<T>& maybe)
    {
        write(*maybe);
    }

    template <class T>
    void write(const std::vector<T>& list)
    {
        text_ += '[';
        for (const T& value : list) {
            if (&value != &list.front()) text_ += ',';
            write(value);
        }
        text_ += ']';
    }

    std::string text_;
    bool        first_ = true;  // no field of the object being written stands yet
};

// Thrown by the reader, caught by read_determination.
struct Misread {
    std::string_view field;
};

// The names of rules that stand in a determination; they do not move.
using RuleNames = std::deque<model::RuleName>;

class Reader {
public:
    Reader(const json::object& object, RuleNames& names) : object_(object), names_(names) {}

    [[nodiscard]] model::RuleName& new_name() { return names_.emplace_back(); }

    template <class T>
    void operator()(std::string_view name, T& value)
    {
        const json::value* found = object_.if_contains(name);
        if (found == nullptr && std::is_enum_v<T>) throw Misread{name};
        if (found != nullptr && !read(*found, value)) throw Misread{name};
    }

private:
    [[nodiscard]] static std::string_view text_of(const json::value& value)
    {
        const json::string* text = value.if_string();
        return text == nullptr ? std::string_view() : std::string_view(text->data(), text->size());
    }

    template <class T>
    [[nodiscard]] static bool assign(T& to, const std::optional<T>& from)
    {
        if (from) to = *from;
        return from.has_value();
    }

    [[nodiscard]] static bool read(const json::value& value, std::string& text)
    {
        text = text_of(value);
        return value.is_string();
    }
    [[nodiscard]] static bool read(const json::value& value, model::Wording& text)
    {
        text = std::string(text_of(value));
        return value.is_string();
    }
    [[nodiscard]] static bool read(const json::value& value, int& number)
    {
        if (!value.is_int64() || !std::in_range<int>(value.get_int64())) return false;
        number = static_cast<int>(value.get_int64());
        return true;
    }
    [[nodiscard]] static bool read(const json::value& value, double& number)
    {
        return assign(number, number_from<double>(text_of(value)));
    }
    [[nodiscard]] static bool read(const json::value& value, std::chrono::year_month_day& day)
    {
        return assign(day, recorded_day(text_of(value)));
    }
    [[nodiscard]] static bool read(const json::value& value, std::chrono::sys_seconds& time)
    {
        if (!value.is_int64()) return false;
        time = std::chrono::sys_seconds(std::chrono::seconds(value.get_int64()));
        return true;
    }
    template <class T>
    [[nodiscard]] bool read(const json::value& value, std::optional<T>& maybe)
    {
        return read(value, maybe.emplace());
    }
    template <class T>
    [[nodiscard]] bool read(const json::value& value, model::Kept<T>& maybe)
    {
        return read(value, maybe.emplace());
    }

    template <class T>
    [[nodiscard]] bool read(const json::value& value, std::vector<T>& list)
    {
        const json::array* array = value.if_array();
        if (array == nullptr) return false;
        list.reserve(array->size());
        return std::ranges::all_of(*array, [&](const json::value& element) { return read(element, list.emplace_back()); });
    }

    template <class T>
    [[nodiscard]] bool read(const json::value& json_value, T& value)
    {
        if constexpr (std::is_enum_v<T>) {
            const auto names = names_of(T{});
            const auto found = std::ranges::find(names, text_of(json_value), &std::pair<T, std::string_view>::second);
            if (found == names.end()) return false;
            value = found->first;
        } else {
            const json::object* object = json_value.if_object();
            if (object == nullptr) return false;
            Reader inner(*object, names_);
            visit_fields(inner, value);
        }
        return true;
    }

    const json::object& object_;
    RuleNames&          names_;
};

// Room for one determination without asking the heap; a larger one does ask.
constexpr std::size_t scratch_bytes = 16 * 1024;

}  // namespace

std::string write_determination(const model::Determination& determination)
{
    Writer writer;
    writer.write(determination);
    return writer.take();
}

Result<model::Determination> read_determination(std::string_view text)
{
    std::array<unsigned char, scratch_bytes> scratch;
    json::monotonic_resource                 memory(scratch.data(), scratch.size());

    json::parse_options options;
    options.allow_invalid_utf8 = true;  // a sender's text may be in any alphabet, and is kept as it was

    boost::system::error_code error;
    const json::value         value = json::parse(text, error, &memory, options);
    if (error || !value.is_object()) return failure(ErrorCode::corrupt, "determination is not a JSON object");

    model::Determination determination;
    const auto           names = std::make_shared<RuleNames>();
    determination.keeper.of    = names;
    try {
        Reader reader(value.get_object(), *names);
        visit_fields(reader, determination);
    } catch (const Misread& misread) {
        return failure(ErrorCode::corrupt,
                       fmt::format("field `{}` of the determination does not hold what it should", misread.field));
    }
    determination.event.keeper = determination.keeper;
    for (model::LineDetermination& line : determination.lines) line.keeper = determination.keeper;
    return determination;
}

std::span<const std::pair<Outcome, std::string_view>> outcome_names() noexcept { return outcomes; }

std::string_view outcome_name(Outcome outcome) { return name_of(outcome); }

}  // namespace x278::store
