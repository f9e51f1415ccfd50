// A stream of bytes in segments that are each encrypted and authenticated with AES-256-GCM (SP 800-38D): sealed and
// opened while it passes, in the memory of one segment, from any segment on. The format, byte for byte, with its limits
// and an example: docs/segments.md.
//
//   stream  = *full last
//   full    = 65 536 bytes of ciphertext, tag
//   last    = 0 to 65 536 bytes of ciphertext, tag      ; 0 only where it is the only segment
//   tag     = 16 bytes
//   nonce   = 7 zero bytes, number of the segment (4 bytes, big-endian, from 0), 1 for the last and 0 for others (1
//   byte)
//
// The nonce is counted, so a key seals one stream: never two different ones. Sealing the same bytes again gives the
// same stream, which is how a broken transfer goes on. Key::DeriveFor makes the key of one use and one owner, so that a
// stream is not taken for another's either.
//
// Found by who opens: bytes changed, cut off, put in, added, exchanged, doubled or moved; a stream of another key.
// Not found: who sealed it. What was given out before an error is genuine but not whole: nobody acts on it before
// Finish is good.
#pragma once

#include <cstdint>
#include <memory>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/key.h"

namespace oso::crypto {

inline constexpr std::size_t kSegmentBytes = 65'536;
inline constexpr std::size_t kSegmentTagBytes = 16;
inline constexpr std::size_t kSealedSegmentBytes = kSegmentBytes + kSegmentTagBytes;
inline constexpr std::uint64_t kMaxSegments = std::uint64_t{1} << 32U;

// The length of the stream that holds `plain` bytes, at most kMaxSegments * kSegmentBytes.
constexpr std::uint64_t SealedSize(std::uint64_t plain) {
  const std::uint64_t segments = plain == 0 ? 1 : (plain - 1) / kSegmentBytes + 1;
  return plain + segments * kSegmentTagBytes;
}

// And back. kInvalidArgument: no stream has this length.
Result<std::uint64_t> PlainSize(std::uint64_t sealed);

class SegmentSealer {
 public:
  // `first`: the number of the segment that what is written begins with; the same bytes as then, or the key is broken.
  explicit SegmentSealer(const Key& key, std::uint32_t first = 0);
  SegmentSealer(SegmentSealer&&) noexcept;
  ~SegmentSealer();

  // Appends the segments that became full to `sealed`, never more than was given and one segment. It holds one back,
  // since the last is marked. kTooLarge: more than kMaxSegments.
  Status Write(ByteView plain, Bytes& sealed);
  // Appends the last segment. Once, and nothing after it. kTooLarge.
  Status Finish(Bytes& sealed);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

class SegmentOpener {
 public:
  // `first`: the number of the segment that what is written begins with.
  explicit SegmentOpener(const Key& key, std::uint32_t first = 0);
  SegmentOpener(SegmentOpener&&) noexcept;
  ~SegmentOpener();

  // Appends to `plain` what is in the segments that are surely not the last, never more than was given and one segment.
  // After an error all that follows fails too. kUnauthenticated: not what was sealed with this key at this place.
  Status Write(ByteView sealed, Bytes& plain);
  // Appends what is in the last segment. Once, and nothing after it. kUnauthenticated: also when the end is missing.
  // Who wants no more than a range leaves this out.
  Status Finish(Bytes& plain);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace oso::crypto
