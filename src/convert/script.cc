#include "convert/script.h"

#include <algorithm>
#include <boost/json.hpp>

namespace oso::convert {
namespace {

namespace json = boost::json;
using dossier::Node;

// --- finding the differences

// For each of `to`, the number of the one of `from` that it is or comes from; rising; nothing: it is new. Equal ones
// are kept first, what lies between them is paired by name.
using Pairing = std::vector<std::optional<std::size_t>>;

// The longest run of equal pairs in order, by the classic table. Beyond its limit nothing is found equal, and all is
// paired by name: the script grows, and stays right.
void PairEqual(const std::vector<Node>& from, const std::vector<Node>& to, std::size_t begin, std::size_t from_end,
               std::size_t to_end, Pairing& pairing) {
  constexpr std::size_t kMaxTable = 4'000'000;
  const std::size_t rows = from_end - begin;
  const std::size_t columns = to_end - begin;
  if (rows == 0 || columns == 0 || rows > kMaxTable / columns) return;
  std::vector<std::uint32_t> longest((rows + 1) * (columns + 1));
  std::vector<bool> same(rows * columns);
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      same[i * columns + j] = from[begin + i] == to[begin + j];
      std::uint32_t& best = longest[i * (columns + 1) + j];
      best = same[i * columns + j] ? longest[(i + 1) * (columns + 1) + j + 1] + 1
                                   : std::max(longest[(i + 1) * (columns + 1) + j], longest[i * (columns + 1) + j + 1]);
    }
  }
  for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
    if (same[i * columns + j]) {
      pairing[begin + j++] = begin + i++;
    } else if (longest[(i + 1) * (columns + 1) + j] >= longest[i * (columns + 1) + j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
}

// Between two equal pairs, one after the other.
void PairByName(const std::vector<Node>& from, const std::vector<Node>& to, Pairing& pairing) {
  std::size_t next = 0;  // the first of `from` that is still free
  for (std::size_t j = 0; j < to.size(); ++j) {
    std::size_t gap_end = j;
    while (gap_end < to.size() && !pairing[gap_end]) ++gap_end;
    const std::size_t end = gap_end < to.size() ? *pairing[gap_end] : from.size();
    for (; j < gap_end; ++j) {
      const auto last = from.begin() + static_cast<std::ptrdiff_t>(end);
      const auto found = std::find_if(from.begin() + static_cast<std::ptrdiff_t>(next), last,
                                      [&](const Node& node) { return node.name == to[j].name; });
      if (found == last) continue;
      pairing[j] = static_cast<std::size_t>(found - from.begin());
      next = *pairing[j] + 1;
    }
    next = end + 1;
  }
}

Pairing Pair(const std::vector<Node>& from, const std::vector<Node>& to) {
  Pairing pairing(to.size());
  std::size_t begin = 0;
  while (begin < std::min(from.size(), to.size()) && from[begin] == to[begin]) {
    pairing[begin] = begin;
    ++begin;
  }
  std::size_t from_end = from.size();
  std::size_t to_end = to.size();
  while (from_end > begin && to_end > begin && from[from_end - 1] == to[to_end - 1]) pairing[--to_end] = --from_end;
  PairEqual(from, to, begin, from_end, to_end, pairing);
  PairByName(from, to, pairing);
  return pairing;
}

json::object ElementOf(const Node& node) {
  json::object element{{"name", node.name}};
  if (!node.text.empty()) element["text"] = node.text;
  if (node.description) element["description"] = *node.description;
  if (!node.children.empty()) {
    json::array children;
    for (const Node& child : node.children) children.push_back(ElementOf(child));
    element["children"] = std::move(children);
  }
  return element;
}

json::array ChildrenOf(const std::vector<Node>& from, const std::vector<Node>& to) {
  json::array steps;
  std::size_t next = 0;
  std::uint64_t kept = 0;
  const auto flush = [&] {
    if (kept > 0) steps.emplace_back(std::exchange(kept, 0));
  };
  const auto drop_until = [&](std::size_t end) {
    if (next < end) flush();
    for (; next < end; ++next) steps.emplace_back("drop");
  };
  const Pairing pairing = Pair(from, to);
  for (std::size_t j = 0; j < to.size(); ++j) {
    if (!pairing[j]) {
      flush();
      steps.push_back(json::object{{"new", ElementOf(to[j])}});
      continue;
    }
    drop_until(*pairing[j]);
    if (from[next] == to[j]) {
      ++kept;
    } else {
      flush();
      steps.push_back(json::object{{"in", ScriptOf(from[next], to[j])}});
    }
    ++next;
  }
  drop_until(from.size());
  return steps;  // what is kept at the end need not be said
}

// --- putting them back

Error NotAScript() { return Fail(ErrorCode::kInvalidArgument, "the residual file does not fit this document"); }

Result<Node> NodeOf(const json::value& value) {
  const json::object* element = value.if_object();
  const json::value* name = element != nullptr ? element->if_contains("name") : nullptr;
  if (name == nullptr || !name->is_string()) return NotAScript();
  Node node{.name = std::string(name->as_string())};
  if (const json::value* text = element->if_contains("text")) {
    if (!text->is_string()) return NotAScript();
    node.text = text->as_string();
  }
  if (const json::value* description = element->if_contains("description")) {
    if (!description->is_string()) return NotAScript();
    node.description = description->as_string();
  }
  if (const json::value* children = element->if_contains("children")) {
    if (!children->is_array()) return NotAScript();
    for (const json::value& child : children->as_array()) {
      ASSIGN_OR_RETURN(Node made, NodeOf(child));
      node.children.push_back(std::move(made));
    }
  }
  return node;
}

Status ApplyToChildren(const json::array& steps, std::vector<Node>& children) {
  std::vector<Node> result;
  std::size_t next = 0;
  for (const json::value& step : steps) {
    if (const std::int64_t* keep = step.if_int64()) {
      if (*keep < 0 || static_cast<std::uint64_t>(*keep) > children.size() - next) return NotAScript();
      for (std::int64_t i = 0; i < *keep; ++i) result.push_back(std::move(children[next++]));
    } else if (step == "drop") {
      if (next == children.size()) return NotAScript();
      ++next;
    } else if (const json::object* change = step.if_object()) {
      if (const json::value* script = change->if_contains("in")) {
        if (next == children.size()) return NotAScript();
        RETURN_IF_ERROR(ApplyScript(*script, children[next]));
        result.push_back(std::move(children[next++]));
      } else if (const json::value* element = change->if_contains("new")) {
        ASSIGN_OR_RETURN(Node made, NodeOf(*element));
        result.push_back(std::move(made));
      } else {
        return NotAScript();
      }
    } else {
      return NotAScript();
    }
  }
  while (next < children.size()) result.push_back(std::move(children[next++]));
  children = std::move(result);
  return {};
}

}  // namespace

json::value ScriptOf(const Node& from, const Node& to) {
  json::object script;
  if (from.text != to.text) script["text"] = to.text;
  if (from.description != to.description) {
    script["description"] = to.description ? json::value(*to.description) : json::value(nullptr);
  }
  if (from.children != to.children) script["children"] = ChildrenOf(from.children, to.children);
  return script;
}

Status ApplyScript(const json::value& value, Node& tree) {
  const json::object* script = value.if_object();
  if (script == nullptr) return NotAScript();
  if (const json::value* text = script->if_contains("text")) {
    if (!text->is_string()) return NotAScript();
    tree.text = text->as_string();
  }
  if (const json::value* description = script->if_contains("description")) {
    if (!description->is_string() && !description->is_null()) return NotAScript();
    tree.description.reset();
    if (description->is_string()) tree.description = description->as_string();
  }
  if (const json::value* children = script->if_contains("children")) {
    if (!children->is_array()) return NotAScript();
    return ApplyToChildren(children->as_array(), tree.children);
  }
  return {};
}

}  // namespace oso::convert
