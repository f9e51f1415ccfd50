// The keys with which the centre signs sessions, the register and tokens, as it publishes them (GET /v1/keys), and how
// who trusts one of them comes to trust the next: the earlier key signs it. docs/signed-session.md.
//
//   {"keys":[{"crv":"P-256","kty":"EC","x":"...","y":"...","alg":"ES256","use":"sig","kid":"..."},...],
//    "successions":["<compact JWS>",...],
//    "list":"<compact JWS>"}
//
// A JWK Set (RFC 7517, 5) with two members more. `kid` is the key's thumbprint (RFC 7638). A succession has the header
// {"alg":"ES256","kid":<of the earlier key>,"typ":"oso-succession+jwk"}; its payload is the later key as a JWK. The
// list says which keys count now, signed by one of them: its header has "typ":"oso-keys+json", its payload is
// {"version":<1..2^53>,"keys":["<kid>",...]}, the kids of the ES256 keys in the order of `keys`. Each later list has a
// higher version.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/jws.h"

namespace oso::exchange {

struct KeySet {
  std::vector<crypto::VerifyingKey> keys;  // ES256; what they sign counts
  std::vector<std::string> successions;    // the oldest first
  std::string list;                        // SignKeyList of `keys`; ReadKeySet does not look into it
};

struct TrustedKeySet {
  std::vector<crypto::VerifyingKey> keys;
  std::uint64_t version = 0;
};

inline constexpr std::size_t kMaxKeySetBytes = std::size_t{64} * 1024;

std::string WriteKeySet(const KeySet& set);

// Keys of other kinds are passed over: a later centre may have more. kTooLarge; kInvalidArgument: no set, a member of
// another type, a key that is none, or one whose kid is not its thumbprint.
Result<KeySet> ReadKeySet(std::string_view text);

// The word of `earlier` that `later` is the centre's as well. kInvalidArgument: one of them is not ES256.
Result<std::string> SignSuccession(const crypto::SigningKey& earlier, const crypto::VerifyingKey& later);

// Those of set.keys that follow from `anchors`: an anchor itself, or one to which a chain of successions leads. A
// succession that is signed by no key of the chain, or is not well made, leads nowhere.
std::vector<crypto::VerifyingKey> TrustedKeys(const KeySet& set, std::span<const crypto::VerifyingKey> anchors);

// The word of `signing` that `keys` are those that count from `version` on. kInvalidArgument: it is not ES256.
Result<std::string> SignKeyList(const crypto::SigningKey& signing, const std::vector<crypto::VerifyingKey>& keys,
                                std::uint64_t version);

// Its TrustedKeys, and which version of the set it is. That a list is the last one it does not say: compare versions.
// kUnauthenticated: no key follows from the anchors, or the list is signed by none of those that do, or of other keys.
Result<TrustedKeySet> VerifyKeySet(const KeySet& set, std::span<const crypto::VerifyingKey> anchors);

// Among `keys`, by thumbprint.
crypto::FindKey FinderOf(std::vector<crypto::VerifyingKey> keys);

}  // namespace oso::exchange
