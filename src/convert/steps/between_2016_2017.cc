// 2017.1 brought categorie_uitlevering, dossiers to a partnership, and level G of the final test.
#include "convert/steps/step.h"

namespace oso::convert {
namespace {

// In the order of the schema: after validatieversie, before overstap (Fit puts it there).
Node CategoriesOf(DataSetVersion version, std::optional<profile::Route> route) {
  Node answers = Leaf("categorie_uitlevering", "");
  for (const dossier::Category& category : dossier::DefinitionOf(version).categories) {
    const auto answer = route ? profile::OutgoingOf(*route, category.number, version) : profile::Outgoing::kOptional;
    answers.children.push_back(Leaf(dossier::AnswerName(category.name), profile::WireName(answer)));
  }
  return answers;
}

}  // namespace

void UpTo2017(Rewrite& rewrite) {
  Node* metadata = rewrite.tree.root.Child("metadata");
  if (metadata == nullptr || metadata->Child("categorie_uitlevering") != nullptr) return;
  metadata->children.push_back(CategoriesOf(rewrite.tree.version, rewrite.Route()));
  rewrite.Tell(NoteKind::kAdded, std::string(kCategoriesPath), "categories-added");
  LoseWithheld(rewrite);
}

void DownTo2016(Rewrite& rewrite) {
  Node* metadata = rewrite.tree.root.Child("metadata");
  Node* pupil = rewrite.Pupil();
  if (metadata == nullptr || pupil == nullptr) return;
  // What the profile says anyway comes back by itself; a choice of the school does not.
  const auto answers = Take(*metadata, "categorie_uitlevering");
  if (!answers.empty()) {
    const bool follows = answers.front() == CategoriesOf(DataSetVersion::k2017_1, rewrite.Route());
    rewrite.Tell(follows ? NoteKind::kMoved : NoteKind::kLost, std::string(kCategoriesPath),
                 follows ? "categories-follow" : "no-place");
  }
  // Without its level the test has no result, and a test that was taken must have one.
  if (pupil->TextAt("eindtoets_basisonderwijs/eindtoetsresultaat/toetsniveau") == "G") {
    pupil->Remove("eindtoets_basisonderwijs");
    rewrite.TellLost(kPupilPath, "eindtoets_basisonderwijs", 1, "no-code");
  }
}

}  // namespace oso::convert
