// Digests, derivation, Base64 and the system's randomness, over OpenSSL's EVP.
#pragma once

#include <array>
#include <memory>

#include "base/bytes.h"
#include "base/random.h"
#include "base/result.h"

namespace oso::crypto {

using Sha256Digest = std::array<std::uint8_t, 32>;

Sha256Digest Sha256(ByteView bytes);
Sha256Digest Sha256(ByteView first, ByteView then);  // of the one after the other

class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(Sha256Stream&&) noexcept;
  void Update(ByteView bytes);
  Sha256Digest Finish();  // once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// PBKDF2 (RFC 8018, 5.2) with HMAC-SHA-512. Takes milliseconds by design: not on an event loop.
Bytes Pbkdf2HmacSha512(std::string_view password, ByteView salt, int iterations, std::size_t length);

std::string Base64Encode(ByteView bytes);           // one line, padded
Result<Bytes> Base64Decode(std::string_view text);  // white space allowed anywhere; kInvalidArgument

// Equal without telling by its time where they differ.
bool ConstantTimeEqual(ByteView a, ByteView b);

class SystemRandom final : public Random {
 public:
  void Fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace oso::crypto
