#include <algorithm>

#include "center/access_point_steps.h"
#include "center/act_draft.h"
#include "center/connect.h"

namespace oso::center {
namespace {

using exchange::AccessPoint;
using exchange::AccessPointState;
using exchange::School;
using exchange::Supplier;

constexpr std::uint16_t kLastIndex = 9999;

Error Conflict(std::string detail) { return Fail(ErrorCode::kConflict, std::move(detail)); }

Status DemandAgreement(const exchange::Register& now, const School& school, exchange::Purpose purpose, Instant at) {
  if (now.HasAgreement(school.board, purpose, at)) return {};
  return Conflict("board " + school.board + " has no agreement in force for " +
                  std::string(exchange::WireName(purpose)));
}

Status DemandThere(const School& school) {
  if (!school.ended) return {};
  return Conflict("school " + std::string(school.brin.text()) + " has ended");
}

Status DemandNotBlocked(const Supplier& supplier) {
  if (!supplier.blocked) return {};
  return Conflict("supplier " + std::string(supplier.oin.text()) + " is blocked");
}

// An index that this school has not used for any access point yet, also not for one that was left.
Result<std::uint16_t> FreeIndex(const exchange::Register& now, const exchange::Announcement& announcement) {
  const std::vector<const AccessPoint*> used = now.AccessPointsOf(announcement.school);
  const auto is_free = [&](std::uint16_t index) {
    return std::ranges::none_of(used, [&](const AccessPoint* ap) { return ap->id.index == index; });
  };
  if (announcement.index) {
    if (*announcement.index > kLastIndex) return Fail(ErrorCode::kInvalidArgument, "an index is 0 to 9999");
    if (is_free(*announcement.index)) return *announcement.index;
    return Conflict("index " + std::to_string(*announcement.index) + " has been used");
  }
  for (std::uint16_t index = 0; index <= kLastIndex; ++index) {
    if (is_free(index)) return index;
  }
  return Conflict("this school has used every index");
}

// The access point that is to be replaced is one that can be left, for the same purpose, and nobody else replaces it.
Status DemandReplaceable(const exchange::Register& now, const AccessPoint& by) {
  if (!by.replaces) return {};
  ASSIGN_OR_RETURN(const AccessPoint* old, DemandAccessPoint(now, {by.id.brin, *by.replaces}));
  RETURN_IF_ERROR(StateAfter(*old, AccessPointStep::kLeave));
  if (old->purpose != by.purpose) return Conflict(old->id.ToString() + " is for another purpose");
  for (const AccessPoint* other : now.AccessPointsOf(by.id.brin)) {
    if (other->replaces == by.replaces && other->state != AccessPointState::kLeft) {
      return Conflict(other->id.ToString() + " replaces " + old->id.ToString() + " already");
    }
  }
  return {};
}

Status Step(const exchange::Register& now, ActDraft& draft, const AccessPointId& id, AccessPointStep step) {
  ASSIGN_OR_RETURN(const AccessPoint* ap, DemandAccessPoint(now, id));
  ASSIGN_OR_RETURN(const AccessPointState to, StateAfter(*ap, step));
  draft.Move(*ap, to);
  return {};
}

}  // namespace

Task<Result<AccessPointId>> Connect::Announce(audit::Actor actor, std::string why,
                                              exchange::Announcement announcement) {
  AccessPointId id;
  CO_RETURN_IF_ERROR(co_await Change(actor, why, [&](const exchange::Register& now, ActDraft& draft) -> Status {
    ASSIGN_OR_RETURN(const School* school, DemandSchool(now, announcement.school));
    ASSIGN_OR_RETURN(const Supplier* supplier, DemandSupplier(now, announcement.supplier));
    RETURN_IF_ERROR(DemandThere(*school));
    RETURN_IF_ERROR(DemandNotBlocked(*supplier));
    RETURN_IF_ERROR(DemandAgreement(now, *school, announcement.purpose, clock_.Now()));
    ASSIGN_OR_RETURN(const std::uint16_t index, FreeIndex(now, announcement));
    AccessPoint ap{.id = {announcement.school, index},
                   .purpose = announcement.purpose,
                   .sector = school->sector,
                   .supplier = announcement.supplier,
                   .replaces = announcement.replaces};
    RETURN_IF_ERROR(DemandReplaceable(now, ap));
    id = ap.id;
    audit::Event event = audit::AccessPointStateChanged(actor, clock_.Now(), id, exchange::WireName(ap.state), why);
    draft.PutWith(std::move(ap), std::move(event));
    return {};
  }));
  co_return id;
}

Task<Status> Connect::RecordTest(audit::Actor actor, AccessPointId ap) {
  co_return co_await Change(actor, "a dossier of the test school was received",
                            [&](const exchange::Register& now, ActDraft& draft) -> Status {
                              return Step(now, draft, ap, AccessPointStep::kTest);
                            });
}

Task<Status> Connect::Qualify(audit::Actor actor, std::string why, AccessPointId ap) {
  co_return co_await Change(actor, why, [&](const exchange::Register& now, ActDraft& draft) -> Status {
    return Step(now, draft, ap, AccessPointStep::kQualify);
  });
}

Task<Status> Connect::Activate(audit::Actor actor, std::string why, AccessPointId ap) {
  co_return co_await Change(actor, why, [&](const exchange::Register& now, ActDraft& draft) -> Status {
    RETURN_IF_ERROR(Step(now, draft, ap, AccessPointStep::kActivate));
    const AccessPoint& one = *now.FindAccessPoint(ap);
    ASSIGN_OR_RETURN(const School* school, DemandSchool(now, ap.brin));
    ASSIGN_OR_RETURN(const Supplier* supplier, DemandSupplier(now, one.supplier));
    RETURN_IF_ERROR(DemandThere(*school));
    RETURN_IF_ERROR(DemandNotBlocked(*supplier));
    RETURN_IF_ERROR(DemandAgreement(now, *school, one.purpose, clock_.Now()));
    if (!now.HasMandate(one.supplier, *school, one.purpose, clock_.Now())) {
      return Conflict("board " + school->board + " has no mandate in force for this supplier");
    }
    if (!one.replaces) return {};
    const AccessPoint* old = now.FindAccessPoint({ap.brin, *one.replaces});
    if (old == nullptr || old->state == AccessPointState::kLeft) return {};
    return Step(now, draft, old->id, AccessPointStep::kLeave);
  });
}

Task<Status> Connect::Pause(audit::Actor actor, std::string why, AccessPointId ap) {
  co_return co_await Change(actor, why, [&](const exchange::Register& now, ActDraft& draft) -> Status {
    return Step(now, draft, ap, AccessPointStep::kPause);
  });
}

Task<Status> Connect::Leave(audit::Actor actor, std::string why, AccessPointId ap) {
  co_return co_await Change(actor, why, [&](const exchange::Register& now, ActDraft& draft) -> Status {
    return Step(now, draft, ap, AccessPointStep::kLeave);
  });
}

}  // namespace oso::center
