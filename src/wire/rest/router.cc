#include "wire/rest/router.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"

namespace oso::wire::rest {
namespace {

Error Broken(std::string_view what) { return Fail(ErrorCode::kInvalidArgument, "target: " + std::string(what)); }

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Undoes percent-encoding; nothing: it is broken.
std::optional<std::string> Decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '+' && plus_is_space) {
      decoded += ' ';
    } else if (text[at] != '%') {
      decoded += text[at];
    } else {
      if (text.size() - at < 3) return std::nullopt;
      const int high = HexDigit(text[at + 1]);
      const int low = HexDigit(text[at + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      at += 2;
    }
  }
  return decoded;
}

bool IsVisible(char c) { return c > ' ' && c < 0x7f; }
bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// What stands before the next '/', which is taken away with it.
std::string_view TakeSegment(std::string_view& path) {
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return segment;
}

Result<std::string> ReadPath(std::string_view raw) {
  if (!raw.starts_with('/')) return Broken("not an absolute path");
  std::string path;
  raw.remove_prefix(1);
  if (raw.empty() || raw.ends_with('/')) return Fail(ErrorCode::kNotFound, "an empty segment");
  while (!raw.empty()) {
    const std::optional<std::string> segment = Decode(TakeSegment(raw), false);
    if (!segment) return Broken("percent-encoding");
    if (segment->empty() || *segment == "." || *segment == "..") return Fail(ErrorCode::kNotFound, "an empty segment");
    if (!std::ranges::all_of(*segment, IsVisible)) return Broken("a character that may not be in a path");
    if (segment->find_first_of("/\\%") != std::string::npos) return Broken("an encoded separator");
    path.append("/").append(*segment);
  }
  return path;
}

Result<Pairs> ReadQuery(std::string_view raw) {
  Pairs query;
  while (!raw.empty()) {
    const std::size_t end = std::min(raw.find('&'), raw.size());
    const std::string_view part = raw.substr(0, end);
    raw.remove_prefix(std::min(end + 1, raw.size()));
    const std::size_t equals = std::min(part.find('='), part.size());
    const auto name = Decode(part.substr(0, equals), true);
    const auto value = Decode(part.substr(std::min(equals + 1, part.size())), true);
    if (!name || !value) return Broken("percent-encoding");
    if (name->empty() || Find(query, *name) != nullptr) return Broken("a query parameter without name, or twice");
    for (const std::string& text : {*name, *value}) {
      if (!IsUtf8(text) || std::ranges::any_of(text, IsControl)) return Broken("a query parameter that is no text");
    }
    query.emplace_back(*name, *value);
  }
  return query;
}

bool IsParameter(std::string_view segment) { return segment.starts_with('{'); }
bool IsRest(std::string_view segment) { return segment.ends_with("+}"); }

// The parameters when `path` has the form of `pattern`.
std::optional<Pairs> Fit(std::string_view pattern, std::string_view path) {
  Pairs parameters;
  pattern.remove_prefix(1);
  path.remove_prefix(1);
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = TakeSegment(pattern);
    if (IsRest(wanted)) {
      parameters.emplace_back(wanted.substr(1, wanted.size() - 3), path);
      return parameters;
    }
    const std::string_view segment = TakeSegment(path);
    if (IsParameter(wanted)) {
      parameters.emplace_back(wanted.substr(1, wanted.size() - 2), segment);
    } else if (wanted != segment) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return parameters;
}

std::size_t FixedSegments(const Route& route) {
  std::string_view path = route.path.substr(1);
  std::size_t fixed = 0;
  while (!path.empty()) fixed += IsParameter(TakeSegment(path)) ? 0 : 1;
  return fixed;
}

void Allow(std::string& allow, std::string_view method) {
  if (!allow.empty()) allow += ", ";
  allow += method;
  if (method == "GET") allow += ", HEAD";
}

}  // namespace

const std::string* Find(const Pairs& pairs, std::string_view name) {
  const auto found = std::ranges::find(pairs, name, &Pairs::value_type::first);
  return found == pairs.end() ? nullptr : &found->second;
}

Result<Target> ParseTarget(std::string_view target) {
  if (!std::ranges::all_of(target, IsVisible) || target.find('#') != std::string_view::npos) {
    return Broken("a character that may not be in one");
  }
  const std::size_t mark = std::min(target.find('?'), target.size());
  Target parsed;
  ASSIGN_OR_RETURN(parsed.path, ReadPath(target.substr(0, mark)));
  ASSIGN_OR_RETURN(parsed.query, ReadQuery(target.substr(std::min(mark + 1, target.size()))));
  return parsed;
}

Match FindRoute(std::span<const Route> routes, std::string_view method, std::string_view path) {
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  Match match;
  for (const Route& route : routes) {
    if (!path.starts_with(route.path.substr(0, route.path.find('{')))) continue;
    std::optional<Pairs> parameters = Fit(route.path, path);
    if (!parameters) continue;
    if (route.method != wanted) {
      Allow(match.allow, route.method);
    } else if (match.route == nullptr || FixedSegments(route) > FixedSegments(*match.route)) {
      match.route = &route;
      match.parameters = std::move(*parameters);
    }
  }
  return match;
}

std::vector<std::string_view> Words(std::string_view list) {
  std::vector<std::string_view> words;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (end != 0) words.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return words;
}

}  // namespace oso::wire::rest
