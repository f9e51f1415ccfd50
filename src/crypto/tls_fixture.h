// A network of test certificates, and a wire between two TLS sessions, for the tests of tls.h.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/fakes.h"
#include "crypto/tls.h"

namespace oso::crypto::testing {

// OpenSSL judges by the system's clock, so these certificates are of today.
struct Network {
  SystemClock clock;
  FakeRandom random;
  Issued authority = CreateAuthority({.common_name = "Test"}, clock, random).value();

  CertificateRequest Request(KeyKind key = KeyKind::kP256) const {
    return {.common_name = "system",
            .oin = Oin::Parse("00000099000000000001").value(),
            .hosts = {"localhost", "127.0.0.1"},
            .key = key,
            .not_before = clock.Now().PlusSeconds(-60),
            .not_after = clock.Now().PlusSeconds(3600)};
  }
  Issued Issue(const CertificateRequest& request) { return IssueCertificate(authority, request, random).value(); }
  std::string List(const std::vector<std::string>& serials, int days = 1) const {
    return IssueRevocationList(authority, serials, 1, clock, days).value();
  }
  std::shared_ptr<const TlsContext> Context(const Issued& own, const std::string& list) const {
    return TlsContext::Create({own.certificate, own.private_key, authority.certificate, list}).value();
  }
  std::shared_ptr<const TlsContext> Context() { return Context(Issue(Request()), List({})); }
};

// Moves what `from` has to say to `to`, in pieces of `piece` bytes as a network would.
inline std::size_t Carry(TlsSession& from, TlsSession& to, std::size_t piece = 5000) {
  Bytes buffer(piece);
  std::size_t total = 0;
  while (const std::size_t size = from.TakeOutput(buffer)) {
    to.PutInput(ByteView(buffer).first(size));
    total += size;
  }
  return total;
}

// Both ends of a connection; Shake until neither has more to say.
struct Connection {
  std::unique_ptr<TlsSession> client;
  std::unique_ptr<TlsSession> server;
  Result<TlsSession::Progress> at_client = TlsSession::Progress::kNeedsInput;
  Result<TlsSession::Progress> at_server = TlsSession::Progress::kNeedsInput;

  Connection(const TlsContext& from, const TlsContext& to, std::string_view host = "localhost")
      : client(from.Connect(host)), server(to.Accept()) {}

  void Shake() {
    do {
      at_client = client->Handshake();
      Carry(*client, *server);
      at_server = server->Handshake();
    } while (Carry(*server, *client) > 0);
  }
  bool Done() const {
    return at_client.ok() && *at_client == TlsSession::Progress::kDone && at_server.ok() &&
           *at_server == TlsSession::Progress::kDone;
  }
};

// All that `session` has received, up to `most`.
inline Result<std::string> ReadAll(TlsSession& session, std::size_t most = 1 << 20) {
  Bytes buffer(most);
  ASSIGN_OR_RETURN(const std::size_t size, session.Read(buffer));
  return std::string(AsText(ByteView(buffer).first(size)));
}

}  // namespace oso::crypto::testing
