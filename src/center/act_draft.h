// How an act on the register is put together: each entry with the event that tells of it, and nothing of what is there
// already as it should be.
#pragma once

#include "center/registry.h"

namespace oso::center {

class ActDraft {
 public:
  // All outlive this.
  ActDraft(const exchange::Register& now, const audit::Actor& actor, Instant at, std::string_view why)
      : now_(now), actor_(actor), at_(at), why_(why) {}

  // With register-entry-changed; nothing, when the register has exactly this.
  void Put(exchange::RegisterEntry entry);
  // The access point in another state, with access-point-state-changed; in the same state as Put.
  void Move(exchange::AccessPoint ap, exchange::AccessPointState to);
  // Another event tells of it.
  void PutWith(exchange::RegisterEntry entry, audit::Event event);

  RegisterAct Take() { return std::move(act_); }

 private:
  const exchange::Register& now_;
  const audit::Actor& actor_;
  Instant at_;
  std::string_view why_;
  RegisterAct act_;
};

// Why an act is done: 1 to 200 bytes without control characters. kInvalidArgument.
Status CheckReason(std::string_view why);

// What an act names. kNotFound with what is not in the register. What is given lives as long as the register.
Result<const exchange::Board*> DemandBoard(const exchange::Register& now, std::string_view number);
Result<const exchange::School*> DemandSchool(const exchange::Register& now, const Brin& brin);
Result<const exchange::Supplier*> DemandSupplier(const exchange::Register& now, const Oin& oin);
Result<const exchange::AccessPoint*> DemandAccessPoint(const exchange::Register& now, const AccessPointId& id);
// Everything that `entry` names is there, and fits. kNotFound, kConflict.
Status DemandReferences(const exchange::Register& now, const exchange::RegisterEntry& entry);

}  // namespace oso::center
