// How much of the server one peer may have: time for a body, connections of a system, connections of an address.
#include <thread>

#include "crypto/tls_fixture.h"
#include "http/http_fakes.h"
#include "http/quota.h"

namespace oso::http {
namespace {

using crypto::TlsRefusal;
using crypto::testing::Network;

std::string Secure(std::uint16_t port) { return At(port, "/", "https"); }

Task<Response> WhoAsks(Request& request) {
  Response response;
  response.body = request.peer ? std::string(request.peer->oin ? request.peer->oin->text() : "no OIN") : "nobody";
  co_return response;
}

crypto::CurrentTls KeysOf(Network& network, std::optional<std::string_view> oin) {
  auto request = network.Request();
  request.oin = oin ? std::optional(Oin::Parse(*oin).value()) : std::nullopt;
  return network.Context(network.Issue(request), network.List({}));
}

// The server counts a connection off a moment after its peer has gone.
template <class Condition>
bool ComesTrue(Condition condition) {
  for (int i = 0; i < 300; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

TEST_CASE("a quota counts each key alone, and a place is given back once, however it goes") {
  Quota quota(2);
  auto first = quota.Take("a");
  auto second = quota.Take("a");
  REQUIRE(first);
  REQUIRE(second);
  CHECK_FALSE(quota.Take("a"));
  CHECK(quota.Take("b"));  // and given back at once
  CHECK(quota.taken() == 2);
  Quota::Place moved = std::move(*first);
  first.reset();
  CHECK(quota.taken() == 2);
  moved.Free();
  moved.Free();
  CHECK(quota.taken() == 1);
  *second = Quota::Place();
  CHECK(quota.taken() == 0);
  CHECK_FALSE(Quota(0).Take("a"));
}

TEST_CASE("a quota that many threads use is never over, and empty at the end") {
  Quota quota(3);
  std::atomic<bool> is_over{false};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 2000; ++i) {
        const auto place = quota.Take("a");
        if (quota.taken() > 3) is_over = true;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK_FALSE(is_over);
  CHECK(quota.taken() == 0);
}

TEST_CASE("a body that trickles is cut after its time in all, though it never stalls") {
  std::atomic<int> code{-1};
  Site site([&code](Request& request) -> Task<Response> {
    const auto body = co_await ReadAll(*request.body, 10'000);
    code = body.ok() ? -2 : static_cast<int>(body.error().code);
    co_return Response{};
  });
  site.settings.idle_seconds = 10;
  site.settings.body_seconds = 1;
  RawPeer peer(site.Start());
  REQUIRE(peer.Say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"));
  const auto begin = std::chrono::steady_clock::now();
  while (code == -1 && std::chrono::steady_clock::now() - begin < std::chrono::seconds(5)) {
    peer.Say("x");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  CHECK(code == static_cast<int>(ErrorCode::kTimeout));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(3));
}

TEST_CASE("the time that a handler takes for itself is not the body's") {
  Site site([](Request& request) -> Task<Response> {
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    co_return co_await Echo(request);
  });
  site.settings.body_seconds = 1;
  RawPeer peer(site.Start());
  REQUIRE(peer.Say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhe"));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  REQUIRE(peer.Say("llo"));
  CHECK(peer.HearUntil("hello").starts_with("HTTP/1.1 200"));
}

TEST_CASE("a system has its share of connections, whatever its certificate, and no other system notices") {
  Network network;
  Site site(WhoAsks, network.Context());
  site.settings.max_connections_per_system = 2;
  site.settings.idle_seconds = 30;
  const std::uint16_t port = site.Start();
  EventLoops loops(1);
  const auto ask = [&](Client& client) { return loops.Run(Ask(client, Post(Secure(port), ""))); };

  const auto north = KeysOf(network, "00000099000000000001");
  const auto third_keys = KeysOf(network, "00000099000000000001");
  auto first = std::make_unique<Client>(loops, ClientSettings{}, north);
  Client second(loops, {}, KeysOf(network, "00000099000000000001"));
  REQUIRE(ask(*first).ok());
  REQUIRE(ask(second).ok());
  Client third(loops, {}, third_keys);
  CHECK_FALSE(ask(third).ok());
  const auto refused = site.observer.first();
  REQUIRE(refused);
  CHECK(refused->why == TlsRefusal::kTooManyOfPeer);
  CHECK(WireName(refused->why) == "too-many-connections");
  CHECK(refused->fingerprint == third_keys.Get()->own().fingerprint);

  // Others: another organisation, and certificates without an OIN, each for itself.
  Client south(loops, {}, KeysOf(network, "00000099000000000002"));
  CHECK(ask(south)->body == "00000099000000000002");
  for (int i = 0; i < 3; ++i) {
    Client nameless(loops, {}, KeysOf(network, std::nullopt));
    CHECK(ask(nameless)->body == "no OIN");
  }
  CHECK(ask(second).ok());  // what is open stays
  first.reset();
  CHECK(ComesTrue([&] { return ask(third).ok(); }));
}

TEST_CASE("connections that come and go, refused or not, leave no count behind") {
  Network network;
  Site site(WhoAsks, network.Context());
  site.settings.max_connections_per_system = 1;
  const std::uint16_t port = site.Start();
  EventLoops loops(1);
  const auto keys = KeysOf(network, "00000099000000000001");
  for (int i = 0; i < 10; ++i) {
    CAPTURE(i);
    Client holder(loops, {}, keys);
    REQUIRE(ComesTrue([&] { return loops.Run(Ask(holder, Post(Secure(port), ""))).ok(); }));
    Client refused(loops, {}, keys);
    CHECK_FALSE(loops.Run(Ask(refused, Post(Secure(port), ""))).ok());
  }
}

TEST_CASE("a public listener asks for no certificate, and a stranger's address has its share") {
  Network network;
  Site site(WhoAsks, network.Context());
  site.settings.client_certificates = crypto::ClientCertificates::kNone;
  site.settings.max_connections_per_address = 2;
  site.settings.max_connections_per_system = 0;  // no system is here
  site.settings.handshake_seconds = site.settings.idle_seconds = 30;
  const std::uint16_t port = site.Start();
  EventLoops loops(1);
  const auto keys = network.Context();
  const auto is_served = [&] {
    Client client(loops, {}, keys);
    const auto answer = loops.Run(Ask(client, Post(Secure(port), "")));
    return answer.ok() && answer->body == "nobody";
  };
  CHECK(is_served());
  for (int round = 0; round < 3; ++round) {
    CAPTURE(round);
    {
      std::vector<std::unique_ptr<RawPeer>> waiting;
      // The last round's may still be counted: then one of ours is not.
      REQUIRE(ComesTrue([&] {
        waiting.push_back(std::make_unique<RawPeer>(port));
        return !is_served();
      }));
    }
    CHECK(ComesTrue(is_served));
    RawPeer garbage(port);
    REQUIRE(garbage.Say("GET / HTTP/1.1\r\n\r\n"));
    garbage.Hear();
  }
  const auto refused = site.observer.first();
  REQUIRE(refused);
  CHECK(refused->why == TlsRefusal::kTooManyOfPeer);
  CHECK(refused->fingerprint.empty());
  CHECK(ComesTrue(is_served));
}

}  // namespace
}  // namespace oso::http
