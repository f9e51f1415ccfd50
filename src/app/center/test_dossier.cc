#include "app/center/test_dossier.h"

#include "convert/convert.h"
#include "fiction/fictitious_dossier.h"

namespace oso::app {
namespace {

using dossier::Node;

constexpr std::string_view kFinalTest = "eindtoets_basisonderwijs";
constexpr std::string_view kRevised = "herzienadvies";
constexpr std::string_view kWhyRevised = "motivatie_herzienadvies";

Node* PupilIn(dossier::Tree& tree) { return tree.root.At("huidigeschool/leerling"); }

// The element of this name, wherever it stands below `node`.
Node* Holder(Node& node, std::string_view child) {
  if (node.Child(child) != nullptr) return &node;
  for (Node& inside : node.children) {
    if (Node* found = Holder(inside, child)) return found;
  }
  return nullptr;
}

bool HasRevisedAdvice(dossier::Tree& tree) {
  return PupilIn(tree)->Child(kFinalTest) != nullptr && Holder(tree.root, kRevised) != nullptr;
}

void TakeFinalTestOut(dossier::Tree& tree) {
  PupilIn(tree)->Remove(kFinalTest);
  if (Node* advice = Holder(tree.root, kRevised)) {
    advice->Remove(kRevised);
    advice->Remove(kWhyRevised);
  }
  if (Node* answer = tree.root.At("metadata/categorie_uitlevering/cat_eindtoetsbo")) {
    answer->text = profile::WireName(profile::Outgoing::kOptedOut);
  }
}

// base/pgn.h has the check.
bool IsBsn(std::string_view digits) {
  int sum = -(digits.back() - '0');
  for (int i = 0; i < 8; ++i) sum += (9 - i) * (digits[static_cast<std::size_t>(i)] - '0');
  return sum % 11 == 0;
}

void SetPgn(Node& pupil, std::string_view pgn) {
  for (Node& element : pupil.children) {
    if (element.name != "bsn" && element.name != "onderwijsnummer") continue;
    element.name = IsBsn(pgn) ? "bsn" : "onderwijsnummer";
    element.text = pgn;
  }
}

}  // namespace

Result<std::string> MakeTestDossier(const TestDossier& wish) {
  // 1. A dossier of the newest version, from the first seed on that has what is wanted.
  constexpr std::uint64_t kSeeds = 500;
  const bool is_revised = wish.final_test != FinalTest::kAsItComes;
  fiction::Wish made{.route = wish.route, .seed = wish.seed, .attachments = wish.attachments};
  if (wish.attachments > 0) made.size = fiction::Size::kFull;
  ASSIGN_OR_RETURN(dossier::Tree tree, fiction::MakeDossier(made));
  for (std::uint64_t more = 1; is_revised && more < kSeeds && !HasRevisedAdvice(tree); ++more) {
    ++made.seed;
    ASSIGN_OR_RETURN(tree, fiction::MakeDossier(made));
  }

  // 2. Of this school, about this pupil, at this moment of the year.
  if (Node* brin = tree.root.At("huidigeschool/brincode")) brin->text = wish.brin.text();
  if (!wish.pgn.empty()) SetPgn(*PupilIn(tree), wish.pgn);
  if (wish.final_test == FinalTest::kNotYet) TakeFinalTestOut(tree);

  // 3. In this version, as it travels.
  if (wish.version != tree.version) {
    ASSIGN_OR_RETURN(convert::Conversion older, convert::Convert(tree, wish.version));
    tree = std::move(older.tree);
  }
  std::string text = dossier::WriteTree(tree);
  text.erase(0, text.find("<dossier"));
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace oso::app
