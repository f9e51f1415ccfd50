// Secret keys of 32 bytes: root keys, school keys, data keys, and what is derived from them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/bytes.h"
#include "base/random.h"
#include "base/result.h"
#include "crypto/digest.h"

namespace oso::crypto {

// HKDF with SHA-256 (RFC 5869): fills `derived`, at most 8 160 bytes.
void HkdfSha256(ByteView secret, ByteView salt, ByteView info, std::span<std::uint8_t> derived);

// HMAC with SHA-256 (RFC 2104).
Sha256Digest HmacSha256(ByteView key, ByteView message);

// A key is moved, never copied, cannot be printed, and its bytes are wiped when it goes. Moved from, it is all zeros
// and may only be assigned to or dropped. Not a SigningKey: this one is shared by who seals and who opens.
class Key {
 public:
  static constexpr std::size_t kSize = 32;

  static Key New(Random& random);
  static Result<Key> FromBytes(ByteView bytes);  // kInvalidArgument: not 32 bytes; the detail repeats none

  Key(Key&& other) noexcept;
  Key& operator=(Key&& other) noexcept;
  ~Key();

  // The key for one use and one thing: HKDF-SHA-256 without salt, info = `label`, a zero byte, `context`. Other labels
  // and other contexts give keys that tell nothing of each other, nor of this one. `label` holds no zero byte.
  Key DeriveFor(std::string_view label, ByteView context) const;

  Sha256Digest Hmac(ByteView message) const { return HmacSha256(bytes_, message); }

  // For a cipher, and for the one file that holds a root key. Never for a log, a message or a comparison.
  ByteView Reveal() const { return bytes_; }

 private:
  Key() = default;
  std::array<std::uint8_t, kSize> bytes_{};
};

}  // namespace oso::crypto
