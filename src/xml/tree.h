// A small document as a tree: for messages of a few kilobytes, never for a dossier.
#pragma once

#include <optional>

#include "xml/reader.h"

namespace oso::xml {

struct Node {
  std::string uri;
  std::string local;
  std::vector<std::pair<std::string, std::string>> attributes;  // local names
  std::string text;                                             // the element's own text, pieces joined
  std::vector<Node> children;
  // The first child of this name, or nullptr.
  const Node* Child(std::string_view child_uri, std::string_view child_local) const;
};

// Errors as Reader. `bytes` is the whole document; its size is the caller's limit to keep.
Result<Node> ParseTree(ByteView bytes,
                       Limits limits = {.depth = 32, .token_bytes = std::size_t{8} * 1024, .elements = 10'000});

}  // namespace oso::xml
