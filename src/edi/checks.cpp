#include "edi/checks.hpp"

#include "edi/outline.hpp"
#include "edi/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace x278::edi {

namespace {

using std::chrono::year_month_day;
using Day = std::optional<year_month_day>;

constexpr std::array<std::string_view, 4> icd_10{"ABF", "ABJ", "ABK", "APR"};
constexpr std::array<std::string_view, 4> icd_9{"BF", "BJ", "BK", "PR"};

class SenseCheck {
public:
    SenseCheck(const TransactionSet& set, const Guide& guide, const Placement& placement, IssueList& issues)
        : set_(set),
          guide_(guide),
          placement_(placement),
          issues_(issues),
          answered_(guide.id == "005010X217" && guide.direction == "request")
    {
    }

    void run();

private:
    using Place = IssueList::Place;

    void request_segment(Tag tag);
    void diagnoses();
    void pointers();
    void range_of_procedures(int element);
    void birth();
    void date();
    void event_date(std::string_view kind, const DateRange& period);
    void service_date(const DateRange& period, std::string_view inappropriate, std::string_view born_after);
    void verdict_of_set();
    void group_counts();
    int  number(int element) const;

    std::string_view value(int element) const { return here().element(element, set_.delimiters); }
    std::string_view value(int element, int component) const { return here().component(element, component, set_.delimiters); }
    const Segment&   here() const { return set_.segments[at_]; }
    const Loop&      loop() const
    {
        const auto instance = static_cast<std::size_t>(placement_.segments[at_].instance);
        return guide_.loops[static_cast<std::size_t>(placement_.instances[instance].loop)];
    }
    void say(std::string_view id, Place place, std::string message, Confidence confidence = Confidence::high);

    const TransactionSet& set_;
    const Guide&          guide_;
    const Placement&      placement_;
    IssueList&            issues_;
    bool                  answered_;  // a response will say what is wrong with the data
    std::size_t           at_ = 0;    // the segment being looked at

    Day created_;   // BHT04
    Day birth_;     // of the patient
    Day admitted_;  // the first day
    Day discharged_;
    Day last_period_;  // last menstrual period
    Day due_;
    int diagnoses_   = 0;
    int sets_told_   = 0;  // AK2 of a 999
    int sets_good_   = 0;  // those whose IK5 accepts
    int sets_judged_ = 0;  // those whose IK5 says so or otherwise, in a code there is
};

void SenseCheck::run()
{
    for (at_ = 0; at_ < placement_.segments.size(); ++at_) {
        if (placement_.segments[at_].slot == nullptr) continue;
        switch (const Tag tag = placement_.segments[at_].slot->tag; tag) {
            case tag_of("HI"): diagnoses(); break;
            case tag_of("SV1"):
                range_of_procedures(1);
                pointers();
                break;
            case tag_of("SV2"): range_of_procedures(2); break;
            case tag_of("SV3"): range_of_procedures(1); break;
            case tag_of("AK2"): ++sets_told_; break;
            case tag_of("IK5"): verdict_of_set(); break;
            case tag_of("AK9"): group_counts(); break;
            default:
                if (answered_) request_segment(tag);
        }
    }
}

// What only a request is asked: its dates are the ones a decision goes by.
void SenseCheck::request_segment(Tag tag)
{
    switch (tag) {
        case tag_of("BHT"): created_ = parse_date(value(4)); break;
        case tag_of("NM1"):
            if (loop().id == "2010D") birth_.reset();  // the patient is not the subscriber
            break;
        case tag_of("DMG"): birth(); break;
        case tag_of("DTP"): date(); break;
        default: break;
    }
}

// One edition of the diagnosis codes in one HI. Source: guide-rules 4.13; nobody but us says so, so it warns.
void SenseCheck::diagnoses()
{
    if (loop().id != "2000E") return;
    const Delimiters& delimiters = set_.delimiters;
    bool              tenth      = false;
    bool              ninth      = false;
    diagnoses_                   = 0;
    for (int element = 1; element <= 12; ++element) {
        const std::string_view qualifier = here().element(element, delimiters);
        if (qualifier.empty()) continue;
        diagnoses_       = element;
        const bool mixed = tenth && ninth;
        tenth |= std::ranges::find(icd_10, qualifier) != icd_10.end();
        ninth |= std::ranges::find(icd_9, qualifier) != icd_9.end();
        if (!mixed && tenth && ninth)
            say("element/pattern", {element, 1, 0},
                fmt::format("HI{:02}-1 is of another edition of ICD than those before it; expected one edition", element),
                Confidence::low);
    }
}

// SV107 counts the diagnoses of HI. Source: guide-rules 4.14; where-answered 96, of low confidence.
void SenseCheck::pointers()
{
    for (int component = 1; component <= 4; ++component) {
        const std::string_view text  = value(7, component);
        int                    index = 0;
        std::from_chars(text.data(), text.data() + text.size(), index);
        if (text.empty() || (index >= 1 && index <= diagnoses_)) continue;
        say("element/pattern", {7, component, 0},
            fmt::format("SV107-{} points at a diagnosis that HI does not have; expected 1 to {}", component, diagnoses_),
            Confidence::low);
    }
}

// C003-8 is the upper end of a range that begins with C003-2. Source: guide-rules 4.27.
void SenseCheck::range_of_procedures(int element)
{
    const std::string_view first = value(element, 2);
    const std::string_view last  = value(element, 8);
    if (last.empty() || last.size() != first.size() || last >= first) return;
    say("element/pattern", {element, 8, 0}, fmt::format("{}{:02}-8 ends a range before it begins", here().id(), element),
        Confidence::low);
}

void SenseCheck::birth()
{
    birth_ = parse_date(value(2));
    if (!birth_ || !created_ || *birth_ <= *created_) return;
    say(loop().id == "2010D" ? "dependent/birth-date-missing" : "member/birth-date-missing", {2, 0, 0},
        "DMG02 is after the day the request was made; expected the day of birth");
    birth_.reset();
}

void SenseCheck::date()
{
    std::optional<DateRange> period = parse_date_range(value(3));
    if (const auto day = parse_date(value(3))) period = DateRange{*day, *day};
    if (!period) return;
    if (loop().id == "2000F")
        service_date(*period, "service/date-missing", "service/born-after-service");
    else if (loop().id == "2000E")
        event_date(value(1), *period);
}

void SenseCheck::event_date(std::string_view kind, const DateRange& period)
{
    const bool ahead = created_ && period.first > *created_;
    if (kind == "AAH" || kind == "435") service_date(period, "request/date-inappropriate", "request/born-after-service");
    if (kind == "435") admitted_ = period.first;
    if (kind == "096") discharged_ = period.first;
    if (kind == "484") last_period_ = period.first;
    if (kind == "ABC") due_ = period.first;
    if ((kind == "435" || kind == "096") && admitted_ && discharged_ && *discharged_ < *admitted_)
        say("request/discharge-date-missing", {3, 0, 0}, "the discharge (DTP 096) is before the admission (DTP 435)");
    if ((kind == "484" || kind == "ABC") && last_period_ && due_ && *due_ < *last_period_)
        say("request/due-date-missing", {3, 0, 0}, "the due date (DTP ABC) is before the last menstrual period (DTP 484)");
    if (!ahead) return;
    if (kind == "439") say("request/accident-date-missing", {3, 0, 0}, "the accident is after the day the request was made");
    if (kind == "431") say("request/onset-date-missing", {3, 0, 0}, "the onset is after the day the request was made");
    if (kind == "484")
        say("request/menstrual-period-missing", {3, 0, 0}, "the last menstrual period is after the day the request was made");
}

// A period may be open to the end of time, so only its near end is held against the day of the request.
void SenseCheck::service_date(const DateRange& period, std::string_view inappropriate, std::string_view born_after)
{
    constexpr std::chrono::years far{service_years_max};
    if (birth_ && period.last < *birth_)
        return say(born_after, {3, 0, 0}, "the service ends before the patient was born; check DTP03 and DMG02");
    if (!created_) return;
    if (period.last < *created_ - far || period.first > *created_ + far)
        say(inappropriate, {3, 0, 0},
            fmt::format("the date is more than {} years away from the day the request was made", service_years_max));
}

void SenseCheck::verdict_of_set()
{
    const std::string_view verdict = value(1);
    const bool             good    = verdict == "A" || verdict == "E";
    sets_good_ += good ? 1 : 0;
    sets_judged_ += good || verdict == "R" || verdict == "M" || verdict == "W" || verdict == "X" ? 1 : 0;
}

// Source: guide-rules 12.11: A and E accept all, P some, R, M, W and X none.
void SenseCheck::group_counts()
{
    const int              received = number(3);
    const int              accepted = number(4);
    const std::string_view verdict  = value(1);
    if (received < 0 || accepted < 0 || verdict.size() != 1) return;  // said already
    if (sets_told_ > received)
        return say("element/pattern", {3, 0, 0}, fmt::format("AK903 is less than the {} sets that AK2 names", sets_told_));
    if (accepted > received) return say("element/pattern", {4, 0, 0}, "more sets are accepted in AK904 than received in AK903");
    if (std::string_view("AEPRMWX").find(verdict.front()) == std::string_view::npos) return;  // likewise
    const bool holds = verdict == "A" || verdict == "E" ? accepted == received
                       : verdict == "P"                 ? accepted > 0 && accepted < received
                                                        : accepted == 0;
    if (!holds) return say("element/pattern", {4, 0, 0}, fmt::format("AK904 contradicts AK901, which is `{}`", verdict));
    if (sets_judged_ == received && accepted != sets_good_ && accepted != 0)
        say("element/pattern", {4, 0, 0},
            fmt::format("AK904 is not the number of sets that IK5 accepts; expected {}", sets_good_));
}

// The number an element holds; -1 when it holds none.
int SenseCheck::number(int element) const
{
    const std::string_view text   = value(element);
    int                    number = -1;
    const auto [end, error]       = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : -1;
}

void SenseCheck::say(std::string_view id, Place place, std::string message, Confidence confidence)
{
    const int position = static_cast<int>(at_) + 1;
    if (issues_.has(position, place.element)) return;
    const Element& whole   = placement_.segments[at_].slot->use->elements[static_cast<std::size_t>(place.element - 1)];
    const bool     part    = place.component != 0 && static_cast<std::size_t>(place.component) <= whole.components.size();
    const Element& element = part ? whole.components[static_cast<std::size_t>(place.component - 1)] : whole;
    const auto     text    = place.component == 0 ? value(place.element) : value(place.element, place.component);
    issues_.add_element(id, here(), position, loop().id, place, &element, text, std::move(message), confidence);
}

}  // namespace

void check_sense(const TransactionSet& set, const Guide& guide, const Placement& placement, IssueList& issues)
{
    SenseCheck(set, guide, placement, issues).run();
}

}  // namespace x278::edi
