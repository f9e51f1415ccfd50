// The way in (aansluiten) of an access point, and what binds its parties: each act on the register with who, why and
// the state it asks for. docs/connecting.md draws the states, access_point_steps.h has them as a table.
//
//   board signs -> announced -key-> registered -test-> tested -operator-> qualified -> active <-> paused -> left
//
// `why` stands in the register's history and in the audit log: 1 to 200 bytes without control characters, and no
// personal data.
// Errors of all: kNotFound (names something that is not in the register), kConflict (the state does not allow it; the
// detail says which state there is), kInvalidArgument, and Registry::Change's.
#pragma once

#include "audit/log.h"
#include "center/limits.h"
#include "center/registry.h"

namespace oso::center {

struct ConnectRules {
  // Registrations of one supplier with a key that is not the access point's.
  Rate wrong_keys = {.burst = 10, .per_minute = 1};
};

class Connect {
 public:
  // All outlive this.
  Connect(Registry& registry, audit::Log& audit, const Clock& clock, Random& random, ConnectRules rules = {})
      : registry_(registry), audit_(audit), clock_(clock), random_(random), wrong_keys_(rules.wrong_keys, clock) {}

  // What the national lists, the operator and boards enter: all of it, or nothing. What they name is in the
  // register or among the entries, in any order. The same again changes nothing. An access point can be entered once,
  // in any state (a network that is taken over from elsewhere); after that it takes the steps below. kConflict:
  // it is there already and differs. kInvalidArgument also: a registration key, those are issued.
  Task<Status> Enter(audit::Actor actor, std::string why, std::vector<exchange::RegisterEntry> entries);

  // The board signs, once for all its schools; again: another version or extension. Not in the future.
  Task<Status> SignAgreement(audit::Actor actor, std::string why, exchange::Agreement agreement);
  // At once, for all its schools.
  Task<Status> EndAgreement(audit::Actor actor, std::string why, std::string board);
  // From `mandate.from`, which may be in the future; revoking is at once. One that is in force is extended or cut
  // short, never interrupted: kConflict, if the new one begins after the old one ends or would begin later.
  Task<Status> GiveMandate(audit::Actor actor, std::string why, exchange::Mandate mandate);
  // One that has not begun never does; one that has ended stays as it was.
  Task<Status> RevokeMandate(audit::Actor actor, std::string why, Oin supplier, Brin school, exchange::Purpose purpose);

  // A school makes an access point for one of its systems. Demands an agreement of the school's board in force.
  Task<Result<AccessPointId>> Announce(audit::Actor actor, std::string why, exchange::Announcement announcement);

  // A one-time key for a system to register with, 26 letters and digits in groups; an earlier one is void. Good for 14
  // days. It is shown now and never again.
  Task<Result<std::string>> IssueRegistrationKey(audit::Actor actor, std::string why, AccessPointId ap);

  // The supplier's system puts its address there. Gives AanleverpuntGeregistreerd, RegistratiesleutelOnjuist,
  // ClientCertificaatOnjuist, GeenOvereenkomst, GeenMandaat, TeVeelVerzoeken; a refusal is on record
  // (registration-refused). kInvalidArgument: an address that cannot be one. A system that is registered may change
  // its address again with a new key; one that is not active yet is then to be tested again. The same registration
  // again is answered the same and changes nothing. Wrong keys are counted per supplier; a system that guesses is told
  // TeVeelVerzoeken.
  Task<Result<exchange::ResultCode>> Register(audit::Caller caller, exchange::Registration registration);

  // A dossier of the test school was received (afmelding OverdrachtGeslaagd of a session with the test school).
  Task<Status> RecordTest(audit::Actor actor, AccessPointId ap);
  Task<Status> Qualify(audit::Actor actor, std::string why, AccessPointId ap);  // the operator
  // Demands that the school is there, and agreement and mandate in force. The access point that this one replaces is
  // left in the same act.
  Task<Status> Activate(audit::Actor actor, std::string why, AccessPointId ap);
  Task<Status> Pause(audit::Actor actor, std::string why, AccessPointId ap);
  Task<Status> Leave(audit::Actor actor, std::string why, AccessPointId ap);

  // The operator lets a supplier out or in again, or withdraws one of its certificates or what a product of it has
  // shown: at once.
  Task<Status> Block(audit::Actor actor, std::string why, Oin supplier);
  Task<Status> Unblock(audit::Actor actor, std::string why, Oin supplier);
  Task<Status> WithdrawCertificate(audit::Actor actor, std::string why, std::string fingerprint);
  // `qualification`: which; its moments do not matter.
  Task<Status> EndQualification(audit::Actor actor, std::string why, exchange::Qualification qualification);

 private:
  using Draw = std::function<Status(const exchange::Register& now, class ActDraft& draft)>;
  Task<Status> Change(audit::Actor actor, std::string why, Draw draw);
  Task<Status> SetBlocked(audit::Actor actor, std::string why, Oin supplier, bool blocked);

  Registry& registry_;
  audit::Log& audit_;
  const Clock& clock_;
  Random& random_;
  RateLimit wrong_keys_;
};

}  // namespace oso::center
