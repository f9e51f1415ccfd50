// The official scenarios of the test school, each asked in every dialect, over the same wires as all else.
#include <doctest/doctest.h>

#include "app/center/test_school.h"
#include "dossier/tree.h"
#include "scenarios/network.h"
#include "school/read_dossier.h"

namespace oso::scenario {
namespace {

using dossier::TransferKind;
using exchange::ResultCode;
using wire::soap::Dialect;

class Kept final : public exchange::DocumentSink {
 public:
  Task<Status> Write(ByteView bytes) override {
    text += AsText(bytes);
    co_return Status{};
  }
  std::string text;
};

struct Question {
  std::string_view pgn = {};  // "": with the koppelsleutel
  TransferKind kind = TransferKind::kBetweenSchools;
  std::string_view target = "02BB/1";
  std::optional<Instant> newer_than = {};
  std::optional<std::string> version = {};
};

struct TestNetwork : Network {
  explicit TestNetwork(const Dialect& spoken) : dialect(spoken), own_center(own_wire, std::string(kCenterUrl), spoken) {
    AddAccessPoint("00YY/931", kZuid);  // a supplier's own access point at the test school, for binnenBRIN
    world.wires.Connect(UrlOf(kCenter), Supplier(kCenter), endpoint);
    REQUIRE(world.executor.Run(school.Open()).ok());
  }

  std::string Ask(const Question& question) {
    Caller wire(world.wires, Supplier(kZuid));
    wire::soap::SoapTrafficCenter asked_center(wire, std::string(kCenterUrl), dialect);
    wire::soap::SoapSourceSystem sources(wire, 100'000'000, dialect);
    exchange::DossierKey key = center::TestLinkKey();
    if (!question.pgn.empty()) {
      key = world.executor.Run(keys.Derive(Pgn::Parse(question.pgn).value(), School(kTestSchool)));
    }
    const exchange::SessionRequest request{.source = School(kTestSchool),
                                           .source_index = 1,
                                           .target = Ap(question.target),
                                           .key = key,
                                           .kind = question.kind};
    const auto answer = world.executor.Run(asked_center.OpenSession(request));
    REQUIRE(answer.ok());
    if (const auto* refusal = std::get_if<ResultCode>(&*answer)) return std::string(WireName(*refusal));
    const auto& opened = std::get<exchange::OpenedSession>(*answer);
    const exchange::SessionFacts facts{opened.sources.at(0).id, request.target, key, request.kind, opened.id};
    Kept kept;
    school::ReadingSink reading(kept, {});
    const auto result = world.executor.Run(sources.FetchDocument(
        opened.sources.at(0), {.facts = facts, .newer_than = question.newer_than, .dossier_version = question.version},
        reading));
    REQUIRE_MESSAGE(result.ok(), result.error().detail);
    REQUIRE(world.executor.Run(asked_center.CloseSession(facts, *result)).value() == ResultCode::kTransferSucceeded);
    tree.reset();
    pgn.reset();
    bytes = kept.text.size();
    if (*result == ResultCode::kTransferSucceeded) Read(reading, kept.text, question);
    return std::string(WireName(*result));
  }

  // What a target of ours looks at before it takes a dossier over.
  void Read(school::ReadingSink& reading, const std::string& text, const Question& question) {
    const auto read = reading.Finish();
    REQUIRE(read.ok());
    const auto verdict = profile::Validate(read->document);
    REQUIRE(std::holds_alternative<profile::ValidatedDossier>(verdict));
    const auto& dossier = std::get<profile::ValidatedDossier>(verdict);
    CHECK(dossier.kind() == question.kind);
    CHECK(dossier.school() == School(kTestSchool));
    pgn = dossier.pgn();
    tree = dossier::ReadTree(AsBytes(text)).value();
  }

  bool Has(std::string_view path) const { return tree && tree->root.At(path) != nullptr; }
  std::string Profile() const { return std::string(tree ? tree->root.TextAt("metadata/overstap") : "none"); }

  const Dialect& dialect;
  Caller own_wire{world.wires, Supplier(kCenter)};
  wire::soap::SoapTrafficCenter own_center;
  PlainKeys keys;
  app::TestSchool school{School(kTestSchool), own_center, keys, world.clock};
  wire::soap::SoapEndpoint endpoint{wire::soap::SourceOperations(school), world.gate};
  std::optional<dossier::Tree> tree;  // of the last answer
  std::optional<Pgn> pgn;
  std::size_t bytes = 0;
};

template <class Test>
void InEveryDialect(Test test) {
  for (const Dialect& dialect : wire::soap::Dialects()) {
    CAPTURE(std::string(dialect.uri));
    TestNetwork network(dialect);
    test(network);
  }
}

TEST_CASE("test school: the pupils who have a dossier") {
  InEveryDialect([](TestNetwork& network) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kPupils = {{{"101211151", "POVO"},
                                                                                       {"662460613", "VOVO"},
                                                                                       {"482782481", "POPO"},
                                                                                       {"613543439", "POVO"},
                                                                                       {"310008475", "POPO"},
                                                                                       {"274957462", "POVO"},
                                                                                       {"088584574", "VOVO"}}};
    for (const auto& [pgn, profile] : kPupils) {
      CAPTURE(std::string(pgn));
      CHECK(network.Ask({.pgn = pgn}) == "OverdrachtGeslaagd");
      CHECK(network.Profile() == profile);
      CHECK(network.tree->version == dossier::DataSetVersion::k2019_1);
      CHECK(network.pgn == Pgn::Parse(pgn).value());
    }
  });
}

TEST_CASE("test school: a dossier with many attachments") {
  InEveryDialect([](TestNetwork& network) {
    CHECK(network.Ask({.pgn = "613543439"}) == "OverdrachtGeslaagd");
    CHECK(network.bytes > 300'000);
  });
}

TEST_CASE("test school: a dossier within the BRIN, to an access point of the test school") {
  InEveryDialect([](TestNetwork& network) {
    for (const std::string_view pgn : {"118716943", "238521436"}) {
      CAPTURE(std::string(pgn));
      CHECK(network.Ask({.pgn = pgn, .kind = TransferKind::kWithinBrin, .target = "00YY/931"}) == "OverdrachtGeslaagd");
      CHECK(network.pgn == Pgn::Parse(pgn).value());
      CHECK(network.Ask({.pgn = pgn, .kind = TransferKind::kWithinBrin}) == "GeenRelatieMetDoel");
      CHECK(network.Ask({.pgn = pgn}) == "LeerlinginfoNietBeschikbaar");
    }
  });
}

TEST_CASE("test school: a dossier for a partnership by the published koppelsleutel, without a PGN") {
  InEveryDialect([](TestNetwork& network) {
    CHECK(network.Ask({.kind = TransferKind::kToPartnership, .target = "06SW/1"}) == "OverdrachtGeslaagd");
    CHECK(network.Profile() == "POSWV");
    CHECK_FALSE(network.pgn.has_value());
    CHECK(network.Ask({.kind = TransferKind::kToPartnership, .target = "06SW/1", .version = "2016.1"}) ==
          "DossierVersieNietBeschikbaar");
  });
}

TEST_CASE("test school: a dossier that grew during the year") {
  InEveryDialect([](TestNetwork& network) {
    constexpr std::string_view kTest = "huidigeschool/leerling/eindtoets_basisonderwijs";
    const Instant collected = app::kTestCollectedAt;
    CHECK(ToIso8601(collected) == "2017-04-06T11:34:30.000000Z");
    CHECK(network.Ask({.pgn = "388483763"}) == "OverdrachtGeslaagd");
    CHECK_FALSE(network.Has(kTest));
    CHECK(dossier::WriteTree(*network.tree).find("herzienadvies") == std::string::npos);
    CHECK(network.Ask({.pgn = "388483763", .newer_than = Instant{collected.micros - 1}}) == "OverdrachtGeslaagd");
    CHECK(network.Has(kTest));
    CHECK(dossier::WriteTree(*network.tree).find("<herzienadvies>") != std::string::npos);
    CHECK(network.Ask({.pgn = "388483763", .newer_than = collected}) == "GeenNieuwereLeerlinginfo");
    CHECK(network.Ask({.pgn = "388483763", .newer_than = collected.PlusSeconds(1)}) == "GeenNieuwereLeerlinginfo");
  });
}

TEST_CASE("test school: dossiers of an old data-set version, whatever else is asked for") {
  InEveryDialect([](TestNetwork& network) {
    for (const std::string_view pgn : {"559144428", "991904862"}) {
      CAPTURE(std::string(pgn));
      CHECK(network.Ask({.pgn = pgn}) == "OverdrachtGeslaagd");
      CHECK(network.tree->version == dossier::DataSetVersion::k2016_1);
      CHECK(network.Ask({.pgn = pgn, .version = "2016.1"}) == "OverdrachtGeslaagd");
      CHECK(network.Ask({.pgn = pgn, .version = "2019.1"}) == "DossierVersieNietBeschikbaar");
    }
  });
}

TEST_CASE("test school: the others in the version that is asked for, if there is such a one") {
  InEveryDialect([](TestNetwork& network) {
    for (const std::string_view version : {"2016.1", "2017.1", "2018.1", "2019.1"}) {
      CHECK(network.Ask({.pgn = "274957462", .version = std::string(version)}) == "OverdrachtGeslaagd");
      CHECK(dossier::WireName(network.tree->version) == version);
    }
    CHECK(network.Ask({.pgn = "274957462", .version = "2015.1"}) == "DossierVersieNietBeschikbaar");
  });
}

TEST_CASE("test school: not set ready, not inspected, and a pupil who is not in the table") {
  InEveryDialect([](TestNetwork& network) {
    CHECK(network.Ask({.pgn = "097902378"}) == "LeerlinginfoNietBeschikbaar");
    CHECK(network.Ask({.pgn = "334390205"}) == "LeerlinginfoNietOpvraagbaar");
    CHECK(network.Ask({.pgn = "123456782"}) == "LeerlinginfoNietBeschikbaar");
    CHECK(network.bytes == 0);
  });
}

TEST_CASE("test school: the centre is asked first, and its refusal is the answer") {
  InEveryDialect([](TestNetwork& network) {
    Caller wire(network.world.wires, Supplier(kZuid));
    wire::soap::SoapSourceSystem sources(wire, 100'000'000, network.dialect);
    const auto key = network.world.executor.Run(network.keys.Derive(Pgn::Parse("274957462").value(), School("00YY")));
    const exchange::SessionFacts facts{Ap("00YY/1"), Ap("02BB/1"), key, TransferKind::kBetweenSchools,
                                       SessionId::New(network.world.random)};
    Kept kept;
    const auto result = network.world.executor.Run(sources.FetchDocument(
        network.AccessPointOf("00YY/1"), {.facts = facts, .newer_than = {}, .dossier_version = {}}, kept));
    CHECK(result.value() == ResultCode::kSessionUnknown);
    CHECK(kept.text.empty());
  });
}

}  // namespace
}  // namespace oso::scenario
