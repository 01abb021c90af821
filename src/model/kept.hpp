// Values that an answer need not copy, because somebody keeps them for it: the plan it was made by, or what was read with it
// (LineDetermination::keeper).
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace x278::model {

// A value of its own, or one that is kept; or none. Who reads it need not know which: two are equal if their values are.
template <class T>
class Kept {
public:
    Kept() = default;
    Kept(T value) : own_(std::move(value)) {}  // NOLINT: it stands for the value

    // `value` must live as long as this, and as whatever is copied from it.
    [[nodiscard]] static Kept by_keeper(const T& value) noexcept
    {
        Kept kept;
        kept.kept_ = &value;
        return kept;
    }
    static Kept by_keeper(const T&& gone_at_once) = delete;

    [[nodiscard]] explicit operator bool() const noexcept { return kept_ || own_; }

    // There must be one.
    [[nodiscard]] const T& operator*() const noexcept { return kept_ ? *kept_ : *own_; }
    [[nodiscard]] const T* operator->() const noexcept { return &**this; }

    // A value of its own, for whoever fills it in.
    T& emplace()
    {
        kept_ = nullptr;
        return own_.emplace();
    }

    friend bool operator==(const Kept& a, const Kept& b) { return a && b ? *a == *b : !a && !b; }

private:
    const T*         kept_ = nullptr;
    std::optional<T> own_;
};

// Text of its own, or kept. Where there is none, it is empty.
class Wording {
public:
    Wording() = default;
    Wording(std::string text) : text_(std::move(text)) {}    // NOLINT: it stands for the text
    Wording(const char* text) : text_(std::string(text)) {}  // NOLINT

    // As Kept::by_keeper.
    [[nodiscard]] static Wording by_keeper(const std::string& text) noexcept
    {
        Wording wording;
        wording.text_ = Kept<std::string>::by_keeper(text);
        return wording;
    }
    static Wording by_keeper(const std::string&& gone_at_once) = delete;

    [[nodiscard]] const std::string& words() const noexcept { return text_ ? *text_ : nothing; }
    [[nodiscard]] bool               empty() const noexcept { return words().empty(); }

    operator const std::string&() const noexcept { return words(); }  // NOLINT: as above

    friend bool operator==(const Wording& a, const Wording& b) noexcept { return a.words() == b.words(); }
    friend bool operator==(const Wording& a, const std::string& b) noexcept { return a.words() == b; }
    friend bool operator==(const Wording& a, const char* b) noexcept { return a.words() == b; }

private:
    inline static const std::string nothing;

    Kept<std::string> text_;
};

}  // namespace x278::model
