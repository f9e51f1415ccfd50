// From a request's method and target to the route that answers it. A target is one text: percent-encoding is undone
// once, and what could be read as another path after that is refused, so that no proxy and we ever see two routes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace oso::wire::rest {

// Who an act is for, by which parameters of the path: the gate is asked for exactly that.
enum class Scope : std::uint8_t { kNone, kBoard, kSchool, kBoardAndSchool };

// What a body is: none, or a JSON object.
enum class Body : std::uint8_t { kNone, kJson };

struct Route {
  std::string_view method;      // "GET" also answers HEAD
  std::string_view path;        // "/v1/schools/{brin}"; a last "{path+}" takes one segment or more
  std::string_view operation;   // the operationId in api/, and what the gate's policy has a row for
  std::string_view query = {};  // the names of its query parameters, with spaces between
  Scope scope = Scope::kNone;
  Body body = Body::kNone;
  bool is_public = false;                          // for anyone: other origins may read it (CORS)
  std::string_view produces = "application/json";  // media types, the preferred one first, with spaces between; "": any
};

using Pairs = std::vector<std::pair<std::string, std::string>>;  // name, value; decoded
// The value of that name, or nullptr.
const std::string* Find(const Pairs& pairs, std::string_view name);

struct Target {
  std::string path;  // decoded; no empty segment, no "." or ".."
  Pairs query;       // in order
};

// kInvalidArgument: not an absolute path in visible ASCII; a broken percent-encoding; one that stands for '/', '\',
// '%', or a control character; a query parameter that is not UTF-8, twice there, or without a name. A path with an
// empty segment (also a trailing slash) or a dot segment is kNotFound: no resource has such a name.
Result<Target> ParseTarget(std::string_view target);

struct Match {
  const Route* route = nullptr;  // nullptr: none
  Pairs parameters;              // of the path
  std::string allow;             // when only the method is wrong: which there are, "GET, HEAD, PUT"
};

// A fixed segment goes before a parameter. `routes` outlives what is given.
Match FindRoute(std::span<const Route> routes, std::string_view method, std::string_view path);

// The words of a list with spaces between.
std::vector<std::string_view> Words(std::string_view list);

}  // namespace oso::wire::rest
