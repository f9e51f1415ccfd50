#include "exchange/signed_register.h"

#include <doctest/doctest.h>

#include "base/fakes.h"

namespace oso::exchange {
namespace {

ErrorCode CodeOf(const Result<RegisterDocument>& result) {
  REQUIRE_FALSE(result.ok());
  return result.error().code;
}

TEST_CASE("a signed register is read with the centre's key, and only as it was signed") {
  const auto key = crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEs256);
  const auto other = crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEs256);
  const std::string kid = key.public_key().Thumbprint();
  const crypto::FindKey find = [&](std::string_view asked) {
    return asked == kid ? std::optional(key.public_key()) : std::nullopt;
  };
  const auto registry = Register().With(std::vector<RegisterEntry>{Board{.number = "41234", .name = "Noord"}}, 7);
  const std::string document = WriteRegisterDocument(*registry, FakeClock().Now());
  const std::string jws = SignRegisterDocument(key, document).value();

  const auto read = ReadSignedRegister(jws, find);
  REQUIRE(read.ok());
  CHECK(read->registry->version() == 7);
  CHECK(read->registry->FindBoard("41234")->name == "Noord");

  // Another key, also one that goes by the centre's name.
  CHECK(CodeOf(ReadSignedRegister(SignRegisterDocument(other, document).value(), find)) == ErrorCode::kUnauthenticated);
  const std::string forged =
      crypto::SignCompact(other, R"({"alg":"ES256","kid":")" + kid + R"(","typ":"oso-register+json"})",
                          AsBytes(document))
          .value();
  CHECK(CodeOf(ReadSignedRegister(forged, find)) == ErrorCode::kUnauthenticated);

  // Anything changed in it.
  for (std::size_t i = 0; i < jws.size(); ++i) {
    std::string changed = jws;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    CHECK_FALSE(ReadSignedRegister(changed, find).ok());
  }

  // Another kind of document that the same key signed, and what is signed but no register.
  for (const char* type : {R"(,"typ":"oso-session+jwt")", R"(,"typ":1)", ""}) {
    const std::string header = R"({"alg":"ES256","kid":")" + kid + '"' + type + '}';
    const std::string text = crypto::SignCompact(key, header, AsBytes(document)).value();
    CHECK(CodeOf(ReadSignedRegister(text, find)) == ErrorCode::kInvalidArgument);
  }
  CHECK(CodeOf(ReadSignedRegister(SignRegisterDocument(key, "{}").value(), find)) == ErrorCode::kInvalidArgument);
  CHECK(CodeOf(ReadSignedRegister(jws, find, {.bytes = 5})) == ErrorCode::kTooLarge);
}

TEST_CASE("a key that is not ES256 signs no register") {
  const auto key = crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519);
  CHECK_FALSE(SignRegisterDocument(key, "{}").ok());
}

}  // namespace
}  // namespace oso::exchange
