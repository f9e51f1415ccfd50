// A signed session ("vervoersbewijs"): what the centre grants a target, signed, so that a source can check it by itself
// while the centre is away. Bound to the target's certificate and to one dossier; serves once at each access point.
//
// On the wire: a compact JWS (RFC 7515) with typ "oso-session+jwt" and the claims of docs/signed-session.md.
#pragma once

#include "crypto/jws.h"
#include "exchange/traffic_center.h"

namespace oso::exchange {

inline constexpr std::size_t kMaxSignedSessionSize = 8192;  // characters
inline constexpr std::size_t kMaxSignedSources = 64;        // access points of one school
// Clocks of two systems differ: a session that seems to be from so far ahead is still taken.
inline constexpr std::int64_t kClockSkewSeconds = 60;

// An access point that the session may be used at, and whose system that is: a source knows its own by it.
struct SignedSource {
  AccessPointId access_point;
  Oin supplier;
  bool operator==(const SignedSource&) const = default;
};

struct SignedSession {
  std::string issuer;  // iss: which centre, for people; the key is the proof
  SessionId id;        // jti
  Instant issued_at;   // iat, exp: whole seconds
  Instant expires_at;
  AccessPointId target;
  Oin target_supplier;
  std::string target_certificate;  // cnf.x5t#S256 (RFC 8705, 3.1); here lower-case hexadecimal
  Sector target_sector = Sector::kPrimary;
  Brin source;
  std::vector<SignedSource> sources;  // all of `source`; never empty
  dossier::TransferKind kind = dossier::TransferKind::kBetweenSchools;
  Blinding blinding{};  // drawn for this session alone
  KeyDigest key{};
  bool operator==(const SignedSession&) const = default;
};

// The claims, as JSON without white space; and read: members that it does not know are passed over. kInvalidArgument:
// names the claim that is missing or wrong.
std::string ClaimsText(const SignedSession& session);
Result<SignedSession> ParseClaims(std::string_view text);

// kid is the key's thumbprint (RFC 7638). kInvalidArgument: no ES256 key, or claims that ParseClaims would refuse.
Result<std::string> SignSession(const SignedSession& session, const crypto::SigningKey& key);

// kUnauthenticated: an unknown key or a wrong signature; kTooLarge; kInvalidArgument: no session, or one from the
// future. Whether it is good for what is asked, CheckSignedSession says.
Result<SignedSession> ReadSignedSession(std::string_view text, const crypto::FindKey& keys, Instant now);

// What a source looks at. `facts.source` is the access point that is asked.
struct SignedSessionUse {
  const SessionFacts& facts;
  std::string_view caller_certificate;  // the fingerprint that the caller proved; lower-case hexadecimal
  Oin own;                              // whose system this is
  Instant now;
};

// The first condition that does not hold; nothing: the target may have what it asks for, once.
std::optional<ResultCode> CheckSignedSession(const SignedSession& session, const SignedSessionUse& use);

// Every condition with its result code, in the order in which they are looked at.
struct SignedSessionCondition {
  std::string_view holds;  // in words
  ResultCode otherwise;
};
std::vector<SignedSessionCondition> ConditionsOfSignedSession();

}  // namespace oso::exchange
