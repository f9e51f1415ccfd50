// What changes while a server runs: its keys, its lists, and whether it asks for certificates.
#include <doctest/doctest.h>

#include "crypto/current_tls.h"
#include "crypto/tls_fixture.h"

namespace oso::crypto {
namespace {

using testing::Carry;
using testing::Connection;
using testing::Network;
using testing::ReadAll;

TEST_CASE("copies of the current keys are one place, other keys another") {
  Network network;
  const auto first = network.Context();
  const auto second = network.Context();
  const CurrentTls current(first);
  const CurrentTls copy = current;  // NOLINT(performance-unnecessary-copy-initialization): copies are what is tested
  const CurrentTls apart(first);
  copy.Replace(second);
  CHECK(current.Get() == second);
  CHECK(apart.Get() == first);
  CHECK_FALSE(CurrentTls(nullptr));
  CHECK(CurrentTls(std::shared_ptr<const TlsContext>()).Get() == nullptr);
}

TEST_CASE("a context tells when its certificate and the first of its lists run out") {
  Network ours;
  Network theirs;
  theirs.authority = CreateAuthority({.common_name = "Theirs"}, theirs.clock, theirs.random).value();
  const Issued own = ours.Issue(ours.Request());
  const auto created = TlsContext::Create({own.certificate, own.private_key, ours.authority.certificate,
                                           ours.List({}, 1) + ours.List({}, 9) + theirs.List({}, 5)});
  const std::int64_t days = ((*created)->revocations_next_update()->micros - ours.clock.Now().micros + 60'000'000) /
                            (std::int64_t{86400} * 1'000'000);
  CHECK(days == 5);
  CHECK((*created)->own().not_after == ReadCertificate(own.certificate)->not_after);
  CHECK_FALSE(ours.Context(own, "")->revocations_next_update().has_value());
  const std::string list = ours.List({});
  const auto context = ours.Context(own, list);
  CHECK(context->IsMadeOf({own.certificate, own.private_key, ours.authority.certificate, list}));
  CHECK_FALSE(context->IsMadeOf({own.certificate, own.private_key, ours.authority.certificate, list + "\n"}));
}

TEST_CASE("what may take the place of a running server's keys, and what not") {
  Network network;
  Network namesake;
  namesake.random = FakeRandom(2);
  namesake.authority = CreateAuthority({.common_name = "Test"}, namesake.clock, namesake.random).value();
  const Issued own = network.Issue(network.Request());
  const auto before = network.Context(own, network.List({}));
  const Instant now = network.clock.Now();
  const auto verdict = [&](const Issued& keys, const std::string& lists, Instant at) {
    const Status status = network.Context(keys, lists)->CheckSuccession(*before, at);
    return status.ok() ? std::string("good") : status.error().detail;
  };
  CHECK(verdict(own, network.List({"ab"}), now) == "good");
  CHECK(verdict(network.Issue(network.Request()), network.List({}), now) == "good");
  CHECK(verdict(own, "", now) == "revocations: an authority has no list now");
  CHECK(verdict(own, network.List({}, 0), now.PlusSeconds(60)) == "revocations: a list has expired");
  CHECK(verdict(own, namesake.List({}), now) == "revocations: a list is not its authority's");
  CHECK(verdict(own, network.List({}), now.PlusSeconds(-90)) == "certificate: it is not yet valid");
  CHECK(verdict(own, network.List({}), now.PlusSeconds(7200)) == "certificate: it has expired");
  // Nothing was there to lose.
  CHECK(network.Context(own, "")->CheckSuccession(*network.Context(own, ""), now).ok());
}

TEST_CASE("a server that asks for no certificate serves a client that has one, and does not look at it") {
  Network ours;
  Network theirs;
  const auto server = ours.Context();
  const Issued strange = theirs.Issue(theirs.Request());
  const auto client =
      TlsContext::Create({strange.certificate, strange.private_key, ours.authority.certificate, ours.List({})});
  Connection connection(**client, *server);
  connection.server = server->Accept(ClientCertificates::kNone);
  connection.Shake();
  REQUIRE(connection.Done());
  CHECK_FALSE(connection.server->peer().has_value());
  REQUIRE(connection.server->Write(AsBytes("hello")).ok());
  Carry(*connection.server, *connection.client);
  CHECK(ReadAll(*connection.client).value() == "hello");
  REQUIRE(connection.client->Write(AsBytes("hi")).ok());
  Carry(*connection.client, *connection.server);
  CHECK(ReadAll(*connection.server).value() == "hi");
  CHECK(connection.server->is_of(*server));
  CHECK_FALSE(connection.server->is_of(**client));
}

TEST_CASE("a session begun where no certificate is asked is not resumed where one is demanded, nor the other way") {
  Network network;
  const auto server = network.Context();
  const auto client = network.Context();
  const auto meet = [&](ClientCertificates kind) {
    auto connection = std::make_unique<Connection>(*client, *server);
    connection->server = server->Accept(kind);
    connection->Shake();
    REQUIRE(connection->Done());
    REQUIRE(connection->server->Write(AsBytes("x")).ok());
    Carry(*connection->server, *connection->client);
    CHECK(ReadAll(*connection->client).value() == "x");  // and the ticket with it
    return connection;
  };
  CHECK_FALSE(meet(ClientCertificates::kNone)->server->resumed());
  CHECK(meet(ClientCertificates::kNone)->server->resumed());
  const auto demanded = meet(ClientCertificates::kDemanded);
  CHECK_FALSE(demanded->server->resumed());
  CHECK(demanded->server->peer()->fingerprint == client->own().fingerprint);
  CHECK(meet(ClientCertificates::kDemanded)->server->resumed());
  const auto anyone = meet(ClientCertificates::kNone);
  CHECK_FALSE(anyone->server->resumed());
  CHECK_FALSE(anyone->server->peer().has_value());
}

}  // namespace
}  // namespace oso::crypto
