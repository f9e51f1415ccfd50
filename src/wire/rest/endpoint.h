// A server's REST address: from an HTTP request to a call of ours and back, for whatever routes it is given. It does
// what holds for all of them: which route, the gate, what is wrong with query and headers, ETags, and the headers that
// every answer has (NL API Design Rules 2.1).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <variant>

#include "wire/rest/negotiate.h"
#include "wire/rest/problem.h"
#include "wire/rest/router.h"
#include "wire/services.h"

namespace oso::wire::rest {

inline constexpr std::string_view kApiVersion = "1.0.0";

// An admitted call, its query checked to have only what the route knows. What it refers to outlives the call's task.
struct Call {
  const CallContext& context;
  const Pairs& parameters;  // of the path
  const Pairs& query;
  std::string_view body;   // of a route with one; media type checked
  std::string_view media;  // of what the route produces, what the caller takes
  std::string_view path;
  Language language = Language::kDutch;
};

struct Answer {
  int status = 200;
  http::Headers headers = {};  // beyond those of every answer: Location, Link
  std::string media_type = "application/json";
  std::string body = {};
  std::shared_ptr<const std::string> bytes = nullptr;  // instead of `body`, when many are given the same
  std::function<Task<Result<std::shared_ptr<const std::string>>>()> make = nullptr;  // gives `bytes` if they go out
  std::unique_ptr<http::BodySource> stream = nullptr;  // instead of both, when nobody holds it whole; no ETag
  std::string version = {};                            // becomes the ETag; "": that is made of the body
  int fresh_seconds = 0;                               // of a public route: how long caches may give it unasked
  std::string_view outcome = {};                       // a result code's wire name, or "": for the gate
};

using Outcome = std::variant<Answer, Problem>;
using Action = std::function<Task<Outcome>(const Call& call)>;
// By the operation's name; each route has one.
using Actions = std::map<std::string_view, Action>;

class RestEndpoint final : public http::Handler {
 public:
  // `routes`, `gate` and what the actions refer to outlive this.
  RestEndpoint(std::span<const Route> routes, Actions actions, CallGate& gate,
               std::size_t max_request_bytes = 64UL * 1024);

  Task<http::Response> Handle(http::Request& request) override;

 private:
  Task<http::Response> Serve(http::Request& request, const Target& target, const Match& match, audit::Subject subject);
  Task<Outcome> Run(http::Request& request, const Target& target, const Match& match, CallContext& context);
  http::Response Refused(const http::Request& request, const Problem& problem) const;

  std::span<const Route> routes_;
  Actions actions_;
  CallGate& gate_;
  std::size_t max_request_bytes_;
};

}  // namespace oso::wire::rest
