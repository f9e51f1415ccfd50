// The definition of a version is a tree of places, in which an address stands anew wherever it may stand. To be read,
// by people and as a schema, what is the same at several places is told once: a block.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dossier/definition.h"

namespace oso::app {

// Elements with the same children, types and limits, whatever their category.
struct Block {
  std::string_view name;                        // the shortest of the names it has at its places: "instelling"
  std::vector<const dossier::Element*> places;  // at least two; a place inside another place of a block counts once
};

class Blocks {
 public:
  explicit Blocks(const dossier::Definition& definition);

  std::span<const Block> all() const { return blocks_; }   // by name, no two the same
  const Block* Of(const dossier::Element& element) const;  // nullptr: what this holds stands nowhere else

 private:
  std::vector<Block> blocks_;
};

// What stands at `at` among siblings: one of them, or the whole run of a choice or of what may come back together.
std::span<const dossier::Element> RunAt(std::span<const dossier::Element> siblings, std::size_t at);

}  // namespace oso::app
