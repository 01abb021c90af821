// Connects the doors, which know no X12, with the processor, which knows no sockets.
#pragma once

#include "app/processor.hpp"
#include "net/exchange.hpp"

#include <boost/asio/thread_pool.hpp>

namespace x278::app {

// Tells interchanges apart on a connection.
[[nodiscard]] net::Framer interchange_framer();

// Answers a message on `workers`; `processor` and `workers` outlive what is returned.
// Throws when the store or the disk fails: the session then ends without an answer, and
// the sender, who got none, sends again.
[[nodiscard]] net::Exchange message_exchange(const Processor& processor, boost::asio::thread_pool& workers);

// Answers a file on `workers`, into NAME.ta1, NAME.999 and NAME.278 by the file's own stem.
[[nodiscard]] net::FileExchange file_exchange(const Processor& processor, boost::asio::thread_pool& workers);

}  // namespace x278::app
