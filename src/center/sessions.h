// The three use cases of a session at the centre: open, check, close. Each file reads as the numbered steps of its page
// in docs/usecases. A refusal is a ResultCode and is audited like a grant; an Error is kStorage and means: try again.
#pragma once

#include "audit/log.h"
#include "base/clock.h"
#include "center/stores.h"

namespace oso::center {

// UC-1, overdracht: a target asks to fetch one dossier from a source.
class OpenSession {
 public:
  // All outlive this. A session can be used for `lifetime_seconds` (docs/choices: one hour).
  OpenSession(RegisterReader& registry, SessionStore& sessions, audit::Log& audit, const Clock& clock, Random& random,
              std::int64_t lifetime_seconds);
  Task<Result<exchange::OrRefusal<exchange::OpenedSession>>> Run(audit::Caller caller,
                                                                 exchange::SessionRequest request);

 private:
  RegisterReader& registry_;
  SessionStore& sessions_;
  audit::Log& audit_;
  const Clock& clock_;
  Random& random_;
  std::int64_t lifetime_seconds_;
};

// UC-2, sessiecontrole: a source asks whether a target may have what it asks for, before any check of its own. Only
// ValidSession permits delivery.
class CheckSession {
 public:
  CheckSession(RegisterReader& registry, SessionStore& sessions, audit::Log& audit, const Clock& clock);
  Task<Result<exchange::OrRefusal<exchange::ValidSession>>> Run(audit::Caller caller, exchange::SessionFacts facts);

 private:
  RegisterReader& registry_;
  SessionStore& sessions_;
  audit::Log& audit_;
  const Clock& clock_;
};

// UC-3, afmelding: a target reports its best result. Accepted once; the same report again is accepted and changes
// nothing (the first answer may have been lost); another report is SessieReedsAfgemeld. An expired session can still be
// closed.
class CloseSession {
 public:
  CloseSession(SessionStore& sessions, audit::Log& audit, const Clock& clock);
  Task<Result<exchange::ResultCode>> Run(audit::Caller caller, exchange::SessionFacts facts, exchange::ResultCode best);

 private:
  SessionStore& sessions_;
  audit::Log& audit_;
  const Clock& clock_;
};

// What is kept of a search key; see stores.h.
KeyDigest DigestOf(const SessionId& session, const exchange::SearchKey& key);

// How the facts that a system reports differ from the session they name; nothing if they do not.
std::optional<exchange::ResultCode> Difference(const Session& session, const exchange::SessionFacts& facts);

}  // namespace oso::center
