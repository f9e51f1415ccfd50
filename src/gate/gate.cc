#include "gate/gate.h"

#include <algorithm>

namespace oso::gate {

namespace {

audit::Actor ActorOf(const http::Request& request, const std::optional<PortalUser>& user) {
  if (user) return audit::Actor::ForAccount(user->account, request.id);
  const bool has_name = request.peer && request.peer->oin;
  return has_name ? audit::Actor::ForSystem(*request.peer->oin, request.id) : audit::Actor::Unknown(request.id);
}

// The token of "Authorization: Bearer ..."; nothing: there is no such header, or another scheme, which is no identity
// here.
std::optional<std::string_view> BearerToken(const http::Request& request) {
  constexpr std::string_view kScheme = "bearer ";
  const std::string* header = http::Find(request.headers, "Authorization");
  if (header == nullptr || header->size() < kScheme.size()) return std::nullopt;
  const auto same = [](char a, char b) { return a == b || (a >= 'A' && a <= 'Z' && a + ('a' - 'A') == b); };
  if (!std::equal(kScheme.begin(), kScheme.end(), header->begin(), [&](char b, char a) { return same(a, b); })) {
    return std::nullopt;
  }
  return std::string_view(*header).substr(kScheme.size());
}

CallerKind KindOf(PortalRole role) {
  switch (role) {
    case PortalRole::kSchool:
      return CallerKind::kSchool;
    case PortalRole::kBoard:
      return CallerKind::kBoard;
    case PortalRole::kServiceDesk:
      return CallerKind::kServiceDesk;
    case PortalRole::kOperator:
      return CallerKind::kOperator;
  }
  return CallerKind::kAnonymous;
}

// Why a caller of this kind may not do what it asked for.
std::string_view ReasonFor(CallerKind kind) {
  if (kind == CallerKind::kAnonymous) return "no client certificate or token";
  return kind == CallerKind::kStranger ? "not a supplier in the register" : "no permission";
}

bool IsRefusal(ErrorCode code) { return code == ErrorCode::kUnauthenticated || code == ErrorCode::kForbidden; }

}  // namespace

Gate::Gate(std::span<const PolicyRow> policy, Organisations& organisations, Records records, crypto::CurrentTls tls,
           const PortalTokens& tokens)
    : policy_(policy),
      organisations_(organisations),
      records_(records),
      tls_(std::move(tls)),
      tokens_(tokens),
      unproven_(kRecordedPerSecond, records.clock) {}

Task<Result<Admitted>> Gate::Admit(const http::Request& request, std::string_view operation, audit::Subject subject) {
  // 1. Who is it?
  const Result<Identity> identity = co_await Identify(request);
  if (!identity.ok()) {
    const Error& error = identity.error();
    if (!IsRefusal(error.code)) co_return error;
    co_return co_await Refuse(ActorOf(request, {}), operation, error.code, error.detail);
  }
  const CallerKind kind = identity->kind;
  audit::Actor actor = ActorOf(request, identity->user);

  // 2. May it do this?
  if (!IsAllowed(policy_, operation, kind)) {
    const ErrorCode code = kind == CallerKind::kAnonymous ? ErrorCode::kUnauthenticated : ErrorCode::kForbidden;
    co_return co_await Refuse(std::move(actor), operation, code, std::string(ReasonFor(kind)));
  }

  // 3. For this board or school?
  CO_ASSIGN_OR_RETURN(const bool in_scope, co_await IsInScope(*identity, subject));
  if (!in_scope) co_return co_await Refuse(std::move(actor), operation, ErrorCode::kForbidden, "not for this one");
  const bool is_system = kind == CallerKind::kSystem;
  const Oin supplier = is_system ? *request.peer->oin : Oin{};
  const std::string certificate = is_system ? request.peer->fingerprint : "";
  co_return Admitted{kind, {supplier, std::move(actor), certificate}};
}

Task<Result<Gate::Identity>> Gate::Identify(const http::Request& request) {
  Standing standing = Standing::kUnknown;
  if (request.peer) {
    if (const auto flaw = Flaw(*request.peer)) co_return Fail(ErrorCode::kUnauthenticated, *flaw);
    if (request.peer->oin) {
      CO_ASSIGN_OR_RETURN(standing, co_await organisations_.StandingOf(*request.peer->oin, request.peer->fingerprint));
    }
  }
  if (standing == Standing::kWithdrawn) co_return Fail(ErrorCode::kUnauthenticated, "certificate withdrawn");
  if (standing == Standing::kBlocked) co_return Fail(ErrorCode::kForbidden, "supplier blocked");

  if (const auto token = BearerToken(request)) {
    CO_ASSIGN_OR_RETURN(PortalUser user, tokens_.Verify(*token));
    const CallerKind kind = KindOf(user.role);
    co_return Identity{kind, std::move(user)};
  }
  if (standing == Standing::kSupplier) co_return Identity{CallerKind::kSystem, {}};
  co_return Identity{request.peer ? CallerKind::kStranger : CallerKind::kAnonymous, {}};
}

// A user of the portal acts for somebody; whom a system may act for is the use case's to decide.
Task<Result<bool>> Gate::IsInScope(const Identity& identity, const audit::Subject& subject) {
  if (!identity.user || (subject.board.empty() && !subject.school)) co_return true;
  std::string board;
  if (subject.school && identity.user->role == PortalRole::kBoard) {
    CO_ASSIGN_OR_RETURN(board, co_await organisations_.BoardOf(*subject.school));
  }
  co_return MayActFor(*identity.user, subject, board);
}

// The connection may be kept alive or resumed since its certificate was checked.
std::optional<std::string> Gate::Flaw(const crypto::PeerCertificate& peer) const {
  if (tls_.Get()->IsRevoked(peer)) return "certificate revoked";
  if (peer.not_after <= records_.clock.Now()) return "certificate expired";
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
  if (actor.name == "unknown" && !unproven_.May(code)) co_return Fail(code, std::move(detail));
  audit::Event event = audit::CallRefused(std::move(actor), records_.clock.Now(), operation, WireName(code), detail);
  Status written = co_await records_.audit.Append(std::move(event));
  if (!written.ok()) co_return std::move(written).error();
  co_return Fail(code, std::move(detail));
}

void ConnectionAudit::HandshakeRefused(crypto::TlsRefusal why, std::string_view fingerprint) {
  const std::string_view reason = crypto::WireName(why);
  records_.metrics.CountRefusedConnection(reason);
  if (!written_.May(why)) return;
  records_.log.Warning("connection refused", {{"reason", reason}, {"certificate", fingerprint}});
  audit::Event event = audit::ConnectionRefused(audit::Actor::Unknown(""), records_.clock.Now(), reason, fingerprint);
  Logger& log = records_.log;
  Spawn<Status>(executor_, records_.audit.Append(std::move(event)), [&log](const Status& status) {
    if (!status.ok()) log.Error("refused connection could not be audited", {{"code", status.error().code}});
  });
}

}  // namespace oso::gate
