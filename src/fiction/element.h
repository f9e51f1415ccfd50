// Elements, written so that the code reads as the tree that it makes:
//
//   return Block{"adres", Leaf{"straat", home.street}, Leaf{"nummer", 12}, When(home.is_secret, "geheim", true)};
//
// In braces, the parts are made from first to last whatever the compiler: draws among them come in a known order.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dossier/tree.h"
#include "fiction/calendar.h"

namespace oso::fiction {

using dossier::Node;
using Nodes = std::vector<Node>;

inline std::string TextFor(std::string text) { return text; }
inline std::string TextFor(std::string_view text) { return std::string(text); }
inline std::string TextFor(const char* text) { return text; }
inline std::string TextFor(int number) { return std::to_string(number); }
inline std::string TextFor(bool truth) { return truth ? "true" : "false"; }
inline std::string TextFor(Day day) { return Iso(day); }

struct Leaf : Node {
  template <class Value>
  Leaf(std::string_view leaf_name, Value&& value)
      : Node{.name = std::string(leaf_name), .text = TextFor(std::forward<Value>(value))} {}
};

// Its parts are elements, lists of them, or elements that may be missing.
struct Block : Node {
  template <class... Parts>
  explicit Block(std::string_view block_name, Parts&&... parts) : Node{.name = std::string(block_name)} {
    children.reserve(sizeof...(parts));
    (Add(std::forward<Parts>(parts)), ...);
  }

 private:
  void Add(Node node) { children.push_back(std::move(node)); }
  void Add(std::optional<Node> node) {
    if (node) children.push_back(*std::move(node));
  }
  void Add(Nodes nodes) {
    for (Node& node : nodes) children.push_back(std::move(node));
  }
};

template <class Value>
std::optional<Node> When(bool condition, std::string_view name, Value&& value) {
  if (!condition) return std::nullopt;
  return Leaf{name, std::forward<Value>(value)};
}
template <class Make>
std::optional<Node> When(bool condition, Make&& make) {
  if (!condition) return std::nullopt;
  return std::forward<Make>(make)();
}
// Only what says something.
inline std::optional<Node> Told(std::string_view name, std::string_view text) {
  return When(!text.empty(), name, text);
}

}  // namespace oso::fiction
