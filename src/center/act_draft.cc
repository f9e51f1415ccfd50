#include "center/act_draft.h"

namespace oso::center {
namespace {

using exchange::AccessPoint;
using exchange::Agreement;
using exchange::Board;
using exchange::Mandate;
using exchange::Qualification;
using exchange::Register;
using exchange::RegistrationKey;
using exchange::School;
using exchange::Supplier;
using exchange::SupplierCertificate;

template <class T>
Result<const T*> Demand(const T* found, std::string_view kind, std::string_view key) {
  if (found != nullptr) return found;
  return Fail(ErrorCode::kNotFound, std::string("no ").append(kind).append(" ").append(key).append(" in the register"));
}

Status References(const Register&, const Board&) { return {}; }

Status References(const Register& now, const School& school) {
  RETURN_IF_ERROR(DemandBoard(now, school.board));
  if (school.ended && school.ended->into) RETURN_IF_ERROR(DemandSchool(now, *school.ended->into));
  return {};
}

Status References(const Register&, const Supplier&) { return {}; }

Status References(const Register& now, const SupplierCertificate& certificate) {
  RETURN_IF_ERROR(DemandSupplier(now, certificate.supplier));
  return {};
}

Status References(const Register& now, const AccessPoint& ap) {
  RETURN_IF_ERROR(DemandSchool(now, ap.id.brin));
  RETURN_IF_ERROR(DemandSupplier(now, ap.supplier));
  if (ap.replaces) RETURN_IF_ERROR(DemandAccessPoint(now, {ap.id.brin, *ap.replaces}));
  return {};
}

Status References(const Register& now, const Agreement& agreement) {
  RETURN_IF_ERROR(DemandBoard(now, agreement.board));
  return {};
}

Status References(const Register& now, const Mandate& mandate) {
  RETURN_IF_ERROR(DemandBoard(now, mandate.board));
  RETURN_IF_ERROR(DemandSupplier(now, mandate.supplier));
  ASSIGN_OR_RETURN(const School* school, DemandSchool(now, mandate.school));
  if (school->board == mandate.board) return {};
  return Fail(ErrorCode::kConflict, "school " + std::string(school->brin.text()) + " is of board " + school->board);
}

Status References(const Register& now, const Qualification& qualification) {
  RETURN_IF_ERROR(DemandSupplier(now, qualification.supplier));
  return {};
}

Status References(const Register& now, const RegistrationKey& key) {
  RETURN_IF_ERROR(DemandAccessPoint(now, key.access_point));
  return {};
}

}  // namespace

Status CheckReason(std::string_view why) {
  for (const char c : why) {
    if (static_cast<unsigned char>(c) < 0x20) {
      return Fail(ErrorCode::kInvalidArgument, "the reason has control characters");
    }
  }
  if (!why.empty() && why.size() <= 200) return {};
  return Fail(ErrorCode::kInvalidArgument, "say why, in 1 to 200 bytes");
}

void ActDraft::Put(exchange::RegisterEntry entry) {
  const exchange::RegisterEntry* before = now_.FindLike(entry);
  if (before != nullptr && *before == entry) return;
  audit::Event event = audit::RegisterEntryChanged(actor_, at_, exchange::KindOf(entry), exchange::KeyOf(entry), why_);
  PutWith(std::move(entry), std::move(event));
}

void ActDraft::Move(AccessPoint ap, exchange::AccessPointState to) {
  if (ap.state == to) return Put(std::move(ap));
  ap.state = to;
  audit::Event event = audit::AccessPointStateChanged(actor_, at_, ap.id, exchange::WireName(to), why_);
  PutWith(std::move(ap), std::move(event));
}

void ActDraft::PutWith(exchange::RegisterEntry entry, audit::Event event) {
  act_.entries.push_back(std::move(entry));
  act_.events.push_back(std::move(event));
}

Result<const Board*> DemandBoard(const Register& now, std::string_view number) {
  return Demand(now.FindBoard(number), "board", number);
}
Result<const School*> DemandSchool(const Register& now, const Brin& brin) {
  return Demand(now.FindSchool(brin), "school", brin.text());
}
Result<const Supplier*> DemandSupplier(const Register& now, const Oin& oin) {
  return Demand(now.FindSupplier(oin), "supplier", oin.text());
}
Result<const AccessPoint*> DemandAccessPoint(const Register& now, const AccessPointId& id) {
  return Demand(now.FindAccessPoint(id), "access point", id.ToString());
}

Status DemandReferences(const Register& now, const exchange::RegisterEntry& entry) {
  return std::visit([&](const auto& row) { return References(now, row); }, entry);
}

}  // namespace oso::center
