// Two streams and the input itself are cut into segments and put together as the input says: what comes of it opens
// only where it is the stream, byte for byte; and in whatever pieces it is written, the answer is the same.
#include <algorithm>

#include "base/fakes.h"
#include "crypto/segments.h"

namespace {

using oso::Bytes;
using oso::ByteView;
using oso::crypto::Key;
using oso::crypto::kSealedSegmentBytes;

// The last one seals nothing: what is sealed is compared, and so the fuzzer gets to see it.
const Key& KeyOf(std::size_t number) {
  static oso::FakeRandom random;
  static const Key keys[] = {Key::New(random), Key::New(random), Key::New(random)};
  return keys[number];
}

Bytes Sealed(const Key& key, ByteView plain) {
  oso::crypto::SegmentSealer sealer(key);
  Bytes sealed;
  if (!sealer.Write(plain, sealed).ok() || !sealer.Finish(sealed).ok()) __builtin_trap();
  if (oso::crypto::PlainSize(sealed.size()).value() != plain.size()) __builtin_trap();
  return sealed;
}

oso::Result<Bytes> Opened(const Key& key, ByteView sealed, std::size_t step) {
  oso::crypto::SegmentOpener opener(key);
  Bytes plain;
  for (; !sealed.empty(); sealed = sealed.subspan(std::min(step, sealed.size()))) {
    RETURN_IF_ERROR(opener.Write(sealed.first(std::min(step, sealed.size())), plain));
  }
  RETURN_IF_ERROR(opener.Finish(plain));
  return plain;
}

ByteView Segment(ByteView sealed, std::size_t number) {
  const ByteView rest = sealed.subspan(std::min(sealed.size(), number * kSealedSegmentBytes));
  return rest.first(std::min(rest.size(), kSealedSegmentBytes));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView input(data, size);
  if (Opened(KeyOf(2), input, size + 1).ok()) __builtin_trap();
  if (size < 8) return 0;

  // The text: 0, 1 or 2 full segments, then the input or nothing.
  Bytes text((data[0] % 3) * oso::crypto::kSegmentBytes, data[1]);
  if (data[0] % 2 == 0) text.insert(text.end(), input.begin(), input.end());
  const Bytes sealed[] = {Sealed(KeyOf(0), text), Sealed(KeyOf(1), text)};

  const std::size_t step = 100 + data[2] * std::size_t{300};
  Bytes made;
  for (const std::uint8_t act : input.subspan(3, 5)) {
    const ByteView piece = act % 8 == 7 ? input.last(act % size) : Segment(sealed[act % 8 == 6 ? 1 : 0], act / 8 % 4);
    made.insert(made.end(), piece.begin(), piece.end());
    if (act >= 128 && !made.empty()) made.resize(made.size() - act % std::min<std::size_t>(made.size(), 20));
  }
  const auto opened = Opened(KeyOf(0), made, step);
  if (opened.ok() != (made == sealed[0])) __builtin_trap();
  if (opened.ok() && *opened != text) __builtin_trap();
  if (Opened(KeyOf(0), sealed[0], step).value() != text) __builtin_trap();
  return 0;
}
