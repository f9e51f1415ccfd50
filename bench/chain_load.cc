// Complete transfers by a target: open a session, fetch, check, import durably, confirm; with the use case, the stores
// and the client of oso-school itself. The search keys are derived before the clock starts (once for each pupil, timed
// apart). Usage: chain_load TARGET_SETTINGS TRANSFERS CONCURRENCY < PGNs, one a line; prints two lines of JSON: asks,
// transfers.
#include <cstdlib>
#include <iostream>
#include <mutex>

#include "app/school/school.h"
#include "bench/load.h"

namespace oso::bench {
namespace {

class Quiet final : public school::target::IntakeObserver {
 public:
  void SessionOpened(const SessionId&, std::size_t) override {}
  void Asked(const AccessPointId&, std::string_view) override {}
  void Imported(const school::Document&) override {}
  void Answered(exchange::ResultCode) override {}
};

struct Pupil {
  Pgn pgn;
  std::optional<school::target::Intake> intake;
};

Task<Status> Ask(app::SchoolParts& parts, Pupil& pupil) {
  school::target::AskDossier ask(parts.intakes, parts.search_keys, parts.clock, parts.random);
  CO_ASSIGN_OR_RETURN(
      pupil.intake, co_await ask.Run(audit::Actor::ForAccount("bench", "bench"), AccessPointId::Parse("02BB/2").value(),
                                     Brin::Parse("01AA").value(), pupil.pgn, dossier::TransferKind::kBetweenSchools));
  co_return Status{};
}

// One pupil's dossier once more: a fresh intake under the key that is known already.
Task<Status> Transfer(app::SchoolParts& parts, const Pupil& pupil) {
  Quiet observer;
  school::target::CompleteIntake complete(parts.network(), {parts.intakes, *parts.documents, parts.audit},
                                          parts.search_keys, parts.clock, parts.random, parts.read_limits);
  school::target::Intake intake = *pupil.intake;
  intake.id = IntakeId::New(parts.random);
  const audit::Actor actor = audit::Actor::ForAccount("bench", "bench");
  audit::Event event = audit::DossierAsked(actor, parts.clock.Now(), intake.id, intake.target, intake.source);
  CO_ASSIGN_OR_RETURN(intake, co_await parts.intakes.Begin(std::move(intake), std::move(event)));
  CO_ASSIGN_OR_RETURN(intake, co_await complete.Run(actor, std::move(intake), observer));
  if (intake.state != school::target::IntakeState::kConfirmed) {
    co_return Fail(ErrorCode::kPeerRefused, "no dossier: " + std::string(exchange::WireName(*intake.result)));
  }
  co_return Status{};
}

int Main(int argc, char** argv) {
  if (argc != 4) return 2;
  auto made = app::SchoolParts::Create(argv[1]);
  if (!made.ok()) {
    std::fprintf(stderr, "%s\n", made.error().detail.c_str());
    return 1;
  }
  app::SchoolParts& parts = **made;
  std::vector<Pupil> pupils;
  for (std::string line; std::getline(std::cin, line);) pupils.push_back({Pgn::Parse(line).value(), std::nullopt});
  const int concurrency = std::atoi(argv[3]);
  if (static_cast<int>(pupils.size()) < concurrency) return 2;  // one intake of a pupil at a time

  const int asks = static_cast<int>(pupils.size());
  PrintJson(Run(parts.loops, concurrency, asks,
                [&](int, int turn) { return Ask(parts, pupils[static_cast<std::size_t>(turn)]); }));
  const auto transfer = [&](int worker, int) { return Transfer(parts, pupils[static_cast<std::size_t>(worker)]); };
  Run(parts.loops, concurrency, concurrency * 2, transfer);  // the asked intakes, and connections warm
  PrintJson(Run(parts.loops, concurrency, std::atoi(argv[2]), transfer));
  return 0;
}

}  // namespace
}  // namespace oso::bench

int main(int argc, char** argv) { return oso::bench::Main(argc, argv); }
