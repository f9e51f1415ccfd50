#include "exchange/search_key.h"

namespace oso::exchange {

Result<SearchKey> SearchKey::FromBytes(Bytes bytes) {
  if (bytes.size() < kMinBytes || bytes.size() > kMaxBytes) {
    return Fail(ErrorCode::kInvalidArgument, "a search key is 16 to 512 bytes");
  }
  SearchKey key;
  key.bytes_ = std::move(bytes);
  return key;
}

}  // namespace oso::exchange
