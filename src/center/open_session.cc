#include "center/sessions.h"

namespace oso::center {

using exchange::AccessPoint;
using exchange::AccessPointState;
using exchange::Purpose;
using exchange::ResultCode;

namespace {

// Is there a reason to refuse? Protocol: granted iff the target system is valid, its access point active, the source
// school known, and the kind of transfer right.
std::optional<ResultCode> Refusal(const audit::Caller& caller, const exchange::SessionRequest& request,
                                  const TransferParties& parties) {
  if (!parties.target || parties.target->state != AccessPointState::kActive) {
    return ResultCode::kTargetAccessPointNotActive;
  }
  if (parties.target->supplier != caller.supplier) return ResultCode::kWrongCertificate;
  // A swv-dossier is asked for with a koppelsleutel, which the centre issues with a notification.
  if (request.kind == dossier::TransferKind::kToPartnership) return ResultCode::kKeyNotAccepted;
  if (parties.target->purpose != Purpose::kTransfer) return ResultCode::kTargetAccessPointNotActive;
  if (!parties.source_school) return ResultCode::kSourceUnknown;
  const bool one_brin = request.source == request.target.brin;
  if (request.kind == dossier::TransferKind::kWithinBrin && !one_brin) return ResultCode::kNoRelationWithTarget;
  return std::nullopt;
}

// The access points that may be asked: active, for transfers, the named one if one is named, and never the target
// itself.
std::vector<AccessPoint> Askable(const exchange::SessionRequest& request, std::vector<AccessPoint> sources) {
  std::erase_if(sources, [&](const AccessPoint& ap) {
    return ap.state != AccessPointState::kActive || ap.purpose != Purpose::kTransfer || ap.id == request.target ||
           (request.source_index && *request.source_index != ap.id.index);
  });
  return sources;
}

}  // namespace

OpenSession::OpenSession(RegisterReader& registry, SessionStore& sessions, audit::Log& audit, const Clock& clock,
                         Random& random, std::int64_t lifetime_seconds)
    : registry_(registry),
      sessions_(sessions),
      audit_(audit),
      clock_(clock),
      random_(random),
      lifetime_seconds_(lifetime_seconds) {}

Task<Result<exchange::OrRefusal<exchange::OpenedSession>>> OpenSession::Run(audit::Caller caller,
                                                                            exchange::SessionRequest request) {
  // 1. What does the register say of both parties?
  CO_ASSIGN_OR_RETURN(TransferParties parties, co_await registry_.FindTransferParties(request.target, request.source));

  // 2. May this system ask this school, and is there anyone to ask?
  std::optional<ResultCode> refusal = Refusal(caller, request, parties);
  std::vector<AccessPoint> sources = Askable(request, std::move(parties.sources));
  if (!refusal && sources.empty()) refusal = ResultCode::kSourceNotActive;
  const Instant now = clock_.Now();
  if (refusal) {
    audit::Event event =
        audit::SessionRefused(caller.actor, now, request.target, request.source, exchange::WireName(*refusal));
    CO_RETURN_IF_ERROR(co_await audit_.Append(std::move(event)));
    co_return *refusal;
  }

  // 3. Grant: one session, about one dossier.
  Session session{.id = SessionId::New(random_),
                  .source = request.source,
                  .source_index = request.source_index,
                  .target = request.target,
                  .kind = request.kind,
                  .key = {},
                  .target_supplier = caller.supplier,
                  .opened_at = now,
                  .expires_at = now.PlusSeconds(lifetime_seconds_),
                  .closing = std::nullopt};
  session.key = DigestOf(session.id, request.key);
  audit::Event event = audit::SessionOpened(caller.actor, now, session.id, session.target, session.source,
                                            dossier::WireName(session.kind));
  const SessionId id = session.id;
  CO_RETURN_IF_ERROR(co_await sessions_.Open(session, std::move(event)));
  co_return exchange::OpenedSession{id, std::move(sources)};
}

}  // namespace oso::center
