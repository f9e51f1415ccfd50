#include "wire/rest/conditions.h"

#include <algorithm>

#include "crypto/digest.h"

namespace oso::wire::rest {
namespace {

// "*", or one of the tags in the list is `etag`; `weak` tags count too where a comparison may be weak.
bool Names(std::string_view list, std::string_view etag, bool weak) {
  while (!list.empty()) {
    const std::size_t start = std::min(list.find_first_not_of(" \t,"), list.size());
    list.remove_prefix(start);
    if (list.starts_with('*')) return true;
    const bool is_weak = list.starts_with("W/");
    if (is_weak) list.remove_prefix(2);
    if (!list.starts_with('"')) return false;
    const std::size_t end = list.find('"', 1);
    if (end == std::string_view::npos) return false;
    if (list.substr(0, end + 1) == etag && (weak || !is_weak)) return true;
    list.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

std::string EtagOf(const Answer& answer) {
  if (!answer.version.empty()) return '"' + answer.version + '"';
  constexpr std::size_t kBytes = 16;
  const crypto::Sha256Digest digest = crypto::Sha256(AsBytes(answer.bytes ? *answer.bytes : answer.body));
  return '"' + ToHex(ByteView(digest).first(kBytes)) + '"';
}

Condition Judge(const http::Headers& headers, const std::string& etag) {
  const std::string* match = http::Find(headers, "If-Match");
  if (match != nullptr && !Names(*match, etag, false)) return Condition::kFailed;
  const std::string* none_match = http::Find(headers, "If-None-Match");
  if (none_match != nullptr && Names(*none_match, etag, true)) return Condition::kNotModified;
  return Condition::kGoOn;
}

bool IsConditional(const http::Headers& headers) {
  return http::Find(headers, "If-Match") != nullptr || http::Find(headers, "If-None-Match") != nullptr ||
         http::Find(headers, "If-Unmodified-Since") != nullptr;
}

}  // namespace oso::wire::rest
