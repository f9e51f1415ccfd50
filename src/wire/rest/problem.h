// The one place that says how a refusal or an error looks over REST: application/problem+json (RFC 9457). Chosen by a
// code alone: the wire name of an ErrorCode, that of a ResultCode, or one of HTTP's own matters below. The detail of an
// Error never leaves the system.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "exchange/result_code.h"
#include "http/message.h"
#include "wire/rest/negotiate.h"

namespace oso::wire::rest {

// A part of a request that is wrong. `in` is "body" (then `place` is a JSON pointer, RFC 6901), "path", "query" or
// "header" (then it is a name). `reason` is "missing", "unknown", "twice", "wrong-type" or "invalid".
struct InvalidPart {
  std::string_view in;
  std::string place;
  std::string_view reason;
};

struct Problem {
  std::string_view code = "internal";  // one that FindProblem knows; static
  std::vector<InvalidPart> invalid = {};
  std::string log_detail = {};  // for the log alone

  static Problem Of(const Error& error) { return {.code = WireName(error.code), .log_detail = error.detail}; }
  static Problem Of(exchange::ResultCode refusal) { return {.code = exchange::WireName(refusal)}; }
  static Problem Invalid(std::vector<InvalidPart> parts) {
    return {.code = WireName(ErrorCode::kInvalidArgument), .invalid = std::move(parts)};
  }
};

// HTTP's own matters, which no ErrorCode is for.
inline constexpr std::string_view kMethodNotAllowed = "method-not-allowed";
inline constexpr std::string_view kNotAcceptable = "not-acceptable";
inline constexpr std::string_view kPreconditionFailed = "precondition-failed";

struct ProblemInfo {
  std::string_view code;
  int status;
  std::string_view title;  // Dutch
  std::string_view english;
  std::string_view who;  // who acts
};
std::span<const ProblemInfo> Problems();                // every code once
const ProblemInfo* FindProblem(std::string_view code);  // nullptr: no such code

// The JSON object of a problem, or of what a code means in general (`request_id` "").
std::string ProblemText(const Problem& problem, Language language, std::string_view request_id);

// With its media type, and what its status asks for: Retry-After of 429 and 503, WWW-Authenticate of 401.
http::Response ProblemResponse(const Problem& problem, Language language, std::string_view request_id);

}  // namespace oso::wire::rest
