// Signed documents as compact JWS (RFC 7515, 3.1), ES256 only: header.payload.signature, each in Base64url.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/signing_key.h"

namespace oso::crypto {

inline constexpr std::size_t kMaxJwsSize = std::size_t{16} << 20U;  // characters; the register is the largest document

// `header` is the protected header, a JSON object that says "alg":"ES256" and, for whoever verifies, "kid". `key` is
// an ES256 key. What is signed wrongly here nobody can verify, so it is checked: kInvalidArgument.
Result<std::string> SignCompact(const SigningKey& key, std::string_view header, ByteView payload);

struct VerifiedJws {
  std::string header;  // the protected header, JSON, as it was signed
  std::string kid;     // "" if the header has none
  Bytes payload;
};
// The key that goes by this `kid`; nothing: unknown. Called once, before anything is verified: trust nothing yet.
using FindKey = std::function<std::optional<VerifyingKey>(std::string_view kid)>;

// Refused (RFC 7515, 5.2; RFC 8725, 3.1): another "alg", also "none"; any "crit", since no extension is understood; a
// header that is not a JSON object; a "kid" that is not a string; Base64url that is not strict;
// a key that is not ES256. Of two members with one name the last one counts (RFC 7515, 4).
// kTooLarge, kInvalidArgument: not a JWS that we take; kUnauthenticated: unknown key or wrong signature.
Result<VerifiedJws> VerifyCompact(std::string_view text, const FindKey& find_key, std::size_t max_size = kMaxJwsSize);

}  // namespace oso::crypto
