// Another version of the plans, taken into use while the doors are open.
#pragma once

#include "app/processor.hpp"
#include "core/result.hpp"
#include "policy/plan.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace x278::app {

// Reads and compiles the plans as they stand now. Errors: what is wrong where, one line or several.
using ReadPlans = std::function<Result<policy::Plans>()>;

// What is said beside the plans that they do not know: one line a warning.
using WarningsOf = std::function<std::vector<std::string>(const policy::Plans&)>;

void log_warnings(const std::vector<std::string>& warnings);

enum class Reloaded : std::uint8_t {
    replaced,   // another version decides from now on
    unchanged,  // the same version was read
    refused,    // what was read is no plan: the version in use stays
};

// Reads the plans, lets `processor` decide by them, and logs which it was; of a refused version, every error, and of one
// that is taken into use every warning.
Reloaded reload_plans(Processor& processor, const ReadPlans& read, const WarningsOf& warnings_of);

// The same on `workers` whenever `told` fires, until it is cancelled. References outlive the coroutine.
[[nodiscard]] boost::asio::awaitable<void> reload_when_told(boost::asio::signal_set&  told,
                                                            boost::asio::thread_pool& workers,
                                                            Processor&                processor,
                                                            ReadPlans                 read,
                                                            WarningsOf                warnings_of);

}  // namespace x278::app
