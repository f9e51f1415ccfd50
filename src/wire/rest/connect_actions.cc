// The acts of boards, schools and the operator.
#include <boost/json.hpp>

#include "wire/rest/answers.h"
#include "wire/rest/center_api.h"
#include "wire/rest/center_messages.h"

namespace oso::wire::rest {
namespace {

namespace json = boost::json;

exchange::Mandate PathMandate(const Call& call, Invalid& invalid) {
  exchange::Mandate mandate;
  mandate.board = *Find(call.parameters, "board");
  mandate.supplier = PathParameter<Oin>(call, "supplier", Oin::Parse, invalid);
  mandate.school = PathParameter<Brin>(call, "brin", Brin::Parse, invalid);
  mandate.purpose = PathParameter<exchange::Purpose>(call, "purpose", exchange::ParsePurpose, invalid);
  return mandate;
}

Outcome DoneOr(const Status& status) {
  if (status.ok()) return Done();
  return Problem::Of(status.error());
}

Task<Outcome> Announce(ConnectService& service, const Call& call) {
  ReadBody body = BodyOf(call);
  if (body.flaw) co_return *std::move(body.flaw);
  const Brin brin = PathParameter<Brin>(call, "brin", Brin::Parse, body.invalid);
  Announced announced = ReadAnnouncement(body.json, brin, body.invalid);
  if (!body.invalid.empty()) co_return Problem::Invalid(std::move(body.invalid));
  const Result<AccessPointId> ap =
      co_await service.Announce(call.context, std::move(announced.why), announced.announcement);
  if (!ap.ok()) co_return Problem::Of(ap.error());
  Answer created = JsonAnswer({{"id", ap->ToString()}, {"index", ap->index}});
  created.status = 201;
  created.headers.emplace_back(
      "Location", "/v1/schools/" + std::string(ap->brin.text()) + "/access-points/" + std::to_string(ap->index));
  co_return created;
}

Task<Outcome> IssueKey(ConnectService& service, const Call& call) {
  Invalid invalid;
  const AccessPointId ap = PathAccessPoint(call, invalid);
  if (!invalid.empty()) co_return Problem::Invalid(std::move(invalid));
  const Result<std::string> key = co_await service.IssueRegistrationKey(call.context, ap);
  if (!key.ok()) co_return Problem::Of(key.error());
  Answer created = JsonAnswer({{"registrationKey", *key}});
  created.status = 201;
  co_return created;
}

using Step = Task<Status> (ConnectService::*)(const CallContext&, std::string, AccessPointId);

Task<Outcome> Move(ConnectService& service, const Call& call, Step step) {
  ReadBody body = BodyOf(call);
  if (body.flaw) co_return *std::move(body.flaw);
  const AccessPointId ap = PathAccessPoint(call, body.invalid);
  std::string why = ReadWhy(body.json, body.invalid);
  if (!body.invalid.empty()) co_return Problem::Invalid(std::move(body.invalid));
  co_return DoneOr(co_await (service.*step)(call.context, std::move(why), ap));
}

using SupplierStep = Task<Status> (ConnectService::*)(const CallContext&, std::string, Oin);

Task<Outcome> MoveSupplier(ConnectService& service, const Call& call, SupplierStep step) {
  ReadBody body = BodyOf(call);
  if (body.flaw) co_return *std::move(body.flaw);
  const Oin supplier = PathParameter<Oin>(call, "supplier", Oin::Parse, body.invalid);
  std::string why = ReadWhy(body.json, body.invalid);
  if (!body.invalid.empty()) co_return Problem::Invalid(std::move(body.invalid));
  co_return DoneOr(co_await (service.*step)(call.context, std::move(why), supplier));
}

Task<Outcome> Sign(ConnectService& service, const Call& call) {
  ReadBody body = BodyOf(call);
  if (body.flaw) co_return *std::move(body.flaw);
  SignedAgreement agreement =
      ReadAgreement(body.json, *Find(call.parameters, "board"), call.context.started, body.invalid);
  if (!body.invalid.empty()) co_return Problem::Invalid(std::move(body.invalid));
  co_return DoneOr(
      co_await service.SignAgreement(call.context, std::move(agreement.why), std::move(agreement.agreement)));
}

Task<Outcome> GiveMandate(ConnectService& service, const Call& call) {
  ReadBody body = BodyOf(call);
  if (body.flaw) co_return *std::move(body.flaw);
  exchange::Mandate mandate = PathMandate(call, body.invalid);
  GivenMandate given = ReadMandate(body.json, std::move(mandate), call.context.started, body.invalid);
  if (!body.invalid.empty()) co_return Problem::Invalid(std::move(body.invalid));
  co_return DoneOr(co_await service.GiveMandate(call.context, std::move(given.why), std::move(given.mandate)));
}

Task<Outcome> RevokeMandate(ConnectService& service, const Call& call) {
  Invalid invalid;
  exchange::Mandate mandate = PathMandate(call, invalid);
  if (!invalid.empty()) co_return Problem::Invalid(std::move(invalid));
  // A DELETE has no body to say why in.
  co_return DoneOr(co_await service.RevokeMandate(call.context, "ingetrokken door het bestuur", std::move(mandate)));
}

}  // namespace

Actions ConnectActions(ConnectService& service) {
  const auto on = [&service](Task<Outcome> (*act)(ConnectService&, const Call&)) -> Action {
    return [&service, act](const Call& call) { return act(service, call); };
  };
  const auto move = [&service](Step step) -> Action {
    return [&service, step](const Call& call) { return Move(service, call, step); };
  };
  const auto supplier = [&service](SupplierStep step) -> Action {
    return [&service, step](const Call& call) { return MoveSupplier(service, call, step); };
  };
  return {{"announceAccessPoint", on(Announce)},
          {"issueRegistrationKey", on(IssueKey)},
          {"qualifyAccessPoint", move(&ConnectService::Qualify)},
          {"activateAccessPoint", move(&ConnectService::Activate)},
          {"pauseAccessPoint", move(&ConnectService::Pause)},
          {"leaveAccessPoint", move(&ConnectService::Leave)},
          {"signAgreement", on(Sign)},
          {"giveMandate", on(GiveMandate)},
          {"revokeMandate", on(RevokeMandate)},
          {"blockSupplier", supplier(&ConnectService::Block)},
          {"unblockSupplier", supplier(&ConnectService::Unblock)}};
}

}  // namespace oso::wire::rest
