#include "crypto/jws.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "crypto/base64url.h"

namespace oso::crypto {
namespace {

constexpr std::string_view kHeader = R"({"alg":"ES256","kid":"k1"})";

const SigningKey& Key() {
  static const SigningKey key = SigningKey::Generate(SignatureAlgorithm::kEs256);
  return key;
}
std::optional<VerifyingKey> Find(std::string_view kid) {
  if (kid != "k1") return std::nullopt;
  return Key().public_key();
}
// Signed as it stands, whatever the header says.
std::string SignAnyway(std::string_view header, std::string_view payload = "{}") {
  const std::string text = Base64UrlEncode(AsBytes(header)) + '.' + Base64UrlEncode(AsBytes(payload));
  return text + '.' + Base64UrlEncode(Key().Sign(AsBytes(text)));
}
ErrorCode CodeOf(std::string_view text) {
  const auto verified = VerifyCompact(text, Find);
  return verified.ok() ? ErrorCode::kInternal : verified.error().code;
}

TEST_CASE("the signed text of RFC 7515, A.3 is verified") {
  Bytes point = Base64UrlDecode("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU").value();
  const Bytes y = Base64UrlDecode("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0").value();
  point.insert(point.end(), y.begin(), y.end());
  const auto key = VerifyingKey::FromRaw(SignatureAlgorithm::kEs256, point);
  REQUIRE(key.ok());
  const auto verified = VerifyCompact(
      "eyJhbGciOiJFUzI1NiJ9"
      ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
      ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
      [&](std::string_view) { return std::optional(*key); });
  REQUIRE(verified.ok());
  CHECK(verified->header == R"({"alg":"ES256"})");
  CHECK(verified->kid.empty());
  CHECK(AsText(verified->payload) ==
        "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}");
}

TEST_CASE("any payload that is signed comes back; with any one character changed nothing does") {
  CHECK(rc::check([](const Bytes& payload) {
    std::string text = SignCompact(Key(), kHeader, payload).value();
    const auto verified = VerifyCompact(text, Find);
    RC_ASSERT(verified.ok());
    RC_ASSERT(verified->payload == payload);
    RC_ASSERT(verified->kid == "k1");
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const char other = *rc::gen::element('A', 'z', '_', '.', '=', ' ');
    if (text[at] == other) return;
    text[at] = other;
    RC_ASSERT(!VerifyCompact(text, Find).ok());
  }));
}

TEST_CASE("another algorithm, or none, is refused even when the signature is right") {
  for (const char* header : {R"({"kid":"k1"})", R"({"alg":"none","kid":"k1"})", R"({"alg":"es256","kid":"k1"})",
                             R"({"alg":"HS256","kid":"k1"})", R"({"alg":["ES256"],"kid":"k1"})"}) {
    CHECK(CodeOf(SignAnyway(header)) == ErrorCode::kInvalidArgument);
    CHECK_FALSE(SignCompact(Key(), header, {}).ok());
  }
}

TEST_CASE("a header with critical extensions, or that is no object, is refused") {
  for (const char* header :
       {R"({"alg":"ES256","kid":"k1","crit":["exp"]})", R"({"alg":"ES256","kid":"k1","crit":[]})",
        R"({"alg":"ES256","kid":"k1","b64":false})", R"({"alg":"ES256","kid":1})", R"(["ES256"])", "", "{",
        R"({"alg":"ES256","kid":"k1"} x)", R"({"alg":"ES256","kid":"k1","alg":"none"})", "\xff"}) {
    CHECK(CodeOf(SignAnyway(header)) == ErrorCode::kInvalidArgument);
  }
  CHECK(CodeOf(SignAnyway("{\"alg\":\"ES256\",\"kid\":\"k1\",\"x\":\"" + std::string(5000, 'x') + "\"}")) ==
        ErrorCode::kInvalidArgument);
}

TEST_CASE("an unknown key and a key of another person are told from a text that is no JWS") {
  CHECK(CodeOf(SignAnyway(R"({"alg":"ES256","kid":"k2"})")) == ErrorCode::kUnauthenticated);
  CHECK(CodeOf(SignAnyway(R"({"alg":"ES256"})")) == ErrorCode::kUnauthenticated);
  const SigningKey other = SigningKey::Generate(SignatureAlgorithm::kEs256);
  CHECK(CodeOf(SignCompact(other, kHeader, {}).value()) == ErrorCode::kUnauthenticated);
}

TEST_CASE("what does not have three strict parts, or is too long, is refused") {
  const std::string good = SignAnyway(kHeader);
  for (const std::string& text : {std::string(), std::string("."), std::string(".."), good + '.', good + '=',
                                  good + '\n', ' ' + good, good.substr(0, good.rfind('.'))}) {
    CHECK(CodeOf(text) == ErrorCode::kInvalidArgument);
  }
  const std::string shorter = good.substr(0, good.rfind('.') + 1) + Base64UrlEncode(Bytes(63));
  CHECK(CodeOf(shorter) == ErrorCode::kUnauthenticated);
  CHECK(VerifyCompact(good, Find, good.size()).ok());
  CHECK(VerifyCompact(good, Find, good.size() - 1).error().code == ErrorCode::kTooLarge);
}

TEST_CASE("an Ed25519 key neither signs nor verifies ES256") {
  const SigningKey ed = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  CHECK(SignCompact(ed, kHeader, {}).error().code == ErrorCode::kInvalidArgument);
  const auto find = [&](std::string_view) { return std::optional(ed.public_key()); };
  CHECK(VerifyCompact(SignAnyway(kHeader), find).error().code == ErrorCode::kInvalidArgument);
}

TEST_CASE("Base64url is without padding and strict") {
  CHECK(Base64UrlEncode(Bytes{0xfb, 0xff}) == "-_8");
  CHECK(Base64UrlDecode("-_8").value() == Bytes{0xfb, 0xff});
  CHECK(Base64UrlDecode("").value().empty());
  for (const char* text : {"-_8=", "+/8", "-_9", "A", " -_8", "-_\n8", "====", "="}) {
    CHECK_FALSE(Base64UrlDecode(text).ok());
  }
}

}  // namespace
}  // namespace oso::crypto
