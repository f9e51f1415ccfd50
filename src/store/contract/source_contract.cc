#include <doctest/doctest.h>

#include "store/contract/contract.h"

namespace oso::store::contract {
namespace {

using school::source::Inspection;
using school::source::ReceivedRequest;
using school::source::StoredDossier;

StoredDossier DossierOf(Random& random, std::int64_t age_seconds) {
  return {.id = DossierId::New(random),
          .school = BrinOf("01AA"),
          .version = dossier::DataSetVersion::k2018_1,
          .kind = dossier::TransferKind::kWithinBrin,
          .profile = dossier::Profile::kPovo,
          .document = {DocumentId::New(random), 173'403, std::string(64, 'a')},
          .content = std::string(64, 'c'),
          .collected_at = FakeClock().Now().PlusSeconds(-age_seconds),
          .inspection = std::nullopt,
          .offer = std::nullopt};
}

StoredDossier Inspected(StoredDossier dossier, Inspection inspection) {
  dossier.inspection = std::move(inspection);
  return dossier;
}

void CheckNotFound(const Status& status) {
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().code == ErrorCode::kNotFound);
}

}  // namespace

void DossierContract(const std::function<SchoolStores()>& make) {
  BlockingExecutor run;
  SchoolStores stores = make();
  auto& dossiers = stores.dossiers;
  FakeRandom random;
  const Instant now = FakeClock().Now();
  const StoredDossier old = DossierOf(random, 60);
  const StoredDossier recent = DossierOf(random, 0);
  REQUIRE(run.Run(dossiers.Add(recent, AnyEvent())).ok());
  REQUIRE(run.Run(dossiers.Add(old, AnyEvent())).ok());
  const auto count = [&] { return CountEvents(run, stores.events); };

  SUBCASE("a dossier is found with all its values") {
    const auto found = run.Run(dossiers.Find(old.id)).value();
    REQUIRE(found);
    CHECK(found->id == old.id);
    CHECK(found->school == old.school);
    CHECK(found->version == old.version);
    CHECK(found->kind == old.kind);
    CHECK(found->profile == old.profile);
    CHECK(found->document.id == old.document.id);
    CHECK(found->document.size == old.document.size);
    CHECK(found->document.sha256 == old.document.sha256);
    CHECK(found->content == old.content);
    CHECK(found->collected_at == old.collected_at);
    CHECK_FALSE(found->inspection);
    CHECK_FALSE(found->offer);
    CHECK(count() == 2);
    CHECK_FALSE(run.Run(dossiers.Find(DossierId::New(random))).value());
  }

  SUBCASE("a dossier id is used once") {
    const Status again = run.Run(dossiers.Add(old, AnyEvent()));
    REQUIRE_FALSE(again.ok());
    CHECK(again.error().code == ErrorCode::kAlreadyExists);
    CHECK(count() == 2);
  }

  SUBCASE("a school's dossiers are listed newest first, and no other school's") {
    const auto listed = run.Run(dossiers.List(BrinOf("01AA"))).value();
    REQUIRE(listed.size() == 2);
    CHECK(listed[0].id == recent.id);
    CHECK(run.Run(dossiers.List(BrinOf("02BB"))).value().empty());
  }

  SUBCASE("an inspection is recorded with its evidence and document, and a later one replaces it") {
    using school::source::Agreement;
    using school::source::Consent;
    using school::source::InspectedBy;
    using school::source::Shown;
    const Day day = Day::Parse("2017-01-01").value();
    const Inspection first{.on = day, .agreement = Agreement::kYes};
    CHECK(run.Run(dossiers.RecordInspection(Inspected(old, first), old.document.id, AnyEvent())).ok());
    const auto plain = run.Run(dossiers.Find(old.id)).value()->inspection;
    REQUIRE(plain);
    CHECK_FALSE(plain->recorded_at);
    CHECK_FALSE(plain->recorded_by);
    StoredDossier next = Inspected(old, {.on = day.PlusDays(1),
                                         .by = InspectedBy::kPupil,
                                         .how = Shown::kInLas,
                                         .agreement = Agreement::kNo,
                                         .consent = Consent::kRefused,
                                         .recorded_at = now,
                                         .recorded_by = "account:anna"});
    next.document = {DocumentId::New(random), 173'500, std::string(64, 'b')};
    next.content = std::string(64, 'd');
    CHECK(run.Run(dossiers.RecordInspection(next, old.document.id, AnyEvent())).ok());
    const auto found = run.Run(dossiers.Find(old.id)).value();
    REQUIRE(found->inspection);
    CHECK(found->inspection->on == day.PlusDays(1));
    CHECK(found->inspection->by == InspectedBy::kPupil);
    CHECK(found->inspection->how == Shown::kInLas);
    CHECK(found->inspection->agreement == Agreement::kNo);
    CHECK(found->inspection->consent == Consent::kRefused);
    CHECK(found->inspection->recorded_at == now);
    CHECK(found->inspection->recorded_by == "account:anna");
    CHECK(found->document.id == next.document.id);
    CHECK(found->document.size == next.document.size);
    CHECK(found->document.sha256 == next.document.sha256);
    CHECK(found->content == next.content);
    CHECK(run.Run(dossiers.Find(recent.id)).value()->document.id == recent.document.id);
    CHECK(count() == 4);
  }

  SUBCASE("an inspection of a document that was replaced meanwhile is a conflict, and nothing is written") {
    const Day day = Day::Parse("2017-01-01").value();
    StoredDossier next = Inspected(old, {.on = day});
    next.document.id = DocumentId::New(random);
    REQUIRE(run.Run(dossiers.RecordInspection(next, old.document.id, AnyEvent())).ok());
    StoredDossier late = Inspected(old, {.on = day.PlusDays(1)});
    late.document.id = DocumentId::New(random);
    const Status conflict = run.Run(dossiers.RecordInspection(late, old.document.id, AnyEvent()));
    REQUIRE_FALSE(conflict.ok());
    CHECK(conflict.error().code == ErrorCode::kConflict);
    CHECK(run.Run(dossiers.Find(old.id)).value()->document.id == next.document.id);
    CHECK(run.Run(dossiers.Find(old.id)).value()->inspection->on == day);
    CHECK(count() == 3);
  }

  SUBCASE("what is set ready under a key is found by school and key, newest first, until it is withdrawn") {
    REQUIRE(run.Run(dossiers.SetReady(old.id, {BrinOf("02BB"), KeyOf(1), now}, AnyEvent())).ok());
    REQUIRE(run.Run(dossiers.SetReady(recent.id, {std::nullopt, KeyOf(1), now}, AnyEvent())).ok());
    const auto found = run.Run(dossiers.FindOffered(BrinOf("01AA"), KeyOf(1))).value();
    REQUIRE(found.size() == 2);
    CHECK(found[0].id == recent.id);
    CHECK_FALSE(found[0].offer->target);
    CHECK(found[1].offer->target == BrinOf("02BB"));
    CHECK(found[1].offer->key == KeyOf(1));
    CHECK(found[1].offer->ready_at == now);
    CHECK(run.Run(dossiers.FindOffered(BrinOf("01AA"), KeyOf(2))).value().empty());
    CHECK(run.Run(dossiers.FindOffered(BrinOf("02BB"), KeyOf(1))).value().empty());
    CHECK(run.Run(dossiers.Withdraw(recent.id, AnyEvent())).ok());
    CHECK(run.Run(dossiers.FindOffered(BrinOf("01AA"), KeyOf(1))).value().size() == 1);
    CHECK(count() == 5);
  }

  SUBCASE("a dossier that is not there cannot be inspected, set ready or withdrawn, and nothing is written") {
    const DossierId unknown = DossierId::New(random);
    StoredDossier stranger = Inspected(DossierOf(random, 0), {});
    stranger.id = unknown;
    CheckNotFound(run.Run(dossiers.RecordInspection(stranger, old.document.id, AnyEvent())));
    CheckNotFound(run.Run(dossiers.SetReady(unknown, {std::nullopt, KeyOf(1), now}, AnyEvent())));
    CheckNotFound(run.Run(dossiers.Withdraw(unknown, AnyEvent())));
    CHECK(count() == 2);
  }
}

void RequestContract(const std::function<SchoolStores()>& make) {
  BlockingExecutor run;
  SchoolStores stores = make();
  auto& requests = stores.requests;
  FakeRandom random;
  ReceivedRequest request{.session = SessionId::New(random),
                          .source = ApOf("01AA/1"),
                          .target = ApOf("02BB/2"),
                          .key = KeyOf(3),
                          .kind = dossier::TransferKind::kBetweenSchools,
                          .at = FakeClock().Now(),
                          .result = std::nullopt};
  REQUIRE(run.Run(requests.Record(request)).ok());
  const auto list = [&] { return run.Run(requests.List(BrinOf("01AA"))).value(); };

  SUBCASE("a request is kept with all its values, also when it is never answered") {
    const auto listed = list();
    REQUIRE(listed.size() == 1);
    CHECK(listed[0].session == request.session);
    CHECK(listed[0].source == request.source);
    CHECK(listed[0].target == request.target);
    CHECK(listed[0].key == request.key);
    CHECK(listed[0].kind == request.kind);
    CHECK(listed[0].at == request.at);
    CHECK_FALSE(listed[0].result);
    CHECK(run.Run(requests.List(BrinOf("02BB"))).value().empty());
  }

  SUBCASE("the same session at the same access point again replaces; at another it is another request") {
    request.key = KeyOf(4);
    REQUIRE(run.Run(requests.Record(request)).ok());
    REQUIRE(list().size() == 1);
    CHECK(list()[0].key == KeyOf(4));
    request.source.index = 2;
    request.at = request.at.PlusSeconds(1);
    REQUIRE(run.Run(requests.Record(request)).ok());
    REQUIRE(list().size() == 2);
    CHECK(list()[0].source.index == 2);
  }

  SUBCASE("a session that serves once is recorded once at each access point, and stays as it was") {
    CHECK_FALSE(run.Run(requests.RecordFirst(request)).value());
    const auto first = request.key;
    request.session = SessionId::New(random);
    CHECK(run.Run(requests.RecordFirst(request)).value());
    request.key = KeyOf(4);
    CHECK_FALSE(run.Run(requests.RecordFirst(request)).value());
    REQUIRE(list().size() == 2);
    CHECK(list()[0].key == first);
    CHECK(list()[1].key == first);
    request.source.index = 2;
    CHECK(run.Run(requests.RecordFirst(request)).value());
  }

  SUBCASE("an answer is set together with its event") {
    using enum exchange::ResultCode;
    CHECK(run.Run(requests.Answer(request.session, request.source, kNotInspected, AnyEvent())).ok());
    CHECK(list()[0].result == kNotInspected);
    CHECK(CountEvents(run, stores.events) == 1);
    CheckNotFound(run.Run(requests.Answer(request.session, ApOf("01AA/2"), kNotInspected, AnyEvent())));
    CheckNotFound(run.Run(requests.Answer(SessionId::New(random), request.source, kNotInspected, AnyEvent())));
    CHECK(CountEvents(run, stores.events) == 1);
  }
}

}  // namespace oso::store::contract
