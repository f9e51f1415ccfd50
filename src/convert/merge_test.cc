#include "convert/merge.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <random>

#include "convert/withhold.h"
#include "dossier/examples.h"
#include "dossier/reader.h"

namespace oso::convert {
namespace {

using dossier::Leaf;
using dossier::Node;
using dossier::Ours;
using dossier::Tree;

std::vector<Tree> Examples() {
  std::vector<Tree> trees;
  for (const auto& path : dossier::AllExamples()) trees.push_back(dossier::ReadExample(path));
  return trees;
}

Node& Pupil(Tree& tree) { return *tree.root.At("huidigeschool/leerling"); }

std::size_t CountSchemaErrors(const Tree& tree) {
  const auto document = dossier::ReadDocument(AsBytes(WriteTree(tree)));
  REQUIRE(document.ok());
  return document->schema_errors().size();
}

// Of a POPO dossier with tests.
Parts PopoParts() {
  auto parts = Split(Ours("popo.xml"));
  REQUIRE(parts.ok());
  return std::move(parts).value();
}

void Add(Node& parent, std::string_view before, Node child) {
  const auto at = std::ranges::find(parent.children, before, &Node::name);
  parent.children.insert(at, std::move(child));
}

Node Block(std::string name, std::vector<Node> children) {
  return {.name = std::move(name), .children = std::move(children)};
}

std::vector<std::string> PathsOf(const Merged& merged) {
  std::vector<std::string> paths;
  paths.reserve(merged.conflicts.size());
  for (const Conflict& conflict : merged.conflicts) paths.push_back(conflict.path);
  return paths;
}

constexpr std::string_view kPupilPath = "/dossier[1]/huidigeschool[1]/leerling[1]/";
std::string At(std::string_view rest) { return std::string(kPupilPath) + std::string(rest); }

TEST_CASE("every example splits into two parts of the right structure, and merges back to the same dossier") {
  for (const Tree& whole : Examples()) {
    CAPTURE(whole.root.TextAt("metadata/standaardversie"));
    CAPTURE(whole.root.TextAt("metadata/overstap"));
    const auto parts = Split(whole);
    REQUIRE(parts.ok());
    CHECK(CountSchemaErrors(parts->las) == 0);
    CHECK(CountSchemaErrors(parts->lvs) == 0);
    CHECK(parts->las.root.TextAt("metadata/deeldossier") == "LAS");
    CHECK(parts->lvs.root.TextAt("metadata/deeldossier") == "LVS");
    const auto merged = Merge(parts->las, parts->lvs);
    REQUIRE(merged.ok());
    CHECK(merged->tree == whole);
    CHECK(merged->conflicts.empty());
  }
}

TEST_CASE("dossiers with blocks left out or doubled also come back the same") {
  std::mt19937 random(20191);
  const auto one_in = [&](unsigned n) { return random() % n == 0; };
  const std::function<void(Node&)> alter = [&](Node& parent) {
    std::vector<Node> children;
    for (Node& child : parent.children) {
      const bool keeps = child.name == "deeldossier" || child.name == "brincode" || child.name == "vestigingscode" ||
                         child.name == "bsn" || child.name == "onderwijsnummer" || child.name == "leerlingid" ||
                         child.name == "achternaam";
      const bool frame = child.name == "metadata" || child.name == "huidigeschool" || child.name == "leerling";
      if (!keeps && !frame && child.name != "overdrachtsoort" && one_in(8)) continue;
      if (!keeps) alter(child);
      children.push_back(child);
      if (!keeps && !frame && one_in(8)) children.push_back(std::move(child));
    }
    parent.children = std::move(children);
  };
  for (Tree whole : Examples()) {
    Node& pupil = Pupil(whole);
    // So that there is something to know a pupil of a swv-dossier by.
    if (pupil.Child("leerlingid") == nullptr) Add(pupil, "datuminschrijving", Leaf("leerlingid", "7"));
    for (int round = 0; round < 10; ++round) {
      Tree altered = whole;
      alter(altered.root);
      const auto parts = Split(altered);
      REQUIRE(parts.ok());
      const auto merged = Merge(parts->las, parts->lvs);
      REQUIRE(merged.ok());
      CHECK(merged->tree == altered);
      CHECK(merged->conflicts.empty());
    }
  }
}

TEST_CASE("the LVS part holds the guidance, and no address, parent or advice") {
  Parts parts = PopoParts();
  CHECK(Pupil(parts.las).Child("toetslijst") == nullptr);
  CHECK(Pupil(parts.lvs).Child("toetslijst") != nullptr);
  CHECK(Pupil(parts.lvs).Child("bsn") != nullptr);
  for (const char* name : {"adreslijst", "verzorger", "overstapadvies", "schoolloopbaanlijst", "datuminschrijving"}) {
    CHECK(Pupil(parts.las).Child(name) != nullptr);
    CHECK(Pupil(parts.lvs).Child(name) == nullptr);
  }
  CHECK(parts.lvs.root.Child("inzage") == nullptr);
  CHECK(parts.lvs.root.At("huidigeschool/adreslijst") == nullptr);
}

TEST_CASE("only a LASLVS dossier of one pupil is split") {
  Tree whole = Ours("popo.xml");
  whole.root.At("metadata/deeldossier")->text = "LAS";
  CHECK(Split(whole).error().code == ErrorCode::kInvalidArgument);
  whole.root.At("metadata/deeldossier")->text = "LASLVS";
  whole.root.Child("huidigeschool")->children.push_back(Pupil(whole));
  CHECK(Split(whole).error().code == ErrorCode::kInvalidArgument);
}

TEST_CASE("parts that do not belong together are refused, and it is told why") {
  struct Case {
    Mismatch mismatch;
    std::function<void(Parts&)> alter;
  };
  const auto set = [](const char* path, const char* text) {
    return [path, text](Parts& parts) { parts.lvs.root.At(path)->text = text; };
  };
  const std::vector<Case> cases = {
      {Mismatch::kNotParts, set("metadata/deeldossier", "LASLVS")},
      {Mismatch::kNotParts, [](Parts& parts) { std::swap(parts.las, parts.lvs); }},
      {Mismatch::kVersion, [](Parts& parts) { parts.lvs.version = dossier::DataSetVersion::k2018_1; }},
      {Mismatch::kKind, set("overdrachtsoort", "overdrachtbinnenbrin")},
      {Mismatch::kProfile, set("metadata/overstap", "POVO")},
      {Mismatch::kSchool, set("huidigeschool/brincode", "02BB")},
      {Mismatch::kSchool, set("huidigeschool/vestigingscode", "01")},
      {Mismatch::kPupil, set("huidigeschool/leerling/bsn", "123456782")},
  };
  for (const Case& the : cases) {
    Parts parts = PopoParts();
    the.alter(parts);
    CAPTURE(Message(the.mismatch, dossier::Language::kEnglish));
    CHECK(MismatchOf(parts.las, parts.lvs) == the.mismatch);
    const auto merged = Merge(parts.las, parts.lvs);
    REQUIRE(!merged.ok());
    CHECK(merged.error().code == ErrorCode::kInvalidArgument);
    CHECK(merged.error().detail == Message(the.mismatch, dossier::Language::kEnglish));
  }
}

TEST_CASE("a pupil without a number is known by leerlingid, else by name, date of birth and sex") {
  Parts parts = PopoParts();
  Pupil(parts.lvs).Remove("bsn");
  CHECK(!MismatchOf(parts.las, parts.lvs));
  Pupil(parts.lvs).Child("leerlingid")->text = "another system's";
  CHECK(!MismatchOf(parts.las, parts.lvs));
  Pupil(parts.lvs).Child("geslacht")->text = "2";
  CHECK(MismatchOf(parts.las, parts.lvs) == Mismatch::kUnprovenPupil);
  Pupil(parts.lvs).Remove("geslacht");
  CHECK(MismatchOf(parts.las, parts.lvs) == Mismatch::kUnprovenPupil);
}

TEST_CASE("the same leerlingid is chance where the date of birth differs") {
  Parts parts = PopoParts();
  for (Tree* part : {&parts.las, &parts.lvs}) {
    Pupil(*part).Remove("bsn");
    Pupil(*part).Remove("onderwijsnummer");
    Pupil(*part).Remove("leerlingid");
    Add(Pupil(*part), "datuminschrijving", dossier::Leaf("leerlingid", "17"));
  }
  CHECK_FALSE(MismatchOf(parts.las, parts.lvs));
  Pupil(parts.lvs).Child("geboortedatum")->text = "2001-01-01";
  CHECK(MismatchOf(parts.las, parts.lvs) == Mismatch::kPupil);
}

TEST_CASE("an address that one part says is secret does not come in by the other") {
  Parts parts = PopoParts();
  Node address = *Pupil(parts.las).Child("adreslijst");
  Pupil(parts.las).Remove("adreslijst");
  Pupil(parts.las).Child("adresgeheim")->text = " 1 ";
  Add(Pupil(parts.lvs), "bsn", address);
  const Merged merged = Merge(parts.las, parts.lvs).value();
  CHECK(merged.conflicts == std::vector<Conflict>{{ConflictKind::kSecret, At("adreslijst[1]")}});
  CHECK(merged.tree.root.At("huidigeschool/leerling/adreslijst") == nullptr);
}

TEST_CASE("a part without answers does not undo what the other withholds") {
  Parts parts = PopoParts();
  parts.lvs.root.Child("metadata")->Remove("categorie_uitlevering");
  parts.las.root.At("metadata/categorie_uitlevering/cat_toetsresultaten")->text = "OPT-UIT";
  const Merged merged = Merge(parts.las, parts.lvs).value();
  REQUIRE(merged.conflicts.size() == 1);
  CHECK(merged.conflicts.front().kind == ConflictKind::kWithheld);
  CHECK(merged.tree.root.At("huidigeschool/leerling/toetslijst") == nullptr);
}

TEST_CASE("lists of guidance in both parts are united, equal entries once, and keep the order of the parts") {
  Parts parts = PopoParts();
  const Node list = *Pupil(parts.lvs).Child("toetslijst");
  REQUIRE(list.children.size() == 2);
  Node other = list.children[0];
  other.At("afname/afnamedatum")->text = "2014-01-15";
  Add(Pupil(parts.las), "verzorger", Block("toetslijst", {other, list.children[1]}));
  const auto merged = Merge(parts.las, parts.lvs);
  REQUIRE(merged.ok());
  CHECK(merged->conflicts.empty());
  CHECK(*merged->tree.root.At("huidigeschool/leerling/toetslijst") ==
        Block("toetslijst", {other, list.children[1], list.children[0]}));
  CHECK(CountSchemaErrors(merged->tree) == 0);
}

TEST_CASE("of support in both parts plans and diagnoses are united, and a single block that differs is a conflict") {
  Parts parts = PopoParts();
  const auto plan = [](const char* about) {
    return Block("handelingsplan", {Leaf("startdatum", "2017-01-01"), Leaf("isgerichtop", about)});
  };
  const auto opp = [](const char* date) { return Block("opp", {Leaf("opp_ingangdatum", date)}); };
  Add(Pupil(parts.las), "verzorger",
      Block("onderwijsondersteuning", {Leaf("medicijngebruik", "true"), plan("lezen"), opp("2016-01-01")}));
  Add(Pupil(parts.lvs), "toetslijst",
      Block("onderwijsondersteuning", {Block("diagnose", {Leaf("code", "F81.0")}), plan("lezen"), plan("rekenen"),
                                       opp("2017-01-01"), Block("tlv", {Leaf("tlvingangdatum", "2017-01-01")})}));
  for (const Part preferred : {Part::kLas, Part::kLvs}) {
    const auto merged = Merge(parts.las, parts.lvs, preferred);
    REQUIRE(merged.ok());
    CHECK(PathsOf(*merged) == std::vector{At("onderwijsondersteuning[1]/opp[1]")});
    CHECK(merged->conflicts[0].kind == ConflictKind::kDiffers);
    CHECK(*merged->tree.root.At("huidigeschool/leerling/onderwijsondersteuning") ==
          Block("onderwijsondersteuning",
                {Block("diagnose", {Leaf("code", "F81.0")}), Leaf("medicijngebruik", "true"), plan("lezen"),
                 plan("rekenen"), opp(preferred == Part::kLas ? "2016-01-01" : "2017-01-01"),
                 Block("tlv", {Leaf("tlvingangdatum", "2017-01-01")})}));
  }
}

TEST_CASE("until 2018.1 a list inside care is united too") {
  Parts parts = PopoParts();
  parts.las.version = parts.lvs.version = dossier::DataSetVersion::k2018_1;
  const auto doctors = [](const std::vector<const char*>& names) {
    Node list = Block("artslijst", {});
    for (const char* name : names) list.children.push_back(Block("arts", {Leaf("achternaam", name)}));
    return Block("zorg", {list});
  };
  Add(Pupil(parts.las), "verzorger", doctors({"De Wit", "Bakker"}));
  Add(Pupil(parts.lvs), "toetslijst", doctors({"Bakker", "Aydin"}));
  const auto merged = Merge(parts.las, parts.lvs);
  REQUIRE(merged.ok());
  CHECK(merged->conflicts.empty());
  CHECK(*merged->tree.root.At("huidigeschool/leerling/zorg") == doctors({"De Wit", "Bakker", "Aydin"}));
}

TEST_CASE("administrative data that differ are conflicts, in document order; what one part lacks is not") {
  Parts parts = PopoParts();
  Pupil(parts.lvs).Child("roepnaam")->text = "Zo";
  parts.lvs.root.At("huidigeschool/naam")->text = "OBS De Springplank";
  Node parent = *Pupil(parts.las).Child("verzorger");
  Pupil(parts.lvs).children.push_back(parent);
  parent.Child("achternaam")->text = "Ander";
  Pupil(parts.lvs).children.push_back(parent);
  Pupil(parts.lvs).Remove("voornaam");
  Add(Pupil(parts.lvs), "bsn", Leaf("geboorteplaats", "Utrecht"));

  const auto merged = Merge(parts.las, parts.lvs);
  REQUIRE(merged.ok());
  CHECK(PathsOf(*merged) ==
        std::vector<std::string>{"/dossier[1]/huidigeschool[1]/naam[1]", At("roepnaam[1]"), At("verzorger[1]")});
  CHECK(merged->tree.root.TextAt("huidigeschool/naam") == "De Springplank");
  CHECK(merged->tree.root.TextAt("huidigeschool/leerling/geboorteplaats") == "Utrecht");

  const auto settled = Merge(parts.las, parts.lvs, Part::kLvs);
  REQUIRE(settled.ok());
  CHECK(settled->conflicts == merged->conflicts);
  const Node& pupil = *settled->tree.root.At("huidigeschool/leerling");
  CHECK(pupil.TextAt("roepnaam") == "Zo");
  CHECK(std::ranges::count(pupil.children, "verzorger", &Node::name) == 2);
  CHECK(CountSchemaErrors(settled->tree) == 0);
}

TEST_CASE("two that exclude each other are a conflict, not both in the dossier") {
  Parts parts = PopoParts();
  Pupil(parts.lvs).Child("geboortedatum")->name = "geboortemaand";
  Pupil(parts.lvs).Child("geboortemaand")->text = "2008-02";
  const auto merged = Merge(parts.las, parts.lvs, Part::kLvs);
  REQUIRE(merged.ok());
  CHECK(PathsOf(*merged) == std::vector{At("geboortedatum[1]")});
  const Node& pupil = *merged->tree.root.At("huidigeschool/leerling");
  CHECK(pupil.Child("geboortedatum") == nullptr);
  CHECK(pupil.TextAt("geboortemaand") == "2008-02");
  CHECK(CountSchemaErrors(merged->tree) == 0);
}

TEST_CASE("metadata are the LAS part's, with the later date") {
  Parts parts = PopoParts();
  parts.lvs.root.At("metadata/datum")->text = "2017-05-01";
  parts.lvs.root.At("metadata/pakketnaam")->text = "Another";
  const auto merged = Merge(parts.las, parts.lvs);
  REQUIRE(merged.ok());
  CHECK(merged->conflicts.empty());
  CHECK(merged->tree.root.TextAt("metadata/deeldossier") == "LASLVS");
  CHECK(merged->tree.root.TextAt("metadata/datum") == "2017-05-01");
  CHECK(merged->tree.root.TextAt("metadata/pakketnaam") == parts.las.root.TextAt("metadata/pakketnaam"));
}

std::string& Answer(Tree& tree, const char* category) {
  return tree.root.At("metadata/categorie_uitlevering")->Child(dossier::AnswerName(category))->text;
}

TEST_CASE("where the parts answer differently for a category, an opt-out holds, else what the profile demands") {
  Parts parts = PopoParts();
  Answer(parts.las, "verzuim") = "OPTIONEEL";         // and the LVS part says OPT-UIT
  Answer(parts.las, "toetsresultaten") = "VERBODEN";  // OPTIONEEL
  Answer(parts.lvs, "leerling") = "OPT-UIT";          // VERPLICHT; cannot be
  Answer(parts.las, "vombo") = Answer(parts.lvs, "vombo") = "OPTIONEEL";
  auto merged = Merge(parts.las, parts.lvs);
  REQUIRE(merged.ok());
  CHECK(merged->conflicts.empty());
  CHECK(Answer(merged->tree, "verzuim") == "OPT-UIT");
  CHECK(Answer(merged->tree, "toetsresultaten") == "OPTIONEEL");
  CHECK(Answer(merged->tree, "leerling") == "VERPLICHT");
  CHECK(Answer(merged->tree, "vombo") == "OPTIONEEL");
}

TEST_CASE("one part opts out of what the other hands over: a conflict, settled with or without the data") {
  Parts parts = PopoParts();
  Answer(parts.las, "toetsresultaten") = "OPT-UIT";
  for (const Part preferred : {Part::kLas, Part::kLvs}) {
    auto merged = Merge(parts.las, parts.lvs, preferred);
    REQUIRE(merged.ok());
    CHECK(merged->conflicts ==
          std::vector{Conflict{ConflictKind::kWithheld,
                               "/dossier[1]/metadata[1]/categorie_uitlevering[1]/cat_toetsresultaten[1]"}});
    const bool handed_over = preferred == Part::kLvs;
    CHECK(Answer(merged->tree, "toetsresultaten") == (handed_over ? "OPTIONEEL" : "OPT-UIT"));
    CHECK((Pupil(merged->tree).Child("toetslijst") != nullptr) == handed_over);
  }
}

TEST_CASE("action plans are withheld without the support in which they stand, and the other way round") {
  Tree tree = Ours("popo.xml");
  const auto& categories = dossier::DefinitionOf(tree.version).categories;
  const dossier::Category& support = categories[8];
  const dossier::Category& plans = categories[12];
  const Node plan = Block("handelingsplan", {Leaf("startdatum", "2017-01-01"), Leaf("isgerichtop", "lezen")});
  const auto with = [&](std::vector<Node> children) {
    Tree altered = tree;
    Add(Pupil(altered), "verzorger", Block("onderwijsondersteuning", std::move(children)));
    return altered;
  };
  Tree both = with({Leaf("medicijngebruik", "true"), plan});
  CHECK(Holds(both, support));
  CHECK(Holds(both, plans));
  Withhold(both, support);
  CHECK(both == with({plan}));
  CHECK(!Holds(both, support));
  Withhold(both, plans);
  CHECK(both == tree);
}

TEST_CASE("what a version does not know is not lost by merging, so that validating can find it") {
  Parts parts = PopoParts();
  Add(Pupil(parts.lvs), "toetslijst", Leaf("schoenmaat", "33"));
  const auto merged = Merge(parts.las, parts.lvs);
  REQUIRE(merged.ok());
  CHECK(merged->tree.root.TextAt("huidigeschool/leerling/schoenmaat") == "33");
  CHECK(CountSchemaErrors(merged->tree) > 0);
}

}  // namespace
}  // namespace oso::convert
