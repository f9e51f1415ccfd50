#include "school/source/prepare.h"

#include "school/source/check_dossier.h"

namespace oso::school::source {
namespace {

// As what a dossier is checked that nobody has inspected.
StoredDossier Uninspected(const dossier::Document& document) {
  StoredDossier dossier;
  dossier.kind = dossier::ParseTransferKind(document.Value("overdrachtsoort").value_or(""))
                     .value_or(dossier::TransferKind::kBetweenSchools);
  return dossier;
}

}  // namespace

AddDossier::AddDossier(DossierStore& dossiers, DocumentStore& documents, const Clock& clock, Random& random,
                       ReadLimits limits)
    : dossiers_(dossiers), documents_(documents), clock_(clock), random_(random), limits_(limits) {}

Task<Result<std::variant<AddDossier::Added, Findings>>> AddDossier::Run(audit::Actor actor, Brin school,
                                                                        exchange::DocumentSource& file) {
  const DossierId id = DossierId::New(random_);

  // 1. Read and check it while it is written away.
  CO_ASSIGN_OR_RETURN(std::unique_ptr<DocumentWriter> writer, co_await documents_.Create(DocumentId{id.uuid}, school));
  CO_ASSIGN_OR_RETURN(Reading read, co_await ReadDossier(file, *writer, limits_));
  const Instant now = clock_.Now();
  auto verdict = CheckDossier(read.document, Uninspected(read.document), Day::Of(now));
  if (auto* findings = std::get_if<Findings>(&verdict)) co_return std::move(*findings);
  const auto& valid = std::get<profile::CheckedDossier>(verdict);

  // 2. It must be of the school that adds it: a target will look for it there.
  if (valid.school() != school) {
    co_return Findings{profile::OtherSchool()};
  }

  // 3. Keep it.
  CO_ASSIGN_OR_RETURN(Document document, co_await writer->Commit());
  StoredDossier stored{.id = id,
                       .school = school,
                       .version = valid.version(),
                       .kind = valid.kind(),
                       .profile = valid.profile(),
                       .document = std::move(document),
                       .content = std::move(read.content),
                       .collected_at = now,
                       .inspection = std::nullopt,
                       .offer = std::nullopt};
  CO_RETURN_IF_ERROR(co_await dossiers_.Add(stored, audit::DossierAdded(std::move(actor), now, id, school)));
  co_return Added{std::move(stored), valid.warnings()};
}

SetReady::SetReady(DossierStore& dossiers, DocumentStore& documents, SearchKeyScheme& scheme, const Clock& clock,
                   ReadLimits limits)
    : dossiers_(dossiers), documents_(documents), scheme_(scheme), clock_(clock), limits_(limits) {}

Task<Result<std::variant<SetReady::Ready, Findings>>> SetReady::Run(audit::Actor actor, DossierId id,
                                                                    std::optional<Brin> target) {
  // 1. Which dossier, and may it go there at all?
  CO_ASSIGN_OR_RETURN(std::optional<StoredDossier> dossier, co_await dossiers_.Find(id));
  if (!dossier) co_return Fail(ErrorCode::kNotFound, "no dossier has this id");
  if (dossier->kind == dossier::TransferKind::kWithinBrin && target != dossier->school) {
    co_return Fail(ErrorCode::kInvalidArgument, "a transfer within one BRIN is set ready for the school's own BRIN");
  }
  if (dossier->kind == dossier::TransferKind::kToPartnership) {
    co_return Fail(ErrorCode::kInvalidArgument, "a swv-dossier is set ready with a notification, not for a school");
  }

  // 2. Check once more what will be sent.
  CO_ASSIGN_OR_RETURN(const Reading read, co_await ReadDocumentOf(*dossier, documents_, limits_));
  const Instant now = clock_.Now();
  auto verdict = CheckDossier(read.document, *dossier, Day::Of(now));
  if (auto* findings = std::get_if<Findings>(&verdict)) co_return std::move(*findings);
  const auto& valid = std::get<profile::CheckedDossier>(verdict);

  // 3. The key under which a target will ask for this pupil.
  exchange::SearchKey key = co_await scheme_.Derive(*valid.pgn(), dossier->school);

  // 4. Ready.
  dossier->offer = Offer{target, std::move(key), now};
  audit::Event event = audit::DossierSetReady(std::move(actor), now, id, target ? target->text() : "any");
  CO_RETURN_IF_ERROR(co_await dossiers_.SetReady(id, *dossier->offer, std::move(event)));
  const LegalRule* obstacle = ObstacleToLeave(*dossier, Day::Of(now));
  co_return Ready{std::move(*dossier), obstacle};
}

WithdrawDossier::WithdrawDossier(DossierStore& dossiers, const Clock& clock) : dossiers_(dossiers), clock_(clock) {}

Task<Status> WithdrawDossier::Run(audit::Actor actor, DossierId id) {
  audit::Event event = audit::DossierWithdrawn(std::move(actor), clock_.Now(), id);
  co_return co_await dossiers_.Withdraw(id, std::move(event));
}

}  // namespace oso::school::source
