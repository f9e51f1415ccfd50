// What both servers do alike: read their TLS files, listen on two addresses, serve until told to stop.
#pragma once

#include <functional>

#include "app/settings.h"
#include "http/server.h"
#include "observe/metrics.h"

namespace oso::app {

Result<std::shared_ptr<const crypto::TlsContext>> LoadTls(const Settings& settings);  // kConfiguration, kCertificate

// The largest request that is read, in bytes.
std::size_t RequestLimit(const Settings& settings);

struct Serving {
  const Settings& settings;
  http::EventLoops& loops;
  std::shared_ptr<const crypto::TlsContext> tls;
  http::Handler& handler;
  http::ConnectionObserver& observer;
  const observe::Metrics& metrics;
  std::function<Task<Status>()> is_ready;
  Logger& log;
  Random& random;
};

// From here on SIGTERM and SIGINT wait for ServeUntilStopped. Call before any thread starts.
void HoldStopSignals();

// Returns when SIGTERM or SIGINT came and every connection is closed. kConfiguration: an address cannot be had.
Status ServeUntilStopped(const Serving& serving);

}  // namespace oso::app
