#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "profile/validate.h"

namespace oso::profile {
namespace {

using dossier::Dossier;

Result<Dossier> TryToRead(const std::filesystem::path& path) {
  class Nowhere final : public xml::CaptureSink {
   public:
    Status Capture(ByteView) override { return {}; }
  } nowhere;
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file.good());
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  dossier::DossierReader reader(nowhere, text.size());
  RETURN_IF_ERROR(reader.Feed(AsBytes(text)));
  return reader.Finish();
}

Dossier Read(const std::filesystem::path& path) { return TryToRead(path).value(); }

std::set<std::string_view> Broken(const Dossier& dossier) {
  std::set<std::string_view> checks;
  auto outcome = Validate(dossier);
  if (auto* findings = std::get_if<std::vector<Finding>>(&outcome)) {
    for (const Finding& finding : *findings) checks.insert(finding.check);
  }
  return checks;
}

// A good dossier with one thing changed.
std::set<std::string_view> After(const char* file, void (*change)(Dossier&)) {
  Dossier dossier = Read(std::filesystem::path(OSO_TESTDATA) / file);
  change(dossier);
  return Broken(dossier);
}

using Checks = std::set<std::string_view>;

TEST_CASE("our own dossiers are accepted") {
  for (const char* file : {"popo.xml", "povo.xml", "vovo.xml", "binnenbrin.xml", "povo_min.xml"}) {
    CHECK_MESSAGE(Broken(Read(std::filesystem::path(OSO_TESTDATA) / file)).empty(), file);
  }
}

TEST_CASE("the official examples of every version are accepted") {
  const std::filesystem::path reference = OSO_REFERENCE;
  if (!std::filesystem::is_directory(reference)) {
    MESSAGE("SKIPPED: the official examples are not beside this checkout (" << reference.string() << ")");
    return;
  }
  int count = 0;
  for (const char* folder : {"examples", "examples-derived"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(reference / folder)) {
      if (entry.path().extension() != ".xml") continue;
      CHECK_MESSAGE(Broken(Read(entry.path())).empty(), entry.path().string());
      ++count;
    }
  }
  CHECK(count == 44);
}

TEST_CASE("each hostile file gets the answer that testdata/README.md gives for it") {
  const std::filesystem::path hostile = OSO_TESTDATA "/hostile";
  std::ifstream readme(OSO_TESTDATA "/README.md");
  std::set<std::string> listed;
  bool in_table = false;
  for (std::string line; std::getline(readme, line);) {
    in_table = in_table || line.starts_with("## hostile/");
    if (!in_table || !line.starts_with("| `")) continue;
    const std::string name = line.substr(3, line.find('`', 3) - 3);
    const auto answer_at = line.rfind("| ", line.size() - 2) + 2;
    const std::string answer = line.substr(answer_at, line.size() - 2 - answer_at);
    const Result<Dossier> dossier = TryToRead(hostile / name);
    std::string got;
    if (!dossier.ok()) got = WireName(dossier.error().code);
    if (dossier.ok()) {
      for (std::string_view check : Broken(*dossier)) got += (got.empty() ? "" : " ") + std::string(check);
      if (got.empty()) got = "accepted";
    }
    CHECK_MESSAGE(got == answer, name);
    listed.insert(name);
  }
  for (const auto& entry : std::filesystem::directory_iterator(hostile)) {
    CHECK_MESSAGE(listed.contains(entry.path().filename().string()), entry.path().filename().string());
  }
}

// One fact of a good dossier changed, and what must come of it.
struct Flaw {
  const char* file;
  void (*change)(Dossier&);
  Checks checks;
};

void RemovePgn(Dossier& d) {
  d.bsn.reset();
  d.onderwijsnummer.reset();
}
void ToPartnership(Dossier& d) {
  d.transfer_kind = "swv-dossier";
  d.profile = "POSWV";
  RemovePgn(d);
}
void To2016(Dossier& d) {
  d.version = dossier::DataSetVersion::k2016_1;
  d.standard_version = "2016.1";
  d.validation_version = "2016.1.2";
  d.has_categories = false;
}

const Flaw kFlaws[] = {
    {"povo.xml", [](Dossier& d) { d.standard_version = "2018.1"; }, {"OG.02"}},
    {"povo.xml", [](Dossier& d) { d.validation_version = "2019.1"; }, {"OVa.MD02"}},
    {"povo.xml", [](Dossier& d) { d.part = "LVS"; }, {"OVa.MD01"}},
    {"povo.xml", [](Dossier& d) { d.part = "las"; }, {"CL33.deeldossier", "OVa.MD01"}},
    {"povo.xml", [](Dossier& d) { d.has_categories = false; }, {"OVa.MD03"}},
    {"povo.xml", [](Dossier& d) { d.transfer_kind = "anders"; }, {"CL29.overdrachtsoort", "OVa.OS03"}},
    {"povo.xml", [](Dossier& d) { d.profile.reset(); }, {"OVa.OS01", "OVa.OS02"}},
    {"povo.xml", [](Dossier& d) { d.profile = "POSWV"; }, {"OVa.OS02"}},
    {"povo.xml", [](Dossier& d) { d.profile = "povo"; }, {"CL16.overstap", "OVa.OS02"}},
    {"povo.xml", [](Dossier& d) { d.inspection.reset(); }, {"OVa.IZ01"}},
    {"povo.xml", [](Dossier& d) { d.inspection->inspected = "false"; }, {"OVa.IZ02"}},
    {"povo.xml", [](Dossier& d) { d.inspection->inspected = " 1\n"; }, {}},
    {"povo.xml", [](Dossier& d) { d.inspection->date.reset(); }, {"OVa.IZ03"}},
    {"povo.xml", [](Dossier& d) { d.inspection->agreement.reset(); }, {"OVa.IZ04"}},
    {"povo.xml", [](Dossier& d) { d.inspection->agreement = "ja"; }, {"CL37.akkoord"}},
    {"vovo.xml", [](Dossier& d) { d.inspection->consent.reset(); }, {"OVa.IZ05"}},
    {"vovo.xml", [](Dossier& d) { d.inspection->consent = "x"; }, {"CL37.toestemming"}},
    {"vovo.xml", [](Dossier& d) { d.inspection->consent = "Nee"; }, {"OSO.consent.refused"}},
    {"vovo.xml", [](Dossier& d) { d.inspection->consent = "Onbekend"; }, {"OSO.consent.refused"}},
    {"povo.xml", RemovePgn, {"OVa.LL12"}},
    {"povo.xml", [](Dossier& d) { d.bsn = Secret("662460613"); }, {"OSO.pgn.two"}},
    {"povo_min.xml", [](Dossier& d) { d.bsn = Secret("662460614"); }, {"OSO.pgn.check-digit"}},
    {"povo.xml", [](Dossier& d) { d.brin = "1AA"; }, {"OSO.school.brin"}},
    {"povo.xml", [](Dossier& d) { d.has_family_name = false; }, {"OSO.pupil.family-name"}},
    {"binnenbrin.xml", RemovePgn, {"OSO.pgn.missing"}},
    {"binnenbrin.xml", [](Dossier& d) { d.has_categories = false; }, {"OVb.MD03"}},
    {"povo.xml", ToPartnership, {}},
    {"povo.xml", [](Dossier& d) { ToPartnership(d), d.bsn = Secret("662460613"); }, {"PaO.LL12"}},
    {"povo.xml", [](Dossier& d) { ToPartnership(d), d.validation_version = "2018.1.1"; }, {"PaO.MD02"}},
    {"povo.xml", [](Dossier& d) { ToPartnership(d), d.part = "LVS"; }, {"PaO.MD01"}},
    {"povo.xml", [](Dossier& d) { ToPartnership(d), d.has_categories = false; }, {"PaO.MD03"}},
    {"povo.xml", [](Dossier& d) { ToPartnership(d), d.profile = "POVO"; }, {"PaO.SO02"}},
    {"povo.xml", [](Dossier& d) { ToPartnership(d), d.profile.reset(); }, {"PaO.SO01", "PaO.SO02"}},
    {"povo.xml", [](Dossier& d) { ToPartnership(d), d.transfer_kind = "swv"; }, {"CL29.overdrachtsoort", "PaO.SO03"}},
    {"vovo.xml", To2016, {}},
    {"vovo.xml", [](Dossier& d) { To2016(d), d.standard_version = "2017.1"; }, {"OS.M05"}},
    {"vovo.xml", [](Dossier& d) { To2016(d), d.validation_version = "2016.1"; }, {"OS.M06"}},
    {"vovo.xml", [](Dossier& d) { To2016(d), d.part = "TIB"; }, {"OS.M01"}},
    {"vovo.xml", [](Dossier& d) { To2016(d), d.profile.reset(); }, {"OS.M02", "OS.M03"}},
    {"vovo.xml", [](Dossier& d) { To2016(d), d.profile = "POSWV"; }, {"CL16.overstap", "OS.M03"}},
    {"vovo.xml", [](Dossier& d) { To2016(d), d.transfer_kind = "swv-dossier"; }, {"CL29.overdrachtsoort"}},
    {"vovo.xml", [](Dossier& d) { To2016(d), d.inspection.reset(); }, {"OS.I01"}},
    {"vovo.xml", [](Dossier& d) { To2016(d), d.inspection->inspected.reset(); }, {"OS.I02"}},
    {"vovo.xml", [](Dossier& d) { To2016(d), d.inspection->date.reset(); }, {"OS.I03"}},
    {"vovo.xml", [](Dossier& d) { To2016(d), d.inspection->agreement.reset(); }, {"OS.I04"}},
    {"vovo.xml", [](Dossier& d) { To2016(d), d.inspection->consent.reset(); }, {"OS.I05"}},
    {"vovo.xml", [](Dossier& d) { To2016(d), RemovePgn(d); }, {"OS.L08"}},
};

TEST_CASE("each rule finds its flaw, and only that") {
  Checks found;
  for (const Flaw& flaw : kFlaws) {
    const std::size_t row = static_cast<std::size_t>(&flaw - kFlaws);
    CAPTURE(row);
    const Checks checks = After(flaw.file, flaw.change);
    CHECK((checks == flaw.checks));
    found.insert(checks.begin(), checks.end());
  }
  for (const Rule& rule : Rules()) {
    if (rule.severity == Severity::kError) CHECK_MESSAGE(found.contains(rule.check), rule.check);
  }
}

TEST_CASE("a warning does not stop a dossier, and goes along with it") {
  Dossier dossier = Read(OSO_TESTDATA "/vovo.xml");
  dossier.inspection->provisional = "true";
  const auto outcome = Validate(dossier);
  const auto* valid = std::get_if<ValidatedDossier>(&outcome);
  REQUIRE(valid != nullptr);
  REQUIRE(valid->warnings().size() == 1);
  CHECK(valid->warnings()[0].check == "OSO.inspection.provisional");
  CHECK(valid->pgn() == Pgn::Parse(dossier.bsn->Reveal()).value());
  CHECK(valid->school() == Brin::Parse("01AA").value());
  CHECK(valid->profile() == dossier::Profile::kVovo);
}

TEST_CASE("a dossier for a partnership is valid without a PGN") {
  Dossier dossier = Read(OSO_TESTDATA "/povo.xml");
  ToPartnership(dossier);
  const auto outcome = Validate(dossier);
  const auto* valid = std::get_if<ValidatedDossier>(&outcome);
  REQUIRE(valid != nullptr);
  CHECK_FALSE(valid->pgn());
  CHECK(valid->kind() == dossier::TransferKind::kToPartnership);
}

TEST_CASE("a rule is listed once, and tells an administrator what to mend in Dutch") {
  Checks checks;
  for (const Rule& rule : Rules()) {
    CHECK(checks.insert(rule.check).second);
    CHECK(rule.message.ends_with("."));
    CHECK(rule.where.starts_with("/dossier"));
  }
}

}  // namespace
}  // namespace oso::profile
