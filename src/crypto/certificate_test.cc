#include "crypto/certificate.h"

#include <doctest/doctest.h>

#include "base/fakes.h"

namespace oso::crypto {
namespace {

struct Pki {
  FakeClock clock;
  FakeRandom random;
  Issued authority = CreateAuthority({.common_name = "Test"}, clock, random).value();

  CertificateRequest Request(KeyKind key = KeyKind::kP256) const {
    return {.common_name = "Leverancier Noord",
            .oin = Oin::Parse("00000099000000000001").value(),
            .hosts = {"noord.example", "127.0.0.1", "::1"},
            .key = key,
            .not_before = clock.Now(),
            .not_after = clock.Now().PlusSeconds(86400)};
  }
};

TEST_CASE("an issued certificate tells its OIN, serial and end, for both kinds of key") {
  Pki pki;
  for (const KeyKind kind : {KeyKind::kP256, KeyKind::kRsa2048}) {
    auto issued = IssueCertificate(pki.authority, pki.Request(kind), pki.random);
    REQUIRE(issued.ok());
    auto read = ReadCertificate(issued->certificate);
    REQUIRE(read.ok());
    CHECK(read->oin->text() == "00000099000000000001");
    CHECK(read->fingerprint.size() == 64);
    CHECK(read->serial.size() >= 30);
    CHECK(ToIso8601(read->not_after) == "2017-01-02T00:00:00.000000Z");
    CHECK(read->issuer == ReadCertificate(pki.authority.certificate)->issuer);
    CHECK(issued->private_key.starts_with("-----BEGIN PRIVATE KEY-----"));
  }
}

TEST_CASE("two certificates never share a serial") {
  Pki pki;
  auto first = ReadCertificate(IssueCertificate(pki.authority, pki.Request(), pki.random)->certificate);
  auto second = ReadCertificate(IssueCertificate(pki.authority, pki.Request(), pki.random)->certificate);
  CHECK(first->serial != second->serial);
}

TEST_CASE("a subject.serialNumber that is not an OIN is no OIN") {
  Pki pki;
  auto request = pki.Request();
  request.oin.reset();
  CHECK_FALSE(ReadCertificate(IssueCertificate(pki.authority, request, pki.random)->certificate)->oin.has_value());
}

TEST_CASE("a host that would smuggle another name into the certificate is refused") {
  Pki pki;
  for (const char* host : {"", "a,DNS:b", "a b", "email:x", "[::1]", "a\n"}) {
    auto request = pki.Request();
    request.hosts = {host};
    CHECK(IssueCertificate(pki.authority, request, pki.random).error().code == ErrorCode::kInvalidArgument);
  }
}

TEST_CASE("a name of no or too many characters is refused") {
  Pki pki;
  for (const std::string& name : {std::string(), std::string(65, 'x')}) {
    auto request = pki.Request();
    request.common_name = name;
    CHECK(IssueCertificate(pki.authority, request, pki.random).error().code == ErrorCode::kInvalidArgument);
  }
}

TEST_CASE("an authority whose key is another's issues nothing") {
  Pki pki;
  const Issued mixed{pki.authority.certificate,
                     IssueCertificate(pki.authority, pki.Request(), pki.random)->private_key};
  CHECK(IssueCertificate(mixed, pki.Request(), pki.random).error().code == ErrorCode::kCertificate);
  CHECK(IssueRevocationList(mixed, {}, 1, pki.clock, 30).error().code == ErrorCode::kCertificate);
}

TEST_CASE("a serial that is not hexadecimal is not put on a list") {
  Pki pki;
  for (const char* serial : {"", "xyz", "-1", "12g", "00000000000000000000000000000000000000001"}) {
    CHECK(IssueRevocationList(pki.authority, {serial}, 1, pki.clock, 30).error().code == ErrorCode::kInvalidArgument);
  }
  CHECK(IssueRevocationList(pki.authority, {"0A", "ff"}, 1, pki.clock, 30).ok());
}

TEST_CASE("damaged PEM is refused, and not repeated in the error") {
  Pki pki;
  std::string damaged = pki.authority.certificate;
  damaged.replace(100, 20, "!!!!!!!!!!!!!!!!!!!!");
  for (const std::string& text : {std::string(), std::string("secret text"), damaged}) {
    const auto read = ReadCertificate(text);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code == ErrorCode::kCertificate);
    CHECK(read.error().detail.find("secret") == std::string::npos);
  }
}

}  // namespace
}  // namespace oso::crypto
