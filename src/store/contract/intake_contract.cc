#include <doctest/doctest.h>

#include "store/contract/contract.h"

namespace oso::store::contract {
namespace {

using school::target::Intake;
using enum school::target::IntakeState;

Intake IntakeOf(Random& random, std::uint8_t key) {
  return {.id = IntakeId::New(random),
          .target = ApOf("02BB/2"),
          .source = BrinOf("01AA"),
          .key = KeyOf(key),
          .kind = dossier::TransferKind::kBetweenSchools,
          .asked_at = FakeClock().Now().PlusSeconds(key),
          .state = kAsked,
          .session = std::nullopt,
          .answered_by = std::nullopt,
          .result = std::nullopt,
          .document = std::nullopt};
}

void CheckConflict(const Status& status) {
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().code == ErrorCode::kConflict);
}

}  // namespace

void IntakeContract(const std::function<SchoolStores()>& make) {
  BlockingExecutor run;
  SchoolStores stores = make();
  auto& intakes = stores.intakes;
  FakeRandom random;
  Intake intake = IntakeOf(random, 5);
  REQUIRE(run.Run(intakes.Begin(intake, AnyEvent())).value().id == intake.id);
  const auto count = [&] { return CountEvents(run, stores.events); };

  SUBCASE("an intake goes through its states and is found with all its values") {
    intake.session = SessionId::New(random);
    REQUIRE(run.Run(intakes.Update(intake, kAsked, AnyEvent())).ok());
    CHECK(count() == 2);
    intake.state = kImported;
    intake.answered_by = ApOf("01AA/7");
    intake.result = exchange::ResultCode::kTransferSucceeded;
    intake.document = {DocumentId::New(random), 12, std::string(64, 'b')};
    REQUIRE(run.Run(intakes.Update(intake, kAsked, AnyEvent())).ok());
    CHECK(count() == 3);
    const auto found = run.Run(intakes.Find(intake.id)).value();
    REQUIRE(found);
    CHECK(found->id == intake.id);
    CHECK(found->target == intake.target);
    CHECK(found->source == intake.source);
    CHECK(found->key == intake.key);
    CHECK(found->kind == intake.kind);
    CHECK(found->asked_at == intake.asked_at);
    CHECK(found->state == kImported);
    CHECK(found->session == intake.session);
    CHECK(found->answered_by == intake.answered_by);
    CHECK(found->result == intake.result);
    REQUIRE(found->document);
    CHECK(found->document->id == intake.document->id);
    CHECK(found->document->size == 12);
    CHECK_FALSE(run.Run(intakes.Find(IntakeId::New(random))).value());
  }

  SUBCASE("asking again gives the unfinished intake and writes nothing") {
    CHECK(run.Run(intakes.Begin(IntakeOf(random, 5), AnyEvent())).value().id == intake.id);
    intake.state = kImported;
    REQUIRE(run.Run(intakes.Update(intake, kAsked, AnyEvent())).ok());
    CHECK(run.Run(intakes.Begin(IntakeOf(random, 5), AnyEvent())).value().id == intake.id);
    CHECK(count() == 2);
  }

  SUBCASE("another target, source, key or kind is another intake") {
    Intake other = IntakeOf(random, 5);
    other.target.index = 3;
    CHECK(run.Run(intakes.Begin(other, AnyEvent())).value().id == other.id);
    other = IntakeOf(random, 5);
    other.source = BrinOf("03CC");
    CHECK(run.Run(intakes.Begin(other, AnyEvent())).value().id == other.id);
    other = IntakeOf(random, 6);
    CHECK(run.Run(intakes.Begin(other, AnyEvent())).value().id == other.id);
    other = IntakeOf(random, 5);
    other.kind = dossier::TransferKind::kWithinBrin;
    CHECK(run.Run(intakes.Begin(other, AnyEvent())).value().id == other.id);
  }

  SUBCASE("after the end, with or without a dossier, asking again starts anew") {
    for (const auto end : {kConfirmed, kWithout}) {
      const Intake before = run.Run(intakes.Begin(IntakeOf(random, 5), AnyEvent())).value();
      Intake ended = before;
      ended.state = end;
      REQUIRE(run.Run(intakes.Update(ended, kAsked, AnyEvent())).ok());
      CHECK(run.Run(intakes.Begin(IntakeOf(random, 5), AnyEvent())).value().id != before.id);
    }
  }

  SUBCASE("of several that begin at the same time one is stored and all get it") {
    std::vector<Task<Result<Intake>>> begins;
    begins.reserve(20);
    for (int i = 0; i < 20; ++i) begins.push_back(intakes.Begin(IntakeOf(random, 9), AnyEvent()));
    const auto begun = run.RunTogether(std::move(begins));
    for (const auto& result : begun) CHECK(result.value().id == begun[0].value().id);
    CHECK(count() == 2);
  }

  SUBCASE("an intake that someone else went on with is not replaced, and nothing is written") {
    intake.state = kImported;
    REQUIRE(run.Run(intakes.Update(intake, kAsked, AnyEvent())).ok());
    intake.state = kWithout;
    CheckConflict(run.Run(intakes.Update(intake, kAsked, AnyEvent())));
    CHECK(run.Run(intakes.Find(intake.id)).value()->state == kImported);
    const Status unknown = run.Run(intakes.Update(IntakeOf(random, 5), kAsked, AnyEvent()));
    REQUIRE_FALSE(unknown.ok());
    CHECK(unknown.error().code == ErrorCode::kNotFound);
    CHECK(count() == 2);
  }

  SUBCASE("an ended intake is not taken up again beside a new one for the same dossier") {
    intake.state = kWithout;
    REQUIRE(run.Run(intakes.Update(intake, kAsked, AnyEvent())).ok());
    REQUIRE(run.Run(intakes.Begin(IntakeOf(random, 5), AnyEvent())).ok());
    intake.state = kAsked;
    CheckConflict(run.Run(intakes.Update(intake, kWithout, AnyEvent())));
    CHECK(count() == 3);
  }

  SUBCASE("unfinished ones are listed oldest first, a school's newest first") {
    const Intake older = IntakeOf(random, 1);
    Intake ended = IntakeOf(random, 2);
    REQUIRE(run.Run(intakes.Begin(older, AnyEvent())).ok());
    REQUIRE(run.Run(intakes.Begin(ended, AnyEvent())).ok());
    ended.state = kConfirmed;
    REQUIRE(run.Run(intakes.Update(ended, kAsked, AnyEvent())).ok());
    const auto unfinished = run.Run(intakes.ListUnfinished()).value();
    REQUIRE(unfinished.size() == 2);
    CHECK(unfinished[0].id == older.id);
    CHECK(unfinished[1].id == intake.id);
    const auto listed = run.Run(intakes.List(BrinOf("02BB"))).value();
    REQUIRE(listed.size() == 3);
    CHECK(listed[0].id == intake.id);
    CHECK(listed[2].id == older.id);
    CHECK(run.Run(intakes.List(BrinOf("01AA"))).value().empty());
  }
}

}  // namespace oso::store::contract
