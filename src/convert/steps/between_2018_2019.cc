// 2019.1 made onderwijsondersteuning of zorg, sefunctioneren and handelingsplanlijst, with fewer fields and more room
// for documents; it brought the family doctor to the pupil, and took birth dates from everyone else.
#include <algorithm>
#include <array>

#include "convert/steps/step.h"
#include "dossier/values.h"

namespace oso::convert {
namespace {

constexpr std::string_view kSupport = "onderwijsondersteuning";
constexpr std::string_view kCare = "zorgenbegeleiding";  // the category; its blocks are zorg and sefunctioneren
constexpr std::string_view kOther = "overigdocumentlijst";

// What both versions have, below zorg or below onderwijsondersteuning.
constexpr std::array<std::string_view, 6> kSame = {"diagnose", "medicijngebruik", "opp", "tlv", "lwoo", "rvc"};

std::string Below(std::string_view block, std::string_view name, std::size_t ordinal) {
  return PathBelow(PathBelow(kPupilPath, block), name, ordinal);
}

// The answer for category 9 has another name, and another default for transfers between schools.
void RenameCategory(Rewrite& rewrite, std::string_view from, std::string_view to, DataSetVersion before) {
  Node* answers = rewrite.tree.root.At("metadata/categorie_uitlevering");
  Node* answer = answers != nullptr ? answers->Child(dossier::AnswerName(from)) : nullptr;
  if (answer == nullptr) return;
  const auto route = rewrite.Route();
  const auto by_profile = [&](DataSetVersion version) {
    return route ? profile::WireName(profile::OutgoingOf(*route, dossier::Category::kSupport, version)) : answer->text;
  };
  const bool follows = answer->text == by_profile(before) && answer->text != by_profile(rewrite.tree.version);
  if (follows) answer->text = by_profile(rewrite.tree.version);
  answer->name = dossier::AnswerName(to);
  rewrite.Tell(NoteKind::kMoved, PathBelow(kCategoriesPath, answer->name),
               follows ? "category-follows" : "category-renamed");
}

void Rename(std::vector<Node>& nodes, std::string_view name) {
  for (Node& node : nodes) node.name = name;
}

// Documents that their block has no room for go to the other documents, where those are handed over.
void MoveToOther(Rewrite& rewrite, Node& pupil, std::vector<Node> documents, const std::string& path) {
  if (documents.empty()) return;
  if (!rewrite.MayHold("bijlagedocs")) {
    rewrite.Tell(NoteKind::kLost, path, "documents-lost");
    return;
  }
  Append(ChildOrNew(pupil, kOther), std::move(documents));
  rewrite.Tell(NoteKind::kMoved, path, "documents-moved");
}

// --- up

// One family doctor, without what OG.05 forbids. A secret address does not become a public one.
void DoctorUp(Rewrite& rewrite, Node& pupil, Node& care) {
  std::vector<Node> lists = Take(care, "artslijst");
  if (lists.empty() || lists.front().children.empty()) return;
  std::vector<Node>& doctors = lists.front().children;
  const std::string list = Below("zorg", "artslijst", 1);
  for (std::size_t i = 1; i < doctors.size(); ++i) rewrite.TellLost(list, "arts", i + 1, "one-doctor");
  Node doctor = std::move(doctors.front());
  const std::string path = PathBelow(list, "arts");
  const bool secret = dossier::IsTrue(doctor.TextAt("adresgeheim"));
  const auto lose = [&](std::string_view name) {
    if (!Take(doctor, name).empty()) rewrite.TellLost(path, name, 1, "doctor-field");
  };
  for (const std::string_view name : {"soort", "roepnaam", "geslacht", "geboortedatum"}) lose(name);
  if (secret) {
    for (const std::string_view name : {"adresgeheim", "adreslijst"}) lose(name);
  }
  doctor.name = "huisarts";
  pupil.children.push_back(std::move(doctor));
  rewrite.Tell(NoteKind::kMoved, path, "doctor-moved");
}

// Of several perspectives the newest stays, with the documents of all.
void PerspectivesUp(Rewrite& rewrite, Node& support) {
  std::vector<Node> all = Take(support, "opp");
  if (all.empty()) return;
  const auto newest = std::ranges::max_element(all, {}, [](const Node& opp) { return opp.TextAt("opp_ingangdatum"); });
  Node kept = *newest;
  for (auto opp = all.begin(); opp != all.end(); ++opp) {
    if (opp == newest) continue;
    rewrite.Tell(NoteKind::kLost, Below("zorg", "opp", static_cast<std::size_t>(opp - all.begin()) + 1), "older-opp");
    Append(kept, Take(*opp, "document"));
  }
  support.children.push_back(std::move(kept));
}

void CareUp(Rewrite& rewrite, Node& pupil) {
  Node support = Leaf(kSupport, "");
  for (Node& care : Take(pupil, "zorg")) {
    for (const std::string_view name : kSame) Append(support, Take(care, name));
    auto arrangements = Take(care, "arrangement");
    Rename(arrangements, "arrangement_cluster12");
    Append(support, std::move(arrangements));
    PerspectivesUp(rewrite, support);
    DoctorUp(rewrite, pupil, care);
    std::string_view name;
    std::size_t ordinal = 0;
    for (const Node& left : care.children) {
      ordinal = left.name == name ? ordinal + 1 : 1;
      name = left.name;
      rewrite.Tell(NoteKind::kLost, Below("zorg", name, ordinal), "no-place");
    }
  }
  for (Node& plans : Take(pupil, "handelingsplanlijst")) Append(support, std::move(plans.children));
  if (!support.children.empty()) pupil.children.push_back(std::move(support));
}

void FunctioningUp(Rewrite& rewrite, Node& pupil) {
  for (Node& block : Take(pupil, "sefunctioneren")) {
    MoveToOther(rewrite, pupil, Take(block, "document"), PathBelow(kPupilPath, "sefunctioneren"));
    if (!block.children.empty()) {
      rewrite.TellLost(PathBelow(kPupilPath, "sefunctioneren"), "toelichtingsef", 1, "no-place");
    }
  }
}

// There is one level now, G; the other four said more.
void LevelUp(Rewrite& rewrite, Node& pupil) {
  Node* level = pupil.At("eindtoets_basisonderwijs/eindtoetsresultaat/toetsniveau");
  if (level == nullptr || level->text == "G") return;
  level->text = "G";
  rewrite.Tell(NoteKind::kChanged,
               std::string(kPupilPath) + "/eindtoets_basisonderwijs[1]/eindtoetsresultaat[1]/toetsniveau[1]",
               "test-level");
}

// --- down

// A diagnosis has one code: of several codes come several diagnoses.
std::vector<Node> SplitByCode(Rewrite& rewrite, std::vector<Node> diagnoses) {
  std::vector<Node> split;
  for (std::size_t i = 0; i < diagnoses.size(); ++i) {
    const std::vector<Node> codes = Take(diagnoses[i], "code");
    for (const Node& code : codes) {
      split.push_back(diagnoses[i]);
      split.back().children.insert(split.back().children.begin(), code);
    }
    if (codes.size() > 1) rewrite.Tell(NoteKind::kMoved, Below(kSupport, "diagnose", i + 1), "diagnosis-split");
  }
  return split;
}

// Documents that 2018.1 has no room for; a perspective may keep one.
void DocumentsDown(Rewrite& rewrite, Node& pupil, Node& support) {
  constexpr std::array<std::string_view, 5> kHolders = {"toelichting_onderwijsbehoeften", "diagnose", "tlv", "lwoo",
                                                        "opp"};
  for (const std::string_view holder : kHolders) {
    std::size_t ordinal = 0;
    for (Node& node : support.children) {
      if (node.name != holder) continue;
      const std::string path = Below(kSupport, holder, ++ordinal);
      std::vector<Node> documents = Take(node, "document");
      if (holder == "opp" && !documents.empty()) {
        node.children.push_back(std::move(documents.front()));
        documents.erase(documents.begin());
      }
      MoveToOther(rewrite, pupil, std::move(documents), path);
    }
  }
  support.Remove("toelichting_onderwijsbehoeften");  // it was that document
}

std::vector<Node> ArrangementsDown(Rewrite& rewrite, std::vector<Node> arrangements) {
  std::size_t ordinal = 0;
  std::erase_if(arrangements, [&](const Node& node) {
    const std::string path = Below(kSupport, "arrangement_cluster12", ++ordinal);
    const bool says_school =
        node.Child("arrangement_brin") != nullptr && node.Child("arrangement_vestigingscode") != nullptr;
    if (!says_school) rewrite.Tell(NoteKind::kLost, path, "arrangement-school");
    return !says_school;
  });
  Rename(arrangements, "arrangement");
  return arrangements;
}

void SupportDown(Rewrite& rewrite, Node& pupil) {
  for (Node& support : Take(pupil, kSupport)) {
    DocumentsDown(rewrite, pupil, support);
    Node care = Leaf("zorg", "");
    Append(care, SplitByCode(rewrite, Take(support, "diagnose")));
    for (const std::string_view name : kSame) Append(care, Take(support, name));
    Append(care, ArrangementsDown(rewrite, Take(support, "arrangement_cluster12")));
    auto plans = Take(support, "handelingsplan");
    if (!plans.empty()) Append(ChildOrNew(pupil, "handelingsplanlijst"), std::move(plans));
    for (std::size_t i = 0; i < support.children.size(); ++i) {  // arrangement_pao
      rewrite.Tell(NoteKind::kLost, Below(kSupport, support.children[i].name, i + 1), "no-place");
    }
    if (!care.children.empty()) pupil.children.push_back(std::move(care));
  }
}

void DoctorDown(Rewrite& rewrite, Node& pupil) {
  std::vector<Node> doctors = Take(pupil, "huisarts");
  if (doctors.empty()) return;
  const std::string path = PathBelow(kPupilPath, "huisarts");
  if (!rewrite.MayHold(kCare)) {
    rewrite.Tell(NoteKind::kLost, path, "doctor-withheld");
    return;
  }
  Rename(doctors, "arts");
  Append(ChildOrNew(ChildOrNew(pupil, "zorg"), "artslijst"), std::move(doctors));
  rewrite.Tell(NoteKind::kMoved, path, "doctor-moved");
}

}  // namespace

void UpTo2019(Rewrite& rewrite) {
  RenameCategory(rewrite, kCare, kSupport, DataSetVersion::k2018_1);
  Node* pupil = rewrite.Pupil();
  if (pupil == nullptr) return;
  CareUp(rewrite, *pupil);
  FunctioningUp(rewrite, *pupil);
  LevelUp(rewrite, *pupil);
  if (rewrite.Route() == profile::Route::kWithinBrin) {
    for (const std::string_view name : {"geboorteplaats", "nationaliteit"}) {
      if (!Take(*pupil, name).empty()) rewrite.TellLost(kPupilPath, name, 1, "forbidden");
    }
  }
}

void DownTo2018(Rewrite& rewrite) {
  RenameCategory(rewrite, kSupport, kCare, DataSetVersion::k2019_1);
  Node* pupil = rewrite.Pupil();
  if (pupil == nullptr) return;
  SupportDown(rewrite, *pupil);
  DoctorDown(rewrite, *pupil);
}

}  // namespace oso::convert
