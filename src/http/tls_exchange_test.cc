// The server and the client over mutual TLS.
#include "crypto/tls_fixture.h"
#include "http/http_fakes.h"

namespace oso::http {
namespace {

using crypto::TlsRefusal;
using crypto::testing::Network;

std::string Secure(std::uint16_t port) { return At(port, "/", "https"); }

// Answers with the fingerprint of who asks.
Task<Response> WhoAsks(Request& request) {
  Response response;
  response.body = request.peer ? request.peer->fingerprint : "nobody";
  co_return response;
}

Result<Answer> AskOnce(EventLoops& loops, crypto::CurrentTls keys, std::uint16_t port) {
  ClientSettings settings;
  settings.connect_seconds = settings.response_seconds = 3;
  Client client(loops, settings, std::move(keys));
  return loops.Run(Ask(client, Post(Secure(port), "x")));
}

TEST_CASE("both sides know who the other is") {
  Network network;
  Site site(WhoAsks, network.Context());
  const std::uint16_t port = site.Start();
  EventLoops loops(1);
  const auto keys = network.Context();
  Client client(loops, {}, keys);
  const auto response = loops.Run(client.Send(Post(Secure(port), "")));
  REQUIRE(response.ok());
  CHECK(response->peer.fingerprint == site.keys.Get()->own().fingerprint);
  CHECK(loops.Run(ReadAll(*response->body, 100)).value() == keys->own().fingerprint);
}

TEST_CASE("an exchange that is larger than many records survives, on one connection") {
  Network network;
  Site site(Echo, network.Context());
  site.settings.max_connections = 1;
  const std::uint16_t port = site.Start();
  EventLoops loops(1);
  Client client(loops, {}, network.Context());
  for (const std::size_t size : {std::size_t{1}, std::size_t{4095}, std::size_t{16384}, std::size_t{1000003}}) {
    const std::string body(size, 'x');
    CHECK(loops.Run(Ask(client, Post(Secure(port), body)))->body == body);
  }
}

TEST_CASE("a revoked client and a stranger's are refused: they hear why, and the observer whose certificate it was") {
  Network network;
  Network other;
  const crypto::Issued own = network.Issue(network.Request());
  const crypto::Issued strange = other.Issue(other.Request());
  struct Row {
    std::shared_ptr<const crypto::TlsContext> client;
    TlsRefusal why;
  };
  const auto stranger = crypto::TlsContext::Create(
                            {strange.certificate, strange.private_key, network.authority.certificate, network.List({})})
                            .value();
  for (const Row& row : {Row{network.Context(own, network.List({})), TlsRefusal::kRevoked},
                         Row{stranger, TlsRefusal::kUnknownAuthority}}) {
    const std::string serial = crypto::ReadCertificate(own.certificate)->serial;
    Site site(Echo, network.Context(network.Issue(network.Request()), network.List({serial})));
    const std::uint16_t port = site.Start();
    EventLoops loops(1);
    const auto answer = AskOnce(loops, row.client, port);
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().code == ErrorCode::kUnauthenticated);
    CHECK(answer.error().detail.find("127.0.0.1:" + std::to_string(port) + ": refused-by-peer: ") == 0);
    const auto refused = site.observer.first();
    REQUIRE(refused);
    CHECK(refused->why == row.why);
    CHECK(refused->fingerprint == row.client->own().fingerprint);
  }
}

TEST_CASE("a server that we do not trust is refused, and hears it") {
  Network network;
  Network other;
  Site site(Echo, other.Context());
  const std::uint16_t port = site.Start();
  EventLoops loops(1);
  const auto answer = AskOnce(loops, network.Context(), port);
  CHECK(answer.error().code == ErrorCode::kUnauthenticated);
  CHECK(answer.error().detail.find(": unknown-authority: ") != std::string::npos);
  CHECK(site.observer.first()->why == TlsRefusal::kRefusedByPeer);
}

TEST_CASE("garbage in place of TLS closes the connection, and the observer is told") {
  Network network;
  Site site(Echo, network.Context());
  RawPeer peer(site.Start());
  REQUIRE(peer.Say("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
  CHECK(peer.Hear().find("HTTP/1.1") == std::string::npos);
  REQUIRE(site.observer.first());
  CHECK(site.observer.first()->why == TlsRefusal::kNotTls);
  CHECK(site.observer.first()->fingerprint.empty());
}

TEST_CASE("a client that never finishes its handshake is cut") {
  Network network;
  Site site(Echo, network.Context());
  RawPeer peer(site.Start());
  const auto start = std::chrono::steady_clock::now();
  CHECK(peer.Hear().empty());
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::milliseconds(2500));
}

TEST_CASE("a client comes back on new connections, resuming, and none is refused") {
  Network network;
  Site site(WhoAsks, network.Context());
  const std::uint16_t port = site.Start();
  EventLoops loops(1);
  const auto keys = network.Context();
  for (int i = 0; i < 6; ++i) {
    const auto answer = AskOnce(loops, keys, port);
    REQUIRE(answer.ok());
    CHECK(answer->body == keys->own().fingerprint);
  }
}

TEST_CASE("new keys serve new connections; an open one ends after its next answer, and its peer is checked anew") {
  Network network;
  Site site(Echo, network.Context());
  const std::uint16_t port = site.Start();
  EventLoops loops(1);
  const auto own = network.Issue(network.Request());
  const auto keys = network.Context(own, network.List({}));
  Client open(loops, {}, keys);
  REQUIRE(loops.Run(Ask(open, Post(Secure(port), "x"))).ok());
  const std::string serial = crypto::ReadCertificate(own.certificate)->serial;
  site.keys.Replace(network.Context(network.Issue(network.Request()), network.List({serial})));
  CHECK(loops.Run(Ask(open, Post(Secure(port), "x"))).ok());  // what to say to a revoked peer is the handler's
  CHECK(loops.Run(Ask(open, Post(Secure(port), "x"))).error().code == ErrorCode::kUnauthenticated);
  CHECK(AskOnce(loops, keys, port).error().code == ErrorCode::kUnauthenticated);
}

TEST_CASE("a client whose keys or lists were replaced uses no connection of before") {
  Network network;
  Site site(WhoAsks, network.Context());
  const std::uint16_t port = site.Start();
  EventLoops loops(1);
  const crypto::CurrentTls keys = network.Context();
  Client client(loops, {}, keys);
  const auto before = loops.Run(Ask(client, Post(Secure(port), "")));
  CHECK(before->body == keys.Get()->own().fingerprint);
  const auto renewed = network.Context();
  keys.Replace(renewed);
  CHECK(loops.Run(Ask(client, Post(Secure(port), "")))->body == renewed->own().fingerprint);
  // The server's own certificate is on the new list: it is asked nothing more.
  const std::string server = site.keys.Get()->own().serial;
  keys.Replace(network.Context(network.Issue(network.Request()), network.List({server})));
  const auto refused = loops.Run(Ask(client, Post(Secure(port), "")));
  CHECK(refused.error().code == ErrorCode::kUnauthenticated);
  CHECK(refused.error().detail.find("certificate-revoked") != std::string::npos);
}

}  // namespace
}  // namespace oso::http
