// What a caller takes and sends: Accept, Accept-Language and Content-Type (RFC 9110, 8.3 and 12.5).
#pragma once

#include <cstdint>
#include <string_view>

#include "http/message.h"

namespace oso::wire::rest {

enum class Language : std::uint8_t { kDutch, kEnglish };

// English when the caller prefers it to Dutch; else Dutch, the language of the field.
Language LanguageOf(const http::Headers& headers);

// The media type of `offers` (with spaces between, the preferred one first) that Accept gives the highest weight; "":
// it takes none of them. Without Accept, or one that cannot be read, the first. `offers` "": any, gives "*/*".
std::string_view ChooseMedia(const http::Headers& headers, std::string_view offers);

// application/json, without charset or with that of UTF-8.
bool IsJson(const http::Headers& headers);

}  // namespace oso::wire::rest
