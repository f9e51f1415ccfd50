// What the source gives and what the target takes.
#include <doctest/doctest.h>

#include <algorithm>

#include "scenarios/network.h"
#include "wire/soap/loopback.h"

namespace oso::scenario {
namespace {

using dossier::TransferKind;
using exchange::ResultCode;
using school::source::Consent;
using school::target::Intake;
using school::target::IntakeState;

constexpr std::string_view kPupil = "101211151";  // of povo.xml

std::string Povo() { return TestFile("povo.xml"); }

class Kept final : public exchange::DocumentSink {
 public:
  Task<Status> Write(ByteView bytes) override {
    text += AsText(bytes);
    co_return Status{};
  }
  std::string text;
};

// The target asks the source for one document, with whatever the protocol lets it ask.
struct Source : Network {
  std::string document;  // of the last answer

  std::string Fetch(std::string_view pgn = kPupil, std::optional<Instant> newer_than = std::nullopt,
                    std::optional<std::string> version = std::nullopt) {
    const exchange::SearchKey key = world.executor.Run(PlainKeys().Derive(Pgn::Parse(pgn).value(), School("01AA")));
    const exchange::SessionRequest request{.source = School("01AA"),
                                           .source_index = std::nullopt,
                                           .target = Ap("02BB/1"),
                                           .key = key,
                                           .kind = TransferKind::kBetweenSchools};
    const auto answer = world.executor.Run(zuid.center.OpenSession(request));
    REQUIRE(answer.ok());
    const auto& opened = std::get<exchange::OpenedSession>(*answer);
    exchange::DocumentRequest wanted{.facts = {opened.sources[0].id, request.target, key, request.kind, opened.id},
                                     .newer_than = newer_than,
                                     .dossier_version = std::move(version)};
    Kept kept;
    const auto result = world.executor.Run(zuid.sources.FetchDocument(opened.sources[0], std::move(wanted), kept));
    REQUIRE(result.ok());
    document = kept.text;
    CHECK((document.empty() || *result == ResultCode::kTransferSucceeded));
    const auto stored = *world.executor.Run(noord.requests.List(School("01AA")));
    REQUIRE_FALSE(stored.empty());  // whatever the answer: the request is kept, with its answer
    CHECK(std::ranges::any_of(stored,
                              [&](const auto& row) { return row.session == opened.id && row.result == *result; }));
    return std::string(WireName(*result));
  }
};

TEST_CASE_FIXTURE(Source, "source: set ready and inspected, the dossier is given byte for byte") {
  noord.Offer(Povo());
  CHECK(Fetch() == "OverdrachtGeslaagd");
  CHECK(document == Inspected(RootOf(Povo())));
  CHECK(Count(noord.audit, "document-serving") == 1);
}

TEST_CASE_FIXTURE(Source, "source: an unknown pupil and a dossier that is not set ready look the same") {
  noord.RecordInspection(noord.Add(Povo()));
  CHECK(Fetch() == "LeerlinginfoNietBeschikbaar");
  CHECK(Fetch("482782481") == "LeerlinginfoNietBeschikbaar");
  CHECK(Count(noord.audit, "document-refused", "LeerlinginfoNietBeschikbaar") == 2);
}

TEST_CASE_FIXTURE(Source, "source: set ready for another school, the asking school learns nothing") {
  const DossierId dossier = noord.Add(Povo());
  noord.SetReady(dossier, School("05EE"));  // not inspected either: it may not learn that
  CHECK(Fetch() == "LeerlinginfoNietBeschikbaar");
  noord.RecordInspection(dossier);
  CHECK(Fetch() == "LeerlinginfoNietBeschikbaar");
  noord.SetReady(dossier, School("02BB"));
  CHECK(Fetch() == "OverdrachtGeslaagd");
}

TEST_CASE_FIXTURE(Source, "source: withdrawn, it is no longer given") {
  const DossierId dossier = noord.Offer(Povo());
  school::source::WithdrawDossier withdraw(noord.dossiers, world.clock);
  REQUIRE(world.executor.Run(withdraw.Run(audit::Actor::ForAccount("anna", "r"), dossier)).ok());
  CHECK(Fetch() == "LeerlinginfoNietBeschikbaar");
}

TEST_CASE_FIXTURE(Source, "source: not inspected, it is LeerlinginfoNietOpvraagbaar until it is") {
  const DossierId dossier = noord.Add(Povo());
  noord.SetReady(dossier);
  CHECK(Fetch() == "LeerlinginfoNietOpvraagbaar");
  CHECK(document.empty());
  noord.RecordInspection(dossier);
  CHECK(Fetch() == "OverdrachtGeslaagd");
}

TEST_CASE_FIXTURE(Source, "source: a VOVO dossier also waits for consent") {
  constexpr std::string_view kVovoPupil = "662460613";
  const DossierId dossier = noord.Add(TestFile("vovo.xml"));
  noord.SetReady(dossier);
  noord.RecordInspection(dossier, Consent::kNotNeeded);
  CHECK(Fetch(kVovoPupil) == "LeerlinginfoNietOpvraagbaar");
  noord.RecordInspection(dossier, Consent::kRefused);
  CHECK(Fetch(kVovoPupil) == "LeerlinginfoNietOpvraagbaar");
  noord.RecordInspection(dossier, Consent::kGiven);
  CHECK(Fetch(kVovoPupil) == "OverdrachtGeslaagd");
}

TEST_CASE_FIXTURE(Source, "source: aanvraagdatum before, at and after verzameldatum") {
  const Instant collected = world.clock.Now();
  noord.Offer(Povo());
  world.clock.Advance(60);
  CHECK(Fetch(kPupil, Instant{collected.micros - 1}) == "OverdrachtGeslaagd");
  CHECK(Fetch(kPupil, collected) == "GeenNieuwereLeerlinginfo");
  CHECK(Fetch(kPupil, Instant{collected.micros + 1}) == "GeenNieuwereLeerlinginfo");
}

TEST_CASE_FIXTURE(Source, "source: only the data-set version that was asked for") {
  noord.Offer(Povo());
  CHECK(Fetch(kPupil, std::nullopt, "2018.1") == "DossierVersieNietBeschikbaar");
  CHECK(Fetch(kPupil, std::nullopt, "2019.1") == "OverdrachtGeslaagd");
}

TEST_CASE_FIXTURE(Source, "source: of two versions the newest that may go is given") {
  const std::string newer = Replaced(Povo(), "Noor", "Noortje");
  noord.Offer(newer);
  CHECK(Fetch() == "OverdrachtGeslaagd");
  world.clock.Advance(60);
  const Instant between = world.clock.Now();
  world.clock.Advance(60);
  const DossierId newest = noord.Add(Povo());
  noord.SetReady(newest);
  CHECK(Fetch() == "OverdrachtGeslaagd");
  CHECK(document == Inspected(RootOf(newer)));  // the newest has not been inspected
  CHECK(Fetch(kPupil, between) == "GeenNieuwereLeerlinginfo");
  noord.RecordInspection(newest);
  CHECK(Fetch(kPupil, between) == "OverdrachtGeslaagd");
  CHECK(document == Inspected(RootOf(Povo())));
  CHECK(Fetch() == "OverdrachtGeslaagd");
  CHECK(document == Inspected(RootOf(Povo())));
}

TEST_CASE_FIXTURE(Source, "source: who is not the target's system gets a fault and nothing else") {
  noord.Offer(Povo());
  AddAccessPoint("02BB/3", kVreemd);
  const exchange::SearchKey key = world.executor.Run(PlainKeys().Derive(Pgn::Parse(kPupil).value(), School("01AA")));
  const auto opened = std::get<exchange::OpenedSession>(*world.executor.Run(
      zuid.center.OpenSession({School("01AA"), std::nullopt, Ap("02BB/1"), key, TransferKind::kBetweenSchools})));
  Caller stranger(world.wires, Supplier(kVreemd));
  wire::soap::SoapSourceSystem asking(stranger);
  Kept kept;
  const auto answer = world.executor.Run(
      asking.FetchDocument(opened.sources[0],
                           {.facts = {Ap("01AA/1"), Ap("02BB/1"), key, TransferKind::kBetweenSchools, opened.id},
                            .newer_than = std::nullopt,
                            .dossier_version = std::nullopt},
                           kept));
  REQUIRE_FALSE(answer.ok());
  CHECK(answer.error().detail == "fault forbidden");
  CHECK(kept.text.empty());
  CHECK(Count(noord.audit, "call-refused", "02BB/1") == 1);
  CHECK(world.executor.Run(noord.requests.List(School("01AA")))->empty());
}

// The target asks for the dossier of one pupil, and `vreemd` is a system that can answer anything.
struct Target : Network {
  wire::soap::FakeSource vreemd;
  wire::soap::SoapEndpoint endpoint{wire::soap::SourceOperations(vreemd), world.gate};

  Target() { world.wires.Connect(UrlOf(kVreemd), Supplier(kVreemd), endpoint); }

  // The only access point of the source is the strange system's.
  void OnlyVreemd() {
    SetState("01AA/1", exchange::AccessPointState::kPaused);
    AddAccessPoint("01AA/2", kVreemd);
  }
  Intake Begin(std::string_view pgn = kPupil) {
    const auto asked = zuid.Ask(pgn, School("01AA"), Ap("02BB/1"));
    REQUIRE(asked.ok());
    return *asked;
  }
  Intake AskAndComplete(std::string_view pgn = kPupil) {
    const auto done = zuid.Complete(Begin(pgn));
    REQUIRE(done.ok());
    const auto stored = *world.executor.Run(zuid.intakes.Find(done->id));
    CHECK(stored->state == done->state);
    return *done;
  }
  std::int64_t Reports(ResultCode result) {
    return Count(center.audit, "session-closed", std::string("\"").append(WireName(result)).append("\""));
  }
};

TEST_CASE_FIXTURE(Target, "target: a document that may not be imported is DossierOngeldig, and nothing is kept") {
  const std::pair<const char*, std::string> answers[] = {
      {"of another pupil", TestFile("povo_min.xml")},
      {"of another school", TestFile("hostile/other_school.xml")},
      {"of another kind", TestFile("binnenbrin.xml")},
      {"without inspection block", TestFile("hostile/no_inspection.xml")},
      {"no dossier", "<dossier xmlns=\"urn:x\"/>"},
      {"with an entity declared", TestFile("hostile/doctype.xml")},
      {"cut short", RootOf(Povo()).substr(0, 3000)},
  };
  OnlyVreemd();
  std::int64_t told = 0;
  for (const auto& [flaw, text] : answers) {
    CAPTURE(std::string(flaw));
    vreemd.document = text.starts_with("<?xml") && text.find("<!DOCTYPE") == std::string::npos ? RootOf(text) : text;
    const Intake intake = AskAndComplete();
    CHECK(intake.state == IntakeState::kWithout);
    CHECK(intake.result == ResultCode::kDossierRefused);
    CHECK(zuid.documents.documents().empty());
    CHECK(Reports(ResultCode::kDossierRefused) == ++told);
  }
  CHECK(Count(zuid.audit, "dossier-imported") == 0);
  CHECK(Count(zuid.audit, "dossier-refused", R"("source":"01AA/2")") == told);
  CHECK(Count(zuid.audit, "dossier-refused", R"("reason":"other-pupil")") == 1);
}

TEST_CASE_FIXTURE(Target, "target: another school's or kind's dossier is refused also when the pupil is right") {
  OnlyVreemd();
  for (const auto& [from, to] : {std::pair{"<brincode>01AA", "<brincode>03CC"},
                                 std::pair{"<onderwijsnummer>101211151</onderwijsnummer>", "<bsn>274957462</bsn>"},
                                 std::pair{">overstapdossier<", ">overdrachtbinnenbrin<"}}) {
    CAPTURE(std::string(to));
    vreemd.document = RootOf(Replaced(Povo(), from, to));
    CHECK(AskAndComplete().result == ResultCode::kDossierRefused);
  }
  vreemd.document = RootOf(Povo());
  CHECK(AskAndComplete().state == IntakeState::kConfirmed);  // the same without the flaw
}

TEST_CASE_FIXTURE(Target, "target: a refused dossier does not keep another access point from giving the right one") {
  AddAccessPoint("01AA/0", kVreemd);
  vreemd.document = RootOf(TestFile("povo_min.xml"));
  noord.Offer(Povo());
  const Intake intake = AskAndComplete();
  CHECK(intake.state == IntakeState::kConfirmed);
  CHECK(intake.answered_by == Ap("01AA/1"));
  CHECK(zuid.documents.documents().at(intake.document->id) == Inspected(RootOf(Povo())));
}

TEST_CASE_FIXTURE(Target, "target: of several answers the best is reported, with its access point") {
  AddAccessPoint("01AA/2", kVreemd);
  vreemd.result = ResultCode::kNotAvailable;
  noord.SetReady(noord.Add(Povo()));  // 01AA/1 says LeerlinginfoNietOpvraagbaar
  const Intake first = AskAndComplete();
  CHECK(first.result == ResultCode::kNotInspected);
  CHECK(first.answered_by == Ap("01AA/1"));
  CHECK(Count(center.audit, "session-closed", R"("source":"01AA/1","result":"LeerlinginfoNietOpvraagbaar")") == 1);

  vreemd.result = ResultCode::kNotInspected;  // as good: the last that was asked
  const Intake tie = AskAndComplete();
  CHECK(tie.answered_by == Ap("01AA/2"));

  vreemd.result = ResultCode::kNotNewer;
  CHECK(AskAndComplete().result == ResultCode::kNotNewer);
}

TEST_CASE_FIXTURE(Target, "target: once one access point gave the dossier no other is asked") {
  AddAccessPoint("01AA/2", kVreemd);
  noord.Offer(Povo());
  CHECK(AskAndComplete().state == IntakeState::kConfirmed);
  CHECK_FALSE(vreemd.asked);
}

TEST_CASE_FIXTURE(Target, "target: an unreachable source stays asked, and is taken up when it is back") {
  noord.Offer(Povo());
  world.faults.Plan(FaultKind::kCallFails, 2);  // the document
  const Intake intake = AskAndComplete();
  CHECK(intake.state == IntakeState::kAsked);
  CHECK(Count(zuid.audit, "intake-answered", R"("result":"BronNietBereikbaar","state":"asked")") == 1);
  CHECK(Reports(ResultCode::kSourceUnreachable) == 1);
  const auto unfinished = *world.executor.Run(zuid.intakes.ListUnfinished());
  REQUIRE(unfinished.size() == 1);
  const auto resumed = zuid.Complete(unfinished[0]);
  REQUIRE(resumed.ok());
  CHECK(resumed->id == intake.id);
  CHECK(resumed->state == IntakeState::kConfirmed);
  CHECK(resumed->session != intake.session);
}

TEST_CASE_FIXTURE(Target, "target: while one access point is unreachable the others' no is not the end") {
  AddAccessPoint("01AA/2", kVreemd);
  vreemd.document = RootOf(Povo());
  world.wires.Disconnect(UrlOf(kVreemd));
  const Intake intake = AskAndComplete();
  CHECK(intake.state == IntakeState::kAsked);
  CHECK(intake.result == ResultCode::kNotAvailable);  // the better answer is the one that is reported
  world.wires.Connect(UrlOf(kVreemd), Supplier(kVreemd), endpoint);
  CHECK(AskAndComplete().id == intake.id);
  CHECK(Count(zuid.audit, "dossier-imported") == 1);
}

TEST_CASE_FIXTURE(Target, "target: an answer without a dossier element is no answer, and the intake stays asked") {
  OnlyVreemd();
  vreemd.document = "dossier";
  CHECK(AskAndComplete().state == IntakeState::kAsked);
  CHECK(zuid.documents.documents().empty());
}

TEST_CASE_FIXTURE(Target, "target: a system with another certificate than the register says is not believed") {
  OnlyVreemd();
  vreemd.document = RootOf(Povo());
  world.wires.Connect(UrlOf(kVreemd), Supplier(kNoord), endpoint);
  CHECK(AskAndComplete().state == IntakeState::kAsked);
  CHECK(zuid.documents.documents().empty());
  CHECK_FALSE(vreemd.asked);  // it has not even seen the search key
}

TEST_CASE_FIXTURE(Target,
                  "target: without a session the intake ends with the centre's reason, and asking again starts anew") {
  SetState("01AA/1", exchange::AccessPointState::kPaused);
  const Intake refused = AskAndComplete();
  CHECK(refused.state == IntakeState::kWithout);
  CHECK(refused.result == ResultCode::kSourceNotActive);
  CHECK(Count(center.audit, "session-closed") == 0);
  CHECK(Count(zuid.audit, "intake-answered", R"("result":"VerstrekkerNietActief","state":"without-dossier")") == 1);
  SetState("01AA/1", exchange::AccessPointState::kActive);
  noord.Offer(Povo());
  const Intake again = AskAndComplete();
  CHECK(again.id != refused.id);
  CHECK(again.state == IntakeState::kConfirmed);
}

TEST_CASE_FIXTURE(Target, "target: without the centre nothing is asked of a source, and nothing is lost") {
  noord.Offer(Povo());
  const Intake intake = Begin();
  world.faults.Plan(FaultKind::kCallFails, 1);
  const auto failed = zuid.Complete(intake);
  REQUIRE_FALSE(failed.ok());
  CHECK(failed.error().code == ErrorCode::kUnavailable);
  CHECK(Count(noord.audit, "document-serving") == 0);
  CHECK(AskAndComplete().id == intake.id);
}

}  // namespace
}  // namespace oso::scenario
