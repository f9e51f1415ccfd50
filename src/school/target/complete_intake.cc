#include "school/target/intake.h"

namespace oso::school::target {

using exchange::ResultCode;

namespace {

exchange::SessionFacts FactsOf(const Intake& intake, const SessionId& session, const AccessPointId& source) {
  return {.source = source, .target = intake.target, .key = intake.key, .kind = intake.kind, .session = session};
}

}  // namespace

CompleteIntake::CompleteIntake(exchange::Network network, IntakeStore& intakes, DocumentStore& documents,
                               SearchKeyScheme& scheme, const Clock& clock, ReadLimits limits)
    : network_(network), intakes_(intakes), documents_(documents), scheme_(scheme), clock_(clock), limits_(limits) {}

Task<Result<Intake>> CompleteIntake::Run(audit::Actor actor, Intake intake, IntakeObserver& observer) {
  IntakeState end = IntakeState::kConfirmed;
  if (intake.state == IntakeState::kAsked) {
    // 1. Ask for it. A session that an earlier run opened is left to expire.
    CO_ASSIGN_OR_RETURN(end, co_await Fetch(intake, observer));
    // 2. Received: import it durably.
    if (intake.document) CO_RETURN_IF_ERROR(co_await Import(actor, intake, observer));
  }
  // 3. The centre hears the result only now; without a session there is nothing to report.
  if (intake.session) {
    CO_RETURN_IF_ERROR(co_await Confirm(actor, intake, end, observer));
  } else {
    intake.state = end;
    CO_RETURN_IF_ERROR(co_await intakes_.Update(intake, IntakeState::kAsked, std::nullopt));
  }
  co_return intake;
}

// Gives the state in which the intake ends once its result is reported.
Task<Result<IntakeState>> CompleteIntake::Fetch(Intake& intake, IntakeObserver& observer) {
  // 1. Ask the centre for a session.
  exchange::SessionRequest request{.source = intake.source,
                                   .source_index = std::nullopt,
                                   .target = intake.target,
                                   .key = intake.key,
                                   .kind = intake.kind};
  CO_ASSIGN_OR_RETURN(exchange::OrRefusal<exchange::OpenedSession> opened,
                      co_await network_.center.OpenSession(std::move(request)));
  intake.session = std::nullopt;
  intake.result = std::nullopt;
  if (auto* refusal = std::get_if<ResultCode>(&opened)) {
    intake.result = *refusal;
    co_return IntakeState::kWithout;
  }
  const auto& session = std::get<exchange::OpenedSession>(opened);
  intake.session = session.id;
  observer.SessionOpened(session.id, session.sources.size());

  // 2. Ask each access point of the source in turn, until one gives the dossier. While one could not be reached the dossier
  //    may still be there: then the intake stays asked, whatever the others said.
  IntakeState end = IntakeState::kWithout;
  for (const exchange::AccessPoint& source : session.sources) {
    CO_ASSIGN_OR_RETURN(ResultCode result, co_await Ask(intake, source));
    observer.Asked(source.id, exchange::WireName(result));
    if (!intake.result || exchange::Better(*intake.result, result) == result) {
      intake.result = result;
      intake.answered_by = source.id;
    }
    if (result == ResultCode::kTransferSucceeded) co_return IntakeState::kConfirmed;
    if (result == ResultCode::kSourceUnreachable) end = IntakeState::kAsked;
  }
  co_return end;
}

// One access point's answer; sets intake.document when it gave an acceptable dossier.
Task<Result<ResultCode>> CompleteIntake::Ask(Intake& intake, const exchange::AccessPoint& source) {
  // The document takes the intake's id: a dossier that is fetched again after a crash replaces itself.
  CO_ASSIGN_OR_RETURN(std::unique_ptr<DocumentWriter> writer, co_await documents_.Create(DocumentId{intake.id.uuid}));
  DossierIntake reading(*writer, limits_);
  exchange::DocumentRequest request{.facts = FactsOf(intake, *intake.session, source.id),
                                    .newer_than = std::nullopt,
                                    .dossier_version = std::nullopt};
  Result<ResultCode> answer = co_await network_.sources.FetchDocument(source, std::move(request), reading);
  if (!answer.ok()) {
    switch (answer.error().code) {
      case ErrorCode::kStorage: co_return std::move(answer).error();
      case ErrorCode::kMalformedXml:
      case ErrorCode::kForbiddenXml:
      case ErrorCode::kNotADossier:
      case ErrorCode::kTooLarge: co_return ResultCode::kDossierRefused;
      default: co_return ResultCode::kSourceUnreachable;
    }
  }
  if (*answer != ResultCode::kTransferSucceeded) co_return *answer;

  Result<Verdict> verdict = reading.Finish();
  if (!verdict.ok()) co_return ResultCode::kDossierRefused;
  const auto* valid = std::get_if<profile::ValidatedDossier>(&*verdict);
  if (valid == nullptr) co_return ResultCode::kDossierRefused;
  const bool is_right = valid->kind() == intake.kind && valid->school() == intake.source;
  if (!is_right || !co_await IsOfThisPupil(intake, *valid)) co_return ResultCode::kDossierRefused;

  CO_ASSIGN_OR_RETURN(intake.document, co_await writer->Commit());
  co_return ResultCode::kTransferSucceeded;
}

Task<bool> CompleteIntake::IsOfThisPupil(const Intake& intake, const profile::ValidatedDossier& dossier) {
  if (!dossier.pgn()) co_return false;
  const exchange::SearchKey key = co_await scheme_.Derive(*dossier.pgn(), intake.source);
  co_return key == intake.key;
}

Task<Status> CompleteIntake::Import(const audit::Actor& actor, Intake& intake, IntakeObserver& observer) {
  intake.state = IntakeState::kImported;
  audit::Event event =
      audit::DossierImported(actor, clock_.Now(), intake.id, *intake.session, intake.document->sha256);
  CO_RETURN_IF_ERROR(co_await intakes_.Update(intake, IntakeState::kAsked, std::move(event)));
  observer.Imported(*intake.document);
  co_return Status{};
}

Task<Status> CompleteIntake::Confirm(const audit::Actor& actor, Intake& intake, IntakeState end,
                                     IntakeObserver& observer) {
  // The centre answers the same report twice with the same word, so a lost answer only costs a repetition. Should it refuse
  // the report, there is nothing a user could do (protocol: the target just ends the session): the refusal is on record.
  exchange::SessionFacts facts = FactsOf(intake, *intake.session, *intake.answered_by);
  CO_ASSIGN_OR_RETURN(ResultCode answer, co_await network_.center.CloseSession(std::move(facts), *intake.result));
  const ResultCode reported = answer == ResultCode::kTransferSucceeded ? *intake.result : answer;

  const IntakeState from = std::exchange(intake.state, end);
  audit::Event event =
      audit::IntakeConfirmed(actor, clock_.Now(), intake.id, *intake.session, exchange::WireName(reported));
  CO_RETURN_IF_ERROR(co_await intakes_.Update(intake, from, std::move(event)));
  observer.Confirmed(*intake.result);
  co_return Status{};
}

}  // namespace oso::school::target
