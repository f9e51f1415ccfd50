#include "convert/rewrite.h"

#include <algorithm>
#include <iterator>

#include "convert/withhold.h"

namespace oso::convert {

std::optional<profile::Route> Rewrite::Route() const {
  return profile::RouteOf(tree.root.TextAt("overdrachtsoort"), tree.root.TextAt("metadata/overstap"));
}

std::optional<profile::Outgoing> Rewrite::Answer(std::string_view category) const {
  const Node* answers = tree.root.At("metadata/categorie_uitlevering");
  if (answers == nullptr) return std::nullopt;
  return profile::ParseOutgoing(answers->TextAt(dossier::AnswerName(category)));
}

bool Rewrite::MayHold(std::string_view category) const {
  const auto answer = Answer(category);
  return !answer || !profile::IsWithheld(*answer);
}

void Rewrite::TellLost(std::string_view parent, std::string_view name, std::size_t ordinal, std::string_view text) {
  Tell(NoteKind::kLost, PathBelow(parent, name, ordinal), text);
}

std::vector<Node> Take(Node& from, std::string_view name) {
  std::vector<Node> taken;
  std::erase_if(from.children, [&](Node& child) {
    if (child.name != name) return false;
    taken.push_back(std::move(child));
    return true;
  });
  return taken;
}

void Append(Node& to, std::vector<Node> children) { std::ranges::move(children, std::back_inserter(to.children)); }

Node& ChildOrNew(Node& parent, std::string_view name) {
  if (Node* child = parent.Child(name)) return *child;
  parent.children.push_back(Leaf(name, ""));
  return parent.children.back();
}

void LoseWithheld(Rewrite& rewrite) {
  for (const dossier::Category& category : dossier::DefinitionOf(rewrite.tree.version).categories) {
    if (rewrite.MayHold(category.name) || IsInEveryDossier(category)) continue;
    for (std::string& path : Withhold(rewrite.tree, category)) {
      rewrite.Tell(NoteKind::kLost, std::move(path), "withheld");
    }
  }
}

}  // namespace oso::convert
