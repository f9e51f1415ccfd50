// The target's use cases: ask for a pupil's dossier, and carry an intake to its end.
#pragma once

#include "audit/log.h"
#include "base/clock.h"
#include "school/read_dossier.h"
#include "school/search_key_scheme.h"
#include "school/target/stores.h"

namespace oso::school::target {

// UC-9: a school asks for one pupil's dossier. What was begun is durable; the same question while it is unfinished is
// the same intake.
class AskDossier {
 public:
  AskDossier(IntakeStore& intakes, SearchKeyScheme& scheme, const Clock& clock, Random& random);
  // kStorage; kInvalidArgument: within one BRIN another school's, or a kind that is not asked for with a PGN.
  Task<Result<Intake>> Run(audit::Actor actor, AccessPointId target, Brin source, Pgn pgn, dossier::TransferKind kind);

 private:
  IntakeStore& intakes_;
  SearchKeyScheme& scheme_;
  const Clock& clock_;
  Random& random_;
};

// Tells how an intake goes on, for the person who waits. Ids and codes only.
class IntakeObserver {
 public:
  virtual ~IntakeObserver() = default;
  virtual void SessionOpened(const SessionId& session, std::size_t sources) = 0;
  virtual void Asked(const AccessPointId& source, std::string_view result) = 0;
  virtual void Imported(const Document& document) = 0;
  virtual void Answered(exchange::ResultCode result) = 0;  // the centre has it
};

// UC-10: carries an intake from wherever it is to its end: open a session, ask each access point of the source in turn,
// read and check what arrives, import it durably, and only then tell the centre. Run again after a crash or an error it
// goes on; one dossier is imported once and confirmed once.
class CompleteIntake {
 public:
  // What the target keeps.
  struct Kept {
    IntakeStore& intakes;
    DocumentStore& documents;
    audit::Log& audit;
  };
  // All outlive this.
  CompleteIntake(exchange::Network network, Kept kept, SearchKeyScheme& scheme, const Clock& clock, Random& random,
                 ReadLimits limits);

  // The intake as it is afterwards: kConfirmed, kWithout (result says why), or still kAsked when a source
  // could not be reached and no other gave the dossier. Errors: the centre's, kStorage, kConflict (someone else went on
  // with it): run it again later.
  Task<Result<Intake>> Run(audit::Actor actor, Intake intake, IntakeObserver& observer);

 private:
  // Each works on the caller's `intake`, which outlives the task.
  Task<Result<IntakeState>> Fetch(const audit::Actor& actor, Intake& intake, IntakeObserver& observer);
  Task<Result<exchange::ResultCode>> Ask(const audit::Actor& actor, Intake& intake,
                                         const exchange::OpenedSession& session, const exchange::AccessPoint& source);
  Task<std::string> Objection(const Intake& intake, Result<Reading> read);
  Task<Status> Import(const audit::Actor& actor, Intake& intake, IntakeObserver& observer);
  Task<Result<std::string_view>> Report(const Intake& intake);
  Task<Status> End(const audit::Actor& actor, Intake& intake, IntakeState end, std::string_view report);

  exchange::Network network_;
  IntakeStore& intakes_;
  DocumentStore& documents_;
  audit::Log& audit_;
  SearchKeyScheme& scheme_;
  const Clock& clock_;
  Random& random_;
  ReadLimits limits_;
};

}  // namespace oso::school::target
