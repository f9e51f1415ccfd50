#include "crypto/tls.h"

#include <doctest/doctest.h>

#include "crypto/tls_fixture.h"

namespace oso::crypto {
namespace {

using testing::Carry;
using testing::Connection;
using testing::Network;
using testing::ReadAll;

std::string SerialOf(const Issued& issued) { return ReadCertificate(issued.certificate)->serial; }

// The server refuses the client's certificate: why, whose, and what the client hears.
void CheckClientRefused(const TlsContext& client, const TlsContext& server, TlsRefusal why, std::string_view alert) {
  Connection connection(client, server);
  connection.Shake();
  REQUIRE_FALSE(connection.at_server.ok());
  CHECK(connection.server->refusal() == why);
  CHECK(connection.server->refused_fingerprint() == client.own().fingerprint);
  // TLS 1.3: the client was done before the server looked.
  auto heard = ReadAll(*connection.client);
  REQUIRE_FALSE(heard.ok());
  CHECK(heard.error().code == ErrorCode::kUnauthenticated);
  CHECK(heard.error().detail.find(alert) != std::string::npos);
  CHECK(connection.client->refusal() == TlsRefusal::kRefusedByPeer);
}

TEST_CASE("two systems with certificates of one authority know each other, P-256 and RSA") {
  Network network;
  for (const KeyKind kind : {KeyKind::kP256, KeyKind::kRsa2048}) {
    auto context = network.Context(network.Issue(network.Request(kind)), network.List({}));
    for (const char* host : {"localhost", "127.0.0.1"}) {
      Connection connection(*context, *network.Context(), host);
      connection.Shake();
      REQUIRE(connection.Done());
      CHECK(connection.server->peer()->fingerprint == context->own().fingerprint);
      CHECK(connection.server->peer()->oin->text() == "00000099000000000001");
      CHECK(connection.client->peer().has_value());
      CHECK_FALSE(connection.server->refusal().has_value());
    }
  }
}

TEST_CASE("a session outlives the context it came from") {
  Network network;
  auto context = network.Context();
  Connection connection(*context, *context);
  context.reset();
  connection.Shake();
  CHECK(connection.Done());
}

TEST_CASE("a client of an authority we do not trust is refused") {
  Network ours;
  Network theirs;
  const Issued own = theirs.Issue(theirs.Request());
  // It trusts us, we do not trust it; the authorities even have the same name.
  auto client =
      TlsContext::Create({own.certificate, own.private_key, ours.authority.certificate, ours.List({})}).value();
  CheckClientRefused(*client, *ours.Context(), TlsRefusal::kUnknownAuthority, "unknown ca");
}

TEST_CASE("a client whose certificate has expired, or is not yet valid, is refused") {
  Network network;
  const Instant now = network.clock.Now();
  for (const std::int64_t days : {-2, 2}) {
    auto request = network.Request();
    request.not_before = now.PlusSeconds((days - 1) * 86400);
    request.not_after = now.PlusSeconds((days + 1) * 86400);
    if (days < 0) request.not_after = now.PlusSeconds(-60);
    auto client = network.Context(network.Issue(request), network.List({}));
    CheckClientRefused(*client, *network.Context(), TlsRefusal::kExpired,
                       days < 0 ? "certificate expired" : "certificate");
  }
}

TEST_CASE("a client whose certificate is revoked is refused") {
  Network network;
  const Issued own = network.Issue(network.Request());
  auto server = network.Context(network.Issue(network.Request()), network.List({SerialOf(own)}));
  CheckClientRefused(*network.Context(own, network.List({})), *server, TlsRefusal::kRevoked, "certificate revoked");
}

TEST_CASE("with our revocation list missing or too old nobody comes in, and the operator is told") {
  Network network;
  for (const std::string& list : {std::string(), network.List({}, 0)}) {
    auto server = network.Context(network.Issue(network.Request()), list);
    Connection connection(*network.Context(), *server);
    connection.Shake();
    REQUIRE_FALSE(connection.at_server.ok());
    CHECK(connection.server->refusal() == TlsRefusal::kNoRevocationList);
    CHECK(connection.at_server.error().code == ErrorCode::kCertificate);
  }
}

TEST_CASE("a server that is not the host we meant is refused") {
  Network network;
  auto context = network.Context();
  for (const char* host : {"elsewhere.example", "127.0.0.2", "localhost.evil.example"}) {
    Connection connection(*context, *context, host);
    connection.Shake();
    REQUIRE_FALSE(connection.at_client.ok());
    CHECK(connection.client->refusal() == TlsRefusal::kWrongHost);
    CHECK(connection.client->refused_fingerprint() == context->own().fingerprint);
    CHECK(connection.server->refusal() == TlsRefusal::kRefusedByPeer);
  }
}

TEST_CASE("a host that cannot be checked never connects") {
  Network network;
  auto context = network.Context();
  for (const std::string_view host : {std::string_view(), std::string_view("a\0b", 3)}) {
    CHECK(context->Connect(host)->Handshake().error().code == ErrorCode::kInvalidArgument);
  }
}

TEST_CASE("what is not TLS is told apart from a failed handshake") {
  Network network;
  auto context = network.Context();
  for (const char* garbage : {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b"}) {
    auto session = context->Accept();
    session->PutInput(AsBytes(garbage));
    CHECK_FALSE(session->Handshake().ok());
    CHECK(session->refusal() == TlsRefusal::kNotTls);
    CHECK(session->refused_fingerprint().empty());
    CHECK_FALSE(session->Handshake().ok());  // and stays refused
  }
}

TEST_CASE("a large body goes through whole, both ways") {
  Network network;
  auto context = network.Context();
  Connection connection(*context, *context);
  connection.Shake();
  std::string body(3'000'000, '\0');
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>(i * 31 / 7);
  for (auto [from, to] : {std::pair(connection.client.get(), connection.server.get()),
                          std::pair(connection.server.get(), connection.client.get())}) {
    REQUIRE(from->Write(AsBytes(body)).ok());
    Carry(*from, *to);
    CHECK(ReadAll(*to, body.size() + 1).value() == body);
  }
}

TEST_CASE("input in single bytes and reads of single bytes give the same text") {
  Network network;
  auto context = network.Context();
  Connection connection(*context, *context);
  connection.Shake();
  REQUIRE(connection.client->Write(AsBytes("dossier")).ok());
  Carry(*connection.client, *connection.server, 1);
  std::string text;
  while (true) {
    const std::string one = ReadAll(*connection.server, 1).value();
    if (one.empty()) break;
    text += one;
  }
  CHECK(text == "dossier");
}

TEST_CASE("an end that was announced is known from one that was not") {
  Network network;
  auto context = network.Context();
  for (const bool announced : {true, false}) {
    Connection connection(*context, *context);
    connection.Shake();
    REQUIRE(connection.client->Write(AsBytes("last")).ok());
    if (announced) connection.client->Close();
    Carry(*connection.client, *connection.server);
    CHECK(ReadAll(*connection.server).value() == "last");
    CHECK(connection.server->closed() == announced);
  }
}

TEST_CASE("a cut record gives nothing, a changed one an error") {
  Network network;
  auto context = network.Context();
  Connection connection(*context, *context);
  connection.Shake();
  REQUIRE(connection.client->Write(AsBytes("dossier")).ok());
  Bytes record(1000);
  record.resize(connection.client->TakeOutput(record));
  connection.server->PutInput(ByteView(record).first(record.size() - 1));
  CHECK(ReadAll(*connection.server).value().empty());
  CHECK_FALSE(connection.server->closed());
  record.back() ^= 1U;
  connection.server->PutInput(ByteView(record).last(1));
  CHECK(ReadAll(*connection.server).error().code == ErrorCode::kUnavailable);
}

TEST_CASE("nothing is written before the peer is known") {
  Network network;
  CHECK(network.Context()->Connect("localhost")->Write(AsBytes("x")).error().code == ErrorCode::kInternal);
}

TEST_CASE("a second connection resumes and still knows its peer") {
  Network network;
  auto server = network.Context();
  auto client = network.Context();
  for (const bool again : {false, true, true}) {
    Connection connection(*client, *server);
    connection.Shake();
    REQUIRE(connection.Done());
    CHECK(ReadAll(*connection.client).value().empty());  // takes the ticket in
    CHECK(connection.server->resumed() == again);
    CHECK(connection.server->peer()->fingerprint == client->own().fingerprint);
    CHECK(connection.client->peer()->fingerprint == server->own().fingerprint);
  }
}

TEST_CASE("a context with a new list resumes nothing, and knows who was revoked since") {
  Network network;
  const Issued own = network.Issue(network.Request());
  const Issued servers = network.Issue(network.Request());
  auto client = network.Context(own, network.List({}));
  auto before = network.Context(servers, network.List({}));
  Connection connection(*client, *before);
  connection.Shake();
  CHECK(ReadAll(*connection.client).value().empty());
  const PeerCertificate peer = *connection.server->peer();
  CHECK_FALSE(before->IsRevoked(peer));

  auto after = network.Context(servers, network.List({SerialOf(own)}));
  CHECK(after->IsRevoked(peer));
  PeerCertificate of_another_authority = peer;
  of_another_authority.issuer = "another";
  CHECK_FALSE(after->IsRevoked(of_another_authority));
  CheckClientRefused(*client, *after, TlsRefusal::kRevoked, "certificate revoked");
}

TEST_CASE("material that cannot be used says which part, and nothing of what is in it") {
  Network network;
  const Issued own = network.Issue(network.Request());
  const Issued other = network.Issue(network.Request());
  const TlsMaterial good{own.certificate, own.private_key, network.authority.certificate, network.List({})};
  const auto detail = [](const TlsMaterial& material) {
    auto context = TlsContext::Create(material);
    REQUIRE_FALSE(context.ok());
    CHECK(context.error().code == ErrorCode::kCertificate);
    return context.error().detail;
  };
  const std::string junk = "-----BEGIN X509 CRL-----\nTk9QRQ==\n-----END X509 CRL-----\n";
  CHECK(detail({"", good.private_key, good.authorities, good.revocations}).starts_with("certificate"));
  CHECK(detail({good.certificate, other.private_key, good.authorities, good.revocations}).starts_with("private key"));
  CHECK(detail({good.certificate, "junk", good.authorities, good.revocations}).starts_with("private key"));
  CHECK(detail({good.certificate, good.private_key, "", good.revocations}).starts_with("authorities"));
  CHECK(detail({good.certificate, good.private_key, good.authorities, junk}).starts_with("revocations"));
}

}  // namespace
}  // namespace oso::crypto
