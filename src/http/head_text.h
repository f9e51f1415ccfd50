// Writes the heads of messages. Only for http/ itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace oso::http {

// Names are tokens and values hold no control characters (RFC 9110, 5.1 and 5.5): nothing can smuggle in a line.
bool AreWritable(const Headers& headers);

void AppendHeader(std::string& head, std::string_view name, std::string_view value);
void AppendHeaders(std::string& head, const Headers& headers);
// "HTTP/1.1 200 OK", up to and without the headers.
void AppendStatusLine(std::string& head, int status);

}  // namespace oso::http
