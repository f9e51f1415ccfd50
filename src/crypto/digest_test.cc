#include "crypto/digest.h"

#include <doctest/doctest.h>

#include "base/ids.h"

namespace oso::crypto {
namespace {

TEST_CASE("SHA-256 of the published texts, at once and in pieces (FIPS 180-4)") {
  CHECK(ToHex(Sha256(AsBytes(""))) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(ToHex(Sha256(AsBytes("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256Stream stream;
  stream.Update(AsBytes("a"));
  Sha256Stream moved = std::move(stream);
  moved.Update(AsBytes("bc"));
  CHECK(moved.Finish() == Sha256(AsBytes("abc")));
  CHECK(Sha256(AsBytes("ab"), AsBytes("c")) == Sha256(AsBytes("abc")));
}

TEST_CASE("PBKDF2 with HMAC-SHA-512 gives the widely published vectors") {
  CHECK(ToHex(Pbkdf2HmacSha512("password", AsBytes("salt"), 1, 64)) ==
        "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252"
        "c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce");
  CHECK(
      ToHex(Pbkdf2HmacSha512("passwordPASSWORDpassword", AsBytes("saltSALTsaltSALTsaltSALTsaltSALTsalt"), 4096, 64)) ==
      "8c0511f4c6e597c6ac6315d8f0362e225f3c501495ba23b868c005174dc4ee71"
      "115b59f9e60cd9532fa33e0f75aefe30225c583a186cd82bd4daea9724a3d3b8");
}

TEST_CASE("Base64 gives the vectors of RFC 4648 and reads them back") {
  const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : vectors) {
    CHECK(Base64Encode(AsBytes(plain)) == encoded);
    auto decoded = Base64Decode(encoded);
    REQUIRE(decoded.ok());
    CHECK(AsText(*decoded) == plain);
  }
}

TEST_CASE("every byte value survives Base64") {
  Bytes all(256);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i);
  CHECK(Base64Decode(Base64Encode(all)).value() == all);
}

TEST_CASE("Base64 may be broken over lines anywhere") {
  CHECK(AsText(Base64Decode(" Zm9v\r\nYm\tE = \n").value()) == "fooba");
}

TEST_CASE("Base64 that is cut off, wrongly padded or ambiguous is refused") {
  for (const char* text :
       {"Z", "Zg", "Zg=", "Zg===", "Zm9v====", "=", "====", "Zg==Zg==", "Zm9-", "Zh==", "Zm9=", "Zm\0"}) {
    CHECK(Base64Decode(text).error().code == ErrorCode::kInvalidArgument);
  }
  CHECK_FALSE(Base64Decode(std::string_view("Zg==\0", 5)).ok());
}

TEST_CASE("equal means same length and same bytes") {
  CHECK(ConstantTimeEqual(AsBytes("abc"), AsBytes("abc")));
  CHECK(ConstantTimeEqual({}, {}));
  CHECK_FALSE(ConstantTimeEqual(AsBytes("abc"), AsBytes("abd")));
  CHECK_FALSE(ConstantTimeEqual(AsBytes("abc"), AsBytes("ab")));
}

TEST_CASE("the system's randomness does not repeat itself") {
  SystemRandom random;
  CHECK(Uuid::NewV4(random) != Uuid::NewV4(random));
}

}  // namespace
}  // namespace oso::crypto
