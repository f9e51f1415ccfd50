#include "convert/merge.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "convert/rewrite.h"
#include "convert/withhold.h"
#include "dossier/values.h"
#include "profile/categories.h"

namespace oso::convert {
namespace {

using dossier::Element;
using dossier::Node;

// What happens where both parts hold an element, and not the same.
enum class Policy {
  kLas,      // the LAS part's stands
  kUnite,    // the LAS part's entries, then those that only the LVS part has
  kDescend,  // child by child
  kConflict,
};

Policy PolicyOf(const Element& element) {
  if (element.parent->name == "metadata") return Policy::kLas;
  const bool guidance = PartOf(element) == Part::kLvs;
  if (guidance && element.max > 1) return Policy::kUnite;
  if (element.max > 1 || element.children.empty()) return Policy::kConflict;
  // The frame, a block of guidance, and a list in it; what is deeper belongs together.
  const bool frame = element.min > 0;
  const bool block = guidance && (element.parent->name == "leerling" || element.IsList());
  return frame || block ? Policy::kDescend : Policy::kConflict;
}

// The elements that stand for each other: those of one choice, else each its own.
std::span<const Element> AlternativesAt(std::span<const Element> children, std::size_t first) {
  std::size_t size = 1;
  const Element& element = children[first];
  if (element.place == dossier::Place::kChoice) {
    while (first + size < children.size() && children[first + size].group == element.group) ++size;
  }
  return children.subspan(first, size);
}

// The children of one parent that are one of `alternatives`.
class Slot {
 public:
  Slot(Node& parent, const Element& element, std::span<const Element> alternatives)
      : parent_(parent), element_(element), alternatives_(alternatives) {}

  bool empty() const { return First() == parent_.children.end(); }
  Node& front() const { return *First(); }
  bool Contains(const Node& node) const { return std::ranges::find(parent_.children, node) != parent_.children.end(); }

  std::vector<Node> Take() {
    std::vector<Node> taken;
    std::vector<Node> kept;
    for (Node& node : parent_.children) (IsHere(node) ? taken : kept).push_back(std::move(node));
    parent_.children = std::move(kept);
    return taken;
  }

  // Behind all that may stand before them.
  void Append(std::vector<Node> nodes) {
    auto at = parent_.children.end();
    while (at != parent_.children.begin() && !MayPrecede(*std::prev(at))) --at;
    parent_.children.insert(at, std::move_iterator(nodes.begin()), std::move_iterator(nodes.end()));
  }

 private:
  bool IsHere(const Node& node) const {
    return std::ranges::find(alternatives_, node.name, &Element::name) != alternatives_.end();
  }
  std::vector<Node>::iterator First() const {
    return std::ranges::find_if(parent_.children, [&](const Node& node) { return IsHere(node); });
  }
  bool MayPrecede(const Node& node) const {
    const Element* place = element_.Child(node.name);
    return place != nullptr && place <= &alternatives_.back();
  }

  Node& parent_;
  const Element& element_;
  std::span<const Element> alternatives_;
};

class Merger {
 public:
  explicit Merger(Part preferred) : preferred_(preferred) {}

  void MergeCategories(dossier::Tree& las, dossier::Tree& lvs);
  void MergeAddresses(Node& las, Node& lvs);  // of the pupil in each
  void MergeInto(Node& las, Node& lvs, const Element& element, const std::string& path);

  std::vector<Conflict> TakeConflicts() { return std::move(conflicts_); }

 private:
  void MergeSlot(Slot mine, std::vector<Node> theirs, const Element& element, const std::string& path);

  Part preferred_;
  std::vector<Conflict> conflicts_;
};

// While both parts still hold what they came with.
void Merger::MergeCategories(dossier::Tree& las, dossier::Tree& lvs) {
  constexpr std::string_view kAnswers = "metadata/categorie_uitlevering";
  Node* kept = las.root.At(kAnswers);
  if (kept == nullptr) kept = lvs.root.At(kAnswers);
  if (kept == nullptr) return;
  const auto route = profile::RouteOf(las.root.TextAt("overdrachtsoort"), las.root.TextAt("metadata/overstap"));
  const std::string_view opted_out = WireName(profile::Outgoing::kOptedOut);
  for (const dossier::Category& category : dossier::DefinitionOf(las.version).categories) {
    const std::string name = dossier::AnswerName(category.name);
    const std::string path = std::string(kAnswers) + '/' + name;
    const std::string mine(las.root.TextAt(path));
    const std::string theirs(lvs.root.TextAt(path));
    Node* answer = kept->Child(name);
    if (answer == nullptr || mine == theirs) continue;
    const auto by_profile =
        WireName(route ? profile::OutgoingOf(*route, category.number, las.version) : profile::Outgoing::kOptional);
    if (IsInEveryDossier(category) || (mine != opted_out && theirs != opted_out)) {
      if (route && !mine.empty() && !theirs.empty()) answer->text = by_profile;
      continue;
    }
    // One part withholds what the other may hold.
    const Part holder = mine == opted_out ? Part::kLvs : Part::kLas;
    dossier::Tree& hands_over = holder == Part::kLvs ? lvs : las;
    answer->text = opted_out;
    if (!Holds(hands_over, category)) continue;
    conflicts_.push_back({.kind = ConflictKind::kWithheld, .path = dossier::PathBelow(kCategoriesPath, name)});
    if (preferred_ == holder) {
      const std::string& said = holder == Part::kLvs ? theirs : mine;
      answer->text = said.empty() ? by_profile : said;
    } else {
      Withhold(hands_over, category);
    }
  }
}

void Merger::MergeAddresses(Node& las, Node& lvs) {
  const auto is_secret = [](const Node& pupil) { return dossier::IsTrue(pupil.TextAt("adresgeheim")); };
  if (is_secret(las) == is_secret(lvs)) return;
  const Part teller = is_secret(las) ? Part::kLvs : Part::kLas;
  Node& tells = teller == Part::kLvs ? lvs : las;
  // Who prefers a part that says it is not secret has decided.
  if (preferred_ == teller && tells.Child("adresgeheim") != nullptr) return;
  for (const std::string_view address : {"adreslijst", "postcode4adres", "adresbuitenland"}) {
    if (tells.Child(address) == nullptr) continue;
    conflicts_.push_back({.kind = ConflictKind::kSecret, .path = dossier::PathBelow(kPupilPath, address)});
    tells.Remove(address);
  }
}

void Merger::MergeInto(Node& las, Node& lvs, const Element& element, const std::string& path) {
  for (std::size_t at = 0; at < element.children.size();) {
    const auto alternatives = AlternativesAt(element.children, at);
    at += alternatives.size();
    MergeSlot(Slot(las, element, alternatives), Slot(lvs, element, alternatives).Take(), alternatives.front(), path);
  }
  // What the version does not know is left: kept, for validating to find it.
  std::ranges::move(lvs.children, std::back_inserter(las.children));
}

void Merger::MergeSlot(Slot mine, std::vector<Node> theirs, const Element& element, const std::string& path) {
  if (mine.empty()) return mine.Append(std::move(theirs));
  const std::string place = dossier::PathBelow(path, mine.front().name);
  const Policy policy = PolicyOf(element);
  if (policy == Policy::kDescend) {
    for (Node& node : theirs) MergeInto(mine.front(), node, element, place);
    return;
  }
  if (policy == Policy::kUnite) {
    std::erase_if(theirs, [&](const Node& node) { return mine.Contains(node); });
    return mine.Append(std::move(theirs));
  }
  if (policy == Policy::kLas || std::ranges::all_of(theirs, [&](const Node& node) { return mine.Contains(node); })) {
    return;
  }
  conflicts_.push_back({.kind = ConflictKind::kDiffers, .path = place});
  if (preferred_ == Part::kLas) return;
  mine.Take();
  mine.Append(std::move(theirs));
}

}  // namespace

Result<Merged> Merge(dossier::Tree las, dossier::Tree lvs, Part preferred) {
  if (const auto mismatch = MismatchOf(las, lvs)) {
    return Fail(ErrorCode::kInvalidArgument, std::string(Message(*mismatch, dossier::Language::kEnglish)));
  }
  Node& metadata = *las.root.Child("metadata");
  metadata.Child("deeldossier")->text = kWhole;
  const std::string_view other_date = lvs.root.TextAt("metadata/datum");
  if (Node* date = metadata.Child("datum"); date != nullptr && date->text < other_date) date->text = other_date;

  Merger merger(preferred);
  merger.MergeCategories(las, lvs);
  merger.MergeAddresses(*las.root.At("huidigeschool/leerling"), *lvs.root.At("huidigeschool/leerling"));
  merger.MergeInto(las.root, lvs.root, dossier::DefinitionOf(las.version).root(), "/dossier[1]");
  return Merged{.tree = std::move(las), .conflicts = merger.TakeConflicts()};
}

}  // namespace oso::convert
