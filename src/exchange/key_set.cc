#include "exchange/key_set.h"

#include <algorithm>
#include <boost/json.hpp>

#include "crypto/base64url.h"

namespace oso::exchange {
namespace {

namespace json = boost::json;
using crypto::VerifyingKey;

constexpr std::string_view kType = "oso-succession+jwk";
constexpr std::size_t kMaxSuccession = 2048;

Error Wrong(std::string_view what) { return Fail(ErrorCode::kInvalidArgument, "key set: " + std::string(what)); }

std::string TextIn(const json::object& object, std::string_view name) {
  const json::value* member = object.if_contains(name);
  return member != nullptr && member->is_string() ? std::string(std::string_view(member->get_string())) : "";
}

bool IsEs256(const json::object& jwk) { return TextIn(jwk, "kty") == "EC" && TextIn(jwk, "crv") == "P-256"; }

Result<VerifyingKey> ReadKey(const json::object& jwk) {
  ASSIGN_OR_RETURN(Bytes raw, crypto::Base64UrlDecode(TextIn(jwk, "x")));
  ASSIGN_OR_RETURN(const Bytes y, crypto::Base64UrlDecode(TextIn(jwk, "y")));
  raw.insert(raw.end(), y.begin(), y.end());
  return VerifyingKey::FromRaw(crypto::SignatureAlgorithm::kEs256, raw);
}

const json::array* ListIn(const json::object& object, std::string_view name) {
  const json::value* member = object.if_contains(name);
  return member == nullptr ? nullptr : member->if_array();
}

// The key that `succession` vouches for, signed by one of `trusted`.
Result<VerifyingKey> Successor(std::string_view succession, const std::vector<VerifyingKey>& trusted) {
  ASSIGN_OR_RETURN(const crypto::VerifiedJws verified,
                   crypto::VerifyCompact(succession, FinderOf(trusted), kMaxSuccession));
  boost::system::error_code error;
  const json::value header = json::parse(verified.header, error);
  if (error || !header.is_object() || TextIn(header.get_object(), "typ") != kType) return Wrong("no succession");
  const json::value jwk = json::parse(AsText(verified.payload), error);
  if (error || !jwk.is_object() || !IsEs256(jwk.get_object())) return Wrong("a succession of no key");
  return ReadKey(jwk.get_object());
}

}  // namespace

std::string WriteKeySet(const KeySet& set) {
  std::string text = R"({"keys":[)";
  for (const VerifyingKey& key : set.keys) {
    if (!text.ends_with('[')) text += ',';
    // The members of the thumbprint and those that say what the key is for.
    std::string jwk = key.Jwk();
    jwk.pop_back();
    text += jwk + R"(,"alg":"ES256","use":"sig","kid":")" + key.Thumbprint() + R"("})";
  }
  text += "],\"successions\":[";
  for (const std::string& succession : set.successions) {
    if (!text.ends_with('[')) text += ',';
    text += '"' + succession + '"';
  }
  return text + "]}";
}

Result<KeySet> ReadKeySet(std::string_view text) {
  if (text.size() > kMaxKeySetBytes) return Fail(ErrorCode::kTooLarge, "key set: too large");
  boost::system::error_code error;
  const json::value parsed = json::parse(text, error);
  if (error || !parsed.is_object()) return Wrong("not a JSON object");
  const json::array* keys = ListIn(parsed.get_object(), "keys");
  if (keys == nullptr) return Wrong("keys is missing, or no list");
  KeySet set;
  for (const json::value& jwk : *keys) {
    if (!jwk.is_object()) return Wrong("a key is not an object");
    if (!IsEs256(jwk.get_object())) continue;
    ASSIGN_OR_RETURN(VerifyingKey key, ReadKey(jwk.get_object()));
    if (TextIn(jwk.get_object(), "kid") != key.Thumbprint()) return Wrong("a kid is not its key's thumbprint");
    set.keys.push_back(std::move(key));
  }
  if (!parsed.get_object().contains("successions")) return set;
  const json::array* successions = ListIn(parsed.get_object(), "successions");
  if (successions == nullptr) return Wrong("successions is no list");
  for (const json::value& succession : *successions) {
    if (!succession.is_string()) return Wrong("a succession is not a text");
    set.successions.emplace_back(std::string_view(succession.get_string()));
  }
  return set;
}

Result<std::string> SignSuccession(const crypto::SigningKey& earlier, const VerifyingKey& later) {
  if (later.algorithm() != crypto::SignatureAlgorithm::kEs256) return Wrong("a key that is not for ES256");
  const json::object header{{"alg", "ES256"}, {"kid", earlier.public_key().Thumbprint()}, {"typ", kType}};
  return crypto::SignCompact(earlier, json::serialize(header), AsBytes(later.Jwk()));
}

std::vector<VerifyingKey> TrustedKeys(const KeySet& set, std::span<const VerifyingKey> anchors) {
  std::vector<VerifyingKey> chain(anchors.begin(), anchors.end());
  for (const std::string& succession : set.successions) {
    if (const auto next = Successor(succession, chain); next.ok()) chain.push_back(*next);
  }
  std::vector<VerifyingKey> trusted;
  std::ranges::copy_if(set.keys, std::back_inserter(trusted), [find = FinderOf(std::move(chain))](const auto& key) {
    return find(key.Thumbprint()).has_value();
  });
  return trusted;
}

crypto::FindKey FinderOf(std::vector<VerifyingKey> keys) {
  return [keys = std::move(keys)](std::string_view kid) {
    const auto found = std::ranges::find(keys, kid, [](const VerifyingKey& key) { return key.Thumbprint(); });
    return found == keys.end() ? std::optional<VerifyingKey>() : *found;
  };
}

}  // namespace oso::exchange
