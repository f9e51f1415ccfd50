// The door of both servers: who is calling, may it do this, and what became of it. Every call passes here before a use
// case runs; a refused call is audited here, so no handler can forget it.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "audit/log.h"
#include "base/log.h"
#include "crypto/current_tls.h"
#include "gate/policy.h"
#include "http/server.h"
#include "observe/metrics.h"

namespace oso::gate {

// Where the gate learns whether an organisation is a supplier. The centre asks its register; a school system lets every
// OIN of the network in, since each document request is checked with the centre anyway.
class Organisations {
 public:
  virtual ~Organisations() = default;
  virtual Task<Result<bool>> IsSupplier(Oin oin) = 0;
};

class AnyOrganisation final : public Organisations {
 public:
  Task<Result<bool>> IsSupplier(Oin) override { co_return true; }
};

// What the gate writes to.
struct Records {
  audit::Log& audit;
  observe::Metrics& metrics;
  Logger& log;
  const Clock& clock;
};

class Gate {
 public:
  Gate(std::span<const PolicyRow> policy, Organisations& organisations, Records records, crypto::CurrentTls tls);

  // Errors: kUnauthenticated (no certificate, or revoked since the connection was made), kForbidden (no OIN, not in the
  // register, or no row for this), kStorage. All but kStorage are audited when this returns.
  Task<Result<audit::Caller>> Admit(const http::Request& request, std::string_view operation);

  // Counts and logs an answer, once for each request. `result` is a result code or an error's wire name; `detail` is
  // the error's, for the log alone.
  void Answered(const http::Request& request, std::string_view operation, std::string_view result,
                std::string_view detail, Instant started);

 private:
  std::optional<std::string> Flaw(const http::Request& request) const;  // of its certificate
  Task<Error> Refuse(audit::Actor actor, std::string_view operation, ErrorCode code, std::string detail);

  std::span<const PolicyRow> policy_;
  Organisations& organisations_;
  Records records_;
  crypto::CurrentTls tls_;
};

// Counts connections that never got through TLS, and audits at most twenty a second of each reason: a flood of one kind
// can neither fill the disk nor hide another kind.
class ConnectionAudit final : public http::ConnectionObserver {
 public:
  ConnectionAudit(Records records, Executor& executor) : records_(records), executor_(executor) {}
  void HandshakeRefused(crypto::TlsRefusal why, std::string_view fingerprint) override;

 private:
  bool MayWrite(crypto::TlsRefusal why);

  Records records_;
  Executor& executor_;
  std::mutex mutex_;
  std::int64_t second_ = 0;
  std::map<crypto::TlsRefusal, int> written_;  // in this second
};

}  // namespace oso::gate
