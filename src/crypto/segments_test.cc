#include "crypto/segments.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <vector>

#include "base/ids.h"
#include "crypto/digest.h"

namespace oso::crypto {
namespace {

// The key of the example in docs/segments.md, or another one.
Key KeyOf(std::string_view owner = "01AA") {
  Bytes bytes;
  for (int i = 0; i < 32; ++i) bytes.push_back(static_cast<std::uint8_t>(i));
  return Key::FromBytes(bytes).value().DeriveFor("example", AsBytes(owner));
}

Bytes TextOf(std::size_t size) {
  Bytes text(size);
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<std::uint8_t>(i % 251);
  return text;
}

Bytes Seal(ByteView plain, const Key& key = KeyOf(), std::uint32_t first = 0) {
  SegmentSealer sealer(key, first);
  Bytes sealed;
  REQUIRE(sealer.Write(plain, sealed).ok());
  REQUIRE(sealer.Finish(sealed).ok());
  return sealed;
}

Result<Bytes> Open(ByteView sealed, const Key& key = KeyOf(), std::uint32_t first = 0) {
  SegmentOpener opener(key, first);
  Bytes plain;
  RETURN_IF_ERROR(opener.Write(sealed, plain));
  RETURN_IF_ERROR(opener.Finish(plain));
  return plain;
}

bool IsRefused(const Result<Bytes>& opened) {
  return !opened.ok() && opened.error().code == ErrorCode::kUnauthenticated;
}

std::vector<Bytes> SegmentsOf(ByteView sealed) {
  std::vector<Bytes> segments;
  for (; !sealed.empty(); sealed = sealed.subspan(segments.back().size())) {
    const ByteView segment = sealed.first(std::min(sealed.size(), kSealedSegmentBytes));
    segments.emplace_back(segment.begin(), segment.end());
  }
  return segments;
}

Bytes Joined(const std::vector<Bytes>& segments) {
  Bytes all;
  for (const Bytes& segment : segments) all.insert(all.end(), segment.begin(), segment.end());
  return all;
}

Bytes Joined(ByteView first, ByteView then) {
  Bytes all(first.begin(), first.end());
  all.insert(all.end(), then.begin(), then.end());
  return all;
}

TEST_CASE("the streams of docs/segments.md come out as they stand there") {
  CHECK(ToHex(Seal({})) == "017198eb93c4dfb9d5bf944c7d61b1c4");
  CHECK(ToHex(Seal(AsBytes("overstap"))) == "a7828cbf8f8900ba9250f7993c7cc96ed12919ecbc151ed8");
  const Bytes three = Seal(TextOf(131'073));
  CHECK(three.size() == 131'121);
  CHECK(ToHex(Sha256(three)) == "d69e3a13af508e3086837e7cfddb2380f46c428abfc90500abd17fe04c3f7037");
}

TEST_CASE("a stream of any size is opened to what was sealed, and has the size that was reckoned") {
  for (const std::size_t size : {0, 1, 65'535, 65'536, 65'537, 131'072, 131'073, 200'000}) {
    const Bytes sealed = Seal(TextOf(size));
    CHECK(sealed.size() == SealedSize(size));
    CHECK(PlainSize(sealed.size()).value() == size);
    CHECK(Open(sealed).value() == TextOf(size));
  }
}

TEST_CASE("a length that no stream has is refused") {
  const std::uint64_t most = SealedSize(kMaxSegments * kSegmentBytes);
  CHECK(PlainSize(most).value() == kMaxSegments * kSegmentBytes);
  for (const std::uint64_t size :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{15}, std::uint64_t{65'553}, std::uint64_t{65'568},
        std::uint64_t{131'120}, most + 1, most + 17, ~std::uint64_t{0}}) {
    CHECK_MESSAGE(PlainSize(size).error().code == ErrorCode::kInvalidArgument, size);
  }
}

TEST_CASE("in whatever pieces a stream is written, it is the same, and no more comes out than went in") {
  CHECK(rc::check([] {
    const Bytes text = TextOf(*rc::gen::inRange<std::size_t>(0, 140'000));
    const auto step = *rc::gen::elementOf(std::vector<std::size_t>{1'000, 65'535, 65'536, 65'552, 65'553, 140'000});
    SegmentSealer sealer(KeyOf());
    Bytes sealed;
    for (std::size_t at = 0; at < text.size(); at += step) {
      RC_ASSERT(sealer.Write(ByteView(text).subspan(at, std::min(step, text.size() - at)), sealed).ok());
      RC_ASSERT(sealed.size() <= at + step + kSealedSegmentBytes);
    }
    SegmentSealer moved = std::move(sealer);
    RC_ASSERT(moved.Finish(sealed).ok());
    RC_ASSERT(sealed == Seal(text));

    SegmentOpener opener(KeyOf());
    Bytes plain;
    for (std::size_t at = 0; at < sealed.size(); at += step) {
      RC_ASSERT(opener.Write(ByteView(sealed).subspan(at, std::min(step, sealed.size() - at)), plain).ok());
    }
    SegmentOpener opener_moved = std::move(opener);
    RC_ASSERT(opener_moved.Finish(plain).ok());
    RC_ASSERT(plain == text);
  }));
}

TEST_CASE("a stream with any bit of any byte changed is refused") {
  Bytes sealed = Seal(AsBytes("overstap"));
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    const auto flip = static_cast<std::uint8_t>(1U << bit % 8);
    sealed[bit / 8] ^= flip;
    CHECK(IsRefused(Open(sealed)));
    sealed[bit / 8] ^= flip;
  }
  CHECK(Open(sealed).ok());
  Bytes longer = Seal(TextOf(140'000));
  CHECK(rc::check([&] {
    const auto at = *rc::gen::inRange<std::size_t>(0, longer.size());
    const auto change = static_cast<std::uint8_t>(*rc::gen::inRange(1, 256));
    longer[at] ^= change;
    const bool is_refused = IsRefused(Open(longer));
    longer[at] ^= change;
    RC_ASSERT(is_refused);
  }));
}

TEST_CASE("a stream that is cut off anywhere is refused, between two segments too") {
  const Bytes sealed = Seal(TextOf(140'000));
  for (const std::size_t size : {0, 1, 15, 16, 17, 65'551, 65'552, 65'553, 65'568, 131'104, 140'047}) {
    CHECK_MESSAGE(IsRefused(Open(ByteView(sealed).first(size))), size);
  }
  const Bytes small = Seal(AsBytes("overstap"));
  for (std::size_t size = 0; size < small.size(); ++size) CHECK(IsRefused(Open(ByteView(small).first(size))));
}

TEST_CASE("a stream to which something was added is refused, at its end and at its begin") {
  for (const std::size_t size : {0, 8, 65'536, 131'072}) {
    const Bytes sealed = Seal(TextOf(size));
    for (const Bytes& more : {Bytes{0}, Bytes(16), Seal({}), Seal(AsBytes("overstap")), sealed}) {
      CHECK(IsRefused(Open(Joined(sealed, more))));
      CHECK(IsRefused(Open(Joined(more, sealed))));
    }
  }
}

TEST_CASE("segments that were moved, doubled, dropped or put in are refused") {
  const std::vector<Bytes> segments = SegmentsOf(Seal(TextOf(4 * kSegmentBytes)));
  REQUIRE(segments.size() == 4);
  CHECK(Open(Joined(segments)).ok());
  for (std::size_t i = 0; i < 4; ++i) {
    auto dropped = segments;
    dropped.erase(dropped.begin() + static_cast<std::ptrdiff_t>(i));
    CHECK(IsRefused(Open(Joined(dropped))));
    for (std::size_t j = 0; j < 4; ++j) {
      auto doubled = segments;
      doubled.insert(doubled.begin() + static_cast<std::ptrdiff_t>(j), segments[i]);
      CHECK(IsRefused(Open(Joined(doubled))));
      if (i == j) continue;
      auto swapped = segments;
      std::swap(swapped[i], swapped[j]);
      CHECK(IsRefused(Open(Joined(swapped))));
      auto replaced = segments;
      replaced[j] = segments[i];
      CHECK(IsRefused(Open(Joined(replaced))));
    }
  }
}

TEST_CASE("a segment of another stream is refused, at the same place and with the same text") {
  const std::vector<Bytes> own = SegmentsOf(Seal(TextOf(150'000)));
  const std::vector<Bytes> other = SegmentsOf(Seal(TextOf(150'000), KeyOf("02BB")));
  for (std::size_t i = 0; i < own.size(); ++i) {
    auto mixed = own;
    mixed[i] = other[i];
    CHECK(IsRefused(Open(Joined(mixed))));
  }
  CHECK(IsRefused(Open(Joined(other))));
  CHECK(Open(Joined(other), KeyOf("02BB")).ok());
}

TEST_CASE("a last segment is not taken for one in the middle, nor the other way round") {
  const Bytes one = Seal(TextOf(kSegmentBytes));
  const Bytes two = Seal(TextOf(2 * kSegmentBytes));
  const ByteView middle = ByteView(two).first(kSealedSegmentBytes);
  CHECK(IsRefused(Open(middle)));
  CHECK(IsRefused(Open(Joined(one, ByteView(two).subspan(kSealedSegmentBytes)))));
}

TEST_CASE("an empty segment after a full one is refused, also where it is genuine") {
  const Bytes middle = SegmentsOf(Seal(TextOf(2 * kSegmentBytes))).front();
  const Bytes empty_last = Seal({}, KeyOf(), 1);
  CHECK(IsRefused(Open(Joined(middle, empty_last))));
}

TEST_CASE("of a refused segment nothing is given out, and what follows it is refused too") {
  const Bytes full = Seal(TextOf(kSegmentBytes));  // one last segment
  SegmentOpener opener(KeyOf());
  Bytes plain = {1, 2, 3};
  CHECK(opener.Write(Joined(full, Bytes{0}), plain).error().code == ErrorCode::kUnauthenticated);
  CHECK(plain == Bytes{1, 2, 3});
  // What it holds would be good as a last segment.
  CHECK(opener.Write(Bytes{0}, plain).error().code == ErrorCode::kUnauthenticated);
  CHECK(opener.Finish(plain).error().code == ErrorCode::kUnauthenticated);
  CHECK(plain == Bytes{1, 2, 3});
}

TEST_CASE("what stands before a flaw is given out, each segment as soon as the next one begins") {
  Bytes sealed = Seal(TextOf(3 * kSegmentBytes));
  sealed[kSealedSegmentBytes] ^= 1;
  SegmentOpener opener(KeyOf());
  Bytes plain;
  CHECK(opener.Write(ByteView(sealed).first(kSealedSegmentBytes), plain).ok());
  CHECK(plain.empty());
  CHECK(opener.Write(ByteView(sealed).subspan(kSealedSegmentBytes, 1), plain).ok());
  CHECK(plain == TextOf(kSegmentBytes));
  CHECK_FALSE(opener.Write(ByteView(sealed).subspan(kSealedSegmentBytes + 1), plain).ok());
  CHECK(plain == TextOf(kSegmentBytes));
}

TEST_CASE("a stream is opened and sealed from any segment on, and only as that segment") {
  const Bytes text = TextOf(200'000);
  const Bytes sealed = Seal(text);
  for (std::uint32_t first = 0; first < 4; ++first) {
    const ByteView rest = ByteView(sealed).subspan(first * kSealedSegmentBytes);
    const ByteView rest_of_text = ByteView(text).subspan(first * kSegmentBytes);
    CHECK(std::ranges::equal(Open(rest, KeyOf(), first).value(), rest_of_text));
    CHECK(std::ranges::equal(Seal(rest_of_text, KeyOf(), first), rest));
    CHECK(IsRefused(Open(rest, KeyOf(), first + 1)));
  }
  CHECK(IsRefused(Open({}, KeyOf(), 4)));
}

TEST_CASE("a range is opened from its segments alone") {
  const Bytes sealed = Seal(TextOf(5 * kSegmentBytes));
  SegmentOpener opener(KeyOf(), 2);
  Bytes plain;
  REQUIRE(opener.Write(ByteView(sealed).subspan(2 * kSealedSegmentBytes, kSealedSegmentBytes + 1), plain).ok());
  CHECK(std::ranges::equal(plain, ByteView(TextOf(5 * kSegmentBytes)).subspan(2 * kSegmentBytes, kSegmentBytes)));
}

TEST_CASE("after the last number no segment is sealed: the nonces would begin again") {
  SegmentSealer sealer(KeyOf(), 0xffff'ffff);
  Bytes sealed;
  REQUIRE(sealer.Write(TextOf(kSegmentBytes), sealed).ok());
  CHECK(sealer.Write(TextOf(1), sealed).ok());  // the last number, and one byte for a segment too many
  CHECK(sealer.Finish(sealed).error().code == ErrorCode::kTooLarge);
  CHECK(sealed.size() == kSealedSegmentBytes);
  CHECK(Open(Seal(AsBytes("x"), KeyOf(), 0xffff'ffff), KeyOf(), 0xffff'ffff).ok());
}

}  // namespace
}  // namespace oso::crypto
