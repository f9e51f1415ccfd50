// The door of both servers: who is calling, may it do this, and what became of it. Every call passes here before a use case
// runs; a refused call is audited here, so no handler can forget it.
#pragma once

#include <memory>

#include "audit/log.h"
#include "base/log.h"
#include "crypto/tls.h"
#include "exchange/parties.h"
#include "gate/policy.h"
#include "http/server.h"
#include "observe/metrics.h"

namespace oso::gate {

// Where the gate learns whether an organisation is a supplier. The centre asks its register; a school system lets every OIN
// of the network in, since each document request is checked with the centre anyway.
class Organisations {
 public:
  virtual ~Organisations() = default;
  virtual Task<Result<bool>> IsSupplier(Oin oin) = 0;
};

class AnyOrganisation final : public Organisations {
 public:
  Task<Result<bool>> IsSupplier(Oin) override { co_return true; }
};

// Who was let in.
struct Caller {
  Oin supplier;
  audit::Actor actor;
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
  Gate(std::span<const PolicyRow> policy, Organisations& organisations, Records records,
       std::shared_ptr<const crypto::TlsContext> tls);

  // Errors: kUnauthenticated (no certificate, or revoked since the connection was made), kForbidden (no OIN, not in the
  // register, or no row for this), kStorage. All but kStorage are audited when this returns.
  Task<Result<Caller>> Admit(const http::Request& request, std::string_view operation);

  // Counts and logs an answer, once for each request. `result` is a result code or an error's wire name; `detail` is the
  // error's, for the log alone.
  void Answered(const http::Request& request, std::string_view operation, std::string_view result,
                std::string_view detail, Instant started);

 private:
  Task<Error> Refuse(audit::Actor actor, std::string_view operation, ErrorCode code, std::string detail);

  std::span<const PolicyRow> policy_;
  Organisations& organisations_;
  Records records_;
  std::shared_ptr<const crypto::TlsContext> tls_;
};

// Audits and counts connections that never got through TLS, at most twenty a second: a flood cannot fill the disk.
class ConnectionAudit final : public http::ConnectionObserver {
 public:
  ConnectionAudit(Records records, Executor& executor) : records_(records), executor_(executor) {}
  void HandshakeRefused(crypto::TlsRefusal why, std::string_view fingerprint) override;

 private:
  bool MayWrite();

  Records records_;
  Executor& executor_;
  std::atomic<std::int64_t> second_{0};
  std::atomic<int> written_{0};
};

}  // namespace oso::gate
