#include "crypto/key.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <ostream>

#include "base/fakes.h"
#include "base/ids.h"

namespace oso::crypto {
namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };

static_assert(!std::is_copy_constructible_v<Key> && !std::is_copy_assignable_v<Key>);
static_assert(!Printable<Key> && !std::is_convertible_v<Key, ByteView> && !std::is_convertible_v<Key, std::string>);

bool IsBlank(ByteView bytes) {
  return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

Bytes CountedFrom(int first, int size) {
  Bytes bytes;
  for (int i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(first + i));
  return bytes;
}

std::string Hkdf(ByteView secret, ByteView salt, ByteView info, std::size_t size) {
  Bytes derived(size);
  HkdfSha256(secret, salt, info, derived);
  return ToHex(derived);
}

TEST_CASE("HKDF gives the three SHA-256 vectors of RFC 5869") {
  CHECK(Hkdf(Bytes(22, 0x0b), CountedFrom(0, 13), CountedFrom(0xf0, 10), 42) ==
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  CHECK(Hkdf(CountedFrom(0, 80), CountedFrom(0x60, 80), CountedFrom(0xb0, 80), 82) ==
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
        "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
  CHECK(Hkdf(Bytes(22, 0x0b), {}, {}, 42) ==
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

TEST_CASE("HMAC gives the vectors of RFC 4231, 4.2, 4.3 and 4.7") {
  CHECK(ToHex(HmacSha256(Bytes(20, 0x0b), AsBytes("Hi There"))) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(ToHex(HmacSha256(AsBytes("Jefe"), AsBytes("what do ya want for nothing?"))) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(ToHex(HmacSha256(Bytes(131, 0xaa), AsBytes("Test Using Larger Than Block-Size Key - Hash Key First"))) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("a derived key is that of docs/segments.md, and another for each label and context") {
  const Key key = Key::FromBytes(CountedFrom(0, 32)).value();
  CHECK(ToHex(key.DeriveFor("example", AsBytes("01AA")).Reveal()) ==
        "e4b7aec49c03c3b00147d5f706d45b688ae682bb63a8d805b2a0f99b2d6f68b8");
  const auto derived = [&](std::string_view label, std::string_view context) {
    return ToHex(key.DeriveFor(label, AsBytes(context)).Reveal());
  };
  CHECK(derived("example", "01AA") != derived("example", "02BB"));
  CHECK(derived("example", "01AA") != derived("example2", "01AA"));
  CHECK(derived("example", "01AA") != derived("example0", "1AA"));
}

TEST_CASE("a new key is random, and a key of another length is refused") {
  FakeRandom random;
  CHECK_FALSE(std::ranges::equal(Key::New(random).Reveal(), Key::New(random).Reveal()));
  CHECK(Key::FromBytes(Bytes(31)).error().code == ErrorCode::kInvalidArgument);
  CHECK(Key::FromBytes(Bytes(33)).error().code == ErrorCode::kInvalidArgument);
  CHECK(Key::FromBytes({}).error().code == ErrorCode::kInvalidArgument);
}

TEST_CASE("a key that goes or is moved from leaves nothing in memory") {
  const Bytes bytes = CountedFrom(1, 32);
  alignas(Key) std::array<std::uint8_t, sizeof(Key)> place{};
  auto* const at = std::construct_at(reinterpret_cast<Key*>(place.data()), Key::FromBytes(bytes).value());
  CHECK_FALSE(IsBlank(place));
  SUBCASE("gone") {
    std::destroy_at(at);
    CHECK(IsBlank(place));
  }
  SUBCASE("moved into a new one") {
    const Key moved = std::move(*at);
    CHECK(IsBlank(place));
    CHECK(std::ranges::equal(moved.Reveal(), bytes));
  }
  SUBCASE("moved over another one") {
    FakeRandom random;
    Key moved = Key::New(random);
    moved = std::move(*at);
    CHECK(IsBlank(place));
    CHECK(std::ranges::equal(moved.Reveal(), bytes));
  }
}

}  // namespace
}  // namespace oso::crypto
