// Every condition and result code of the centre, asked over SOAP; and the audit event that each answer leaves behind.
#include <doctest/doctest.h>

#include "scenarios/network.h"
#include "wire/soap/loopback.h"

namespace oso::scenario {
namespace {

using dossier::TransferKind;
using exchange::AccessPointState;
using exchange::ResultCode;

exchange::SearchKey Key(std::uint8_t byte = 0x5a) { return exchange::SearchKey::FromBytes(Bytes(128, byte)).value(); }

std::string OnlyResult(const exchange::OrRefusal<exchange::OpenedSession>& answer) {
  const auto* refusal = std::get_if<ResultCode>(&answer);
  return refusal != nullptr ? std::string(WireName(*refusal)) : "opened";
}
std::string OnlyResult(const exchange::OrRefusal<exchange::ValidSession>& answer) {
  const auto* refusal = std::get_if<ResultCode>(&answer);
  return std::string(WireName(refusal != nullptr ? *refusal : ResultCode::kSessionValid));
}

std::string Json(std::initializer_list<std::pair<std::string_view, std::string>> fields) {
  std::string json;
  for (const auto& [key, value] : fields) {
    json.append(json.empty() ? "{" : ",").append("\"").append(key).append("\":\"").append(value).append("\"");
  }
  return json + "}";
}

struct Scene : Network {
  exchange::SessionRequest request{.source = School("01AA"),
                                   .source_index = std::nullopt,
                                   .target = Ap("02BB/1"),
                                   .key = Key(),
                                   .kind = TransferKind::kBetweenSchools};
  Oin caller = Supplier(kZuid);

  Scene() {
    AddAccessPoint("01AA/2", kNoord);
    AddAccessPoint("02BB/2", kZuid);
    AddAccessPoint("02BB/3", kVreemd);
    AddAccessPoint("04DD/1", kNoord);
    AddAccessPoint("05EE/1", kZuid);
  }

  template <class Call>
  auto AsCaller(Call call) {
    Caller wire(world.wires, caller);
    wire::soap::SoapTrafficCenter client(wire, std::string(kCenterUrl));
    const auto before = static_cast<std::int64_t>(Events(center.audit).size());
    auto answer = world.executor.Run(call(client));
    left = Events(center.audit, before);
    REQUIRE(answer.ok());
    return std::move(answer).value();
  }
  exchange::OrRefusal<exchange::OpenedSession> Open() {
    return AsCaller([&](auto& client) { return client.OpenSession(request); });
  }
  exchange::SessionFacts OpenAndTell() {
    const auto opened = std::get<exchange::OpenedSession>(Open());
    return {.source = opened.sources.at(0).id,
            .target = request.target,
            .key = request.key,
            .kind = request.kind,
            .session = opened.id};
  }
  std::string Check(const exchange::SessionFacts& facts) {
    return OnlyResult(AsCaller([&](auto& client) { return client.CheckSession(facts); }));
  }
  std::string Close(const exchange::SessionFacts& facts, ResultCode best = ResultCode::kTransferSucceeded) {
    return std::string(WireName(AsCaller([&](auto& client) { return client.CloseSession(facts, best); })));
  }

  std::vector<std::string> left;  // the events of the last call
};

TEST_CASE("overdracht: granted, with the active access points for transfers of the source") {
  Scene scene;
  const auto answer = scene.Open();
  REQUIRE(OnlyResult(answer) == "opened");
  const auto& opened = std::get<exchange::OpenedSession>(answer);
  REQUIRE(opened.sources.size() == 2);
  CHECK(opened.sources[0].id == Ap("01AA/1"));
  CHECK(opened.sources[1].id == Ap("01AA/2"));
  CHECK(opened.sources[0].url == UrlOf(kNoord));
  CHECK(opened.sources[0].supplier == Supplier(kNoord));
  CHECK(scene.left == std::vector{"session-opened " + Json({{"session", opened.id.ToString()},
                                                            {"target", "02BB/1"},
                                                            {"source", "01AA"},
                                                            {"kind", "overstapdossier"}})});
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
  const char* flaw;
  void (*make)(Scene& scene);
  const char* answer;
};
const OpenFlaw kOpenFlaws[] = {
    {"target inactive", [](Scene& s) { s.request.target = Ap("02BB/9"); }, "OntvangerAanleverpuntNietActief"},
    {"target unknown", [](Scene& s) { s.request.target = Ap("02BB/77"); }, "OntvangerAanleverpuntNietActief"},
    {"target is for PaO", [](Scene& s) { s.request.target = Ap("02BB/8"); }, "OntvangerAanleverpuntNietActief"},
    {"target of another supplier", [](Scene& s) { s.request.target = Ap("02BB/3"); }, "ClientCertificaatOnjuist"},
    {"caller is the source", [](Scene& s) { s.caller = Supplier(kNoord); }, "ClientCertificaatOnjuist"},
    {"source unknown", [](Scene& s) { s.request.source = School("09ZZ"); }, "VerstrekkerNietBekend"},
    {"source without active access point", [](Scene& s) { s.request.source = School("03CC"); },
     "VerstrekkerNietActief"},
    {"source index that does not exist", [](Scene& s) { s.request.source_index = 7; }, "VerstrekkerNietActief"},
    {"source index inactive", [](Scene& s) { s.request.source_index = 9; }, "VerstrekkerNietActief"},
    {"source index for PaO", [](Scene& s) { s.request.source_index = 8; }, "VerstrekkerNietActief"},
    {"within one BRIN, two BRINs", [](Scene& s) { s.request.kind = TransferKind::kWithinBrin; }, "GeenRelatieMetDoel"},
    {"within one BRIN, only the target itself",
     [](Scene& s) {
       s.request.source = School("05EE");
       s.request.target = Ap("05EE/1");
       s.request.kind = TransferKind::kWithinBrin;
     },
     "VerstrekkerNietActief"},
    {"swv-dossier with a search key", [](Scene& s) { s.request.kind = TransferKind::kToPartnership; },
     "SleutelOnjuist"},
};

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

TEST_CASE("overdracht: a koppelsleutel, which nobody was given, is SleutelOnjuist and opens nothing") {
  Scene scene;
  const std::string golden = TestFile("golden/soap17/overdrachtRequest-koppelsleutel.xml");
  Caller wire(scene.world.wires, scene.caller);
  http::ClientRequest request{.method = "POST",
                              .url = std::string(kCenterUrl),
                              .headers = {{"Content-Type", "text/xml; charset=utf-8"}, {"SOAPAction", "\"\""}},
                              .body = golden};
  auto answer = scene.world.executor.Run(wire.Send(std::move(request)));
  REQUIRE(answer.ok());
  CHECK(answer->status == 200);
  const auto text = scene.world.executor.Run(http::ReadAll(*answer->body, 10'000));
  CHECK(text->find("<oso:resultaat>SleutelOnjuist</oso:resultaat>") != std::string::npos);
  CHECK(text->find("sessieId") == std::string::npos);
  CHECK(scene.Count(scene.center.audit, "session-opened") == 0);
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
  const char* flaw;
  void (*make)(Scene& scene, exchange::SessionFacts& facts);
  const char* answer;
};
using Facts = exchange::SessionFacts;

const FactsFlaw kCheckFlaws[] = {
    {"bron BRIN differs", [](Scene&, Facts& f) { f.source = Ap("04DD/1"); }, "SessieAfwijkend"},
    {"doel BRIN differs", [](Scene&, Facts& f) { f.target = Ap("05EE/1"); }, "SessieAfwijkend"},
    {"kind differs", [](Scene&, Facts& f) { f.kind = TransferKind::kWithinBrin; }, "SessieAfwijkend"},
    {"key differs", [](Scene&, Facts& f) { f.key = Key(0x5b); }, "SessieAfwijkend"},
    {"target's access point differs", [](Scene&, Facts& f) { f.target = Ap("02BB/2"); }, "OnbekendAanleverpunt"},
    {"target no longer active", [](Scene& s, Facts&) { s.SetState("02BB/1", AccessPointState::kInactive); },
     "OnbekendAanleverpunt"},
    {"certificate of the target", [](Scene& s, Facts&) { s.caller = Supplier(kZuid); }, "ClientCertificaatOnjuist"},
    {"certificate of a third", [](Scene& s, Facts&) { s.caller = Supplier(kVreemd); }, "ClientCertificaatOnjuist"},
    {"source unknown", [](Scene&, Facts& f) { f.source = Ap("09ZZ/1"); }, "VerstrekkerNietBekend"},
    {"source's access point unknown", [](Scene&, Facts& f) { f.source = Ap("01AA/7"); },
     "VerstrekkerAanleverpuntNietBekend"},
    {"source's access point inactive", [](Scene&, Facts& f) { f.source = Ap("01AA/9"); },
     "VerstrekkerAanleverpuntNietBekend"},
    {"session unknown", [](Scene& s, Facts& f) { f.session = SessionId::New(s.world.random); }, "SessieOnbekend"},
    {"session expired", [](Scene& s, Facts&) { s.world.clock.Advance(kSessionSeconds); }, "SessieVerlopen"},
    {"session closed",
     [](Scene& s, Facts& f) {
       s.caller = Supplier(kZuid);
       REQUIRE(s.Close(f) == "OverdrachtGeslaagd");
       s.caller = Supplier(kNoord);
     },
     "SessieReedsAfgemeld"},
    {"closed and expired",
     [](Scene& s, Facts& f) {
       s.caller = Supplier(kZuid);
       REQUIRE(s.Close(f) == "OverdrachtGeslaagd");
       s.caller = Supplier(kNoord);
       s.world.clock.Advance(kSessionSeconds);
     },
     "SessieReedsAfgemeld"},
    // The centre opens no such session; one that is there all the same gives nothing away.
    {"within one BRIN, two BRINs",
     [](Scene& s, Facts& f) {
       f.session = SessionId::New(s.world.random);
       f.kind = TransferKind::kWithinBrin;
       const center::Session session{.id = f.session,
                                     .source = f.source.brin,
                                     .source_index = std::nullopt,
                                     .target = f.target,
                                     .kind = f.kind,
                                     .key = center::DigestOf(f.session, f.key),
                                     .target_supplier = Supplier(kZuid),
                                     .opened_at = s.world.clock.Now(),
                                     .expires_at = s.world.clock.Now().PlusSeconds(60),
                                     .closing = std::nullopt};
       const audit::Event event =
           audit::SessionOpened({"system", "test"}, session.opened_at, session.id, session.target, session.source, "x");
       REQUIRE(s.world.executor.Run(s.center.sessions.Open(session, event)).ok());
     },
     "GeenRelatieMetDoel"},
};

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

TEST_CASE("sessiecontrole: an access point that the session was not opened for is SessieAfwijkend") {
  Scene scene;
  scene.request.source_index = 1;
  Facts facts = scene.OpenAndTell();
  scene.caller = Supplier(kNoord);
  CHECK(scene.Check(facts) == "SessieValide");
  facts.source = Ap("01AA/2");
  CHECK(scene.Check(facts) == "SessieAfwijkend");
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

const FactsFlaw kCloseFlaws[] = {
    {"another result after the first",
     [](Scene& s, Facts& f) { REQUIRE(s.Close(f, ResultCode::kNotAvailable) == "OverdrachtGeslaagd"); },
     "SessieReedsAfgemeld"},
    {"another access point after the first",
     [](Scene& s, Facts& f) {
       REQUIRE(s.Close(f) == "OverdrachtGeslaagd");
       f.source = Ap("01AA/2");
     },
     "SessieReedsAfgemeld"},
    {"session unknown", [](Scene& s, Facts& f) { f.session = SessionId::New(s.world.random); }, "SessieOnbekend"},
    {"session of another supplier", [](Scene& s, Facts&) { s.caller = Supplier(kVreemd); }, "ClientCertificaatOnjuist"},
    {"the source reports", [](Scene& s, Facts&) { s.caller = Supplier(kNoord); }, "ClientCertificaatOnjuist"},
    {"bron BRIN differs", [](Scene&, Facts& f) { f.source = Ap("04DD/1"); }, "SessieAfwijkend"},
    {"doel BRIN differs", [](Scene&, Facts& f) { f.target = Ap("05EE/1"); }, "SessieAfwijkend"},
    {"kind differs", [](Scene&, Facts& f) { f.kind = TransferKind::kWithinBrin; }, "SessieAfwijkend"},
    {"key differs", [](Scene&, Facts& f) { f.key = Key(0x5b); }, "SessieAfwijkend"},
    {"target's access point differs", [](Scene&, Facts& f) { f.target = Ap("02BB/2"); }, "OnbekendAanleverpunt"},
};

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
