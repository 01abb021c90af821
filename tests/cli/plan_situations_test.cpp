// What a plan may reject with.
#include "cli/plan.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

namespace x278::cli::tests {

TEST_CASE("plans: a rule rejects with a situation the response can say, or the plans are not taken")
{
    auto       files = policy::embedded_plan_files();
    const auto payer = std::ranges::find_if(files, [](const auto& file) { return file.path.ends_with("thpnh/payer.rules"); });
    REQUIRE(payer != files.end());
    const std::string rule = "\nrule T-1 \"a test\"\n  stage authority\n  for every product\n  reject as requester/";
    const std::string ends = "\n  source THPNH-UM-14\n";

    const std::string text = payer->text;
    payer->text            = text + rule + "not-authorized" + ends;
    CHECK(compiled(files).has_value());

    payer->text        = text + rule + "not-authorised" + ends;
    const auto refused = compiled(files);
    REQUIRE(!refused.has_value());
    const auto lines = std::ranges::count(payer->text, '\n') - 1;  // the last but one
    CHECK(refused.error().message.starts_with(fmt::format(
        "{}:{}:13: rule `T-1` rejects as `requester/not-authorised`; expected a situation, as in `member/not-found`\n",
        payer->path, lines)));
    CHECK(refused.error().message.contains("   reject as requester/not-authorised\n"));
    CHECK(refused.error().message.contains("^^^^^^^^^^^^^^^^^^^^^^^^ did you mean `requester/not-authorized`?\n"));
    CHECK(refused.error().message.ends_with("the plans have 1 error"));
}

}  // namespace x278::cli::tests
