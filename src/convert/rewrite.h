// A dossier while one step rewrites it, and what is told of it.
#pragma once

#include "convert/note.h"
#include "dossier/definition.h"
#include "dossier/tree.h"
#include "profile/categories.h"

namespace oso::convert {

using dossier::DataSetVersion;
using dossier::Leaf;
using dossier::Node;
using dossier::PathBelow;

inline constexpr std::string_view kPupilPath = "/dossier[1]/huidigeschool[1]/leerling[1]";
inline constexpr std::string_view kCategoriesPath = "/dossier[1]/metadata[1]/categorie_uitlevering[1]";

class Rewrite {
 public:
  explicit Rewrite(dossier::Tree from) : tree(std::move(from)) {}

  // leerling; nullptr in what is no valid dossier.
  Node* Pupil() { return tree.root.At("huidigeschool/leerling"); }
  std::optional<profile::Route> Route() const;
  // What categorie_uitlevering answers for it; nothing where it does not say, or something else.
  std::optional<profile::Outgoing> Answer(std::string_view category) const;
  bool MayHold(std::string_view category) const;  // it is not withheld

  void Tell(NoteKind kind, std::string path, std::string_view text) { notes.push_back({kind, std::move(path), text}); }
  // "PARENT/name[n]" is no more.
  void TellLost(std::string_view parent, std::string_view name, std::size_t ordinal, std::string_view text);

  dossier::Tree tree;
  Notes notes;
};

// Every child of this name, taken out.
std::vector<Node> Take(Node& from, std::string_view name);
void Append(Node& to, std::vector<Node> children);
Node& ChildOrNew(Node& parent, std::string_view name);

// The data of every category that is withheld (VERBODEN, OPT-UIT) are lost: they should not be there, and must not get
// out by way of a block that moves to another category.
void LoseWithheld(Rewrite& rewrite);

// Makes the tree fit its version's definition, coming from `from`: what has no place there, is one too many, or has a
// code that only `from` knows is lost, with the smallest block that can be missed; children get the order they must
// have. The only place, beside the steps' own, where anything is lost: so nothing is lost silently.
void Fit(Rewrite& rewrite, const dossier::Definition& from);

}  // namespace oso::convert
