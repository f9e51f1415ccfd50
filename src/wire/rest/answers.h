// What the actions share: parameters read or blamed, JSON answered, lists paged.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>

#include "wire/register_service.h"
#include "wire/rest/endpoint.h"
#include "wire/rest/json_body.h"

namespace oso::wire::rest {

using Invalid = std::vector<InvalidPart>;

template <class T>
std::optional<T> Parsed(Result<T> parsed) {
  return parsed.ok() ? std::optional<T>(std::move(parsed).value()) : std::nullopt;
}
template <class T>
std::optional<T> Parsed(std::optional<T> parsed) {
  return parsed;
}

// A parameter of the path through `parse`, which gives a Result<T> or an optional<T>.
template <class T>
T PathParameter(const Call& call, std::string_view name, auto parse, Invalid& invalid) {
  std::optional<T> value = Parsed<T>(parse(*Find(call.parameters, name)));
  if (!value) invalid.push_back({"path", std::string(name), "invalid"});
  return value.value_or(T{});
}

// A query parameter that may be absent.
template <class T>
std::optional<T> QueryParameter(const Call& call, std::string_view name, auto parse, Invalid& invalid) {
  const std::string* text = Find(call.query, name);
  if (text == nullptr) return std::nullopt;
  std::optional<T> value = Parsed<T>(parse(*text));
  if (!value) invalid.push_back({"query", std::string(name), "invalid"});
  return value;
}

std::string QueryText(const Call& call, std::string_view name, std::size_t most, Invalid& invalid);  // "": absent
PageWish QueryPage(const Call& call, Invalid& invalid);  // `page` from 1, `pageSize` 1 to 100
std::optional<bool> ParseFlag(std::string_view text);    // "true", "false"

AccessPointId PathAccessPoint(const Call& call, Invalid& invalid);  // {brin} and {index}

// The body of a call; an empty object when it cannot be read, with `flaw` set.
struct ReadBody {
  boost::json::object json;
  Invalid invalid;
  std::optional<Problem> flaw;
};
ReadBody BodyOf(const Call& call);

Answer JsonAnswer(const boost::json::object& body, std::string_view outcome = {});
Answer Done();  // 204
Answer BytesAnswer(Bytestream bytes);

// {"<name>": [...], "total": n, "page": ..., "pageSize": ..., "_links": {...}} and the same links as a Link header
// (RFC 8288): self, first, prev, next, last.
Answer ListAnswer(const Call& call, std::string_view name, boost::json::array items, PageWish page, std::int64_t total);

}  // namespace oso::wire::rest
