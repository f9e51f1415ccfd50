// The door of both servers: who is calling, may it do this and for whom, and what became of it. Every call passes here
// before a use case runs; a refused call is audited here, so no handler can forget it.
#pragma once

#include <memory>

#include "audit/log.h"
#include "base/log.h"
#include "crypto/current_tls.h"
#include "gate/per_second.h"
#include "gate/policy.h"
#include "gate/portal.h"
#include "http/server.h"
#include "observe/metrics.h"

namespace oso::gate {

// How an organisation stands in the network.
enum class Standing : std::uint8_t {
  kUnknown,    // not a supplier in the register
  kSupplier,   // one
  kBlocked,    // the operator let it out: none of its systems may do anything
  kWithdrawn,  // this certificate of it was withdrawn in the register, before any revocation list says so
};

// Where the gate learns who organisations are. The centre asks its register; a school system lets every OIN of the
// network in, since each document request is checked with the centre anyway. Asked on every call: what changes in the
// register counts at once.
class Organisations {
 public:
  virtual ~Organisations() = default;
  // `fingerprint` as crypto::PeerCertificate has it.
  virtual Task<Result<Standing>> StandingOf(Oin oin, std::string_view fingerprint) = 0;
  // The number of a school's board; "": no such school, or it has none.
  virtual Task<Result<std::string>> BoardOf(Brin school) = 0;
};

class AnyOrganisation final : public Organisations {
 public:
  Task<Result<Standing>> StandingOf(Oin, std::string_view) override { co_return Standing::kSupplier; }
  Task<Result<std::string>> BoardOf(Brin) override { co_return std::string(); }
};

// Who was let in. A caller that is no system has a `caller.supplier` of no organisation: it equals none.
struct Admitted {
  CallerKind kind = CallerKind::kAnonymous;
  audit::Caller caller;
};

// What the gate writes to.
struct Records {
  audit::Log& audit;
  observe::Metrics& metrics;
  Logger& log;
  const Clock& clock;
};

// Whoever proved nothing can call for ever: of each kind of refusal so many are on record, and all are counted.
inline constexpr int kRecordedPerSecond = 20;

class Gate {
 public:
  // `tls` has the lists in force; what is referred to outlives this.
  Gate(std::span<const PolicyRow> policy, Organisations& organisations, Records records, crypto::CurrentTls tls,
       const PortalTokens& tokens = kNoPortal);

  // Who calls is told by a bearer token, if there is one, else by the certificate; a certificate that is no good any
  // more is refused also beside a token. Errors: kUnauthenticated (a certificate that was revoked or withdrawn since
  // the connection was made, a token that is no good, or neither where one is asked for), kForbidden (blocked, not in
  // the register, no row for this, or not for `subject`), and Organisations'. The first two are audited when this
  // returns (of callers that proved nothing at most twenty of a kind a second).
  Task<Result<Admitted>> Admit(const http::Request& request, std::string_view operation, audit::Subject subject = {});

  // Counts and logs an answer, once for each request. `result` is a result code or an error's wire name; `detail` is
  // the error's, for the log alone.
  void Answered(const http::Request& request, std::string_view operation, std::string_view result,
                std::string_view detail, Instant started);

 private:
  // What a caller is, before it is known what it may; an error is why it may nothing at all.
  struct Identity {
    CallerKind kind = CallerKind::kAnonymous;
    std::optional<PortalUser> user;
  };
  Task<Result<Identity>> Identify(const http::Request& request);
  std::optional<std::string> Flaw(const crypto::PeerCertificate& peer) const;
  Task<Result<bool>> IsInScope(const Identity& identity, const audit::Subject& subject);
  Task<Error> Refuse(audit::Actor actor, std::string_view operation, ErrorCode code, std::string detail);

  std::span<const PolicyRow> policy_;
  Organisations& organisations_;
  Records records_;
  crypto::CurrentTls tls_;
  const PortalTokens& tokens_;
  PerSecond<ErrorCode> unproven_;  // refusals of callers that proved nothing
};

// Counts connections that never got through TLS, and audits at most twenty a second of each reason: a flood of one kind
// can neither fill the disk nor hide another kind.
class ConnectionAudit final : public http::ConnectionObserver {
 public:
  ConnectionAudit(Records records, Executor& executor)
      : records_(records), executor_(executor), written_(kRecordedPerSecond, records.clock) {}
  void HandshakeRefused(crypto::TlsRefusal why, std::string_view fingerprint) override;

 private:
  Records records_;
  Executor& executor_;
  PerSecond<crypto::TlsRefusal> written_;
};

}  // namespace oso::gate
