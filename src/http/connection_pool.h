// The connections of a client: idle ones of each loop, by where they go, and new ones. Only for http/ itself.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "http/client.h"
#include "http/connection.h"
#include "http/url.h"

namespace oso::http {

// Idle connections of one loop; on that loop alone.
class ConnectionPool {
 public:
  // A connection that is still open, as far as can be seen, and under TLS of `tls`; null: none.
  std::shared_ptr<Connection> Take(const std::string& place, const crypto::TlsContext* tls);
  // Closes it when `limit` are there already, and after `idle_seconds`.
  void Keep(const std::string& place, std::shared_ptr<Connection> connection, std::size_t limit, int idle_seconds);
  void CloseAll();

 private:
  std::map<std::string, std::vector<std::shared_ptr<Connection>>> idle_;
};

// A connection on its way through one exchange.
struct Lease {
  std::shared_ptr<Connection> connection;
  std::string place;
  std::size_t loop = 0;
  bool is_reused = false;  // it has carried an exchange before
};

// Shared by a client and the bodies that are still being read.
struct ClientConnections {
  EventLoops::State& loops;
  const ClientSettings settings;
  const crypto::CurrentTls tls;
  std::vector<ConnectionPool> pools;  // one a loop

  enum class Choice { kIdleOrNew, kNew };
  // On the loop with that index. Errors: Dial's. All three outlive the task.
  Task<Result<Lease>> Obtain(std::size_t loop, const Url& url, Choice choice);
  void Return(Lease lease);  // on its loop
};

}  // namespace oso::http
