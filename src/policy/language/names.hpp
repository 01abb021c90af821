// Lists of names, as the statements of a plan and the cases beside it have them.
#pragma once

#include "policy/language/ast.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace x278::policy::language::ast {

[[nodiscard]] inline std::vector<std::string> texts_of(const std::vector<Name>& names)
{
    std::vector<std::string> texts;
    for (const Name& name : names) texts.push_back(name.text);
    return texts;
}

// "A, B", each as it is written.
[[nodiscard]] inline std::string joined(const std::vector<Name>& names, std::string_view between = ", ")
{
    std::string text;
    for (const Name& name : names) {
        if (!text.empty()) text += between;
        text += name.text;
    }
    return text;
}

}  // namespace x278::policy::language::ast
