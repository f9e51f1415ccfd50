#include "crypto/signing_key.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <atomic>
#include <thread>
#include <vector>

#include "crypto/base64url.h"
#include "crypto/certificate.h"
#include "crypto/tls_fixture.h"

namespace oso::crypto {
namespace {

constexpr SignatureAlgorithm kBoth[] = {SignatureAlgorithm::kEs256, SignatureAlgorithm::kEd25519};

Bytes FromUrl(std::string_view text) { return Base64UrlDecode(text).value(); }

TEST_CASE("what a key signs its public key verifies, also after both went through PEM") {
  for (const auto algorithm : kBoth) {
    const SigningKey key = SigningKey::Generate(algorithm);
    const auto again = SigningKey::FromPem(key.ToPem());
    const auto open = VerifyingKey::FromPem(key.public_key().ToPem());
    const auto raw = VerifyingKey::FromRaw(algorithm, key.public_key().raw());
    REQUIRE(again.ok());
    REQUIRE(open.ok());
    REQUIRE(raw.ok());
    CHECK(again->algorithm() == algorithm);
    CHECK(open->raw() == key.public_key().raw());
    const Signature signature = again->Sign(AsBytes("message"));
    CHECK(open->Verify(AsBytes("message"), signature));
    CHECK(raw->Verify(AsBytes("message"), signature));
    CHECK_FALSE(SigningKey::Generate(algorithm).public_key().Verify(AsBytes("message"), signature));
  }
}

TEST_CASE("a signature with any bit flipped, of other bytes or of another length is refused") {
  for (const auto algorithm : kBoth) {
    const SigningKey key = SigningKey::Generate(algorithm);
    CHECK(rc::check([&](const Bytes& message) {
      Signature signature = key.Sign(message);
      RC_ASSERT(key.public_key().Verify(message, signature));
      Bytes other = message;
      other.push_back(0);
      RC_ASSERT(!key.public_key().Verify(other, signature));
      const auto bit = *rc::gen::inRange<std::size_t>(0, signature.size() * 8);
      signature[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
      RC_ASSERT(!key.public_key().Verify(message, signature));
    }));
    const Signature signature = key.Sign({});
    CHECK_FALSE(key.public_key().Verify({}, ByteView(signature).first(63)));
    CHECK_FALSE(key.public_key().Verify({}, {}));
    CHECK_FALSE(key.public_key().Verify({}, Bytes(64)));
    CHECK_FALSE(key.public_key().Verify({}, Bytes(64, 0xff)));
  }
}

TEST_CASE("Ed25519 gives the signature of RFC 8032, 7.1, test 2") {
  const auto key = SigningKey::FromPem(
      "-----BEGIN PRIVATE KEY-----\n"
      "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
      "-----END PRIVATE KEY-----\n");
  REQUIRE(key.ok());
  CHECK(ToHex(key->public_key().raw()) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const std::uint8_t message = 0x72;
  CHECK(ToHex(key->Sign({&message, 1})) ==
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST_CASE("thumbprints are those of RFC 7638 and RFC 8037") {
  const auto ed =
      VerifyingKey::FromRaw(SignatureAlgorithm::kEd25519, FromUrl("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"));
  REQUIRE(ed.ok());
  CHECK(ed->Jwk() == R"({"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})");
  CHECK(ed->Thumbprint() == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");  // RFC 8037, A.3
  Bytes point = FromUrl("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");      // RFC 7515, A.3
  const Bytes y = FromUrl("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
  point.insert(point.end(), y.begin(), y.end());
  const auto ec = VerifyingKey::FromRaw(SignatureAlgorithm::kEs256, point);
  REQUIRE(ec.ok());
  CHECK(ec->Jwk() == R"({"crv":"P-256","kty":"EC","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                     R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})");
  CHECK(ec->Thumbprint().size() == 43);
}

TEST_CASE("what is no key, or a key of another kind, is refused") {
  testing::Network network;
  const Issued rsa = network.Issue(network.Request(KeyKind::kRsa2048));
  CHECK(SigningKey::FromPem(rsa.private_key).error().code == ErrorCode::kCertificate);
  CHECK(SigningKey::FromPem("").error().code == ErrorCode::kCertificate);
  CHECK(SigningKey::FromPem(network.Issue(network.Request()).private_key).ok());
  CHECK(VerifyingKey::FromPem("").error().code == ErrorCode::kInvalidArgument);
  CHECK(VerifyingKey::FromPem(rsa.private_key).error().code == ErrorCode::kInvalidArgument);
  CHECK_FALSE(VerifyingKey::FromRaw(SignatureAlgorithm::kEs256, Bytes(64, 1)).ok());  // not on the curve
  CHECK_FALSE(VerifyingKey::FromRaw(SignatureAlgorithm::kEs256, Bytes(32)).ok());
  CHECK_FALSE(VerifyingKey::FromRaw(SignatureAlgorithm::kEd25519, Bytes(31)).ok());
}

TEST_CASE("one key signs and verifies on several threads at once") {
  for (const auto algorithm : kBoth) {
    const SigningKey key = SigningKey::Generate(algorithm);
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&, i] {
        for (int j = 0; j < 50; ++j) {
          const std::string message = std::to_string(i * 1000 + j);
          if (key.public_key().Verify(AsBytes(message), key.Sign(AsBytes(message)))) ++good;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(good == 200);
  }
}

}  // namespace
}  // namespace oso::crypto
