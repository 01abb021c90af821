// What is a character of UTF-8, and what is none.
#include "core/utf8.hpp"

#include <doctest/doctest.h>

using namespace x278;
using namespace std::string_view_literals;

TEST_CASE("utf-8: characters are told from bytes, and what is none is found")
{
    CHECK(character_size("a") == 1);
    CHECK(character_size("\xC3\xA9t\xC3\xA9") == 2);
    CHECK(character_size("\xE2\x82\xAC") == 3);
    CHECK(character_size("\xF0\x9F\x98\x80") == 4);
    for (const auto none :
         {""sv, "\xE9t\xE9"sv, "\xC3"sv, "\xC0\x80"sv, "\xE0\x80\x80"sv, "\xED\xA0\x80"sv, "\xF5\x80\x80\x80"sv})
        CHECK(character_size(none) == 0);

    CHECK(characters_in("\xC3\xA9t\xC3\xA9") == 3);
    CHECK(end_of_utf8("\xC3\xA9t\xC3\xA9") == 5);
    CHECK(end_of_utf8("caf\xE9 au lait") == 3);
    CHECK(end_of_utf8("r\0u\0l\0e\0"sv) == 1);
}
