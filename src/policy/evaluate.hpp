// Whether a condition holds for a line, and which facts were compared to tell.
#pragma once

#include "policy/line_view.hpp"
#include "policy/program.hpp"
#include "policy/truth.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace x278::policy {

// The facts compared, for people; nothing is written when nobody will read it. Never a name, an id, a birth date or
// a diagnosis.
class Because {
public:
    Because() = default;
    explicit Because(std::vector<std::string>& texts) : texts_(&texts) {}

    template <class Make>
    void add(Make&& make)
    {
        if (texts_) texts_->push_back(std::string(make()));
    }

private:
    std::vector<std::string>* texts_ = nullptr;
};

// evaluate.cpp. Asks no further than it takes: the rest is not compared, and not told.
[[nodiscard]] Answer evaluate(const Group& group, const LineView& line, Because& because);

// evaluate.cpp. Whether all hold, when nobody reads why.
[[nodiscard]] Answer evaluate_all(std::span<const OpenPart> parts, const LineView& line);

// "SUBJECT is WORDS", "SUBJECT is not WORDS", or what is missing. What is a function makes its words when they are wanted.
template <class Subject, class Words>
Answer compared(Because& because, Answer answer, const Subject& subject, const Words& words)
{
    because.add([&] {
        if (answer.truth == Truth::unknown) return answer.missing.named(false) + " is unknown";
        std::string text(subject());
        text += answer.truth == Truth::yes ? " is " : " is not ";
        if constexpr (std::is_invocable_v<Words>)
            text += words();
        else
            text += words;
        return text;
    });
    return answer;
}

// One function a kind of condition: evaluate_codes.cpp,
[[nodiscard]] Answer evaluate(const CodeTest& test, const LineView& line, Because& because);
[[nodiscard]] Answer evaluate(const LinesTest& test, const LineView& line, Because& because);

// evaluate_request.cpp,
[[nodiscard]] Answer evaluate(const ChoiceTest& test, const LineView& line, Because& because);
[[nodiscard]] Answer evaluate(const QuantityTest& test, const LineView& line, Because& because);
[[nodiscard]] Answer evaluate(const DocumentTest& test, const LineView& line, Because& because);
[[nodiscard]] Answer evaluate(const KnownTest& test, const LineView& line, Because& because);

// evaluate_time.cpp,
[[nodiscard]] Answer evaluate(const DateTest& test, const LineView& line, Because& because);
[[nodiscard]] Answer evaluate(const AgeTest& test, const LineView& line, Because& because);
[[nodiscard]] Answer evaluate(const CalendarTest& test, const LineView& line, Because& because);

// evaluate_record.cpp.
[[nodiscard]] Answer evaluate(const CountTest& test, const LineView& line, Because& because);
[[nodiscard]] Answer evaluate(const OptionTest& test, const LineView& line, Because& because);
[[nodiscard]] Answer evaluate(const ParameterTest& test, const LineView& line, Because& because);
[[nodiscard]] Answer evaluate(const StayTest& test, const LineView& line, Because& because);
[[nodiscard]] Answer evaluate(const MemberTest& test, const LineView& line, Because& because);
[[nodiscard]] Answer evaluate(const FactTest& test, const LineView& line, Because& because);

// Whether the requester has announced such a document with the request.
[[nodiscard]] bool is_announced(std::string_view report_type, const LineView& line);

// The parameters the engine asks itself: whether a payer's engine may deny (without it the payer's own statement holds);
// at which end of its day something happened whose hour nobody told, or that the hour is asked for; and who tells a
// quantity that came in another unit than a limit counts in, the requester or a review.
inline constexpr std::string_view administrative_denial = "administrative-denial";
inline constexpr std::string_view unknown_hour          = "unknown-hour";
inline constexpr std::string_view other_unit            = "other-unit";

struct EngineParameter {
    std::string_view                name;
    std::array<std::string_view, 3> values;  // what the engine understands
};
inline constexpr std::array engine_parameters{
    EngineParameter{administrative_denial, {"allow", "forbid"}},
    EngineParameter{unknown_hour, {"latest", "earliest", "ask"}},
    EngineParameter{other_unit, {"ask", "review"}},
};

// The value of one of them; nothing if the plan has no such parameter, empty if it cannot be told for this line.
[[nodiscard]] std::optional<std::string_view> engine_setting(std::string_view parameter, const LineView& line);

// What a parameter is for this line; unknown when it depends on a product that is not known.
struct Setting {
    Answer           known;
    std::string_view value;
};
[[nodiscard]] Setting setting_of(const Parameter& parameter, const LineView& line);

// The plan's own value, for a member who has one of these products.
[[nodiscard]] Setting setting_of(const Parameter& parameter, Products possible);

// Whether an account may have chosen that.
[[nodiscard]] bool is_value_of(const AccountOption& option, std::string_view value);

// What the member's account chose, or what holds when it says nothing; unknown, if what stands in its record is no choice.
[[nodiscard]] Setting setting_of(const AccountOption& option, const LineView& line);

// The same as a number; an option that is none is unknown.
struct NumberSetting {
    Answer known;
    double value = 0;
};
[[nodiscard]] NumberSetting number_of(const AccountOption& option, const LineView& line);

[[nodiscard]] bool             holds(Relation relation, double value, double limit);
[[nodiscard]] std::string_view words_of(Relation relation);
[[nodiscard]] std::string_view sign(double value, double limit);  // "<", "=", ">"

// How many of `limit`'s unit are asked for.
struct AskedQuantity {
    Answer      known;      // yes, or unknown and for want of what
    double      value = 0;  // if known
    std::size_t areas = 1;  // it is asked for in each of so many
};
[[nodiscard]] AskedQuantity quantity_asked(const Limit& limit, const LineView& line);

// "29", "2.5"
[[nodiscard]] std::string number_text(double value);

}  // namespace x278::policy
