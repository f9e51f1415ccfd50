#include "school/source/record_inspection.h"

#include "base/utf8.h"
#include "dossier/values.h"
#include "school/source/check_dossier.h"
#include "school/source/splice.h"

namespace oso::school::source {
namespace {

constexpr std::size_t kMaxReason = 2'000;  // characters

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

// What is told now, else what the document says.
Result<InspectionText> TextOf(const RecordInspection::Record& record, const dossier::Document& document) {
  InspectionText text{.provisional = dossier::IsTrue(document.Value("inzage/voorlopigdossier").value_or(""))};
  if (record.inspection.agreement == Agreement::kNo) {
    text.reason = document.Value("inzage/redennietakkoord").value_or("");
  }
  text.provisional = record.provisional.value_or(text.provisional);
  text.reason = record.reason.value_or(text.reason);
  if (!IsUtf8(text.reason) || dossier::CountCharacters(text.reason) > kMaxReason) {
    return Fail(ErrorCode::kInvalidArgument, "a reason is at most 2000 characters, in UTF-8");
  }
  return text;
}

}  // namespace

RecordInspection::RecordInspection(DossierStore& dossiers, DocumentStore& documents, const Clock& clock, Random& random,
                                   ReadLimits limits)
    : dossiers_(dossiers), documents_(documents), clock_(clock), random_(random), limits_(limits) {}

Task<Result<std::variant<StoredDossier, Findings>>> RecordInspection::Run(audit::Actor actor, DossierId id,
                                                                          Record record) {
  const Instant now = clock_.Now();

  // 1. Which dossier, and is what it says what they saw?
  CO_ASSIGN_OR_RETURN(std::optional<StoredDossier> dossier, co_await dossiers_.Find(id));
  if (!dossier) co_return Fail(ErrorCode::kNotFound, "no dossier has this id");
  const DocumentId from = dossier->document.id;
  CO_ASSIGN_OR_RETURN(const Reading read, co_await ReadDocumentOf(*dossier, documents_, limits_));
  if (record.content && *record.content != read.content) {
    co_return Fail(ErrorCode::kConflict, "what was inspected is not the content of this dossier");
  }

  // 2. Does the law allow it?
  CO_ASSIGN_OR_RETURN(const InspectionText text, TextOf(record, read.document));
  dossier->inspection = record.inspection;
  dossier->inspection->recorded_at = now;
  dossier->inspection->recorded_by = actor.name;
  dossier->content = read.content;
  CO_RETURN_IF_ERROR(MayBeRecorded({.dossier = *dossier, .born = profile::BirthDayOf(read.document)}, Day::Of(now)));

  // 3. In the document, where that does not say just this.
  const Inspection& inspection = *dossier->inspection;
  if (Tells(read.document, inspection, text)) {
    auto verdict = CheckDossier(read.document, *dossier, Day::Of(now));
    if (auto* findings = std::get_if<Findings>(&verdict)) co_return std::move(*findings);
  } else {
    CO_ASSIGN_OR_RETURN(auto written,
                        co_await Rewrite(*dossier, read, InspectionBlock(inspection, text, dossier->version)));
    if (auto* findings = std::get_if<Findings>(&written)) co_return std::move(*findings);
    dossier->document = std::get<Document>(std::move(written));
  }

  // 4. On record. The document of before is nobody's then; or the new one, when somebody else was first.
  audit::Event event = audit::InspectionRecorded(std::move(actor), now, id,
                                                 {.by = WireName(inspection.by),
                                                  .how = WireName(inspection.how),
                                                  .agreement = WireName(inspection.agreement),
                                                  .consent = WireName(inspection.consent),
                                                  .content = read.content});
  const Status recorded = co_await dossiers_.RecordInspection(*dossier, from, std::move(event));
  const bool is_conflict = !recorded.ok() && recorded.error().code == ErrorCode::kConflict;
  if (dossier->document.id != from && (recorded.ok() || is_conflict)) {
    (void)co_await documents_.Remove(recorded.ok() ? from : dossier->document.id);
  }
  CO_RETURN_IF_ERROR(recorded);
  co_return std::move(*dossier);
}

Task<Result<std::variant<Document, Findings>>> RecordInspection::Rewrite(const StoredDossier& dossier,
                                                                         const Reading& read, std::string block) {
  CO_ASSIGN_OR_RETURN(auto writer, co_await documents_.Create(DocumentId::New(random_), dossier.school));
  CO_ASSIGN_OR_RETURN(auto old, co_await documents_.Open(dossier.document));
  const auto spliced = WithInspection(std::move(old), read.inspection, std::move(block));
  CO_ASSIGN_OR_RETURN(const Reading written, co_await ReadDossier(*spliced, *writer, limits_));
  if (written.content != read.content) {
    co_return Fail(ErrorCode::kInternal, "recording the inspection would change the content");
  }
  auto verdict = CheckDossier(written.document, dossier, Day::Of(clock_.Now()));
  if (auto* findings = std::get_if<Findings>(&verdict)) co_return std::move(*findings);
  CO_ASSIGN_OR_RETURN(Document document, co_await writer->Commit());
  co_return std::move(document);
}

}  // namespace oso::school::source
