// Every condition and result code of overdracht, sessiecontrole and afmelding, asked over SOAP; and the audit event
// that each answer leaves behind.
#include "scenarios/scene.h"

namespace oso::scenario {
namespace {

using dossier::Profile;
using dossier::TransferKind;
using exchange::AccessPointState;
using exchange::ResultCode;
using exchange::Role;

TEST_CASE("overdracht: granted, with the active access points for transfers of the source") {
  Scene scene;
  const auto answer = scene.Open();
  REQUIRE(OnlyResult(answer) == "granted");
  const auto& opened = std::get<exchange::OpenedSession>(answer);
  REQUIRE(opened.sources.size() == 2);
  CHECK(opened.sources[0].id == Ap("01AA/1"));
  CHECK(opened.sources[1].id == Ap("01AA/2"));
  CHECK(opened.sources[0].url == UrlOf(kNoord));
  CHECK(opened.sources[0].supplier == Supplier(kNoord));
  const auto kept = scene.world.executor.Run(scene.center.sessions.Find(opened.id));
  CHECK(scene.left == std::vector{"session-opened " + Json({{"session", opened.id.ToString()},
                                                            {"target", "02BB/1"},
                                                            {"source", "01AA"},
                                                            {"kind", "overstapdossier"},
                                                            {"pupil", ToHex((*kept)->key)}})});
}

TEST_CASE("overdracht: only the access point that is asked for, and within one BRIN never the target's own") {
  Scene scene;
  scene.request.source_index = 2;
  const auto one = std::get<exchange::OpenedSession>(scene.Open());
  REQUIRE(one.sources.size() == 1);
  CHECK(one.sources[0].id == Ap("01AA/2"));
  scene.request.source = School("02BB");
  scene.request.source_index.reset();
  scene.request.kind = TransferKind::kWithinBrin;
  const auto within = std::get<exchange::OpenedSession>(scene.Open());
  REQUIRE(within.sources.size() == 2);
  CHECK(within.sources[0].id == Ap("02BB/2"));
  CHECK(within.sources[1].id == Ap("02BB/3"));
}

struct OpenFlaw {
  std::string_view condition;
  const char* flaw;
  void (*make)(Scene& scene);
  const char* answer;
};
constexpr std::string_view kTargetActive = "the target's access point is active, or asks the test school";
constexpr std::string_view kTargetsOwn = "the caller is the supplier of the target's access point";
constexpr std::string_view kForThisKind = "the target's access point is for this kind of transfer";
constexpr std::string_view kRightKey =
    "a swv-dossier comes with a koppelsleutel of these two systems, and nothing else does";
constexpr std::string_view kSourceKnown = "the source school is in the register";
constexpr std::string_view kOneBrin = "a transfer within one BRIN is within one BRIN";
constexpr std::string_view kAgreed = "the target's board has an agreement";
constexpr std::string_view kMandated = "the target's board has mandated its supplier";
constexpr std::string_view kQualified = "the target's supplier is qualified as target of this transfer";
constexpr std::string_view kSomeone = "an access point of the source can be asked";

const OpenFlaw kOpenFlaws[] = {
    {kTargetActive, "target paused", [](Scene& s) { s.request.target = Ap("02BB/9"); },
     "OntvangerAanleverpuntNietActief"},
    {kTargetActive, "target unknown", [](Scene& s) { s.request.target = Ap("02BB/77"); },
     "OntvangerAanleverpuntNietActief"},
    {kTargetActive, "target on its way asks a school",
     [](Scene& s) { s.SetState("02BB/1", AccessPointState::kTested); }, "OntvangerAanleverpuntNietActief"},
    {kTargetActive, "target announced asks the test school",
     [](Scene& s) {
       s.SetState("02BB/1", AccessPointState::kAnnounced);
       s.request.source = School(kTestSchool);
     },
     "OntvangerAanleverpuntNietActief"},
    {kTargetsOwn, "target of another supplier", [](Scene& s) { s.request.target = Ap("02BB/3"); },
     "ClientCertificaatOnjuist"},
    {kTargetsOwn, "caller is the source", [](Scene& s) { s.caller = Supplier(kNoord); }, "ClientCertificaatOnjuist"},
    {kForThisKind, "target is for PaO", [](Scene& s) { s.request.target = Ap("02BB/8"); }, "DoelOnjuist"},
    {kForThisKind, "swv-dossier to a school", [](Scene& s) { s.request.kind = TransferKind::kToPartnership; },
     "DoelOnjuist"},
    {kRightKey, "swv-dossier with a search key",
     [](Scene& s) {
       s.AskAsPartnership();
       s.request.key = Key();
     },
     "SleutelOnjuist"},
    {kRightKey, "overstapdossier with a koppelsleutel",
     [](Scene& s) { s.request.key = s.Announce("01AA/1", "06SW/1"); }, "SleutelOnjuist"},
    {kRightKey, "koppelsleutel that was never issued",
     [](Scene& s) {
       s.AskAsPartnership();
       s.request.key = exchange::LinkKey::New(s.world.random);
     },
     "SleutelOnjuist"},
    {kRightKey, "koppelsleutel of another partnership's system",
     [](Scene& s) {
       s.AskAsPartnership();
       s.request.key = s.Announce("01AA/1", "06SW/2");
     },
     "SleutelOnjuist"},
    {kRightKey, "koppelsleutel of another school",
     [](Scene& s) {
       s.AskAsPartnership();
       s.request.key = s.Announce("04DD/1", "06SW/1");
     },
     "SleutelOnjuist"},
    {kRightKey, "koppelsleutel of the test school elsewhere",
     [](Scene& s) {
       s.AskAsPartnership();
       s.request.key = center::TestLinkKey();
     },
     "SleutelOnjuist"},
    {kSourceKnown, "source unknown", [](Scene& s) { s.request.source = School("09ZZ"); }, "VerstrekkerNietBekend"},
    {kOneBrin, "within one BRIN, two BRINs", [](Scene& s) { s.request.kind = TransferKind::kWithinBrin; },
     "GeenRelatieMetDoel"},
    {kAgreed, "agreement ended", [](Scene& s) { s.EndAgreement(); }, "GeenOvereenkomst"},
    {kAgreed, "agreement without the extension for partnerships",
     [](Scene& s) {
       s.AskAsPartnership();
       exchange::Agreement agreement = s.AgreementOfBoard();
       agreement.partnerships = false;
       s.Enter({agreement});
     },
     "GeenOvereenkomst"},
    {kMandated, "mandate revoked", [](Scene& s) { s.EndMandate(kZuid, "02BB"); }, "GeenMandaat"},
    {kQualified, "target no longer qualified for POVO",
     [](Scene& s) { s.EndQualification(kZuid, Role::kTarget, Profile::kPovo); }, "NietGekwalificeerd"},
    {kSomeone, "source without active access point", [](Scene& s) { s.request.source = School("03CC"); },
     "VerstrekkerNietActief"},
    {kSomeone, "source index that does not exist", [](Scene& s) { s.request.source_index = 7; },
     "VerstrekkerNietActief"},
    {kSomeone, "source index paused", [](Scene& s) { s.request.source_index = 9; }, "VerstrekkerNietActief"},
    {kSomeone, "source index for PaO", [](Scene& s) { s.request.source_index = 8; }, "VerstrekkerNietActief"},
    {kSomeone, "source whose supplier has no mandate", [](Scene& s) { s.EndMandate(kNoord, "01AA"); },
     "VerstrekkerNietActief"},
    {kSomeone, "source whose supplier is not qualified for POVO",
     [](Scene& s) { s.EndQualification(kNoord, Role::kSource, Profile::kPovo); }, "VerstrekkerNietActief"},
    {kSomeone, "within one BRIN, only the target itself",
     [](Scene& s) {
       s.request.source = School("05EE");
       s.request.target = Ap("05EE/1");
       s.request.kind = TransferKind::kWithinBrin;
     },
     "VerstrekkerNietActief"},
};

TEST_CASE("overdracht: every condition has a flaw that shows it") {
  CheckThatEachHasAFlaw(center::ConditionsOfOpening(), kOpenFlaws);
}

TEST_CASE("overdracht: each flaw has its code and its event, and opens nothing") {
  for (const OpenFlaw& row : kOpenFlaws) {
    CAPTURE(std::string(row.flaw));
    Scene scene;
    row.make(scene);
    CHECK(OnlyResult(scene.Open()) == row.answer);
    CHECK(scene.left == std::vector{"session-refused " + Json({{"target", scene.request.target.ToString()},
                                                               {"source", std::string(scene.request.source.text())},
                                                               {"result", row.answer}})});
  }
}

TEST_CASE("overdracht: a partnership asks with the koppelsleutel it was told, the school's announcing system alone") {
  Scene scene;
  scene.AskAsPartnership();
  const auto answer = scene.Open();
  REQUIRE(OnlyResult(answer) == "granted");
  const auto& opened = std::get<exchange::OpenedSession>(answer);
  REQUIRE(opened.sources.size() == 1);
  CHECK(opened.sources[0].id == Ap("01AA/1"));
  // And the source asks the centre with the same key.
  exchange::SessionFacts facts{Ap("01AA/1"), scene.request.target, scene.request.key, scene.request.kind, opened.id};
  scene.caller = Supplier(kNoord);
  CHECK(scene.Check(facts) == "SessieValide");
  facts.key = scene.Announce("01AA/1", "06SW/1");
  CHECK(scene.Check(facts) == "SessieAfwijkend");
}

TEST_CASE(
    "overdracht: the test school may be asked from registration on, with no agreement, mandate or qualification") {
  Scene scene;
  scene.request.source = School(kTestSchool);
  scene.SetState("02BB/1", AccessPointState::kRegistered);
  scene.EndAgreement();
  scene.EndMandate(kZuid, "02BB");
  scene.EndQualification(kZuid, Role::kTarget, Profile::kPovo);
  const exchange::SessionFacts facts = scene.OpenAndTell();
  CHECK(facts.source == Ap("00YY/1"));
  CHECK(scene.Close(facts) == "OverdrachtGeslaagd");
}

TEST_CASE("overdracht: one access point that asks one school all the time is TeVeelVerzoeken, others are not") {
  Scene scene;
  for (int i = 0; i < kOpeningsAtOnce; ++i) REQUIRE(OnlyResult(scene.Open()) == "granted");
  CHECK(OnlyResult(scene.Open()) == "TeVeelVerzoeken");
  CHECK(scene.left == std::vector{"session-refused " +
                                  Json({{"target", "02BB/1"}, {"source", "01AA"}, {"result", "TeVeelVerzoeken"}})});
  scene.request.target = Ap("02BB/2");
  CHECK(OnlyResult(scene.Open()) == "granted");
}

TEST_CASE("sessiecontrole: SessieValide tells the sector of the target, until the session expires") {
  Scene scene;
  const exchange::SessionFacts facts = scene.OpenAndTell();
  scene.caller = Supplier(kNoord);
  scene.world.clock.Advance(kSessionSeconds - 1);
  const auto answer = scene.AsCaller([&](auto& client) { return client.CheckSession(facts); });
  REQUIRE(OnlyResult(answer) == "SessieValide");
  CHECK(std::get<exchange::ValidSession>(answer).target_sector == exchange::Sector::kSecondary);
  CHECK(scene.left ==
        std::vector{"session-checked " +
                    Json({{"session", facts.session.ToString()}, {"source", "01AA/1"}, {"result", "SessieValide"}})});
  scene.world.clock.Advance(1);
  CHECK(scene.Check(facts) == "SessieVerlopen");
}

struct FactsFlaw {
  std::string_view condition;
  const char* flaw;
  void (*make)(Scene& scene, exchange::SessionFacts& facts);
  const char* answer;
};
using Facts = exchange::SessionFacts;

constexpr std::string_view kSourceServes = "the source's access point is active, with agreement and mandate";
constexpr std::string_view kSourcesOwn = "the caller is the supplier of the source's access point";
constexpr std::string_view kNoGuessing = "the session is known, or not many before it were not";
constexpr std::string_view kSessionKnown = "the session is known";
constexpr std::string_view kSameTransfer = "both BRINs and overdrachtsoort are those of the session";
constexpr std::string_view kSameSource = "the source's access point is the one the session was opened for, if for one";
constexpr std::string_view kSameKey = "the key is that of the session";
constexpr std::string_view kSameTarget = "the target's access point is that of the session";
constexpr std::string_view kNotClosed = "the session is not closed";
constexpr std::string_view kNotExpired = "the session is not expired";
constexpr std::string_view kTargetThere = "the target's access point is still there, of the same supplier";

// The session was for 01AA/1 alone.
void OpenForOneAccessPoint(Scene& s, Facts& f) {
  const Oin before = std::exchange(s.caller, Supplier(kZuid));
  s.request.source_index = 1;
  f = s.OpenAndTell();
  f.source = Ap("01AA/2");
  s.caller = before;
}

// The centre opens no session within one BRIN between two; one that is there all the same gives nothing away.
void KeepOddSession(Scene& s, Facts& f) {
  f.session = SessionId::New(s.world.random);
  f.kind = TransferKind::kWithinBrin;
  const center::Session session{.id = f.session,
                                .source = f.source.brin,
                                .source_index = std::nullopt,
                                .target = f.target,
                                .kind = f.kind,
                                .key = exchange::DigestOf({}, f.key),
                                .target_supplier = Supplier(kZuid),
                                .opened_at = s.world.clock.Now(),
                                .expires_at = s.world.clock.Now().PlusSeconds(60),
                                .closing = std::nullopt};
  const audit::Event event =
      audit::SessionOpened({"system", "test"}, session.opened_at, session.id, session.target, session.source, "x", "y");
  REQUIRE(s.world.executor.Run(s.center.sessions.Open(session, event, std::nullopt)).ok());
}

void CloseFirst(Scene& s, Facts& f) {
  const Oin before = std::exchange(s.caller, Supplier(kZuid));
  REQUIRE(s.Close(f) == "OverdrachtGeslaagd");
  s.caller = before;
}

const FactsFlaw kCheckFlaws[] = {
    {kSourceKnown, "source unknown", [](Scene&, Facts& f) { f.source = Ap("09ZZ/1"); }, "VerstrekkerNietBekend"},
    {kSourceServes, "source's access point unknown", [](Scene&, Facts& f) { f.source = Ap("01AA/7"); },
     "VerstrekkerAanleverpuntNietBekend"},
    {kSourceServes, "source's access point paused", [](Scene&, Facts& f) { f.source = Ap("01AA/9"); },
     "VerstrekkerAanleverpuntNietBekend"},
    {kSourceServes, "source's board without agreement", [](Scene& s, Facts&) { s.EndAgreement(); },
     "VerstrekkerAanleverpuntNietBekend"},
    {kSourceServes, "source's supplier without mandate", [](Scene& s, Facts&) { s.EndMandate(kNoord, "01AA"); },
     "VerstrekkerAanleverpuntNietBekend"},
    {kSourcesOwn, "certificate of the target", [](Scene& s, Facts&) { s.caller = Supplier(kZuid); },
     "ClientCertificaatOnjuist"},
    {kSourcesOwn, "certificate of a third", [](Scene& s, Facts&) { s.caller = Supplier(kVreemd); },
     "ClientCertificaatOnjuist"},
    {kNoGuessing, "a source that was made to try sessions there are not; one that there is stays good",
     [](Scene& s, Facts& f) {
       Facts guess = f;
       for (int i = 0; i < kWrongChecksAtOnce; ++i) {
         guess.session = SessionId::New(s.world.random);
         REQUIRE(s.Check(guess) == "SessieOnbekend");
       }
       REQUIRE(s.Check(f) == "SessieValide");
       f.session = SessionId::New(s.world.random);
     },
     "TeVeelVerzoeken"},
    {kSessionKnown, "session unknown", [](Scene& s, Facts& f) { f.session = SessionId::New(s.world.random); },
     "SessieOnbekend"},
    {kSameTransfer, "bron BRIN differs", [](Scene&, Facts& f) { f.source = Ap("04DD/1"); }, "SessieAfwijkend"},
    {kSameTransfer, "doel BRIN differs", [](Scene&, Facts& f) { f.target = Ap("05EE/1"); }, "SessieAfwijkend"},
    {kSameTransfer, "kind differs", [](Scene&, Facts& f) { f.kind = TransferKind::kWithinBrin; }, "SessieAfwijkend"},
    {kSameSource, "another access point of the source than was asked for", OpenForOneAccessPoint, "SessieAfwijkend"},
    {kSameKey, "key differs", [](Scene&, Facts& f) { f.key = Key(0x5b); }, "SessieAfwijkend"},
    {kSameTarget, "target's access point differs", [](Scene&, Facts& f) { f.target = Ap("02BB/2"); },
     "OnbekendAanleverpunt"},
    {kOneBrin, "within one BRIN, two BRINs", KeepOddSession, "GeenRelatieMetDoel"},
    {kNotClosed, "session closed", CloseFirst, "SessieReedsAfgemeld"},
    {kNotClosed, "closed and expired",
     [](Scene& s, Facts& f) {
       CloseFirst(s, f);
       s.world.clock.Advance(kSessionSeconds);
     },
     "SessieReedsAfgemeld"},
    {kNotExpired, "session expired", [](Scene& s, Facts&) { s.world.clock.Advance(kSessionSeconds); },
     "SessieVerlopen"},
    {kTargetThere, "target paused since", [](Scene& s, Facts&) { s.SetState("02BB/1", AccessPointState::kPaused); },
     "OnbekendAanleverpunt"},
    {kTargetThere, "target left since", [](Scene& s, Facts&) { s.SetState("02BB/1", AccessPointState::kLeft); },
     "OnbekendAanleverpunt"},
    {kTargetThere, "target of another supplier since",
     [](Scene& s, Facts&) {
       exchange::AccessPoint ap = s.AccessPointOf("02BB/1");
       ap.supplier = Supplier(kVreemd);
       s.Enter({ap});
     },
     "OnbekendAanleverpunt"},
};

TEST_CASE("sessiecontrole: every condition has a flaw that shows it") {
  CheckThatEachHasAFlaw(center::ConditionsOfChecking(), kCheckFlaws);
}

TEST_CASE("sessiecontrole: each flaw has its code and its event") {
  for (const FactsFlaw& row : kCheckFlaws) {
    CAPTURE(std::string(row.flaw));
    Scene scene;
    Facts facts = scene.OpenAndTell();
    scene.caller = Supplier(kNoord);
    row.make(scene, facts);
    CHECK(scene.Check(facts) == row.answer);
    CHECK(scene.left == std::vector{"session-checked " + Json({{"session", facts.session.ToString()},
                                                               {"source", facts.source.ToString()},
                                                               {"result", row.answer}})});
  }
}

std::string ClosedEvent(const Facts& facts, std::string_view result) {
  return "session-closed " + Json({{"session", facts.session.ToString()},
                                   {"source", facts.source.ToString()},
                                   {"result", std::string(result)}});
}

TEST_CASE("afmelding: accepted once, and the same report again is accepted and changes nothing") {
  Scene scene;
  const Facts facts = scene.OpenAndTell();
  CHECK(scene.Close(facts, ResultCode::kNotInspected) == "OverdrachtGeslaagd");
  CHECK(scene.left == std::vector{ClosedEvent(facts, "LeerlinginfoNietOpvraagbaar")});
  CHECK(scene.Close(facts, ResultCode::kNotInspected) == "OverdrachtGeslaagd");
  CHECK(scene.left.empty());
}

TEST_CASE("afmelding: after the session expired it is accepted") {
  Scene scene;
  const Facts facts = scene.OpenAndTell();
  scene.world.clock.Advance(kSessionSeconds + 1);
  CHECK(scene.Close(facts) == "OverdrachtGeslaagd");
  CHECK(scene.left == std::vector{ClosedEvent(facts, "OverdrachtGeslaagd")});
}

constexpr std::string_view kOpener = "the caller is the supplier that opened the session";
constexpr std::string_view kSameReport = "the session is not closed with another report";

const FactsFlaw kCloseFlaws[] = {
    {kSessionKnown, "session unknown", [](Scene& s, Facts& f) { f.session = SessionId::New(s.world.random); },
     "SessieOnbekend"},
    {kOpener, "session of another supplier", [](Scene& s, Facts&) { s.caller = Supplier(kVreemd); },
     "ClientCertificaatOnjuist"},
    {kOpener, "the source reports", [](Scene& s, Facts&) { s.caller = Supplier(kNoord); }, "ClientCertificaatOnjuist"},
    {kSameTransfer, "bron BRIN differs", [](Scene&, Facts& f) { f.source = Ap("04DD/1"); }, "SessieAfwijkend"},
    {kSameTransfer, "doel BRIN differs", [](Scene&, Facts& f) { f.target = Ap("05EE/1"); }, "SessieAfwijkend"},
    {kSameTransfer, "kind differs", [](Scene&, Facts& f) { f.kind = TransferKind::kWithinBrin; }, "SessieAfwijkend"},
    {kSameSource, "another access point of the source than was asked for", OpenForOneAccessPoint, "SessieAfwijkend"},
    {kSameKey, "key differs", [](Scene&, Facts& f) { f.key = Key(0x5b); }, "SessieAfwijkend"},
    {kSameTarget, "target's access point differs", [](Scene&, Facts& f) { f.target = Ap("02BB/2"); },
     "OnbekendAanleverpunt"},
    {kSameReport, "another result after the first",
     [](Scene& s, Facts& f) { REQUIRE(s.Close(f, ResultCode::kNotAvailable) == "OverdrachtGeslaagd"); },
     "SessieReedsAfgemeld"},
    {kSameReport, "another access point after the first",
     [](Scene& s, Facts& f) {
       REQUIRE(s.Close(f) == "OverdrachtGeslaagd");
       f.source = Ap("01AA/2");
     },
     "SessieReedsAfgemeld"},
};

TEST_CASE("afmelding: every condition has a flaw that shows it") {
  CheckThatEachHasAFlaw(center::ConditionsOfClosing(), kCloseFlaws);
}

TEST_CASE("afmelding: each flaw has its code and its event, and closes nothing") {
  for (const FactsFlaw& row : kCloseFlaws) {
    CAPTURE(std::string(row.flaw));
    Scene scene;
    Facts facts = scene.OpenAndTell();
    row.make(scene, facts);
    const std::int64_t closed = scene.Count(scene.center.audit, "session-closed");
    CHECK(scene.Close(facts) == row.answer);
    CHECK(scene.left == std::vector{"session-close-refused " +
                                    Json({{"session", facts.session.ToString()}, {"result", row.answer}})});
    CHECK(scene.Count(scene.center.audit, "session-closed") == closed);
  }
}

}  // namespace
}  // namespace oso::scenario
