#include "school/target/intake.h"

#include <algorithm>

namespace oso::school::target {

using exchange::ResultCode;

namespace {

exchange::SessionFacts FactsOf(const Intake& intake, const SessionId& session, const AccessPointId& source) {
  return {.source = source, .target = intake.target, .key = intake.key, .kind = intake.kind, .session = session};
}

// What has nothing to do with the source: the operator mends it, and the intake goes on then.
bool IsOurs(ErrorCode code) {
  return code == ErrorCode::kStorage || code == ErrorCode::kCertificate || code == ErrorCode::kConfiguration;
}

bool IsOfTheDocument(ErrorCode code) {
  return code == ErrorCode::kMalformedXml || code == ErrorCode::kForbiddenXml || code == ErrorCode::kNotADossier ||
         code == ErrorCode::kTooLarge;
}

}  // namespace

CompleteIntake::CompleteIntake(exchange::Network network, Kept kept, SearchKeyScheme& scheme, const Clock& clock,
                               Random& random, ReadLimits limits)
    : network_(network),
      intakes_(kept.intakes),
      documents_(kept.documents),
      audit_(kept.audit),
      scheme_(scheme),
      clock_(clock),
      random_(random),
      limits_(limits) {}

Task<Result<Intake>> CompleteIntake::Run(audit::Actor actor, Intake intake, IntakeObserver& observer) {
  // 1. Ask for it, and import what comes. A session that an earlier run opened is left to expire.
  IntakeState end = IntakeState::kConfirmed;
  if (intake.state == IntakeState::kAsked) {
    CO_ASSIGN_OR_RETURN(end, co_await Fetch(actor, intake, observer));
    if (intake.document) CO_RETURN_IF_ERROR(co_await Import(actor, intake, observer));
  }
  // 2. The centre hears the result only now. Without a session it has refused, and knows.
  std::string_view report;
  if (intake.session) {
    CO_ASSIGN_OR_RETURN(report, co_await Report(intake));
  }
  // 3. Done, or still asked.
  CO_RETURN_IF_ERROR(co_await End(actor, intake, end, report));
  observer.Answered(*intake.result);
  co_return intake;
}

// Gives the state in which the intake ends once its result is reported.
Task<Result<IntakeState>> CompleteIntake::Fetch(const audit::Actor& actor, Intake& intake, IntakeObserver& observer) {
  // 1. Ask the centre for a session.
  exchange::SessionRequest request{.source = intake.source,
                                   .source_index = std::nullopt,
                                   .target = intake.target,
                                   .key = intake.key,
                                   .kind = intake.kind,
                                   .signed_session = true};
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

  // 2. Ask each access point of the source in turn, until one gives the dossier. While one could not be reached, the
  //    dossier may still be there: then the intake stays asked, whatever the others said.
  IntakeState end = IntakeState::kWithout;
  for (const exchange::AccessPoint& source : session.sources) {
    CO_ASSIGN_OR_RETURN(ResultCode result, co_await Ask(actor, intake, session, source));
    observer.Asked(source.id, exchange::WireName(result));
    if (!intake.result || exchange::Better(*intake.result, result) == result) {
      intake.result = result;
      intake.answered_by = source.id;
    }
    if (result == ResultCode::kTransferSucceeded) co_return IntakeState::kConfirmed;
    // A session is used up also when the answer was lost on its way; the next run opens another. Who is told to wait
    // has no answer yet.
    if (result == ResultCode::kSourceUnreachable || result == ResultCode::kSessionUsed ||
        result == ResultCode::kTooManyRequests) {
      end = IntakeState::kAsked;
    }
  }
  co_return end;
}

// One access point's answer; sets intake.document when it gave an acceptable dossier.
Task<Result<ResultCode>> CompleteIntake::Ask(const audit::Actor& actor, Intake& intake,
                                             const exchange::OpenedSession& session,
                                             const exchange::AccessPoint& source) {
  // A document of its own: another run of the same intake never writes over it.
  const DocumentId id = DocumentId::New(random_);
  CO_ASSIGN_OR_RETURN(std::unique_ptr<DocumentWriter> writer, co_await documents_.Create(id, intake.target.brin));
  ReadingSink reading(*writer, limits_);
  exchange::DocumentRequest request{.facts = FactsOf(intake, session.id, source.id),
                                    .newer_than = std::nullopt,
                                    .dossier_version = std::nullopt,
                                    .signed_session = session.signed_session};
  Result<ResultCode> answer = co_await network_.sources.FetchDocument(source, std::move(request), reading);
  if (answer.ok() && *answer != ResultCode::kTransferSucceeded) co_return *answer;

  // The first thing that is wrong with what came, if any.
  std::string reason;
  if (!answer.ok()) {
    const ErrorCode code = answer.error().code;
    if (IsOurs(code)) co_return std::move(answer).error();
    if (!IsOfTheDocument(code)) co_return ResultCode::kSourceUnreachable;
    reason = WireName(code);
  } else {
    reason = co_await Objection(intake, reading.Finish());
  }
  if (!reason.empty()) {
    audit::Event event = audit::DossierRefused(actor, clock_.Now(), intake.id, *intake.session, source.id, reason);
    CO_RETURN_IF_ERROR(co_await audit_.Append(std::move(event)));
    co_return ResultCode::kDossierRefused;
  }
  CO_ASSIGN_OR_RETURN(intake.document, co_await writer->Commit());
  co_return ResultCode::kTransferSucceeded;
}

// Why this dossier may not be taken over; empty if it may. One pupil's dossier never lands with another.
Task<std::string> CompleteIntake::Objection(const Intake& intake, Result<Reading> read) {
  if (!read.ok()) co_return std::string(WireName(read.error().code));
  const auto verdict = profile::Validate(read->document, Day::Of(clock_.Now()).ToString());
  if (const auto* findings = std::get_if<Findings>(&verdict)) {
    co_return std::ranges::find(*findings, profile::Severity::kError, &profile::Finding::severity)->check->key;
  }
  const auto& dossier = std::get<profile::ValidatedDossier>(verdict);
  if (dossier.kind() != intake.kind) co_return "other-kind";
  if (dossier.school() != intake.source) co_return "other-school";
  if (!dossier.pgn()) co_return "other-pupil";
  const exchange::SearchKey key = co_await scheme_.Derive(*dossier.pgn(), intake.source);
  co_return key == intake.key ? "" : "other-pupil";
}

Task<Status> CompleteIntake::Import(const audit::Actor& actor, Intake& intake, IntakeObserver& observer) {
  intake.state = IntakeState::kImported;
  audit::Event event = audit::DossierImported(actor, clock_.Now(), intake.id, *intake.session, intake.document->sha256);
  Status imported = co_await intakes_.Update(intake, IntakeState::kAsked, std::move(event));
  if (!imported.ok()) {
    // Another run was first: its document is the one, and this one nobody names. After any other error this may be the
    // one after all: a store that failed can have written.
    if (imported.error().code == ErrorCode::kConflict) (void)co_await documents_.Remove(intake.document->id);
    co_return imported;
  }
  observer.Imported(*intake.document);
  co_return Status{};
}

// The centre answers the same report twice with the same word, so a lost answer only costs a repetition. Should it
// refuse the report, there is nothing a user could do (protocol: the target just ends the session), and the refusal is
// on its record.
Task<Result<std::string_view>> CompleteIntake::Report(const Intake& intake) {
  exchange::SessionFacts facts = FactsOf(intake, *intake.session, *intake.answered_by);
  CO_ASSIGN_OR_RETURN(ResultCode answer, co_await network_.center.CloseSession(std::move(facts), *intake.result));
  co_return exchange::WireName(answer);
}

Task<Status> CompleteIntake::End(const audit::Actor& actor, Intake& intake, IntakeState end, std::string_view report) {
  const IntakeState from = std::exchange(intake.state, end);
  audit::Event event = audit::IntakeAnswered(actor, clock_.Now(), intake.id, intake.session,
                                             exchange::WireName(*intake.result), WireName(end), report);
  co_return co_await intakes_.Update(intake, from, std::move(event));
}

}  // namespace oso::school::target
