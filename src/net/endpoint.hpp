// The address of a door or of a peer, as people write it: "127.0.0.1:7278", "[::1]:7278".
#pragma once

#include "core/result.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <string_view>
#include <system_error>

namespace x278::net {

namespace asio = boost::asio;
using asio::ip::tcp;

// Numbers only: a name may mean several addresses, and a door opens on one. Port 0 lets the
// system choose.
[[nodiscard]] Result<tcp::endpoint> parse_endpoint(std::string_view text);

[[nodiscard]] std::string to_text(const tcp::endpoint& endpoint);

// The system's words for `error`, as our messages are written: lower case, no full stop.
[[nodiscard]] std::string to_text(const std::error_code& error);

}  // namespace x278::net
