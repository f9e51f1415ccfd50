#include "app/oso/schema/blocks.h"

#include <algorithm>
#include <tuple>

namespace oso::app {
namespace {

using dossier::Element;

bool AreAlike(const Element& a, const Element& b);

bool HoldTheSame(const Element& a, const Element& b) { return std::ranges::equal(a.children, b.children, AreAlike); }

bool AreAlike(const Element& a, const Element& b) {
  const auto facts = [](const Element& e) {
    return std::tie(e.name, e.min, e.max, e.place, e.group, e.type, e.described, e.min_length, e.max_length,
                    e.min_value, e.max_value, e.pattern, e.codes);
  };
  return facts(a) == facts(b) && HoldTheSame(a, b);
}

Block* Find(std::vector<Block>& blocks, const Element& element) {
  const auto found =
      std::ranges::find_if(blocks, [&](const Block& block) { return HoldTheSame(*block.places.front(), element); });
  return found == blocks.end() ? nullptr : &*found;
}

void Collect(const Element& element, std::vector<Block>& blocks) {
  if (element.type != dossier::ValueType::kElements) return;
  if (Block* known = Find(blocks, element)) {
    known->places.push_back(&element);
    if (element.name.size() < known->name.size()) known->name = element.name;
    return;
  }
  blocks.push_back({element.name, {&element}});
  for (const Element& child : element.children) Collect(child, blocks);
}

}  // namespace

Blocks::Blocks(const dossier::Definition& definition) {
  Collect(definition.root(), blocks_);
  std::erase_if(blocks_, [](const Block& block) { return block.places.size() == 1; });
  std::ranges::sort(blocks_, {}, &Block::name);
}

const Block* Blocks::Of(const Element& element) const {
  if (element.type != dossier::ValueType::kElements) return nullptr;
  const auto found =
      std::ranges::find_if(blocks_, [&](const Block& block) { return HoldTheSame(*block.places.front(), element); });
  return found == blocks_.end() ? nullptr : &*found;
}

std::span<const Element> RunAt(std::span<const Element> siblings, std::size_t at) {
  const Element& first = siblings[at];
  std::size_t end = at + 1;
  const auto belongs = [&](const Element& next) { return next.place == first.place && next.group == first.group; };
  while (first.group != 0 && end < siblings.size() && belongs(siblings[end])) ++end;
  return siblings.subspan(at, end - at);
}

}  // namespace oso::app
