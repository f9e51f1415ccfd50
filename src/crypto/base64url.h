// Base64url without padding (RFC 4648, 5; RFC 7515, 2): how JOSE writes bytes.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

namespace oso::crypto {

std::string Base64UrlEncode(ByteView bytes);
// The one text of its bytes and nothing else: no padding, no white space, no bits beyond the end. kInvalidArgument.
Result<Bytes> Base64UrlDecode(std::string_view text);

}  // namespace oso::crypto
