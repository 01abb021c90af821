// The grammar of `expect`: what the answer to a case must be.
#include "policy/language/case_grammar.hpp"
#include "policy/language/vocabulary.hpp"

namespace x278::policy::language {

namespace {

using ast::ExpectedOutcome;
using Kind = ast::ExpectedNames::Kind;

template <class Id, class Attribute>
[[nodiscard]] x3::rule<Id, Attribute> called(const char* what)
{
    return x3::rule<Id, Attribute>(what);
}

const PhrasesParser<ExpectedOutcome> outcome_word{{
    {"not required", ExpectedOutcome::not_required},
    {"notice accepted", ExpectedOutcome::notice_accepted},
    {"approved", ExpectedOutcome::approved},
    {"modified", ExpectedOutcome::modified},
    {"partly approved", ExpectedOutcome::partly_approved},
    {"pended", ExpectedOutcome::pended},
    {"denied", ExpectedOutcome::denied},
    {"cancelled", ExpectedOutcome::cancelled},
    {"allowed", ExpectedOutcome::allowed},
    {"blocked", ExpectedOutcome::blocked},
}};

const PhrasesParser<Kind> several_word{{
    {"because", Kind::because},
    {"documents", Kind::documents},
    {"applied", Kind::applied},
    {"not applied", Kind::not_applied},
    {"cannot tell", Kind::cannot_tell},
    {"flag", Kind::flag},
    {"no flag", Kind::no_flag},
    {"notify", Kind::notify},
    {"start", Kind::start},
}};

const PhrasesParser<ast::ExpectedNames> none_expected{{
    {"no documents", {Kind::documents, {}}},
    {"no reason", {Kind::because, {}}},
    {"by nobody", {Kind::by, {}}},
}};

const auto another_item = x3::omit[several_word] | x3::omit[none_expected] | phrase("by") | phrase("to") | phrase("from")
                          | phrase("until") | phrase("says") | phrase("contact");

const auto names = called<struct ExpectedListId, std::vector<ast::Name>>("a code or a name") =
    name("a code or a name") % (phrase(",") >> !another_item);

const auto one_name = called<struct OneNameId, std::vector<ast::Name>>("a name") = x3::repeat(1)[name("a name")];

const auto several = called<struct SeveralId, ast::ExpectedNames>("names") =
    none_expected | (several_word > names) | (phrase("by") >> x3::attr(Kind::by) > one_name)
    | (phrase("contact") >> x3::attr(Kind::contact) > one_name);

// `to 2 visits` is how much, `to nurse` is whose work it becomes.
const auto quantity = called<struct ExpectedQuantityId, ast::Amount>("a quantity") = phrase("to") >> amount;
const auto queue = called<struct ExpectedQueueId, ast::ExpectedNames>("a queue") = phrase("to") >> x3::attr(Kind::queue)
                                                                                   > one_name;

const auto expected_day = called<struct ExpectedDayId, ast::ExpectedDay>("a day") =
    (phrase("from") >> x3::attr(true) > day) | (phrase("until") >> x3::attr(false) > day);

const auto says = called<struct SaysId, ast::Text>("a text") = phrase("says") > text("a text in quotation marks, on one line");

struct ExpectedItemClass : Positioned {};
struct ContactItemClass : Positioned {};
struct RejectionItemClass : Positioned {};

const auto item                               = called<ExpectedItemClass, ast::ExpectedItem>(
    "what is expected: `to`, `from`, `until`, `because`, `by`, `applied`, `not applied`, `cannot tell`, `says`, `documents`, "
                                  "`contact`, `flag`, `notify` or `start`") = several | quantity | queue | expected_day | says;

const auto next = called<struct NextId, ast::ExpectedItem>("what is expected") = (phrase(",") > item) | item;

// A contact is named with the outcome, or left open.
const auto contact_name = called<struct ContactNameId, std::vector<ast::Name>>("a contact") =
    x3::repeat(0, 1)[!another_item >> name("a contact")];
const auto contact_named = called<struct ContactNamedId, ast::ExpectedNames>("a contact") =
    x3::attr(Kind::contact) >> contact_name;
const auto contact_item = called<ContactItemClass, ast::ExpectedItem>("a contact") = contact_named;

const auto rejection = called<struct RejectionId, ast::ExpectedNames>("situations") = x3::attr(Kind::rejections) >> names;
const auto rejection_item =
    called<RejectionItemClass, ast::ExpectedItem>("a situation of rejections.csv, as in `reject member/not-found`") = rejection;

using Items = std::vector<ast::ExpectedItem>;

const auto after_contact = called<struct AfterContactId, Items>("what is expected") = contact_item >> *next;
const auto after_reject = called<struct AfterRejectId, Items>(rejection_item.name) = rejection_item >> *next;
const auto after_outcome = called<struct AfterOutcomeId, Items>("what is expected") = *next;
const auto only_items = called<struct OnlyItemsId, Items>("what is expected") = item >> *next;

using Outcome = std::optional<ExpectedOutcome>;

const auto expectation_def = (case_target >> phrase("contact") >> x3::attr(Outcome(ExpectedOutcome::contact)) >> after_contact)
                             | (case_target >> phrase("reject") >> x3::attr(Outcome(ExpectedOutcome::rejected)) > after_reject)
                             | (case_target >> outcome_word >> after_outcome)
                             | (case_target >> x3::attr(Outcome()) >> only_items);

}  // namespace

BOOST_SPIRIT_DEFINE(expectation)
BOOST_SPIRIT_INSTANTIATE(ExpectationRule, Iterator, Context)

}  // namespace x278::policy::language
