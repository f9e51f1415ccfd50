#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "dossier/examples.h"
#include "dossier/reader.h"
#include "dossier/tree.h"
#include "profile/validate.h"
#include "profile/words.h"

namespace oso::profile {
namespace {

using dossier::Node;
using dossier::Ours;
using dossier::ReadDocument;
using dossier::ReadFile;
using dossier::Tree;

using Checks = std::multiset<std::string>;

Checks KeysOf(const Findings& findings, Severity at_least = Severity::kNotice) {
  Checks keys;
  for (const Finding& finding : findings) {
    if (finding.severity <= at_least) keys.insert(finding.check->key);
  }
  return keys;
}

Report JudgeText(std::string_view text, const Options& options = {}) {
  const auto document = ReadDocument(AsBytes(text));
  REQUIRE(document.ok());
  return Judge(*document, options);
}

Node& At(Node& root, std::string_view path) {
  Node* node = root.At(path);
  REQUIRE_MESSAGE(node != nullptr, path);
  return *node;
}
Node& Pupil(Node& root) { return At(root, "huidigeschool/leerling"); }
void Set(Node& root, std::string_view path, std::string_view text) { At(root, path).text = text; }
void Remove(Node& root, std::string_view path) {
  const auto slash = path.rfind('/');
  Node& parent = slash == std::string_view::npos ? root : At(root, path.substr(0, slash));
  REQUIRE(parent.Child(path.substr(slash + 1)) != nullptr);
  parent.Remove(path.substr(slash + 1));
}
// Puts a new element where the definition has its place.
void Add(Node& root, std::string_view parent_path, std::string_view name, std::string_view text,
         std::vector<Node> children = {}) {
  Node& parent = parent_path.empty() ? root : At(root, parent_path);
  const dossier::Element* place = dossier::DefinitionOf(DataSetVersion::k2019_1)
                                      .Find("dossier" + (parent_path.empty() ? "" : "/" + std::string(parent_path)));
  REQUIRE(place != nullptr);
  const dossier::Element* element = place->Child(name);
  REQUIRE_MESSAGE(element != nullptr, name);
  auto before = parent.children.begin();
  while (before != parent.children.end() && place->Child(before->name) <= element) ++before;
  parent.children.insert(before, Node{std::string(name), std::string(text), {}, std::move(children)});
}

TEST_CASE("our own dossiers are accepted without a remark, by both readings of the rules") {
  for (const char* file : {"popo.xml", "povo.xml", "vovo.xml", "binnenbrin.xml", "povo_min.xml"}) {
    CAPTURE(file);
    const std::string text = ReadFile(dossier::OwnExample(file));
    for (const Rules rules : {Rules::kOfficial, Rules::kIntended}) {
      const Report report = JudgeText(text, {.rules = rules, .today = "2026-11-24"});
      CHECK(report.accepted());
      CHECK(KeysOf(report.findings).empty());
    }
  }
}

TEST_CASE("the official examples of every version are accepted") {
  const auto examples = dossier::PublishedExamples();
  for (const auto& path : examples) {
    CAPTURE(path.string());
    const std::string text = ReadFile(path);
    CHECK(KeysOf(JudgeText(text, {.rules = Rules::kOfficial}).findings).empty());
    CHECK(JudgeText(text).accepted());
  }
  CHECK((examples.empty() || examples.size() == 44));
}

TEST_CASE("each hostile file gets the answer that testdata/README.md gives for it") {
  const std::filesystem::path hostile = dossier::OwnExample("hostile");
  std::ifstream readme(dossier::OwnExample("README.md"));
  std::set<std::string> listed;
  bool in_table = false;
  for (std::string line; std::getline(readme, line);) {
    in_table = in_table || line.starts_with("## hostile/");
    if (!in_table || !line.starts_with("| `")) continue;
    const std::string name = line.substr(3, line.find('`', 3) - 3);
    const auto answer_at = line.rfind("| ", line.size() - 2) + 2;
    const std::string answer = line.substr(answer_at, line.size() - 2 - answer_at);
    const auto document = ReadDocument(AsBytes(ReadFile(hostile / name)));
    std::string got;
    if (!document.ok()) {
      got = WireName(document.error().code);
    } else {
      const auto outcome = Validate(*document);
      if (const auto* findings = std::get_if<Findings>(&outcome)) {
        for (const std::string& key : KeysOf(*findings, Severity::kError)) got += (got.empty() ? "" : " ") + key;
      } else {
        got = "accepted";
      }
    }
    CHECK_MESSAGE(got == answer, name);
    listed.insert(name);
  }
  for (const auto& entry : std::filesystem::directory_iterator(hostile)) {
    CHECK_MESSAGE(listed.contains(entry.path().filename().string()), entry.path().filename().string());
  }
}

// A good dossier with one thing changed, and what must come of it by the intended rules.
struct Flaw {
  const char* file;
  void (*change)(Node& root);
  Checks checks;
};

constexpr std::string_view kPupil = "huidigeschool/leerling";

const Flaw kFlaws[] = {
    {"povo.xml", [](Node& d) { Set(d, "metadata/standaardversie", "2018.1"); }, {"OG.02"}},
    {"povo.xml", [](Node& d) { Set(d, "metadata/validatieversie", "2019.1"); }, {"OVa.MD02"}},
    {"povo.xml", [](Node& d) { Set(d, "metadata/deeldossier", "LVS"); }, {"OVa.MD01"}},
    {"povo.xml", [](Node& d) { Set(d, "metadata/deeldossier", "las"); }, {"CL33.deeldossier", "OVa.MD01"}},
    {"povo.xml", [](Node& d) { Remove(d, "metadata/categorie_uitlevering"); }, {"OVa.MD03"}},
    {"povo.xml", [](Node& d) { Set(d, "overdrachtsoort", "anders"); }, {"CL29.overdrachtsoort", "OVa.OS03"}},
    {"povo.xml", [](Node& d) { Remove(d, "inzage"); }, {"OS.cat02.VERPLICHT", "OVa.IZ01"}},
    {"povo.xml", [](Node& d) { Set(d, "inzage/inzage", "false"); }, {"OVa.IZ02"}},
    {"povo.xml", [](Node& d) { Set(d, "inzage/inzage", " 1\n"); }, {}},
    {"povo.xml", [](Node& d) { Remove(d, "inzage/inzagedatum"); }, {"OVa.IZ03"}},
    {"povo.xml", [](Node& d) { Set(d, "inzage/akkoord", "ja"); }, {"CL37.akkoord"}},
    {"vovo.xml", [](Node& d) { Remove(d, "inzage/toestemming"); }, {"OVa.IZ05"}},
    {"vovo.xml", [](Node& d) { Set(d, "inzage/toestemming", "Nee"); }, {"OSO.consent.refused"}},
    {"vovo.xml", [](Node& d) { Set(d, "inzage/voorlopigdossier", "true"); }, {"OSO.inspection.provisional"}},
    {"povo.xml", [](Node& d) { Pupil(d).Remove("onderwijsnummer"); }, {"OVa.LL12"}},
    {"binnenbrin.xml", [](Node& d) { Pupil(d).Remove("bsn"); }, {"OSO.pgn.missing"}},
    {"povo_min.xml", [](Node& d) { Set(d, "huidigeschool/leerling/bsn", "662460614"); }, {"OSO.pgn.bsn"}},
    {"povo.xml", [](Node& d) { Set(d, "huidigeschool/leerling/onderwijsnummer", "1"); }, {"OSO.pgn.onderwijsnummer"}},
    {"povo.xml", [](Node& d) { Set(d, "huidigeschool/leerling/achternaam", "  "); }, {"OSO.name.blank"}},
    {"povo.xml", [](Node& d) { Set(d, "huidigeschool/leerling/geboortedatum", "2091-03-04"); }, {"OSO.birth.future"}},
    {"povo.xml", [](Node& d) { Set(d, "huidigeschool/leerling/geboortedatum", "1903-03-04"); }, {"OSO.birth.age"}},
    {"povo.xml", [](Node& d) { Add(d, kPupil, "bevorderd", ""); }, {"OS.cat15.VERBODEN.bevorderd"}},
    {"povo.xml", [](Node& d) { Add(d, kPupil, "geboorteplaats", "x"); }, {"OVa.LL10"}},
    {"povo.xml",
     [](Node& d) { Set(d, "metadata/datum", "2091-01-01"); },
     {"OSO.birth.age", "OSO.date.compiled", "OVa.TR04", "OVa.TR04"}},
};

TEST_CASE("each flaw is found, and only that") {
  for (const Flaw& flaw : kFlaws) {
    const std::size_t row = static_cast<std::size_t>(&flaw - kFlaws);
    CAPTURE(row);
    Tree tree = Ours(flaw.file);
    flaw.change(tree.root);
    const Report report = JudgeText(WriteTree(tree), {.today = "2026-11-24"});
    CHECK(report.schema.empty());
    const Checks got = KeysOf(report.findings);
    std::string text;
    for (const std::string& key : got) text += key + ' ';
    CAPTURE(text);
    CHECK((got == flaw.checks));
  }
}

TEST_CASE("official leaves out what the stylesheets never reach, intended warns of it") {
  Tree tree = Ours("povo.xml");
  Pupil(tree.root).Child("overstapadvies")->Remove("contactnodig");
  const std::string text = WriteTree(tree);
  CHECK(JudgeText(text, {.rules = Rules::kOfficial}).findings.empty());
  const Report intended = JudgeText(text);
  CHECK(KeysOf(intended.findings).contains("OVa.OA03"));
  CHECK(intended.accepted());
}

TEST_CASE("a code is exactly itself") {
  for (const char* text : {" 1", "01", "+1", "<!-- -->1", "1<?x?>", "1"}) {
    CAPTURE(text);
    Tree tree = Ours("povo.xml");
    Set(tree.root, "huidigeschool/leerling/geslacht", "@");
    std::string document = WriteTree(tree);
    document.replace(document.find("@"), 1, text);
    const bool known = std::string_view(text).find('<') != std::string_view::npos || std::string_view(text) == "1";
    CHECK(KeysOf(JudgeText(document).findings).contains("CL14.geslacht") != known);
  }
}

TEST_CASE("rules are not asked of what breaks the schema") {
  Tree tree = Ours("povo.xml");
  Set(tree.root, "huidigeschool/leerling/geboortedatum", "gisteren");
  Remove(tree.root, "inzage");
  const Report report = JudgeText(WriteTree(tree));
  REQUIRE(report.schema.size() == 1);
  CHECK(report.schema[0].path == "/dossier[1]/huidigeschool[1]/leerling[1]/geboortedatum[1]");
  CHECK(report.findings.empty());
  CHECK_FALSE(report.accepted());
}

TEST_CASE("a warning does not stop a dossier, and goes along with it") {
  Tree tree = Ours("vovo.xml");
  Set(tree.root, "inzage/voorlopigdossier", "true");
  const auto document = ReadDocument(AsBytes(WriteTree(tree)));
  REQUIRE(document.ok());
  const auto outcome = Validate(*document);
  const auto* valid = std::get_if<ValidatedDossier>(&outcome);
  REQUIRE(valid != nullptr);
  REQUIRE(valid->warnings().size() == 1);
  CHECK(valid->warnings()[0].check->key == "OSO.inspection.provisional");
  CHECK(valid->school() == Brin::Parse("01AA").value());
  CHECK(valid->profile() == dossier::Profile::kVovo);
  CHECK(valid->pgn().has_value());
}

// What is found of the content alone, and whether it may be shown.
struct Shown {
  Checks errors;
  bool may_be_shown;
};
Shown OfContent(const Tree& tree) {
  const auto document = ReadDocument(AsBytes(WriteTree(tree)));
  REQUIRE(document.ok());
  const Report report = Judge(*document, {.scope = Scope::kContent});
  return {KeysOf(report.findings), std::holds_alternative<ComposedDossier>(ValidateContent(*document))};
}

TEST_CASE("a dossier that says nothing of inspection and consent yet may be shown, and not sent") {
  for (const char* file : {"popo.xml", "povo.xml", "vovo.xml", "povo_min.xml"}) {
    CAPTURE(file);
    for (void (*change)(Node&) : {
             +[](Node& d) { Remove(d, "inzage"); },
             +[](Node& d) { Set(d, "inzage/inzage", "false"); },
             +[](Node& d) { Remove(d, "inzage/inzagedatum"); },
             +[](Node& d) { Remove(d, "inzage/akkoord"); },
             +[](Node& d) { Set(d, "inzage/akkoord", "misschien"); },
         }) {
      Tree tree = Ours(file);
      change(tree.root);
      const Shown shown = OfContent(tree);
      CHECK(shown.errors.empty());
      CHECK(shown.may_be_shown);
      const auto whole = Validate(ReadDocument(AsBytes(WriteTree(tree))).value());
      CHECK(std::holds_alternative<Findings>(whole));
    }
  }
}

TEST_CASE("consent and a provisional dossier are no matter of what is shown") {
  Tree tree = Ours("vovo.xml");
  Set(tree.root, "inzage/toestemming", "Nee");
  Set(tree.root, "inzage/voorlopigdossier", "true");
  CHECK(OfContent(tree).errors.empty());
  CHECK(OfContent(tree).may_be_shown);
}

TEST_CASE("a category that keeps the inspection out is found before there is one") {
  Tree tree = Ours("povo.xml");
  Remove(tree.root, "inzage");
  for (const char* answer : {"VERBODEN", "OPT-UIT"}) {
    Set(tree.root, "metadata/categorie_uitlevering/cat_ouderinzage", answer);
    const Shown shown = OfContent(tree);
    CHECK(shown.errors.contains(std::string("OS.cat02.") + answer + ".inzage"));
    CHECK_FALSE(shown.may_be_shown);
  }
  Set(tree.root, "metadata/categorie_uitlevering/cat_ouderinzage", "OPTIONEEL");
  CHECK(OfContent(tree).may_be_shown);
  CHECK(OfContent(Ours("binnenbrin.xml")).may_be_shown);  // which says OPT-UIT, and has none
}

TEST_CASE("what is shown keeps every other rule") {
  Tree tree = Ours("povo.xml");
  Remove(tree.root, "inzage");
  Pupil(tree.root).Remove("onderwijsnummer");
  CHECK(OfContent(tree).errors == Checks{"OVa.LL12"});
  CHECK_FALSE(OfContent(tree).may_be_shown);
}

TEST_CASE("the day of birth is told by the dossier, or not known") {
  Tree tree = Ours("povo.xml");
  const auto born = [&] { return BirthDayOf(ReadDocument(AsBytes(WriteTree(tree))).value()); };
  CHECK(born() == Day(std::chrono::year(2005) / 2 / 11));
  Set(tree.root, "huidigeschool/leerling/geboortedatum", "2005-02-11+01:00");
  CHECK(born() == Day(std::chrono::year(2005) / 2 / 11));
  Pupil(tree.root).Remove("geboortedatum");
  CHECK_FALSE(born());
}

TEST_CASE("every check is known once in its version, has words in both languages, and looks somewhere") {
  for (const dossier::Definition& definition : dossier::Definitions()) {
    std::set<std::string> keys;
    for (const Check& check : PlanOf(definition.version).checks) {
      CAPTURE(check.key);
      CHECK(keys.insert(check.key).second);
      const Finding finding{&check, "/dossier[1]/" + check.context + "[1]", 1, Severity::kError, {}};
      for (const Language language : {Language::kDutch, Language::kEnglish}) {
        for (const std::string& words : {finding.Message(language), finding.Remedy(language)}) {
          CHECK(words.ends_with("."));
          CHECK(words.find('{') == std::string::npos);
        }
      }
    }
  }
}

TEST_CASE("every text is used") {
  std::set<std::string_view> used;
  for (const dossier::Definition& definition : dossier::Definitions()) {
    for (const Check& check : PlanOf(definition.version).checks) used.insert(check.text);
  }
  for (const Text& text : Texts()) {
    if (text.key.starts_with("schema.") || text.key == "own.other-school") continue;
    CHECK_MESSAGE(used.contains(text.key), text.key);
  }
}

TEST_CASE("a place is told in words") {
  const std::string pupil = "/dossier[1]/huidigeschool[1]/leerling[1]";
  const auto told = [](const std::string& path) { return PlaceInWords(path, Language::kDutch); };
  CHECK(told("/[1]") == "het dossier");
  CHECK(told("/dossier[1]") == "het dossier");
  CHECK(told(pupil) == "leerling");
  CHECK(told(pupil + "/verzorger[2]/achternaam[1]") == "verzorger 2, achternaam");
  CHECK(PlaceInWords(pupil + "/verzorger[1]/achternaam[1]", Language::kEnglish) == "carer 1, surname");
  CHECK(told(pupil + "/overstapadvies[1]/advies[1]") == "overstapadvies, schooladvies");
  CHECK(told("/dossier[1]/metadata[1]/overstap[1]") == "soort overstap");
}

TEST_CASE("a place tells whether it is of the school or of the pupil") {
  const std::string school = "/dossier[1]/huidigeschool[1]";
  const std::string street = "/adreslijst[1]/adres[1]/straat[1]";
  CHECK(PlaceInWords(school + street, Language::kDutch) == "school, adres 1, straat");
  CHECK(PlaceInWords(school + "/leerling[1]" + street, Language::kDutch) == "leerling, adres 1, straat");
}

TEST_CASE("a mere value is numbered from the second on") {
  const std::string pupil = "/dossier[1]/huidigeschool[1]/leerling[1]";
  CHECK(PlaceInWords(pupil + "/voornaam[1]", Language::kDutch) == "leerling, voornaam");
  CHECK(PlaceInWords(pupil + "/voornaam[2]", Language::kDutch) == "leerling, voornaam 2");
}

TEST_CASE("a place is told in any version, and every step of one that none has") {
  const std::string pupil = "/dossier[1]/huidigeschool[1]/leerling[1]";
  CHECK(PlaceInWords(pupil + "/zorg[1]/artslijst[1]/arts[2]/roepnaam[1]", Language::kDutch) ==
        "zorg en begeleiding, arts 2, roepnaam");
  CHECK(PlaceInWords("/dossier[1]/schoen[1]/maat[1]", Language::kDutch) == "het dossier, schoen, maat");
}

TEST_CASE("the codes of a short list are told with their meaning") {
  Tree tree = Ours("povo.xml");
  Set(tree.root, std::string(kPupil) + "/geslacht", "3");
  const Report report = JudgeText(dossier::WriteTree(tree));
  REQUIRE(report.findings.size() == 1);
  const Finding& finding = report.findings.front();
  CHECK(finding.Remedy(Language::kDutch) == "Kies een van de codes: 0 (onbekend), 1 (vrouw), 2 (man).");
  CHECK(finding.Remedy(Language::kEnglish) == "Choose one of the codes: 0 (unknown), 1 (female), 2 (male).");
}

TEST_CASE("what does not belong in a dossier is told as it is spelt, what is missing in words") {
  Tree tree = Ours("povo.xml");
  Pupil(tree.root).children.push_back(dossier::Leaf("type", "1"));
  Remove(tree.root, std::string(kPupil) + "/achternaam");
  const Report report = JudgeText(dossier::WriteTree(tree));
  REQUIRE(report.schema.size() == 2);
  CHECK(report.schema.front().Message(Language::kDutch) == "Achternaam ontbreekt.");
  CHECK(report.schema.back().Message(Language::kDutch) == "Het onderdeel type hoort hier niet.");
}

}  // namespace
}  // namespace oso::profile
