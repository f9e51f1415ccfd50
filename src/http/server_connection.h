// Serves one connection, request after request. Only for http/ itself.
#pragma once

#include "http/connection.h"
#include "http/quota.h"
#include "http/server.h"

namespace oso::http {

// What a connection needs of its server; all outlive it.
struct Service {
  const ServerSettings& settings;
  const crypto::CurrentTls& tls;  // empty: plain
  Quota& systems;
  Handler& handler;
  ConnectionObserver* observer;  // may be null
  Logger& log;
  Random& random;
};

// Ends when the connection is closed, by either side.
Task<Status> ServeConnection(Service service, std::shared_ptr<Connection> connection);

}  // namespace oso::http
