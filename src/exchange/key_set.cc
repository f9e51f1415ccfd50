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
constexpr std::string_view kListType = "oso-keys+json";
constexpr std::uint64_t kMaxVersion = std::uint64_t{1} << 53U;  // what every reader of JSON has exactly

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

std::string HeaderOf(const crypto::SigningKey& key, std::string_view type) {
  return json::serialize(json::object{{"alg", "ES256"}, {"kid", key.public_key().Thumbprint()}, {"typ", type}});
}

// The payload of a JWS of this type, signed by one of `keys`.
Result<json::object> Signed(std::string_view jws, std::string_view type, const std::vector<VerifyingKey>& keys,
                            std::size_t max_size) {
  ASSIGN_OR_RETURN(const crypto::VerifiedJws verified, crypto::VerifyCompact(jws, FinderOf(keys), max_size));
  boost::system::error_code error;
  const json::value header = json::parse(verified.header, error);
  if (error || !header.is_object() || TextIn(header.get_object(), "typ") != type) return Wrong("of another type");
  json::value payload = json::parse(AsText(verified.payload), error);
  if (error || !payload.is_object()) return Wrong("what is signed is not a JSON object");
  return std::move(payload.get_object());
}

// The key that `succession` vouches for, signed by one of `trusted`.
Result<VerifyingKey> Successor(std::string_view succession, const std::vector<VerifyingKey>& trusted) {
  ASSIGN_OR_RETURN(const json::object jwk, Signed(succession, kType, trusted, kMaxSuccession));
  if (!IsEs256(jwk)) return Wrong("a succession of no key");
  return ReadKey(jwk);
}

json::array KidsOf(const std::vector<VerifyingKey>& keys) {
  json::array kids;
  for (const VerifyingKey& key : keys) kids.emplace_back(key.Thumbprint());
  return kids;
}

// The version of a list of exactly the keys of `set`, signed by one of `trusted`.
Result<std::uint64_t> ReadKeyList(const KeySet& set, const std::vector<VerifyingKey>& trusted) {
  ASSIGN_OR_RETURN(const json::object list, Signed(set.list, kListType, trusted, kMaxKeySetBytes));
  const json::array* kids = ListIn(list, "keys");
  if (kids == nullptr || *kids != KidsOf(set.keys)) return Wrong("the list is of other keys");
  const json::value* version = list.if_contains("version");
  boost::system::error_code error;
  const auto number = version == nullptr ? 0 : version->to_number<std::uint64_t>(error);
  if (error || number == 0 || number > kMaxVersion) return Wrong("the list has no version");
  return number;
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
  return text + "],\"list\":\"" + set.list + "\"}";
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
  set.list = TextIn(parsed.get_object(), "list");
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
  return crypto::SignCompact(earlier, HeaderOf(earlier, kType), AsBytes(later.Jwk()));
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

Result<std::string> SignKeyList(const crypto::SigningKey& signing, const std::vector<VerifyingKey>& keys,
                                std::uint64_t version) {
  const std::string payload = json::serialize(json::object{{"version", version}, {"keys", KidsOf(keys)}});
  return crypto::SignCompact(signing, HeaderOf(signing, kListType), AsBytes(payload));
}

Result<TrustedKeySet> VerifyKeySet(const KeySet& set, std::span<const VerifyingKey> anchors) {
  TrustedKeySet trusted{.keys = TrustedKeys(set, anchors)};
  if (trusted.keys.empty())
    return Fail(ErrorCode::kUnauthenticated, "key set: no key follows from those that are trusted");
  const auto version = ReadKeyList(set, trusted.keys);
  if (!version.ok()) return Fail(ErrorCode::kUnauthenticated, version.error().detail);
  trusted.version = *version;
  return trusted;
}

crypto::FindKey FinderOf(std::vector<VerifyingKey> keys) {
  return [keys = std::move(keys)](std::string_view kid) {
    const auto found = std::ranges::find(keys, kid, [](const VerifyingKey& key) { return key.Thumbprint(); });
    return found == keys.end() ? std::optional<VerifyingKey>() : *found;
  };
}

}  // namespace oso::exchange
