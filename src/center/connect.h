// The way in (aansluiten) of an access point, and what binds its parties: each act on the register with who, why and
// the state it asks for. docs/connecting.md draws the states.
//
//   board signs  ->  announced  -key->  registered  -test->  tested  -desk->  qualified  ->  active  <->  paused  ->
//   left
//
// Errors of all: kNotFound (names something that is not in the register), kConflict (the state does not allow it; the
// detail says which state there is), kInvalidArgument, and Registry::Change's.
#pragma once

#include "center/registry.h"

namespace oso::center {

class Connect {
 public:
  Connect(Registry& registry, const Clock& clock, Random& random)  // all outlive this
      : registry_(registry), clock_(clock), random_(random) {}

  // What the national lists, the service desk and boards enter. The same again changes nothing.
  Task<Status> Enter(audit::Actor actor, std::string why, std::vector<exchange::RegisterEntry> entries);

  // The board signs, once for all its schools; again: another version or extension.
  Task<Status> SignAgreement(audit::Actor actor, std::string why, exchange::Agreement agreement);
  // From `mandate.from`, which may be in the future; revoking is at once.
  Task<Status> GiveMandate(audit::Actor actor, std::string why, exchange::Mandate mandate);
  Task<Status> RevokeMandate(audit::Actor actor, std::string why, Oin supplier, Brin school, exchange::Purpose purpose);

  // A school makes an access point for one of its systems; its index is the lowest that was never used, or the one
  // asked for. `replaces`: the one that is left when this one becomes active (moving to another supplier).
  struct Announcement {
    Brin school;
    std::optional<std::uint16_t> index;
    exchange::Purpose purpose = exchange::Purpose::kTransfer;
    Oin supplier;
    std::optional<std::uint16_t> replaces;
  };
  Task<Result<AccessPointId>> Announce(audit::Actor actor, std::string why, Announcement announcement);

  // A one-time key for a system to register with, 26 letters and digits in groups; an earlier one is void. Good for 14
  // days. It is shown now and never again.
  Task<Result<std::string>> IssueRegistrationKey(audit::Actor actor, AccessPointId ap);

  // The supplier's system puts its address there. Gives AanleverpuntGeregistreerd, RegistratiesleutelOnjuist,
  // ClientCertificaatOnjuist, GeenMandaat, ... A system that is registered may change its address again with a new key.
  // Wrong keys are counted per supplier; a system that guesses is told TeVeelVerzoeken.
  Task<Result<exchange::ResultCode>> Register(audit::Caller caller, exchange::Registration registration);

  // A dossier of the test school was received (afmelding OverdrachtGeslaagd of a session with the test school).
  Task<Status> RecordTest(audit::Actor actor, AccessPointId ap);
  Task<Status> Qualify(audit::Actor actor, std::string why, AccessPointId ap);  // the service desk
  // Demands agreement and mandate in force. The access point that this one replaces is left in the same act.
  Task<Status> Activate(audit::Actor actor, std::string why, AccessPointId ap);
  Task<Status> Pause(audit::Actor actor, std::string why, AccessPointId ap);
  Task<Status> Leave(audit::Actor actor, std::string why, AccessPointId ap);

  // The service desk lets a supplier out or in again, or withdraws one of its certificates: at once.
  Task<Status> Block(audit::Actor actor, std::string why, Oin supplier);
  Task<Status> Unblock(audit::Actor actor, std::string why, Oin supplier);

 private:
  Registry& registry_;
  const Clock& clock_;
  Random& random_;
};

}  // namespace oso::center
