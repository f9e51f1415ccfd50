#include "exchange/signed_register.h"

#include <boost/json.hpp>

namespace oso::exchange {
namespace {

constexpr std::string_view kType = "oso-register+json";

bool IsOfType(std::string_view header) {
  boost::system::error_code error;
  const boost::json::value json = boost::json::parse(header, error);
  if (error || !json.is_object()) return false;
  const boost::json::value* type = json.get_object().if_contains("typ");
  return type != nullptr && type->is_string() && std::string_view(type->get_string()) == kType;
}

}  // namespace

Result<std::string> SignRegisterDocument(const crypto::SigningKey& key, std::string_view document) {
  const boost::json::object header{{"alg", "ES256"}, {"kid", key.public_key().Thumbprint()}, {"typ", kType}};
  return crypto::SignCompact(key, boost::json::serialize(header), AsBytes(document));
}

Result<RegisterDocument> ReadSignedRegister(std::string_view jws, const crypto::FindKey& find_key,
                                            DocumentLimits limits) {
  ASSIGN_OR_RETURN(const crypto::VerifiedJws verified, crypto::VerifyCompact(jws, find_key));
  if (!IsOfType(verified.header)) return Fail(ErrorCode::kInvalidArgument, "signed register: of another type");
  return ReadRegisterDocument(AsText(verified.payload), limits);
}

}  // namespace oso::exchange
