#include "center/may_exchange.h"

#include <algorithm>
#include <array>

namespace oso::center {
namespace {

using dossier::TransferKind;
using exchange::AccessPoint;
using exchange::AccessPointState;
using exchange::Purpose;
using exchange::ResultCode;
using exchange::Role;
using exchange::School;

const AccessPoint* Target(const Asking& a) { return a.registry.FindAccessPoint(a.request.target); }
const School* TargetSchool(const Asking& a) { return a.registry.FindSchool(a.request.target.brin); }
const School* SourceSchool(const Asking& a) { return a.registry.FindSchool(a.request.source); }
bool IsTest(const Asking& a) { return a.request.source == a.rules.test_school; }
bool HasLinkKey(const Asking& a) { return std::holds_alternative<exchange::LinkKey>(a.request.key); }
Purpose PurposeOf(const Asking& a) {
  return a.request.kind == TransferKind::kToPartnership ? Purpose::kInclusiveEducation : Purpose::kTransfer;
}

bool TargetIsActive(const Asking& a) {
  const AccessPoint* target = Target(a);
  if (target == nullptr || TargetSchool(a) == nullptr) return false;
  using enum AccessPointState;
  const bool on_its_way = target->state == kRegistered || target->state == kTested || target->state == kQualified;
  return target->state == kActive || (IsTest(a) && on_its_way);
}

bool IsTargetsOwnSystem(const Asking& a) { return Target(a)->supplier == a.caller.supplier; }

bool PurposeFits(const Asking& a) { return Target(a)->purpose == PurposeOf(a); }

bool KeyFits(const Asking& a) {
  if (HasLinkKey(a) != (a.request.kind == TransferKind::kToPartnership)) return false;
  if (!HasLinkKey(a)) return true;
  if (IsTest(a) && std::get<exchange::LinkKey>(a.request.key) == TestLinkKey()) return true;
  return a.link && a.link->target == a.request.target && a.link->source.brin == a.request.source;
}

bool SourceIsKnown(const Asking& a) { return SourceSchool(a) != nullptr; }

bool IsWithinOneBrin(const Asking& a) {
  return a.request.kind != TransferKind::kWithinBrin || a.request.source == a.request.target.brin;
}

bool TargetHasAgreement(const Asking& a) {
  return IsTest(a) || a.registry.HasAgreement(TargetSchool(a)->board, PurposeOf(a), a.now);
}

bool TargetHasMandate(const Asking& a) {
  return IsTest(a) || a.registry.HasMandate(Target(a)->supplier, *TargetSchool(a), PurposeOf(a), a.now);
}

bool TargetIsQualified(const Asking& a) {
  const auto profile = exchange::ProfileBetween(SourceSchool(a)->sector, Target(a)->sector);
  return IsTest(a) || a.registry.IsQualified(Target(a)->supplier, Role::kTarget, profile, a.now);
}

bool SomeoneCanBeAsked(const Asking& a) { return !Askable(a).empty(); }

using Row = ConditionRow<Asking>;

// Each row may rely on those above it.
constexpr std::array kConditions = std::to_array<Row>({
    {"the target's access point is active, or asks the test school", TargetIsActive,
     ResultCode::kTargetAccessPointNotActive},
    {"the caller is the supplier of the target's access point", IsTargetsOwnSystem, ResultCode::kWrongCertificate},
    {"the target's access point is for this kind of transfer", PurposeFits, ResultCode::kPurposeDiffers},
    {"a swv-dossier comes with a koppelsleutel of these two systems, and nothing else does", KeyFits,
     ResultCode::kKeyNotAccepted},
    {"the source school is in the register", SourceIsKnown, ResultCode::kSourceUnknown},
    {"a transfer within one BRIN is within one BRIN", IsWithinOneBrin, ResultCode::kNoRelationWithTarget},
    {"the target's board has an agreement", TargetHasAgreement, ResultCode::kNoAgreement},
    {"the target's board has mandated its supplier", TargetHasMandate, ResultCode::kNoMandate},
    {"the target's supplier is qualified as target of this transfer", TargetIsQualified, ResultCode::kNotQualified},
    {"an access point of the source can be asked", SomeoneCanBeAsked, ResultCode::kSourceNotActive},
});

}  // namespace

std::optional<ResultCode> ReasonToRefuse(const Asking& asking) { return FirstRefusal<Asking>(kConditions, asking); }

std::vector<Condition> ConditionsOfOpening() {
  std::vector<Condition> conditions;
  AddConditions<Asking>(kConditions, conditions);
  return conditions;
}

bool MayServe(const exchange::Register& registry, const AccessPoint& source, const SessionRules& rules, Instant now) {
  if (source.state != AccessPointState::kActive || !registry.MayAct(source.supplier)) return false;
  if (source.id.brin == rules.test_school) return true;
  const School* school = registry.FindSchool(source.id.brin);
  return school != nullptr && registry.HasAgreement(school->board, source.purpose, now) &&
         registry.HasMandate(source.supplier, *school, source.purpose, now);
}

std::vector<AccessPoint> Askable(const Asking& a) {
  const auto profile = exchange::ProfileBetween(SourceSchool(a)->sector, Target(a)->sector);
  std::vector<AccessPoint> askable;
  for (const AccessPoint* ap : a.registry.AccessPointsOf(a.request.source)) {
    const bool is_named = !a.request.source_index || *a.request.source_index == ap->id.index;
    const bool is_linked = !a.link || a.link->source == ap->id;
    // A school's dossiers for a partnership come from the system where it keeps its pupils, whatever that is for.
    const bool fits = PurposeOf(a) == Purpose::kInclusiveEducation || ap->purpose == Purpose::kTransfer;
    const bool is_qualified = IsTest(a) || a.registry.IsQualified(ap->supplier, Role::kSource, profile, a.now);
    if (is_named && is_linked && fits && is_qualified && ap->id != a.request.target &&
        MayServe(a.registry, *ap, a.rules, a.now)) {
      askable.push_back(*ap);
    }
  }
  return askable;
}

}  // namespace oso::center
