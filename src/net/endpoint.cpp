#include "net/endpoint.hpp"

#include <boost/asio/ip/address.hpp>

#include <fmt/format.h>

#include <cctype>
#include <charconv>
#include <cstdint>
#include <optional>

namespace x278::net {

namespace {

Result<tcp::endpoint> not_an_endpoint(std::string_view text, std::string_view why)
{
    return failure(ErrorCode::bad_input,
                   fmt::format("`{}` is not an address to listen on: {}; expected an address and a port, as in "
                               "`127.0.0.1:7278` or `[::1]:7278`",
                               text, why));
}

std::optional<std::uint16_t> parse_port(std::string_view digits)
{
    std::uint16_t port      = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return port;
}

}  // namespace

Result<tcp::endpoint> parse_endpoint(std::string_view text)
{
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return not_an_endpoint(text, "it has no port");

    std::string_view host      = text.substr(0, colon);
    const bool       bracketed = host.size() >= 2 && host.front() == '[' && host.back() == ']';
    // Without brackets nobody can tell where an IPv6 address ends and the port begins.
    if (!bracketed && host.find(':') != std::string_view::npos)
        return not_an_endpoint(text, "an IPv6 address stands in brackets");
    if (bracketed) host = host.substr(1, host.size() - 2);

    const std::optional<std::uint16_t> port = parse_port(text.substr(colon + 1));
    if (!port) return not_an_endpoint(text, "the port is not a number from 0 to 65535");

    boost::system::error_code error;
    const auto                address = asio::ip::make_address(host, error);
    if (error || address.is_v6() != bracketed) return not_an_endpoint(text, fmt::format("`{}` is not an IP address", host));
    return tcp::endpoint(address, *port);
}

std::string to_text(const tcp::endpoint& endpoint)
{
    const std::string address = endpoint.address().to_string();
    return endpoint.address().is_v6() ? fmt::format("[{}]:{}", address, endpoint.port())
                                      : fmt::format("{}:{}", address, endpoint.port());
}

std::string to_text(const std::error_code& error)
{
    std::string text = error.message();
    if (!text.empty()) text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
    return text;
}

}  // namespace x278::net
