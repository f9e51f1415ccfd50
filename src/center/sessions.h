// The three use cases of a session at the centre: open, check, close. Each file reads as the numbered steps of its page
// in docs/usecases. A refusal is a ResultCode and is audited like a grant; an Error is kStorage or kUnavailable and
// means: try again.
#pragma once

#include "audit/log.h"
#include "base/clock.h"
#include "center/connect.h"
#include "center/limits.h"
#include "center/registry.h"
#include "center/stores.h"

namespace oso::center {

// What sessions are made with. All outlive the use cases.
struct SessionPorts {
  const Registry& registry;
  SessionStore& sessions;
  LinkStore& links;
  audit::Log& audit;
  const Clock& clock;
  Random& random;
};

struct SessionRules {
  std::int64_t lifetime_seconds = 3600;  // docs/choices
  // The test school: its pupils do not exist. An access point may ask it from when it is registered on, without
  // agreement, mandate or qualification.
  Brin test_school;
  // Sessions of one target access point with one source school; a school that asks for more at once is guessing.
  Rate openings_of_pair = {.burst = 300, .per_minute = 60};
  // Checks of one supplier that name no session there is.
  Rate wrong_checks = {.burst = 60, .per_minute = 10};
};

// UC-1, overdracht: a target asks to fetch one dossier from a source.
class OpenSession {
 public:
  struct Opened {
    Session session;
    std::vector<exchange::AccessPoint> sources;  // by index; never empty
  };

  OpenSession(SessionPorts ports, SessionRules rules);
  // Under an idempotency key that was used before, the session of then is given again; kConflict when that was opened
  // for another request.
  Task<Result<exchange::OrRefusal<Opened>>> Run(audit::Caller caller, exchange::SessionRequest request,
                                                std::optional<IdempotencyDigest> idempotency = {});

 private:
  Task<Result<std::optional<Link>>> LinkOf(const exchange::SessionRequest& request);

  SessionPorts ports_;
  SessionRules rules_;
  RateLimit openings_;
};

// UC-2, sessiecontrole: a source asks whether a target may have what it asks for, before any check of its own. Only
// ValidSession permits delivery.
class CheckSession {
 public:
  CheckSession(SessionPorts ports, SessionRules rules);
  Task<Result<exchange::OrRefusal<exchange::ValidSession>>> Run(audit::Caller caller, exchange::SessionFacts facts);

 private:
  SessionPorts ports_;
  SessionRules rules_;
  RateLimit wrong_checks_;
};

// UC-3, afmelding: a target reports its best result. Accepted once; the same report again is accepted and changes
// nothing (the first answer may have been lost); another report is SessieReedsAfgemeld. An expired session can still be
// closed. A dossier of the test school received: the access point has been tested.
class CloseSession {
 public:
  // `connect` outlives this.
  CloseSession(SessionPorts ports, const SessionRules& rules, Connect& connect)
      : ports_(ports), test_school_(rules.test_school), connect_(connect) {}
  Task<Result<exchange::ResultCode>> Run(audit::Caller caller, exchange::SessionFacts facts, exchange::ResultCode best);

 private:
  SessionPorts ports_;
  Brin test_school_;
  Connect& connect_;
};

// How the facts that a system reports differ from the session they name; nothing if they do not.
std::optional<exchange::ResultCode> Difference(const Session& session, const exchange::SessionFacts& facts);

// The koppelsleutel of the test school (published with its scenarios), good for every partnership's system.
exchange::LinkKey TestLinkKey();

}  // namespace oso::center
