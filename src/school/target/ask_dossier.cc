#include "school/target/intake.h"

namespace oso::school::target {

AskDossier::AskDossier(IntakeStore& intakes, SearchKeyScheme& scheme, const Clock& clock, Random& random)
    : intakes_(intakes), scheme_(scheme), clock_(clock), random_(random) {}

Task<Result<Intake>> AskDossier::Run(audit::Actor actor, AccessPointId target, Brin source, Pgn pgn,
                                     dossier::TransferKind kind) {
  if (kind == dossier::TransferKind::kWithinBrin && target.brin != source) {
    co_return Fail(ErrorCode::kInvalidArgument, "within one BRIN the source is the school itself");
  }
  if (kind == dossier::TransferKind::kToPartnership) {
    co_return Fail(ErrorCode::kInvalidArgument, "a swv-dossier is not asked for with a PGN");
  }
  exchange::SearchKey key = co_await scheme_.Derive(pgn, source);
  const Instant now = clock_.Now();
  Intake intake{.id = IntakeId::New(random_),
                .target = target,
                .source = source,
                .key = std::move(key),
                .kind = kind,
                .asked_at = now,
                .state = IntakeState::kAsked,
                .session = std::nullopt,
                .answered_by = std::nullopt,
                .result = std::nullopt,
                .document = std::nullopt};
  audit::Event event = audit::DossierAsked(std::move(actor), now, intake.id, target, source);
  co_return co_await intakes_.Begin(std::move(intake), std::move(event));
}

std::string_view WireName(IntakeState state) {
  switch (state) {
    case IntakeState::kAsked:
      return "asked";
    case IntakeState::kImported:
      return "imported";
    case IntakeState::kConfirmed:
      return "confirmed";
    case IntakeState::kWithout:
      return "without-dossier";
  }
  return "asked";
}

}  // namespace oso::school::target
