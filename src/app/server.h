// What both servers do alike: keep their TLS files in force, listen on two addresses, serve until told to stop.
#pragma once

#include <functional>

#include "app/settings.h"
#include "app/tls_files.h"
#include "http/server.h"
#include "observe/metrics.h"

namespace oso::app {

// The largest request that is read, in bytes.
std::size_t RequestLimit(const Settings& settings);

struct Serving {
  const Settings& settings;
  http::EventLoops& loops;
  crypto::CurrentTls tls;  // the one that the gate and the clients have: renewed here, for all of them
  http::Handler& handler;
  http::Handler* anyone = nullptr;  // where there is one: on public.host and public.port, without client certificates
  http::ConnectionObserver& observer;
  observe::Metrics& metrics;
  std::function<Task<Status>()> is_ready;
  Logger& log;
  Random& random;
};

// From here on SIGTERM, SIGINT and SIGHUP wait for ServeUntilStopped. Call before any thread starts.
void HoldStopSignals();

// On SIGHUP the TLS files are looked at at once. Returns when SIGTERM or SIGINT came and every connection is closed.
// kConfiguration: an address cannot be had.
Status ServeUntilStopped(const Serving& serving);

}  // namespace oso::app
