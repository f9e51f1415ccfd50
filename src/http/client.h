// An HTTP/1.1 client over mutual TLS that keeps connections alive, per host and loop.
#pragma once

#include "crypto/current_tls.h"
#include "http/event_loops.h"
#include "http/message.h"

namespace oso::http {

struct ClientSettings {
  int connect_seconds = 5;    // name, TCP and TLS
  int response_seconds = 30;  // from the request's last byte to the response's headers, and for each stall in the body
  std::size_t max_header_bytes = std::size_t{16} * 1024;
  std::size_t idle_connections = 64;  // kept per host and loop
  int idle_seconds = 60;              // an older idle connection is not used again
};

struct ClientRequest {
  std::string method = "POST";
  std::string url;  // https://host[:port]/path
  Headers headers;  // Host and Content-Length are added
  std::string body;
  // Whose certificate the server must have. Checked before a byte of the request is sent: kUnauthenticated.
  std::optional<Oin> server = std::nullopt;
};

struct ClientResponse {
  int status = 0;
  Headers headers;
  crypto::PeerCertificate peer;      // the server's
  std::unique_ptr<BodyReader> body;  // read to its end, or dropped: then the connection is closed
};

class Client {
 public:
  // When the keys or lists are replaced, no connection that was made under the old ones is used again.
  Client(EventLoops& loops, ClientSettings settings, crypto::CurrentTls tls);
  ~Client();

  // Runs on the awaiting task's loop. Any number at once. Errors: kInvalidArgument (url); kUnavailable: the request did
  // not reach the server, safe to repeat; kUnauthenticated: TLS refused, by us or by the server, the detail says why;
  // kTimeout: sent, but no whole answer came: the outcome is unknown. A kept-alive connection that the server had
  // closed before any byte of the answer is replaced once, unseen.
  Task<Result<ClientResponse>> Send(ClientRequest request);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace oso::http
