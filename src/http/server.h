// An HTTP/1.1 server on one address, over TLS (mutual, or open to anyone) or plain.
#pragma once

#include <atomic>

#include "base/log.h"
#include "crypto/current_tls.h"
#include "http/event_loops.h"
#include "http/message.h"

namespace oso::http {

struct ServerSettings {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  // kNone: a public listener, where a request has no peer.
  crypto::ClientCertificates client_certificates = crypto::ClientCertificates::kDemanded;
  std::size_t max_connections = 10'000;  // over it a new connection is closed at once
  // Of one organisation: by its OIN, or by its certificate where that has none. One more is closed after its handshake.
  std::size_t max_connections_per_system = 500;
  // Of one IP address, where no certificate is asked: one more is closed before its handshake. Not of a plain listener:
  // before that stands a proxy, from which all come.
  std::size_t max_connections_per_address = 200;
  std::size_t max_header_bytes = std::size_t{16} * 1024;
  std::uint64_t max_body_bytes =
      std::uint64_t{1024} * 1024;  // a request's; 413 as soon as more is announced or arrives
  int handshake_seconds = 10;      // to finish TLS
  int header_seconds = 10;         // from a request's first byte to the end of its headers
  int body_seconds = 60;           // of waiting for a request's body, in all
  int idle_seconds = 120;          // between requests, and for a peer that stalls inside a body
};

// Told about connections that never became a request. Called on a loop; must not wait.
class ConnectionObserver {
 public:
  virtual ~ConnectionObserver() = default;
  // `fingerprint` of the refused certificate, "" if there was none. Also of a peer that has its share of connections.
  virtual void HandshakeRefused(crypto::TlsRefusal why, std::string_view fingerprint) = 0;
};

class Server {
 public:
  // Listens when it returns; `tls` empty: plain. What takes its place serves new connections; an open one is closed
  // after its next answer, so that its peer comes back and is checked in full. `handler`, `observer`, `loops`, `log`
  // and `random` outlive the server. kConfiguration when the address cannot be had.
  static Result<std::unique_ptr<Server>> Create(EventLoops& loops, ServerSettings settings, crypto::CurrentTls tls,
                                                Handler& handler, ConnectionObserver* observer, Logger& log,
                                                Random& random);
  ~Server();  // stops accepting and closes all connections; call before the loops stop

  std::uint16_t port() const;

 private:
  struct State;
  explicit Server(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace oso::http
