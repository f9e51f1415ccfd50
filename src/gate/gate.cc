#include "gate/gate.h"

namespace oso::gate {

namespace {

audit::Actor ActorOf(const http::Request& request) {
  const bool has_name = request.peer && request.peer->oin;
  return has_name ? audit::Actor::ForSystem(*request.peer->oin, request.id) : audit::Actor::Unknown(request.id);
}

}  // namespace

Gate::Gate(std::span<const PolicyRow> policy, Organisations& organisations, Records records, crypto::CurrentTls tls)
    : policy_(policy), organisations_(organisations), records_(records), tls_(std::move(tls)) {}

Task<Result<audit::Caller>> Gate::Admit(const http::Request& request, std::string_view operation) {
  // 1. A certificate, and still a good one.
  if (const auto flaw = Flaw(request)) {
    co_return co_await Refuse(ActorOf(request), operation, ErrorCode::kUnauthenticated, *flaw);
  }

  // 2. Whose is it?
  const std::optional<Oin> oin = request.peer->oin;
  bool is_system = false;
  if (oin) {
    CO_ASSIGN_OR_RETURN(is_system, co_await organisations_.IsSupplier(*oin));
  }
  audit::Actor actor = ActorOf(request);

  // 3. May it do this?
  const CallerKind kind = is_system ? CallerKind::kSystem : CallerKind::kStranger;
  if (!IsAllowed(policy_, operation, kind)) {
    co_return co_await Refuse(std::move(actor), operation, ErrorCode::kForbidden,
                              is_system ? "no permission" : "not a supplier in the register");
  }
  co_return audit::Caller{*oin, std::move(actor)};
}

// The connection may be kept alive or resumed since its certificate was checked.
std::optional<std::string> Gate::Flaw(const http::Request& request) const {
  if (!request.peer) return "no client certificate";
  if (tls_.Get()->IsRevoked(*request.peer)) return "certificate revoked";
  if (request.peer->not_after <= records_.clock.Now()) return "certificate expired";
  return std::nullopt;
}

void Gate::Answered(const http::Request& request, std::string_view operation, std::string_view result,
                    std::string_view detail, Instant started) {
  const std::int64_t micros = records_.clock.Now().micros - started.micros;
  records_.metrics.CountCall(operation, result, static_cast<double>(micros) / 1e6);
  records_.log.Info(
      "call answered",
      {{"request", request.id}, {"operation", operation}, {"result", result}, {"detail", detail}, {"micros", micros}});
}

Task<Error> Gate::Refuse(audit::Actor actor, std::string_view operation, ErrorCode code, std::string detail) {
  audit::Event event = audit::CallRefused(std::move(actor), records_.clock.Now(), operation, WireName(code), detail);
  Status written = co_await records_.audit.Append(std::move(event));
  if (!written.ok()) co_return std::move(written).error();
  co_return Fail(code, std::move(detail));
}

void ConnectionAudit::HandshakeRefused(crypto::TlsRefusal why, std::string_view fingerprint) {
  const std::string_view reason = crypto::WireName(why);
  records_.metrics.CountRefusedConnection(reason);
  if (!MayWrite(why)) return;
  records_.log.Warning("connection refused", {{"reason", reason}, {"certificate", fingerprint}});
  audit::Event event = audit::ConnectionRefused(audit::Actor::Unknown(""), records_.clock.Now(), reason, fingerprint);
  Logger& log = records_.log;
  Spawn<Status>(executor_, records_.audit.Append(std::move(event)), [&log](const Status& status) {
    if (!status.ok()) log.Error("refused connection could not be audited", {{"code", status.error().code}});
  });
}

bool ConnectionAudit::MayWrite(crypto::TlsRefusal why) {
  constexpr int kPerSecond = 20;
  const std::int64_t second = records_.clock.Now().micros / 1'000'000;
  const std::lock_guard lock(mutex_);
  if (std::exchange(second_, second) != second) written_.clear();
  return written_[why]++ < kPerSecond;
}

}  // namespace oso::gate
