// Who the payer is, and whom a requester may be sent to.
#include "policy/compile.hpp"
#include "policy/language/vocabulary.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace x278::policy {

namespace ast = language::ast;

namespace {

constexpr std::size_t contact_numbers_max = 3;   // PER03..08
constexpr std::size_t contact_name_max    = 60;  // PER02
constexpr std::size_t telephone_digits    = 10;  // PER04 of TE and FX: area code and number. Source: 005010X217 2010B PER

void compile_families(const Context& at, const ast::Payer& payer)
{
    PayerProgram& to = at.to.payer;
    for (const ast::Family& family : payer.families) {
        Products members = 0;
        for (const ast::Name& product : family.products) {
            if (to.products.size() == products_max) return at.report(product, fmt::format("more than {} products", products_max));
            if (std::ranges::find(to.products, product.text) != to.products.end()) {
                at.report(product, fmt::format("product `{}` is named twice", product.text), "a product is in one family");
                continue;
            }
            members |= Products{1} << to.products.size();
            to.products.push_back(product.text);
        }
        add_named(at, to.families, family.name, members, "family");
    }
}

// A number as it travels, in digits alone; as it is written, if it is no number.
std::string digits_of(std::string_view number)
{
    std::string digits;
    for (const char c : number) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if (c != '-' && c != '.' && c != '/')
            return std::string(number);
    }
    return digits;
}

// What a contact of that kind is reached by, in digits where they travel so. Reports what nobody can be reached by.
std::string compile_number(const Context& at, std::string_view kind, const ast::Name& from)
{
    const bool        telephone = kind == "TE" || kind == "FX";
    const std::string number    = telephone || kind == "EX" ? digits_of(from.text) : from.text;
    const auto        is_digit  = [](char c) { return c >= '0' && c <= '9'; };
    if (telephone && (number.size() != telephone_digits || !std::ranges::all_of(number, is_digit)))
        at.report(from, fmt::format("`{}` is no telephone number", from.text),
                  fmt::format("expected {} digits, as in `8005550100`", telephone_digits));
    if (kind == "EX" && !std::ranges::all_of(number, is_digit))
        at.report(from, fmt::format("`{}` is no extension", from.text), "expected digits");
    const auto sign = number.find('@');
    if (kind == "EM" && (sign == 0 || sign >= number.size() - 1))
        at.report(from, fmt::format("`{}` is no address for mail", from.text), "expected one as in `intake@example.com`");
    if (kind == "UR" && !number.contains('.'))
        at.report(from, fmt::format("`{}` is no address of the web", from.text), "expected one as in `www.example.com`");
    return number;
}

}  // namespace

void compile_payer(const Context& at, const ast::Payer& payer)
{
    PayerProgram& to = at.to.payer;

    to.id        = payer.id.text;
    to.name      = payer.name.text;
    to.may_deny  = payer.may_deny;
    to.zone_name = payer.zone.text;
    to.clock     = LocalTime::of_zone(payer.zone.text);
    if (!to.clock)
        at.report(payer.zone, fmt::format("no time zone is called `{}`", payer.zone.text),
                  "expected a name as in `America/New_York`");

    for (const ast::Identifier& id : payer.identifiers) to.identifiers.emplace_back(id.qualifier.text, id.value.text);
    compile_families(at, payer);

    to.default_contact = find_named(at, to.contacts, payer.default_contact, "contact");
}

void compile_contact(const Context& at, const ast::Contact& contact)
{
    model::ContactPoint point;
    point.name = contact.name.text;
    if (point.name.size() > contact_name_max)
        at.report(contact.name, fmt::format("the name is {} characters long", point.name.size()),
                  fmt::format("at most {} fit", contact_name_max));
    for (const ast::ContactNumber& number : contact.numbers) {
        const std::string kind(language::code_of(language::contact_words, number.kind.text));
        if (kind == "EX" && (point.numbers.empty() || point.numbers.back().kind != "TE"))
            at.report(number.kind, "an extension without a telephone", "it follows its telephone");
        if (point.numbers.size() == contact_numbers_max)
            return at.report(number.kind, fmt::format("more than {} numbers", contact_numbers_max), "leave one out");
        point.numbers.push_back({kind, compile_number(at, kind, number.number)});
    }
    add_named(at, at.to.payer.contacts, contact.id, std::move(point), "contact");
}

}  // namespace x278::policy
