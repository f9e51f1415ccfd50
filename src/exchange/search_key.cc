#include "exchange/search_key.h"

#include "crypto/digest.h"

namespace oso::exchange {

Result<SearchKey> SearchKey::FromBytes(Bytes bytes) {
  if (bytes.size() < kMinBytes || bytes.size() > kMaxBytes) {
    return Fail(ErrorCode::kInvalidArgument, "a search key is 16 to 512 bytes");
  }
  SearchKey key;
  key.bytes_ = std::move(bytes);
  return key;
}

KeyDigest DigestOf(const Blinding& blinding, const DossierKey& key) {
  if (const auto* search_key = std::get_if<SearchKey>(&key)) {
    return crypto::Sha256(blinding, search_key->RevealForMessage());
  }
  return crypto::Sha256(blinding, std::get<LinkKey>(key).uuid.bytes());
}

}  // namespace oso::exchange
