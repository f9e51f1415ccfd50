#include "wire/rest/client.h"

#include <boost/json.hpp>

#include "crypto/digest.h"
#include "exchange/register_json.h"

namespace oso::wire::rest {
namespace {

namespace json = boost::json;
using exchange::OrRefusal;
using exchange::ResultCode;

// The longest answer but a document is a page of access points.
constexpr std::size_t kMaxAnswerBytes = 1024UL * 1024;
constexpr std::size_t kMaxProblemBytes = 64UL * 1024;
constexpr std::size_t kMaxUrl = 500;
constexpr int kPageSize = 100;
constexpr int kMaxPages = 1000;

// An error of an answer's body: the request had arrived, so its outcome is unknown.
Error BrokenOff(Error error) {
  if (error.code != ErrorCode::kUnavailable) return error;
  return Fail(ErrorCode::kTimeout, "the answer broke off: " + error.detail);
}

Error NotAsAgreed(std::string_view what) {
  return Fail(ErrorCode::kMalformedMessage, "in the answer: " + std::string(what));
}

// The media type without its parameters; it is compared as systems write it.
bool HasMedia(const http::Headers& headers, std::string_view media) {
  const std::string* type = http::Find(headers, "Content-Type");
  if (type == nullptr || !type->starts_with(media)) return false;
  return type->size() == media.size() || (*type)[media.size()] == ';' || (*type)[media.size()] == ' ';
}

Task<Result<json::object>> ReadObject(http::BodyReader& body, std::size_t limit) {
  const Result<std::string> text = co_await http::ReadAll(body, limit);
  if (!text.ok()) {
    if (text.error().code == ErrorCode::kTooLarge) co_return NotAsAgreed("too large");
    co_return BrokenOff(text.error());
  }
  boost::system::error_code error;
  json::value value = json::parse(*text, error);
  if (error || !value.is_object()) co_return NotAsAgreed("no JSON object");
  co_return std::move(value.get_object());
}

const json::string* TextIn(const json::object& object, std::string_view name) {
  const json::value* member = object.if_contains(name);
  return member == nullptr ? nullptr : member->if_string();
}

// The code of a problem of a system like ours: letters and hyphens, or "unknown".
std::string CodeOf(const json::object& problem) {
  constexpr std::size_t kMaxCode = 60;
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-";
  const json::string* code = TextIn(problem, "code");
  if (code == nullptr || code->empty() || code->size() > kMaxCode) return "unknown";
  const std::string_view text = *code;
  return text.find_first_not_of(kLetters) == std::string_view::npos ? std::string(text) : "unknown";
}

// What an answer that is no success means: a refusal of the protocol, or that there is no answer.
Task<Result<ResultCode>> Refusal(http::ClientResponse& response) {
  const std::string status = "http status " + std::to_string(response.status);
  std::string code = "unknown";
  if (HasMedia(response.headers, "application/problem+json")) {
    const Result<json::object> problem = co_await ReadObject(*response.body, kMaxProblemBytes);
    if (!problem.ok() && problem.error().code != ErrorCode::kMalformedMessage) co_return problem.error();
    if (problem.ok()) code = CodeOf(*problem);
  }
  const std::optional<ResultCode> result = exchange::ParseResultCode(code);
  if (result == ResultCode::kTransferSucceeded) co_return NotAsAgreed("a problem that is none");
  if (result) co_return *result;
  const std::string detail = status + ", problem " + code;
  if (response.status == 429 || response.status == 503) co_return Fail(ErrorCode::kUnavailable, detail);
  if (response.status == 504) co_return Fail(ErrorCode::kTimeout, detail);
  co_return Fail(ErrorCode::kPeerRefused, detail);
}

// A member through `parse`, which gives a Result<T> or an optional<T>.
template <class T>
std::optional<T> Member(const json::object& object, std::string_view name, auto parse) {
  const json::string* text = TextIn(object, name);
  if (text == nullptr) return std::nullopt;
  auto parsed = parse(std::string_view(*text));
  if constexpr (requires { parsed.ok(); }) {
    return parsed.ok() ? std::optional<T>(std::move(parsed).value()) : std::nullopt;
  } else {
    return parsed;
  }
}

json::object KeyObject(const exchange::DossierKey& key) {
  if (const auto* link_key = std::get_if<exchange::LinkKey>(&key)) return {{"linkKey", link_key->ToString()}};
  return {{"searchKey", crypto::Base64Encode(std::get<exchange::SearchKey>(key).RevealForMessage())}};
}

json::object FactsObject(const exchange::SessionFacts& facts) {
  return {{"source", facts.source.ToString()},
          {"target", facts.target.ToString()},
          {"key", KeyObject(facts.key)},
          {"kind", dossier::WireName(facts.kind)}};
}

Result<std::vector<exchange::AccessPoint>> AccessPointsIn(const json::object& body) {
  const json::value* member = body.if_contains("accessPoints");
  if (member == nullptr || !member->is_array()) return NotAsAgreed("no accessPoints");
  std::vector<exchange::AccessPoint> access_points;
  for (const json::value& one : member->get_array()) {
    if (!one.is_object()) return NotAsAgreed("accessPoints");
    auto entry = exchange::EntryFromJson("access-point", one.get_object());
    if (!entry.ok()) return NotAsAgreed(entry.error().detail);
    access_points.push_back(std::get<exchange::AccessPoint>(std::move(entry).value()));
  }
  return access_points;
}

Result<exchange::OpenedSession> OpenedIn(const json::object& body) {
  exchange::OpenedSession opened;
  const auto id = Member<SessionId>(body, "id", SessionId::Parse);
  if (!id) return NotAsAgreed("no session id");
  opened.id = *id;
  ASSIGN_OR_RETURN(opened.sources, AccessPointsIn(body));
  if (opened.sources.empty()) return NotAsAgreed("nobody to ask");
  opened.expires_at = Member<Instant>(body, "expiresAt", ParseDateTime).value_or(Instant{});
  if (const json::string* proof = TextIn(body, "signedSession")) opened.signed_session = std::string(*proof);
  return opened;
}

// Where a granted notification or feedback goes.
std::optional<std::string> UrlIn(const json::object& body) {
  const json::string* url = TextIn(body, "url");
  if (url == nullptr || url->empty() || url->size() > kMaxUrl) return std::nullopt;
  return std::string(*url);
}

std::string PathOf(const exchange::SessionFacts& facts, std::string_view what) {
  return "/sessions/" + facts.session.ToString() + std::string(what);
}

template <class T>
json::array NamesOf(const std::vector<T>& words) {
  using dossier::WireName;
  using exchange::WireName;
  json::array names;
  for (const T word : words) names.emplace_back(WireName(word));
  return names;
}

}  // namespace

Result<std::string> RestBase(std::string_view url) {
  constexpr std::string_view kScheme = "https://";
  if (!url.starts_with(kScheme)) return Fail(ErrorCode::kInvalidArgument, "not an https URL");
  const std::size_t end = url.find_first_of("/?#", kScheme.size());
  const std::string_view origin = url.substr(0, end);
  if (origin.size() == kScheme.size()) return Fail(ErrorCode::kInvalidArgument, "a URL without a host");
  return std::string(origin) + "/v1";
}

Task<Result<std::optional<PublishedDocument>>> FetchPublished(Transport& transport, std::string url, std::string path,
                                                              std::string etag, std::size_t max_bytes) {
  CO_ASSIGN_OR_RETURN(const std::string base, RestBase(url));
  http::ClientRequest request{.method = "GET", .url = base + path, .headers = {}, .body = {}};
  if (!etag.empty()) request.headers.emplace_back("If-None-Match", std::move(etag));
  CO_ASSIGN_OR_RETURN(http::ClientResponse response, co_await transport.Send(std::move(request)));
  if (response.status == 304) {
    (void)co_await http::ReadAll(*response.body, 0);  // nothing: the connection can be used again
    co_return std::optional<PublishedDocument>();
  }
  if (response.status != 200) {
    CO_ASSIGN_OR_RETURN(const ResultCode refusal, co_await Refusal(response));
    co_return Fail(ErrorCode::kPeerRefused, std::string(exchange::WireName(refusal)));
  }
  const std::string* tag = http::Find(response.headers, "ETag");
  PublishedDocument document{.text = {}, .etag = tag == nullptr ? "" : *tag};
  Result<std::string> text = co_await http::ReadAll(*response.body, max_bytes);
  if (!text.ok()) co_return BrokenOff(std::move(text).error());
  document.text = std::move(text).value();
  co_return std::optional(std::move(document));
}

RestTrafficCenter::RestTrafficCenter(Transport& transport, std::string url, Random& random)
    : transport_(transport), url_(std::move(url)), random_(random) {}

Task<Result<RestTrafficCenter::Answer>> RestTrafficCenter::Call(std::string method, std::string path, std::string body,
                                                                http::Headers headers) {
  CO_ASSIGN_OR_RETURN(const std::string base, RestBase(url_));
  headers.emplace_back("Accept", "application/json, application/problem+json");
  if (!body.empty()) headers.emplace_back("Content-Type", "application/json");
  http::ClientRequest request{
      .method = std::move(method), .url = base + path, .headers = std::move(headers), .body = std::move(body)};
  CO_ASSIGN_OR_RETURN(http::ClientResponse response, co_await transport_.Send(std::move(request)));
  if (response.status != 200 && response.status != 201) {
    CO_ASSIGN_OR_RETURN(const ResultCode refusal, co_await Refusal(response));
    co_return Answer(refusal);
  }
  if (!HasMedia(response.headers, "application/json")) co_return NotAsAgreed("another media type");
  CO_ASSIGN_OR_RETURN(json::object object, co_await ReadObject(*response.body, kMaxAnswerBytes));
  co_return Answer(std::move(object));
}

Task<Result<RestTrafficCenter::Answer>> RestTrafficCenter::CallOnce(std::string path, std::string body) {
  const http::Headers headers{{"Idempotency-Key", Uuid::NewV4(random_).ToString()}};
  Result<Answer> answer = co_await Call("POST", path, body, headers);
  if (answer.ok() || answer.error().code != ErrorCode::kTimeout) co_return answer;
  co_return co_await Call("POST", std::move(path), std::move(body), headers);
}

Task<Result<ResultCode>> RestTrafficCenter::Put(std::string path, std::string body) {
  CO_ASSIGN_OR_RETURN(const Answer answer, co_await Call("PUT", std::move(path), std::move(body)));
  if (const auto* refusal = std::get_if<ResultCode>(&answer)) co_return *refusal;
  const auto result = Member<ResultCode>(std::get<json::object>(answer), "result", exchange::ParseResultCode);
  if (!result) co_return NotAsAgreed("no result");
  co_return *result;
}

Task<Result<OrRefusal<exchange::OpenedSession>>> RestTrafficCenter::OpenSession(exchange::SessionRequest request) {
  json::object body{{"source", request.source.text()},
                    {"target", request.target.ToString()},
                    {"key", KeyObject(request.key)},
                    {"kind", dossier::WireName(request.kind)},
                    {"signedSession", request.signed_session}};
  if (request.source_index) body["sourceIndex"] = *request.source_index;
  CO_ASSIGN_OR_RETURN(const Answer answer, co_await CallOnce("/sessions", json::serialize(body)));
  if (const auto* refusal = std::get_if<ResultCode>(&answer)) co_return *refusal;
  CO_ASSIGN_OR_RETURN(exchange::OpenedSession opened, OpenedIn(std::get<json::object>(answer)));
  co_return OrRefusal<exchange::OpenedSession>(std::move(opened));
}

Task<Result<OrRefusal<exchange::ValidSession>>> RestTrafficCenter::CheckSession(exchange::SessionFacts facts) {
  CO_ASSIGN_OR_RETURN(const Answer answer,
                      co_await Call("POST", PathOf(facts, "/_check"), json::serialize(FactsObject(facts))));
  if (const auto* refusal = std::get_if<ResultCode>(&answer)) co_return *refusal;
  const auto& body = std::get<json::object>(answer);
  // Only SessieValide permits delivery.
  const auto result = Member<ResultCode>(body, "result", exchange::ParseResultCode);
  const auto sector = Member<exchange::Sector>(body, "targetSector", exchange::ParseSector);
  if (result != ResultCode::kSessionValid || !sector) co_return NotAsAgreed("no SessieValide");
  co_return OrRefusal<exchange::ValidSession>(exchange::ValidSession{*sector});
}

Task<Result<ResultCode>> RestTrafficCenter::CloseSession(exchange::SessionFacts facts, ResultCode best) {
  json::object body = FactsObject(facts);
  body["result"] = exchange::WireName(best);
  co_return co_await Put(PathOf(facts, "/closing"), json::serialize(body));
}

Task<Result<OrRefusal<exchange::GrantedNotification>>> RestTrafficCenter::MayNotify(
    exchange::Notification notification) {
  json::object body{{"source", notification.source.ToString()},
                    {"target", notification.target.ToString()},
                    {"purpose", exchange::WireName(notification.purpose)}};
  if (notification.session) body["session"] = notification.session->ToString();
  if (notification.newer_than) body["newerThan"] = ToIso8601(*notification.newer_than);
  CO_ASSIGN_OR_RETURN(const Answer answer, co_await CallOnce("/notifications", json::serialize(body)));
  if (const auto* refusal = std::get_if<ResultCode>(&answer)) co_return *refusal;
  const auto& granted = std::get<json::object>(answer);
  const std::optional<std::string> url = UrlIn(granted);
  if (!url) co_return NotAsAgreed("no url");
  co_return OrRefusal<exchange::GrantedNotification>(exchange::GrantedNotification{
      .url = *url, .key = Member<exchange::LinkKey>(granted, "linkKey", exchange::LinkKey::Parse)});
}

Task<Result<OrRefusal<exchange::GrantedFeedback>>> RestTrafficCenter::MayGiveFeedback(exchange::Feedback feedback) {
  const json::object body{{"source", feedback.source.ToString()},
                          {"target", feedback.target.ToString()},
                          {"linkKey", feedback.key.ToString()}};
  CO_ASSIGN_OR_RETURN(const Answer answer, co_await Call("POST", "/feedback-requests", json::serialize(body)));
  if (const auto* refusal = std::get_if<ResultCode>(&answer)) co_return *refusal;
  const std::optional<std::string> url = UrlIn(std::get<json::object>(answer));
  if (!url) co_return NotAsAgreed("no url");
  co_return OrRefusal<exchange::GrantedFeedback>(exchange::GrantedFeedback{*url});
}

Task<Result<ResultCode>> RestTrafficCenter::RegisterAccessPoint(exchange::Registration registration) {
  const AccessPointId& id = registration.access_point;
  const std::string path = "/schools/" + std::string(id.brin.text()) + "/access-points/" + std::to_string(id.index);
  json::object body{{"registrationKey", registration.key},
                    {"url", registration.url},
                    {"versions", NamesOf(registration.versions)},
                    {"protocols", NamesOf(registration.protocols)}};
  if (!registration.notification_url.empty()) body["notificationUrl"] = registration.notification_url;
  co_return co_await Put(path + "/registration", json::serialize(body));
}

Task<Result<std::vector<exchange::AccessPoint>>> RestTrafficCenter::ListAccessPoints(
    exchange::AccessPointFilter filter) {
  std::string query = "?pageSize=" + std::to_string(kPageSize);
  if (filter.brin) query.append("&brin=").append(filter.brin->text());
  if (filter.purpose) query.append("&purpose=").append(exchange::WireName(*filter.purpose));
  if (filter.index) query.append("&index=").append(std::to_string(*filter.index));
  std::vector<exchange::AccessPoint> all;
  for (int page = 1; page <= kMaxPages; ++page) {
    const std::string path = "/access-points" + query + "&page=" + std::to_string(page);
    CO_ASSIGN_OR_RETURN(const Answer answer, co_await Call("GET", path, ""));
    if (const auto* refusal = std::get_if<ResultCode>(&answer)) {
      co_return Fail(ErrorCode::kPeerRefused, std::string(exchange::WireName(*refusal)));
    }
    CO_ASSIGN_OR_RETURN(std::vector<exchange::AccessPoint> found, AccessPointsIn(std::get<json::object>(answer)));
    all.insert(all.end(), found.begin(), found.end());
    if (found.size() < static_cast<std::size_t>(kPageSize)) co_return all;
  }
  co_return NotAsAgreed("access points without end");
}

Task<Status> RestTrafficCenter::Ping() {
  CO_ASSIGN_OR_RETURN(const Answer answer, co_await Call("GET", "/ping", ""));
  if (const auto* refusal = std::get_if<ResultCode>(&answer)) {
    co_return Fail(ErrorCode::kPeerRefused, std::string(exchange::WireName(*refusal)));
  }
  co_return Status();
}

Task<Result<ResultCode>> RestSourceSystem::FetchDocument(const exchange::AccessPoint& access_point,
                                                         exchange::DocumentRequest request,
                                                         exchange::DocumentSink& sink) {
  CO_ASSIGN_OR_RETURN(const std::string base, RestBase(access_point.url));
  json::object body = FactsObject(request.facts);
  body["session"] = request.facts.session.ToString();
  if (!request.signed_session.empty()) body["signedSession"] = request.signed_session;
  if (request.newer_than) body["newerThan"] = ToIso8601(*request.newer_than);
  if (request.dossier_version) body["dossierVersion"] = *request.dossier_version;
  // The key goes to nobody but the access point's supplier.
  http::ClientRequest asking{
      .method = "POST",
      .url = base + "/document-requests",
      .headers = {{"Accept", "application/xml, application/problem+json"}, {"Content-Type", "application/json"}},
      .body = json::serialize(body),
      .server = access_point.supplier};
  CO_ASSIGN_OR_RETURN(http::ClientResponse response, co_await transport_.Send(std::move(asking)));
  if (response.status != 200) co_return co_await Refusal(response);
  if (!HasMedia(response.headers, "application/xml")) co_return NotAsAgreed("another media type");
  co_return co_await Receive(*response.body, sink);
}

Task<Result<ResultCode>> RestSourceSystem::Receive(http::BodyReader& body, exchange::DocumentSink& sink) {
  std::uint64_t received = 0;
  for (;;) {
    const Result<ByteView> bytes = co_await body.Next();
    if (!bytes.ok()) co_return BrokenOff(bytes.error());
    if (bytes->empty()) break;
    received += bytes->size();
    if (received > max_document_bytes_) co_return Fail(ErrorCode::kTooLarge, "a dossier larger than allowed");
    CO_RETURN_IF_ERROR(co_await sink.Write(*bytes));
  }
  if (received == 0) co_return NotAsAgreed("no document");
  co_return ResultCode::kTransferSucceeded;
}

}  // namespace oso::wire::rest
