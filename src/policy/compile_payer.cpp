// Who the payer is, and whom a requester may be sent to.
#include "policy/compile.hpp"
#include "policy/language/vocabulary.hpp"

#include <date/tz.h>
#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

constexpr std::size_t contact_numbers_max = 3;   // PER03..08
constexpr std::size_t contact_name_max    = 60;  // PER02

const date::time_zone* zone_named(const std::string& name)
{
    try {
        const date::time_zone* const zone = date::locate_zone(name);
        // The zone's own file is read on first use; that is now, so that deciding reads none.
        static_cast<void>(zone->get_info(date::sys_seconds{}));
        return zone;
    } catch (const std::runtime_error&) {
        return nullptr;
    }
}

void compile_families(const Compilation& to, const PlanFile& file, const ast::Payer& payer)
{
    for (const ast::Family& family : payer.families) {
        Products members = 0;
        for (const ast::Name& product : family.products) {
            if (to.payer.products.size() == products_max)
                return to.report(file, product, fmt::format("more than {} products", products_max));
            if (std::ranges::find(to.payer.products, product.text) != to.payer.products.end()) {
                to.report(file, product, fmt::format("product `{}` is named twice", product.text), "a product is in one family");
                continue;
            }
            members |= Products{1} << to.payer.products.size();
            to.payer.products.push_back(product.text);
        }
        if (!to.payer.families.emplace(family.name.text, members).second)
            to.report(file, family.name, fmt::format("family `{}` is named twice", family.name.text));
    }
}

}  // namespace

void compile_payer(const Compilation& to, InFile<ast::Payer> in)
{
    const auto& [file, payer] = in;
    to.payer.id               = payer->id.text;
    to.payer.name             = payer->name.text;
    to.payer.may_deny         = payer->may_deny;
    to.payer.zone_name        = payer->zone.text;
    to.payer.zone             = zone_named(payer->zone.text);
    if (!to.payer.zone)
        to.report(*file, payer->zone, fmt::format("no time zone is called `{}`", payer->zone.text),
                  "expected a name as in `America/New_York`");

    for (const ast::Identifier& id : payer->identifiers) to.payer.identifiers.emplace_back(id.qualifier.text, id.value.text);
    compile_families(to, *file, *payer);

    const auto found = to.payer.contacts.find(payer->default_contact.text);
    if (found == to.payer.contacts.end())
        to.report(*file, payer->default_contact, fmt::format("no contact is called `{}`", payer->default_contact.text),
                  did_you_mean(payer->default_contact.text, keys_of(to.payer.contacts)));
    else
        to.payer.default_contact = &found->second;
}

void compile_contact(const Compilation& to, InFile<ast::Contact> in)
{
    const auto& [file, contact] = in;

    model::ContactPoint point;
    point.name = contact->name.text;
    if (point.name.size() > contact_name_max)
        to.report(*file, contact->name, fmt::format("the name is {} characters long", point.name.size()),
                  fmt::format("at most {} fit", contact_name_max));
    for (const ast::ContactNumber& number : contact->numbers) {
        const std::string kind(language::code_of(language::contact_words, number.kind.text));
        if (kind == "EX" && (point.numbers.empty() || point.numbers.back().kind != "TE"))
            to.report(*file, number.kind, "an extension without a telephone", "it follows its telephone");
        if (point.numbers.size() == contact_numbers_max)
            return to.report(*file, number.kind, fmt::format("more than {} numbers", contact_numbers_max), "leave one out");
        point.numbers.push_back({kind, number.number.text});
    }
    if (!to.payer.contacts.emplace(contact->id.text, std::move(point)).second)
        to.report(*file, contact->id, fmt::format("contact `{}` is named twice", contact->id.text));
}

}  // namespace x278::policy
