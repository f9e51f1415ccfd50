#include "crypto/jws.h"

#include <array>
#include <boost/json.hpp>

#include "crypto/base64url.h"

namespace oso::crypto {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxHeader = 4096;

Error Refuse(std::string_view why) { return Fail(ErrorCode::kInvalidArgument, "jws: " + std::string(why)); }

// The header's "kid", "" if it has none; refuses a header that this profile does not allow.
Result<std::string> CheckHeader(std::string_view header) {
  json::error_code failed;
  const json::value parsed = json::parse(json::string_view(header.data(), header.size()), failed);
  if (failed || !parsed.is_object()) return Refuse("the header is not a JSON object");
  const json::object& members = parsed.get_object();
  const json::value* algorithm = members.if_contains("alg");
  if (algorithm == nullptr || *algorithm != "ES256") return Refuse("\"alg\" must be ES256");
  if (members.contains("crit")) return Refuse("\"crit\": no extension is understood");
  // RFC 7797: with "b64":false the payload is not what it seems. It needs "crit", but a mistake is a mistake.
  if (members.contains("b64")) return Refuse("\"b64\": no extension is understood");
  const json::value* kid = members.if_contains("kid");
  if (kid == nullptr) return std::string();
  if (!kid->is_string()) return Refuse("\"kid\" must be a string");
  return std::string(std::string_view(kid->get_string()));
}

Result<std::array<std::string_view, 3>> Split(std::string_view text) {
  const std::size_t first = text.find('.');
  const std::size_t second = first == text.npos ? text.npos : text.find('.', first + 1);
  if (second == text.npos || text.find('.', second + 1) != text.npos) return Refuse("there must be three parts");
  return std::array{text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

}  // namespace

Result<std::string> SignCompact(const SigningKey& key, std::string_view header, ByteView payload) {
  if (key.algorithm() != SignatureAlgorithm::kEs256) return Refuse("an ES256 key is needed");
  if (header.size() > kMaxHeader) return Refuse("the header is too long");
  RETURN_IF_ERROR(CheckHeader(header));
  std::string text = Base64UrlEncode(AsBytes(header)).append(".").append(Base64UrlEncode(payload));
  const Signature signature = key.Sign(AsBytes(text));
  text.append(".").append(Base64UrlEncode(signature));
  return text;
}

Result<VerifiedJws> VerifyCompact(std::string_view text, const FindKey& find_key, std::size_t max_size) {
  if (text.size() > max_size) return Fail(ErrorCode::kTooLarge, "jws: more than " + std::to_string(max_size));
  ASSIGN_OR_RETURN(const auto parts, Split(text));
  if (parts[0].size() > (kMaxHeader * 4 + 2) / 3) return Refuse("the header is too long");
  ASSIGN_OR_RETURN(const Bytes header, Base64UrlDecode(parts[0]));
  ASSIGN_OR_RETURN(std::string kid, CheckHeader(AsText(header)));
  ASSIGN_OR_RETURN(const Bytes signature, Base64UrlDecode(parts[2]));
  const std::optional<VerifyingKey> key = find_key(kid);
  if (!key) return Fail(ErrorCode::kUnauthenticated, "jws: unknown key");
  if (key->algorithm() != SignatureAlgorithm::kEs256) return Refuse("the key is not for ES256");
  const std::string_view signed_text = text.substr(0, parts[0].size() + 1 + parts[1].size());
  if (!key->Verify(AsBytes(signed_text), signature)) return Fail(ErrorCode::kUnauthenticated, "jws: wrong signature");
  ASSIGN_OR_RETURN(Bytes payload, Base64UrlDecode(parts[1]));
  return VerifiedJws{std::string(AsText(header)), std::move(kid), std::move(payload)};
}

}  // namespace oso::crypto
