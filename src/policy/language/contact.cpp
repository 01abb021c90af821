// The grammar of a contact: whom a requester may be sent to, and how they are reached.
#include "policy/language/grammar.hpp"
#include "policy/language/vocabulary.hpp"

namespace x278::policy::language {

namespace {

const auto contact_number = x3::rule<struct ContactNumberId, ast::ContactNumber>("a number") = one_of(words_of(contact_words))
                                                                                               > name("a number or an address");

// A payer may name somebody without publishing a number.
const auto contact_numbers = x3::rule<struct ContactNumbersId, std::vector<ast::ContactNumber>>("numbers") = *contact_number;

const auto contact_def = phrase("contact") > name("an id for the contact, as in `contact carelon \"CARELON\"`")
                         > text("the name it is asked for, in quotation marks") >> contact_numbers;

}  // namespace

BOOST_SPIRIT_DEFINE(contact)
BOOST_SPIRIT_INSTANTIATE(ContactRule, Iterator, Context)

}  // namespace x278::policy::language
