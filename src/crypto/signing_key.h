// Keys that sign documents: ES256 (RFC 7518, 3.4: ECDSA with P-256 and SHA-256) for sessions and the register, Ed25519
// (RFC 8032) for the log's checkpoints. Not TLS keys: those are tls.h's.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace oso::crypto {

enum class SignatureAlgorithm { kEs256, kEd25519 };

// ES256: r then s, each 32 bytes big-endian. Ed25519: as RFC 8032, 5.1.6.
using Signature = std::array<std::uint8_t, 64>;

// Cheap to copy; any thread.
class VerifyingKey {
 public:
  // SubjectPublicKeyInfo (RFC 5280, 4.1) in PEM. kInvalidArgument, also for a key of another kind or curve.
  static Result<VerifyingKey> FromPem(std::string_view pem);
  // What raw() gives. kInvalidArgument: not the right length, or no point on the curve.
  static Result<VerifyingKey> FromRaw(SignatureAlgorithm algorithm, ByteView raw);

  SignatureAlgorithm algorithm() const;
  const Bytes& raw() const;  // Ed25519: the 32 bytes of RFC 8032; ES256: x then y, each 32 bytes big-endian
  std::string ToPem() const;
  // The required members in the order of RFC 7638, 3.2, without white space:
  // {"crv":"P-256","kty":"EC","x":"...","y":"..."} or (RFC 8037) {"crv":"Ed25519","kty":"OKP","x":"..."}.
  std::string Jwk() const;
  std::string Thumbprint() const;  // RFC 7638, with SHA-256, as Base64url: 43 characters

  bool Verify(ByteView message, ByteView signature) const;  // false also for a signature of another length

 private:
  friend class SigningKey;
  struct State;
  explicit VerifyingKey(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

// Cheap to copy; any thread. The private key's memory is wiped with the last copy.
class SigningKey {
 public:
  static SigningKey Generate(SignatureAlgorithm algorithm);  // from OpenSSL's own randomness
  // PKCS#8 (RFC 5958) in PEM, not encrypted. kCertificate: our own key cannot be used; the detail repeats nothing of
  // it.
  static Result<SigningKey> FromPem(std::string_view pem);

  SignatureAlgorithm algorithm() const { return public_key_.algorithm(); }
  const VerifyingKey& public_key() const { return public_key_; }
  std::string ToPem() const;  // PKCS#8, not encrypted: write it with mode 0600

  // As long as OpenSSL's own primitive takes. Never fails: a process that cannot sign any more stops.
  Signature Sign(ByteView message) const;

 private:
  struct State;
  SigningKey(std::shared_ptr<const State> state, VerifyingKey public_key);
  std::shared_ptr<const State> state_;
  VerifyingKey public_key_;
};

}  // namespace oso::crypto
