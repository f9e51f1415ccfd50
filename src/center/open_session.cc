#include "center/may_exchange.h"
#include "center/sessions.h"

namespace oso::center {

using exchange::ResultCode;

namespace {

// Was `session` opened for this request?
bool IsFor(const Session& session, const exchange::SessionRequest& request) {
  return session.source == request.source && session.source_index == request.source_index &&
         session.target == request.target && session.kind == request.kind &&
         session.key == exchange::DigestOf(session.blinding, request.key);
}

}  // namespace

OpenSession::OpenSession(SessionPorts ports, SessionRules rules)
    : ports_(ports), rules_(rules), openings_(rules.openings_of_pair, ports.clock) {}

Task<Result<exchange::OrRefusal<OpenSession::Opened>>> OpenSession::Run(audit::Caller caller,
                                                                        exchange::SessionRequest request,
                                                                        std::optional<IdempotencyDigest> idempotency) {
  // 1. What do the register, and for a koppelsleutel the links, say of both parties?
  const std::shared_ptr<const exchange::Register> registry = ports_.registry.Now();
  CO_ASSIGN_OR_RETURN(const std::optional<Link> link, co_await LinkOf(request));

  // 2. May this system ask this school, is there anyone to ask, and does it not ask too much?
  const Instant now = ports_.clock.Now();
  const Asking asking{*registry, caller, request, link, rules_, now};
  std::optional<ResultCode> refusal = ReasonToRefuse(asking);
  const std::string pair = request.target.ToString().append(" ").append(request.source.text());
  if (!refusal && !openings_.Take(pair)) refusal = ResultCode::kTooManyRequests;
  if (refusal) {
    audit::Event event =
        audit::SessionRefused(caller.actor, now, request.target, request.source, exchange::WireName(*refusal));
    CO_RETURN_IF_ERROR(co_await ports_.audit.Append(std::move(event)));
    co_return *refusal;
  }

  // 3. Grant: one session, about one dossier.
  Session session{.id = SessionId::NewAt(now, ports_.random),
                  .source = request.source,
                  .source_index = request.source_index,
                  .target = request.target,
                  .kind = request.kind,
                  .target_supplier = caller.supplier,
                  .opened_at = now,
                  .expires_at = now.PlusSeconds(rules_.lifetime_seconds),
                  .closing = std::nullopt};
  ports_.random.Fill(session.blinding);
  session.key = exchange::DigestOf(session.blinding, request.key);
  audit::Event event = audit::SessionOpened(caller.actor, now, session.id, session.target, session.source,
                                            dossier::WireName(session.kind), ToHex(session.key));
  CO_ASSIGN_OR_RETURN(Session kept, co_await ports_.sessions.Open(session, std::move(event), idempotency));
  if (!IsFor(kept, request)) co_return Fail(ErrorCode::kConflict, "the idempotency key was used for another request");
  co_return Opened{kept, Askable(asking)};
}

Task<Result<std::optional<Link>>> OpenSession::LinkOf(const exchange::SessionRequest& request) {
  const auto* key = std::get_if<exchange::LinkKey>(&request.key);
  if (key == nullptr) co_return std::optional<Link>();
  co_return co_await ports_.links.Find(*key);
}

}  // namespace oso::center
