// A dossier as a tree that can be changed: for what rewrites documents or shows them. The whole document is in memory,
// attachments too; what only judges a dossier reads it with DossierReader, which keeps none.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "dossier/vocabulary.h"

namespace oso::dossier {

struct Node {
  std::string name = {};                        // local name: "leerling"
  std::string text = {};                        // "" where it holds elements
  std::optional<std::string> description = {};  // the attribute omschrijving, of land and nationaliteit
  std::vector<Node> children = {};

  bool operator==(const Node&) const = default;

  const Node* Child(std::string_view child) const;  // the first of this name, or nullptr
  Node* Child(std::string_view child);
  // Down from here by first children: At("metadata/datum"). nullptr where a step is missing.
  const Node* At(std::string_view path) const;
  Node* At(std::string_view path);
  std::string_view TextAt(std::string_view path) const;  // "" where a step is missing
  void Remove(std::string_view child);                   // every child of this name
};

Node Leaf(std::string_view name, std::string_view text);

// "PARENT/name[2]", as Document::PathOf.
std::string PathBelow(std::string_view parent, std::string_view name, std::size_t ordinal = 1);

struct Tree {
  DataSetVersion version = DataSetVersion::k2019_1;
  Node root;  // "dossier"
  bool operator==(const Tree&) const = default;
};

// White space between elements, comments and processing instructions are left out; a prefix becomes the default
// namespace. Nothing is checked but that this is a dossier. Errors: kMalformedXml, kForbiddenXml, kNotADossier (also of
// text between elements: it would be lost), kTooLarge (over `max_bytes`).
Result<Tree> ReadTree(ByteView bytes, std::uint64_t max_bytes = 1'000'000'000);

// As UTF-8 with XML declaration, two spaces of indentation and a line end after each element. Reading it back gives the
// same tree.
std::string WriteTree(const Tree& tree);

}  // namespace oso::dossier
