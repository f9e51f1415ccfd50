// The order and number of an element's children, followed one by one as they come.
#pragma once

#include <cstdint>
#include <optional>

#include "dossier/document.h"

namespace oso::dossier {

// What a child does to the order: what is wrong with it, and who is missing before it.
struct Step {
  std::optional<Fault> fault;
  const Element* missing = nullptr;
};

// Where an open element is in the sequence of its children. All ordered content of the data set is a sequence of
// single children, choices, and one run that repeats; so the place reached and how often its element was there say all.
class Content {
 public:
  explicit Content(const Element& element) : children_(element.children) {}

  // The child's number among the element's children; nothing: it has no such child.
  std::optional<std::size_t> Find(std::string_view name) const;
  Step Enter(std::size_t child);
  // The first child that should still have come, or nullptr.
  const Element* End() const;

 private:
  const Element* MissingBetween(std::size_t from, std::size_t to) const;
  bool IsRequired(std::size_t child, std::size_t to) const;

  static constexpr std::size_t kBefore = static_cast<std::size_t>(-1);
  std::span<const Element> children_;
  std::size_t at_ = kBefore;
  std::uint32_t count_ = 0;  // of the child at at_, in this run
};

}  // namespace oso::dossier
