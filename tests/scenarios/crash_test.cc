// Exactly once: whatever fails wherever, an intake that is run again until it is done has imported one dossier, byte
// for byte, and the centre has one report of it.
#include <doctest/doctest.h>

#include "scenarios/network.h"

namespace oso::scenario {
namespace {

using exchange::ResultCode;
using school::target::Intake;
using school::target::IntakeState;

struct Handover {
  const char* file;
  const char* pgn;
  const char* target;
  dossier::TransferKind kind;
};
const Handover kHandovers[] = {
    {"povo.xml", "101211151", "02BB/1", dossier::TransferKind::kBetweenSchools},
    {"povo_min.xml", "274957462", "02BB/1", dossier::TransferKind::kBetweenSchools},
    {"popo.xml", "310008475", "02BB/1", dossier::TransferKind::kBetweenSchools},
    {"binnenbrin.xml", "238521436", "01AA/5", dossier::TransferKind::kWithinBrin},
};

struct Scene : Network {
  const Handover& handover;
  const Brin source = School("01AA");

  explicit Scene(const Handover& what) : handover(what) {
    if (what.kind == dossier::TransferKind::kWithinBrin) AddAccessPoint("01AA/5", kZuid);
    const DossierId dossier = noord.Add(TestFile(what.file));
    if (what.kind == dossier::TransferKind::kBetweenSchools) noord.RecordInspection(dossier);
    noord.SetReady(dossier, Ap(what.target).brin);
  }

  // What a clerk and `intake resume` do: ask if nothing is known of it, go on with what is unfinished.
  void Run() {
    if (world.executor.Run(zuid.intakes.List(Ap(handover.target).brin))->empty()) {
      const auto asked = zuid.Ask(handover.pgn, source, Ap(handover.target), handover.kind);
      if (!asked.ok()) return;
    }
    const auto unfinished = world.executor.Run(zuid.intakes.ListUnfinished());
    for (const Intake& intake : *unfinished) {
      static_cast<void>(zuid.Complete(intake));
    }
  }
  bool IsDone() {
    const auto intakes = *world.executor.Run(zuid.intakes.List(Ap(handover.target).brin));
    return !intakes.empty() && intakes.back().state == IntakeState::kConfirmed;
  }

  std::string Sent() const {
    const std::string root = RootOf(TestFile(handover.file));
    return handover.kind == dossier::TransferKind::kBetweenSchools ? Inspected(root) : root;
  }

  void CheckExactlyOnce() {
    const auto intakes = *world.executor.Run(zuid.intakes.List(Ap(handover.target).brin));
    REQUIRE(intakes.size() == 1);
    const Intake& intake = intakes[0];
    CHECK(intake.state == IntakeState::kConfirmed);
    CHECK(intake.result == ResultCode::kTransferSucceeded);
    REQUIRE(intake.session);
    const std::string session = "\"session\":\"" + intake.session->ToString() + "\"";
    const std::string success = "\"result\":\"OverdrachtGeslaagd\"";

    CHECK(Count(zuid.audit, "dossier-asked") == 1);
    CHECK(Count(zuid.audit, "dossier-imported") == 1);
    CHECK(Count(zuid.audit, "dossier-imported", session) == 1);
    CHECK(Count(zuid.audit, "intake-answered", "\"state\":\"confirmed\"") == 1);
    CHECK(Count(zuid.audit, "intake-answered", success) == 1);
    CHECK(Count(zuid.audit, "intake-answered", session) == 1);
    CHECK(Count(center.audit, "session-closed", success) == 1);
    CHECK(Count(center.audit, "session-closed", session) == 1);
    CHECK(Count(noord.audit, "document-serving", session) >= 1);

    REQUIRE(intake.document);
    REQUIRE(zuid.documents.documents().contains(intake.document->id));
    CHECK(zuid.documents.documents().at(intake.document->id) == Sent());
  }
};

// How many occasions of this fault one intake has.
int FailAtEachOccasion(const Handover& handover, FaultKind kind, std::int64_t seconds_between) {
  for (int nth = 1;; ++nth) {
    CAPTURE(nth);
    Scene scene(handover);
    scene.world.faults.Plan(kind, nth);
    scene.Run();
    const bool came_through = !scene.world.faults.struck();
    scene.world.faults.Clear();
    scene.world.clock.Advance(seconds_between);
    scene.Run();
    scene.CheckExactlyOnce();
    if (came_through) return nth - 1;
    REQUIRE(nth < 1000);
  }
}

TEST_CASE("exactly once: one fault at each occasion, then again without") {
  for (const Handover& handover : kHandovers) {
    CAPTURE(std::string(handover.file));
    for (const FaultKind kind : kFaultKinds) {
      CAPTURE(static_cast<int>(kind));
      const int occasions = FailAtEachOccasion(handover, kind, 0);
      // overdracht, document, sessiecontrole, overzichtAanleverpunt, afmelding; and what each of them keeps.
      const bool is_write = kind == FaultKind::kWriteFails || kind == FaultKind::kWriteUnheard;
      if (is_write) CHECK(occasions >= 10);
      if (!is_write) CHECK(occasions == 5);
    }
  }
}

TEST_CASE("exactly once: the same, when the session and all that was remembered have expired in between") {
  for (const FaultKind kind : kFaultKinds) {
    CAPTURE(static_cast<int>(kind));
    FailAtEachOccasion(kHandovers[0], kind, kSessionSeconds * 24);
  }
}

TEST_CASE("exactly once: in a storm of faults") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    CAPTURE(seed);
    Scene scene(kHandovers[seed % std::size(kHandovers)]);
    scene.world.faults.Storm(seed, 12);
    for (int runs = 0; !scene.IsDone() && runs < 1000; ++runs) {
      scene.Run();
      scene.world.clock.Advance(600);
    }
    scene.world.faults.Clear();
    scene.Run();
    scene.CheckExactlyOnce();
  }
}

TEST_CASE("two runs of one intake at once: one goes on, the other is told so") {
  Scene scene(kHandovers[0]);
  const auto asked = scene.zuid.Ask(scene.handover.pgn, scene.source, Ap(scene.handover.target));
  REQUIRE(asked.ok());
  CHECK(scene.zuid.Complete(*asked).ok());
  const auto late = scene.zuid.Complete(*asked);  // as it was before the first
  REQUIRE_FALSE(late.ok());
  CHECK(late.error().code == ErrorCode::kConflict);
  CHECK(scene.zuid.documents.documents().size() == 1);  // the late one's is removed again
  scene.CheckExactlyOnce();
}

}  // namespace
}  // namespace oso::scenario
