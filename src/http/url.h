// The URLs that a client is given. Only for http/ itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace oso::http {

struct Url {
  bool is_secure = true;
  std::string host;  // a name, or an IP address without brackets
  std::string port;
  std::string target;  // path and query; "/" when the URL has none

  std::string authority() const;  // "host:port"; brackets around an IPv6 address
};

// http(s)://host[:port][/path][?query], without user, fragment, spaces or control characters. Error: kInvalidArgument.
Result<Url> ParseUrl(std::string_view text);

}  // namespace oso::http
