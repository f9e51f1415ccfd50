// Sessions, notifications, feedback and registration: what systems ask.
#include <boost/json.hpp>

#include "wire/rest/answers.h"
#include "wire/rest/center_api.h"
#include "wire/rest/center_messages.h"

namespace oso::wire::rest {
namespace {

namespace json = boost::json;

// The body through `read`, or why not.
template <class T>
using Decoded = std::variant<T, Problem>;
template <class T>
Decoded<T> Decode(const Call& call, auto read, Invalid invalid = {}) {
  ReadBody body = BodyOf(call);
  if (body.flaw) return *std::move(body.flaw);
  invalid.insert(invalid.end(), body.invalid.begin(), body.invalid.end());
  T message = read(body.json, invalid);
  if (!invalid.empty()) return Problem::Invalid(std::move(invalid));
  return message;
}

SessionId PathSession(const Call& call, Invalid& invalid) {
  return PathParameter<SessionId>(call, "sessionId", SessionId::Parse, invalid);
}

Answer ResultAnswer(exchange::ResultCode result) {
  return JsonAnswer({{"result", exchange::WireName(result)}}, exchange::WireName(result));
}

Task<Outcome> Open(CenterService& service, const Call& call) {
  auto request = Decode<exchange::SessionRequest>(call, ReadSessionRequest);
  if (auto* problem = std::get_if<Problem>(&request)) co_return std::move(*problem);
  const auto answer =
      co_await service.OpenSession(call.context, std::get<exchange::SessionRequest>(std::move(request)));
  if (!answer.ok()) co_return Problem::Of(answer.error());
  if (const auto* refusal = std::get_if<exchange::ResultCode>(&*answer)) co_return Problem::Of(*refusal);
  const auto& opened = std::get<exchange::OpenedSession>(*answer);
  Answer created = JsonAnswer(WriteOpened(opened));
  created.status = 201;
  created.headers.emplace_back("Location", "/v1/sessions/" + opened.id.ToString());
  co_return created;
}

Task<Outcome> Check(CenterService& service, const Call& call) {
  Invalid invalid;
  const SessionId session = PathSession(call, invalid);
  auto facts = Decode<exchange::SessionFacts>(
      call, [&](const json::object& body, Invalid& flaws) { return ReadSessionFacts(body, session, flaws); }, invalid);
  if (auto* problem = std::get_if<Problem>(&facts)) co_return std::move(*problem);
  const auto answer = co_await service.CheckSession(call.context, std::get<exchange::SessionFacts>(std::move(facts)));
  if (!answer.ok()) co_return Problem::Of(answer.error());
  if (const auto* refusal = std::get_if<exchange::ResultCode>(&*answer)) co_return Problem::Of(*refusal);
  const std::string_view valid = exchange::WireName(exchange::ResultCode::kSessionValid);
  const exchange::Sector sector = std::get<exchange::ValidSession>(*answer).target_sector;
  co_return JsonAnswer({{"result", valid}, {"targetSector", exchange::WireName(sector)}}, valid);
}

Task<Outcome> Close(CenterService& service, const Call& call) {
  Invalid invalid;
  const SessionId session = PathSession(call, invalid);
  auto report = Decode<ClosingReport>(
      call, [&](const json::object& body, Invalid& flaws) { return ReadClosing(body, session, flaws); }, invalid);
  if (auto* problem = std::get_if<Problem>(&report)) co_return std::move(*problem);
  auto& [facts, best] = std::get<ClosingReport>(report);
  const auto result = co_await service.CloseSession(call.context, std::move(facts), best);
  if (!result.ok()) co_return Problem::Of(result.error());
  if (*result != exchange::ResultCode::kTransferSucceeded) co_return Problem::Of(*result);
  co_return ResultAnswer(*result);
}

Task<Outcome> Notify(CenterService& service, const Call& call) {
  auto notification = Decode<exchange::Notification>(call, ReadNotification);
  if (auto* problem = std::get_if<Problem>(&notification)) co_return std::move(*problem);
  const auto answer =
      co_await service.MayNotify(call.context, std::get<exchange::Notification>(std::move(notification)));
  if (!answer.ok()) co_return Problem::Of(answer.error());
  if (const auto* refusal = std::get_if<exchange::ResultCode>(&*answer)) co_return Problem::Of(*refusal);
  const auto& granted = std::get<exchange::GrantedNotification>(*answer);
  json::object body{{"url", granted.url}};
  if (granted.key) body["linkKey"] = granted.key->ToString();
  co_return JsonAnswer(body);
}

Task<Outcome> GiveFeedback(CenterService& service, const Call& call) {
  auto feedback = Decode<exchange::Feedback>(call, ReadFeedback);
  if (auto* problem = std::get_if<Problem>(&feedback)) co_return std::move(*problem);
  const auto answer = co_await service.MayGiveFeedback(call.context, std::get<exchange::Feedback>(std::move(feedback)));
  if (!answer.ok()) co_return Problem::Of(answer.error());
  if (const auto* refusal = std::get_if<exchange::ResultCode>(&*answer)) co_return Problem::Of(*refusal);
  co_return JsonAnswer({{"url", std::get<exchange::GrantedFeedback>(*answer).url}});
}

Task<Outcome> Register(CenterService& service, const Call& call) {
  Invalid invalid;
  const AccessPointId ap = PathAccessPoint(call, invalid);
  auto registration = Decode<exchange::Registration>(
      call, [&](const json::object& body, Invalid& flaws) { return ReadRegistration(body, ap, flaws); }, invalid);
  if (auto* problem = std::get_if<Problem>(&registration)) co_return std::move(*problem);
  const auto result =
      co_await service.RegisterAccessPoint(call.context, std::get<exchange::Registration>(std::move(registration)));
  if (!result.ok()) co_return Problem::Of(result.error());
  if (*result != exchange::ResultCode::kRegistered) co_return Problem::Of(*result);
  co_return ResultAnswer(*result);
}

Task<Outcome> ListAccessPoints(CenterService& service, const Call& call) {
  Invalid invalid;
  exchange::AccessPointFilter filter;
  filter.brin = QueryParameter<Brin>(call, "brin", Brin::Parse, invalid);
  filter.purpose = QueryParameter<exchange::Purpose>(call, "purpose", exchange::ParsePurpose, invalid);
  filter.index = QueryParameter<std::uint16_t>(call, "index", ParseAccessPointIndex, invalid);
  const PageWish page = QueryPage(call, invalid);
  if (!invalid.empty()) co_return Problem::Invalid(std::move(invalid));
  const auto found = co_await service.ListAccessPoints(call.context, filter);
  if (!found.ok()) co_return Problem::Of(found.error());
  json::array items;
  const std::size_t first = static_cast<std::size_t>(page.number - 1) * static_cast<std::size_t>(page.size);
  for (std::size_t i = first; i < found->size() && items.size() < static_cast<std::size_t>(page.size); ++i) {
    items.push_back(WriteAccessPoint((*found)[i]));
  }
  co_return ListAnswer(call, "accessPoints", std::move(items), page, static_cast<std::int64_t>(found->size()));
}

Task<Outcome> Ping(CenterService& service, const Call& call) {
  const Result<Instant> time = co_await service.Ping(call.context);
  if (!time.ok()) co_return Problem::Of(time.error());
  co_return JsonAnswer({{"time", ToIso8601(*time)}});
}

}  // namespace

Actions SessionActions(CenterService& service) {
  const auto on = [&service](Task<Outcome> (*act)(CenterService&, const Call&)) -> Action {
    return [&service, act](const Call& call) { return act(service, call); };
  };
  return {{"openSession", on(Open)},
          {"checkSession", on(Check)},
          {"closeSession", on(Close)},
          {"askNotification", on(Notify)},
          {"askFeedback", on(GiveFeedback)},
          {"registerAccessPoint", on(Register)},
          {"listAccessPoints", on(ListAccessPoints)},
          {"pingCenter", on(Ping)}};
}

Actions CenterActions(CenterServices services) {
  Actions all = SessionActions(services.sessions);
  all.merge(RegisterActions(services.registry));
  all.merge(ConnectActions(services.connect));
  return all;
}

std::string PrintRoutes(std::span<const Route> routes) {
  std::string text;
  for (const Route& route : routes) {
    text.append(route.method).append(" ").append(route.path).append(" ").append(route.operation).append("\n");
  }
  return text;
}

}  // namespace oso::wire::rest
