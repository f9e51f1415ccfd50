#include "crypto/key_wrap.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/fakes.h"
#include "base/ids.h"

namespace oso::crypto {
namespace {

Key Counted() {
  Bytes bytes;
  for (int i = 0; i < 32; ++i) bytes.push_back(static_cast<std::uint8_t>(i));
  return Key::FromBytes(bytes).value();
}

TEST_CASE("wrapping 256 bits with a 256-bit key gives the vector of RFC 3394, 4.6, and it is unwrapped again") {
  Bytes data;
  for (int i = 0; i < 16; ++i) data.push_back(static_cast<std::uint8_t>(i * 0x11));
  for (int i = 0; i < 16; ++i) data.push_back(static_cast<std::uint8_t>(i));
  const WrappedKey wrapped = Wrap(Counted(), Key::FromBytes(data).value());
  CHECK(ToHex(wrapped) == "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21");
  const auto key = Unwrap(Counted(), wrapped);
  REQUIRE(key.ok());
  CHECK(std::ranges::equal(key->Reveal(), data));
}

TEST_CASE("a wrapped key with any bit flipped is refused") {
  FakeRandom random;
  WrappedKey wrapped = Wrap(Counted(), Key::New(random));
  REQUIRE(Unwrap(Counted(), wrapped).ok());
  for (std::size_t bit = 0; bit < wrapped.size() * 8; ++bit) {
    const auto flip = static_cast<std::uint8_t>(1U << bit % 8);
    wrapped[bit / 8] ^= flip;
    CHECK(Unwrap(Counted(), wrapped).error().code == ErrorCode::kUnauthenticated);
    wrapped[bit / 8] ^= flip;
  }
}

TEST_CASE("a key wrapped by another key is refused") {
  FakeRandom random;
  const WrappedKey wrapped = Wrap(Key::New(random), Key::New(random));
  CHECK(Unwrap(Counted(), wrapped).error().code == ErrorCode::kUnauthenticated);
}

TEST_CASE("a wrapped key of another length is refused") {
  FakeRandom random;
  const WrappedKey wrapped = Wrap(Counted(), Key::New(random));
  Bytes longer(wrapped.begin(), wrapped.end());
  longer.insert(longer.end(), 8, 0);
  CHECK(Unwrap(Counted(), longer).error().code == ErrorCode::kInvalidArgument);
  CHECK(Unwrap(Counted(), ByteView(wrapped).first(32)).error().code == ErrorCode::kInvalidArgument);
  CHECK(Unwrap(Counted(), {}).error().code == ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace oso::crypto
