// Takes the elements of one segment in order, as texts of the request being built.
#pragma once

#include "edi/segment.hpp"
#include "edi/values.hpp"
#include "model/service_review.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace x278::edi::grammar {

class ElementCursor {
public:
    // Texts come out as views of `kept`, where a copy of `received` stands.
    ElementCursor(const Segment& segment, const Delimiters& delimiters, const char* received, const char* kept)
        : at_(segment.tokens().data()),
          end_(at_ + segment.tokens().size()),
          delimiters_(delimiters),
          received_(received),
          kept_(kept)
    {
        skip();  // the id
    }

    // The next element; empty when it was not sent. Of a composite, its first component.
    std::string_view next() noexcept
    {
        if (at_ == end_) return {};
        const std::string_view text = own(*at_);
        skip();
        return text;
    }

    void skip(int elements = 1) noexcept
    {
        for (; elements > 0 && at_ != end_; --elements) {
            while (at_->ended_by == delimiters_.component || at_->ended_by == delimiters_.repetition) ++at_;
            ++at_;
        }
    }

    // The components of the next element; those not sent are empty.
    template <std::size_t Count>
    std::array<std::string_view, Count> next_composite() noexcept
    {
        std::array<std::string_view, Count> components{};
        for (std::size_t i = 0; at_ != end_; ++i) {
            const char ended_by = at_->ended_by;
            if (i < Count) components[i] = own(*at_);
            ++at_;
            if (ended_by != delimiters_.component) break;
        }
        return components;
    }

    // The repetitions of the next element; those not sent are empty.
    template <std::size_t Count>
    std::array<std::string_view, Count> next_repetitions() noexcept
    {
        std::array<std::string_view, Count> repetitions{};
        for (std::size_t i = 0; at_ != end_; ++i) {
            const char ended_by = at_->ended_by;
            if (i < Count) repetitions[i] = own(*at_);
            ++at_;
            if (ended_by != delimiters_.repetition) break;
        }
        return repetitions;
    }

    std::optional<model::Decimal> next_decimal() noexcept
    {
        const auto text = next();
        if (text.empty()) return std::nullopt;
        return model::Decimal{text, decimal_value(text)};
    }

    std::optional<model::Date> next_date() noexcept { return parse_date(next()); }

    // A format (D8 or RD8) and what is written in it.
    std::optional<model::Period> next_period() noexcept
    {
        const auto format = next();
        return period(format, next());
    }

    static std::optional<model::Period> period(std::string_view format, std::string_view text) noexcept
    {
        if (format == "RD8") {
            const auto range = parse_date_range(text);
            return range ? std::optional(model::Period{range->first, range->last, true}) : std::nullopt;
        }
        const auto date = parse_date(text);
        return date ? std::optional(model::Period{*date, *date, false}) : std::nullopt;
    }

    [[nodiscard]] bool at_end() const noexcept { return at_ == end_; }

private:
    std::string_view own(const Token& token) const noexcept { return {kept_ + (token.data - received_), token.size}; }

    const Token*      at_;
    const Token*      end_;
    const Delimiters& delimiters_;
    const char*       received_;
    const char*       kept_;
};

}  // namespace x278::edi::grammar
