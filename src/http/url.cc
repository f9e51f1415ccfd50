#include "http/url.h"

#include <algorithm>
#include <charconv>

namespace oso::http {
namespace {

Error NoUrl(std::string_view what) { return Fail(ErrorCode::kInvalidArgument, "url: " + std::string(what)); }

bool IsPort(std::string_view text) {
  std::uint16_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc{} && end == text.data() + text.size() && number != 0;
}

bool IsPrintable(char c) { return c > ' ' && c < 0x7f; }

}  // namespace

std::string Url::authority() const {
  const bool is_v6 = host.find(':') != std::string::npos;
  return (is_v6 ? "[" + host + "]" : host) + ":" + port;
}

Result<Url> ParseUrl(std::string_view text) {
  Url url;
  if (!std::all_of(text.begin(), text.end(), IsPrintable)) return NoUrl("a character that may not be in one");
  if (text.starts_with("https://")) {
    text.remove_prefix(8);
  } else if (text.starts_with("http://")) {
    url.is_secure = false;
    text.remove_prefix(7);
  } else {
    return NoUrl("neither https:// nor http://");
  }
  if (text.find('#') != std::string_view::npos) return NoUrl("a fragment");
  const std::size_t path = std::min(text.find_first_of("/?"), text.size());
  std::string_view place = text.substr(0, path);
  url.target = text.substr(path);
  if (!url.target.starts_with('/')) url.target.insert(0, "/");
  if (place.find('@') != std::string_view::npos) return NoUrl("a user name");

  std::size_t host_end = place.find(':');
  if (place.starts_with('[')) {
    const std::size_t bracket = place.find(']');
    if (bracket == std::string_view::npos) return NoUrl("a bracket without its other half");
    url.host = place.substr(1, bracket - 1);
    host_end = bracket + 1;
  } else {
    host_end = std::min(host_end, place.size());
    url.host = place.substr(0, host_end);
  }
  place.remove_prefix(host_end);
  if (url.host.empty()) return NoUrl("no host");
  if (place.empty()) {
    url.port = url.is_secure ? "443" : "80";
  } else if (place.front() == ':' && IsPort(place.substr(1))) {
    url.port = place.substr(1);
  } else {
    return NoUrl("no port number after the host");
  }
  return url;
}

}  // namespace oso::http
