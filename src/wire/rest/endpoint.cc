#include "wire/rest/endpoint.h"

#include <algorithm>

#include "base/shared_bytes.h"
#include "wire/rest/conditions.h"

namespace oso::wire::rest {
namespace {

constexpr std::string_view kIdempotencyKey = "Idempotency-Key";
constexpr std::size_t kMinKey = 8;
constexpr std::size_t kMaxKey = 64;

bool IsSafe(const Route& route) { return route.method == "GET"; }

// What every answer has, also a refusal.
void AddHouseHeaders(http::Response& response, const Route* route, int fresh_seconds) {
  http::Headers& headers = response.headers;
  const bool is_cacheable = fresh_seconds > 0 && response.status < 400;
  headers.emplace_back("Cache-Control", is_cacheable ? "public, max-age=" + std::to_string(fresh_seconds) : "no-store");
  headers.emplace_back("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  headers.emplace_back("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  headers.emplace_back("X-Content-Type-Options", "nosniff");
  headers.emplace_back("X-Frame-Options", "DENY");
  headers.emplace_back("API-Version", kApiVersion);
  headers.emplace_back("Vary", "Accept, Accept-Language");
  if (route == nullptr || !route->is_public) return;
  headers.emplace_back("Access-Control-Allow-Origin", "*");
  headers.emplace_back("Access-Control-Expose-Headers", "API-Version, ETag, Link, Retry-After, X-Request-Id");
}

// OPTIONS of what may be read from any origin.
http::Response Preflight(const Match& match, const Route& read) {
  http::Response response{.status = 204,
                          .headers = {{"Allow", match.allow + ", OPTIONS"},
                                      {"Access-Control-Allow-Methods", "GET, HEAD"},
                                      {"Access-Control-Allow-Headers", "Accept, Accept-Language, If-None-Match"}},
                          .body = {}};
  AddHouseHeaders(response, &read, 0);
  return response;
}

// A board or a school in the path is read before the gate is asked for whom.
Result<audit::Subject> SubjectOf(const Match& match, std::vector<InvalidPart>& invalid) {
  constexpr std::size_t kBoardDigits = 5;
  audit::Subject subject;
  const Scope scope = match.route->scope;
  if (scope == Scope::kBoard || scope == Scope::kBoardAndSchool) {
    subject.board = *Find(match.parameters, "board");
    const bool digits = std::ranges::all_of(subject.board, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || subject.board.size() != kBoardDigits) invalid.push_back({"path", "board", "invalid"});
  }
  if (scope == Scope::kSchool || scope == Scope::kBoardAndSchool) {
    const Result<Brin> brin = Brin::Parse(*Find(match.parameters, "brin"));
    if (!brin.ok()) {
      invalid.push_back({"path", "brin", "invalid"});
    } else {
      subject.school = *brin;
    }
  }
  if (!invalid.empty()) return Fail(ErrorCode::kInvalidArgument, "a parameter of the path");
  return subject;
}

std::vector<InvalidPart> FlawsOf(const http::Request& request, const Target& target, const Route& route) {
  std::vector<InvalidPart> invalid;
  const std::vector<std::string_view> known = Words(route.query);
  for (const auto& [name, value] : target.query) {
    if (std::ranges::find(known, name) == known.end()) invalid.push_back({"query", name, "unknown"});
  }
  const std::string* key = http::Find(request.headers, kIdempotencyKey);
  if (key == nullptr || IsSafe(route)) return invalid;
  const bool visible = std::ranges::all_of(*key, [](char c) { return c > ' ' && c < 0x7f; });
  if (!visible || key->size() < kMinKey || key->size() > kMaxKey) {
    invalid.push_back({"header", std::string(kIdempotencyKey), "invalid"});
  }
  return invalid;
}

http::Response AnswerResponse(const http::Request& request, const Route& route, Answer answer) {
  http::Response response{.status = answer.status, .headers = std::move(answer.headers), .body = {}};
  if (IsSafe(route) && answer.status == 200) {
    const std::string etag = EtagOf(answer);
    response.headers.emplace_back("ETag", etag);
    const Condition condition = Judge(request.headers, etag);
    if (condition == Condition::kFailed) {
      response = ProblemResponse({.code = kPreconditionFailed}, LanguageOf(request.headers), request.id);
      AddHouseHeaders(response, &route, 0);
      return response;
    }
    if (condition == Condition::kNotModified) response.status = 304;
  }
  if (response.status != 204 && response.status != 304) {
    response.headers.emplace_back("Content-Type", std::move(answer.media_type));
    if (answer.stream != nullptr) {
      response.body = std::move(answer.stream);
    } else if (answer.bytes) {
      response.body = std::make_unique<SharedBytes<http::BodySource>>(std::move(answer.bytes));
    } else {
      response.body = std::move(answer.body);
    }
  }
  AddHouseHeaders(response, &route, answer.fresh_seconds);
  return response;
}

}  // namespace

RestEndpoint::RestEndpoint(std::span<const Route> routes, Actions actions, CallGate& gate,
                           std::size_t max_request_bytes)
    : routes_(routes), actions_(std::move(actions)), gate_(gate), max_request_bytes_(max_request_bytes) {}

Task<http::Response> RestEndpoint::Handle(http::Request& request) {
  // 1. What is asked, of what?
  const Result<Target> target = ParseTarget(request.target);
  if (!target.ok()) {
    gate_.Unreadable(request, target.error());
    co_return Refused(request, Problem::Of(target.error()));
  }
  const Match match = FindRoute(routes_, request.method, target->path);
  if (match.route == nullptr) {
    const Match read = FindRoute(routes_, "GET", target->path);
    if (request.method == "OPTIONS" && read.route != nullptr && read.route->is_public)
      co_return Preflight(match, *read.route);
    const bool no_path = match.allow.empty();
    gate_.Unreadable(request, Fail(no_path ? ErrorCode::kNotFound : ErrorCode::kUnsupportedMedia, "no route"));
    http::Response response = Refused(
        request, no_path ? Problem{.code = WireName(ErrorCode::kNotFound)} : Problem{.code = kMethodNotAllowed});
    if (!no_path) response.headers.emplace_back("Allow", match.allow);
    co_return response;
  }
  std::vector<InvalidPart> invalid;
  Result<audit::Subject> subject = SubjectOf(match, invalid);
  if (!subject.ok()) {
    gate_.Unreadable(request, subject.error());
    co_return Refused(request, Problem::Invalid(std::move(invalid)));
  }
  co_return co_await Serve(request, *target, match, std::move(subject).value());
}

Task<http::Response> RestEndpoint::Serve(http::Request& request, const Target& target, const Match& match,
                                         audit::Subject subject) {
  // 2. May the caller?
  Result<CallContext> context = co_await gate_.Admit(request, match.route->operation, std::move(subject));
  if (!context.ok()) {
    http::Response response = ProblemResponse(Problem::Of(context.error()), LanguageOf(request.headers), request.id);
    AddHouseHeaders(response, match.route, 0);
    co_return response;
  }
  // 3. The call.
  Outcome outcome = co_await Run(request, target, match, *context);
  if (const auto* problem = std::get_if<Problem>(&outcome)) {
    gate_.Answered(request, *context, problem->code, problem->log_detail);
    http::Response response = ProblemResponse(*problem, LanguageOf(request.headers), request.id);
    AddHouseHeaders(response, match.route, 0);
    co_return response;
  }
  auto& answer = std::get<Answer>(outcome);
  gate_.Answered(request, *context, answer.outcome, "");
  co_return AnswerResponse(request, *match.route, std::move(answer));
}

Task<Outcome> RestEndpoint::Run(http::Request& request, const Target& target, const Match& match,
                                CallContext& context) {
  const Route& route = *match.route;
  std::vector<InvalidPart> invalid = FlawsOf(request, target, route);
  if (!invalid.empty()) co_return Problem::Invalid(std::move(invalid));
  const std::string_view media = ChooseMedia(request.headers, route.produces);
  if (media.empty()) co_return Problem{.code = kNotAcceptable};
  if (route.body == Body::kJson && !IsJson(request.headers)) {
    co_return Problem{.code = WireName(ErrorCode::kUnsupportedMedia)};
  }
  if (!IsSafe(route) && IsConditional(request.headers)) co_return Problem{.code = kPreconditionFailed};
  if (const std::string* key = http::Find(request.headers, kIdempotencyKey)) context.idempotency_key = *key;

  // A route without a body takes none: who sends one means something that we would not do.
  Result<std::string> body = co_await http::ReadAll(*request.body, route.body == Body::kJson ? max_request_bytes_ : 0);
  if (!body.ok()) {
    const bool unwanted = route.body == Body::kNone && body.error().code == ErrorCode::kTooLarge;
    co_return unwanted ? Problem::Invalid({{"body", "", "unknown"}}) : Problem::Of(body.error());
  }
  const Call call{.context = context,
                  .parameters = match.parameters,
                  .query = target.query,
                  .body = *body,
                  .media = media,
                  .path = target.path,
                  .language = LanguageOf(request.headers)};
  Outcome outcome = co_await actions_.at(route.operation)(call);
  auto* answer = std::get_if<Answer>(&outcome);
  if (answer != nullptr && answer->make && Judge(request.headers, EtagOf(*answer)) == Condition::kGoOn) {
    auto made = co_await answer->make();
    if (!made.ok()) co_return Problem::Of(made.error());
    answer->bytes = std::move(made).value();
  }
  co_return outcome;
}

http::Response RestEndpoint::Refused(const http::Request& request, const Problem& problem) const {
  http::Response response = ProblemResponse(problem, LanguageOf(request.headers), request.id);
  AddHouseHeaders(response, nullptr, 0);
  return response;
}

}  // namespace oso::wire::rest
