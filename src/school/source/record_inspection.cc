#include "school/source/record_inspection.h"

namespace oso::school::source {
namespace {

Status MayBeRecorded(const LegalCase& one, Day today) {
  if (one.dossier.kind != dossier::TransferKind::kBetweenSchools) {
    return Fail(ErrorCode::kInvalidArgument, "only a transfer between schools asks for an inspection");
  }
  if (one.dossier.inspection->on > today) {
    return Fail(ErrorCode::kInvalidArgument, "the day of the inspection lies ahead");
  }
  const LegalRule* obstacle = ObstacleToRecord(one, today);
  if (obstacle == nullptr) return {};
  return Fail(ErrorCode::kInvalidArgument,
              std::string(obstacle->english) + " (" + std::string(obstacle->ArticleOn(today)->text) + ")");
}

}  // namespace

RecordInspection::RecordInspection(DossierStore& dossiers, DocumentStore& documents, const Clock& clock,
                                   ReadLimits limits)
    : dossiers_(dossiers), documents_(documents), clock_(clock), limits_(limits) {}

Task<Result<StoredDossier>> RecordInspection::Run(audit::Actor actor, DossierId id, Record record) {
  const Instant now = clock_.Now();

  // 1. Which dossier, and what does it say?
  CO_ASSIGN_OR_RETURN(std::optional<StoredDossier> dossier, co_await dossiers_.Find(id));
  if (!dossier) co_return Fail(ErrorCode::kNotFound, "no dossier has this id");
  const DocumentId from = dossier->document.id;
  CO_ASSIGN_OR_RETURN(const Reading read, co_await ReadStored(documents_, dossier->document, limits_));
  if (record.content && *record.content != read.content) {
    co_return Fail(ErrorCode::kConflict, "what was inspected is not the content of this dossier");
  }

  // 2. Does the law allow it?
  dossier->inspection = record.inspection;
  dossier->inspection->recorded_at = now;
  dossier->inspection->recorded_by = actor.name;
  dossier->content = read.content;
  CO_RETURN_IF_ERROR(MayBeRecorded({.dossier = *dossier, .born = profile::BirthDayOf(read.document)}, Day::Of(now)));

  // 3. On record.
  const Inspection& inspection = *dossier->inspection;
  audit::Event event = audit::InspectionRecorded(std::move(actor), now, id,
                                                 {.by = WireName(inspection.by),
                                                  .how = WireName(inspection.how),
                                                  .agreement = WireName(inspection.agreement),
                                                  .consent = WireName(inspection.consent),
                                                  .content = read.content});
  CO_RETURN_IF_ERROR(co_await dossiers_.RecordInspection(*dossier, from, std::move(event)));
  co_return std::move(*dossier);
}

}  // namespace oso::school::source
