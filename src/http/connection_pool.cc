#include "http/connection_pool.h"

#include "http/dial.h"

namespace oso::http {

std::shared_ptr<Connection> ConnectionPool::Take(const std::string& place, const crypto::TlsContext* tls) {
  const auto found = idle_.find(place);
  if (found == idle_.end()) return nullptr;
  auto& idle = found->second;
  // The latest first: the others may then grow old.
  while (!idle.empty()) {
    auto connection = std::move(idle.back());
    idle.pop_back();
    const bool has_old_keys = connection->tls() != nullptr && !connection->tls()->is_of(*tls);
    if (!has_old_keys && connection->IsQuiet()) {
      connection->ClearDeadline();
      return connection;
    }
    connection->Close();
  }
  idle_.erase(found);
  return nullptr;
}

void ConnectionPool::Keep(const std::string& place, std::shared_ptr<Connection> connection, std::size_t limit,
                          int idle_seconds) {
  auto& idle = idle_[place];
  // The deadline of an idle connection has closed it; its shell goes here.
  if (idle.size() >= limit) std::erase_if(idle, [](const auto& kept) { return !kept->is_open(); });
  if (idle.size() >= limit) return connection->Close();
  connection->input().Shrink();
  connection->SetDeadline(idle_seconds);
  idle.push_back(std::move(connection));
}

void ConnectionPool::CloseAll() {
  for (auto& [place, idle] : idle_) {
    for (auto& connection : idle) connection->Close();
  }
  idle_.clear();
}

Task<Result<Lease>> ClientConnections::Obtain(std::size_t loop, const Url& url, Choice choice) {
  Lease lease{nullptr, (url.is_secure ? "https://" : "http://") + url.authority(), loop, false};
  const auto keys = tls.Get();
  if (choice == Choice::kIdleOrNew) lease.connection = pools[loop].Take(lease.place, keys.get());
  lease.is_reused = lease.connection != nullptr;
  if (!lease.is_reused) {
    CO_ASSIGN_OR_RETURN(lease.connection, co_await Dial(*loops.loops[loop], url, keys, settings.connect_seconds));
  }
  co_return lease;
}

void ClientConnections::Return(Lease lease) {
  pools[lease.loop].Keep(lease.place, std::move(lease.connection), settings.idle_connections, settings.idle_seconds);
}

}  // namespace oso::http
