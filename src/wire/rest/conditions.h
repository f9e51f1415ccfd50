// ETags and conditional requests (RFC 9110, 8.8.3 and 13.1).
#pragma once

#include <string>

#include "wire/rest/endpoint.h"

namespace oso::wire::rest {

// Strong, with its quotes: the answer's version, or a digest of its bytes.
std::string EtagOf(const Answer& answer);

enum class Condition : std::uint8_t { kGoOn, kNotModified, kFailed };
// If-Match and If-None-Match against what a read is about to answer.
Condition Judge(const http::Headers& headers, const std::string& etag);

// No write can be made conditional: whether an act is possible is decided on the state of its own moment. One that asks
// for it is not done.
bool IsConditional(const http::Headers& headers);

}  // namespace oso::wire::rest
