#include "edi/response_text.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>

namespace x278::edi {

using namespace model;

std::string wire_date(const std::chrono::year_month_day& date)
{
    return fmt::format(FMT_COMPILE("{:04}{:02}{:02}"), static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::string wire_time(int minute_of_day)
{
    return fmt::format(FMT_COMPILE("{:02}{:02}"), minute_of_day / 60, minute_of_day % 60);
}

std::string wire_period(const Period& period)
{
    return period.is_range ? wire_date(period.first) + "-" + wire_date(period.last) : wire_date(period.first);
}

std::string wire_number(double value) { return fmt::format("{:.15g}", value); }

std::string trace_originator(std::string_view payer_id)
{
    constexpr std::size_t size = 9;
    std::string           id(payer_id.substr(0, size));
    return "9" + std::string(size - id.size(), '0') + id;
}

std::string_view wire_contact(const ContactPoint::Number& number, const Delimiters& delimiters) noexcept
{
    std::string_view text = number.number;
    if (number.kind == "UR")
        if (const auto scheme = text.find("://"); scheme != std::string_view::npos) text.remove_prefix(scheme + 3);
    return std::ranges::any_of(text, [&](char c) { return is_separator(c, delimiters); }) ? std::string_view{} : text;
}

const ContactPoint* contact_of(const Determination& determination, Outcome outcome)
{
    if (determination.event.contact) return &*determination.event.contact;
    for (const LineDetermination& line : determination.lines)
        if (line.outcome == outcome && line.contact) return &*line.contact;
    return nullptr;
}

std::vector<std::string> wanted_documents(const Determination& determination)
{
    std::vector<std::string> documents = determination.event.documents_wanted;
    for (const LineDetermination& line : determination.lines)
        for (const std::string& document : line.documents_wanted)
            if (std::ranges::find(documents, document) == documents.end()) documents.push_back(document);
    return documents;
}

Delimiters reply_delimiters(const Delimiters& asked_with) noexcept
{
    for (const char c : {asked_with.element, asked_with.repetition, asked_with.component, asked_with.segment})
        if (std::string_view("-./@").find(c) != std::string_view::npos) return {};
    return asked_with;
}

}  // namespace x278::edi
