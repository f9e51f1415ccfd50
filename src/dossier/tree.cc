#include "dossier/tree.h"

#include <algorithm>

#include "dossier/definition.h"
#include "dossier/values.h"
#include "xml/reader.h"
#include "xml/writer.h"

namespace oso::dossier {
namespace {

class TreeBuilder final : public xml::Handler {
 public:
  Status StartElement(const xml::Name& name, const std::vector<xml::Attribute>& attributes) override {
    if (open_.empty()) {
      const auto version = VersionOfNamespace(name.uri);
      if (!version || name.local != "dossier") {
        return Fail(ErrorCode::kNotADossier, "the root element is not `dossier` of a known version of the data set");
      }
      tree_.version = *version;
    } else if (name.uri != DefinitionOf(tree_.version).xml_namespace) {
      return Fail(ErrorCode::kNotADossier, "an element is not of the data set's namespace");
    }
    Node node{.name = std::string(name.local)};
    for (const xml::Attribute& attribute : attributes) {
      if (attribute.name.local == "omschrijving") node.description = attribute.value;
    }
    open_.push_back(std::move(node));
    return {};
  }

  Status EndElement(const xml::Name&) override {
    Node done = std::move(open_.back());
    open_.pop_back();
    if (!done.children.empty()) {
      if (!Trimmed(done.text).empty()) {
        return Fail(ErrorCode::kNotADossier, "there is text between elements");
      }
      done.text.clear();
    }
    if (open_.empty()) {
      tree_.root = std::move(done);
    } else {
      open_.back().children.push_back(std::move(done));
    }
    return {};
  }

  Status Text(std::string_view text) override {
    open_.back().text += text;
    return {};
  }

  Tree Take() { return std::move(tree_); }

 private:
  std::vector<Node> open_;
  Tree tree_;
};

void NewLine(std::size_t depth, std::string& out) {
  out += '\n';
  out.append(depth * 2, ' ');
}

void WriteContent(const Node& node, std::size_t depth, std::string& out, xml::Writer& writer) {
  if (node.children.empty()) {
    if (!node.text.empty()) writer.Text(node.text);
    return;
  }
  writer.EndStartTag();
  for (const Node& child : node.children) {
    NewLine(depth + 1, out);
    writer.Open(child.name);
    if (child.description) writer.Attribute("omschrijving", *child.description);
    WriteContent(child, depth + 1, out, writer);
    writer.Close();
  }
  NewLine(depth, out);
}

}  // namespace

const Node* Node::Child(std::string_view child) const {
  const auto found = std::ranges::find(children, child, &Node::name);
  return found == children.end() ? nullptr : &*found;
}
Node* Node::Child(std::string_view child) { return const_cast<Node*>(std::as_const(*this).Child(child)); }

const Node* Node::At(std::string_view path) const {
  const Node* node = this;
  while (node != nullptr && !path.empty()) {
    const auto slash = path.find('/');
    node = node->Child(path.substr(0, slash));
    path = slash == std::string_view::npos ? "" : path.substr(slash + 1);
  }
  return node;
}
Node* Node::At(std::string_view path) { return const_cast<Node*>(std::as_const(*this).At(path)); }

std::string_view Node::TextAt(std::string_view path) const {
  const Node* node = At(path);
  return node != nullptr ? std::string_view(node->text) : "";
}

void Node::Remove(std::string_view child) {
  std::erase_if(children, [&](const Node& node) { return node.name == child; });
}

Node Leaf(std::string_view name, std::string_view text) {
  return {.name = std::string(name), .text = std::string(text)};
}

std::string PathBelow(std::string_view parent, std::string_view name, std::size_t ordinal) {
  return std::string(parent) + '/' + std::string(name) + '[' + std::to_string(ordinal) + ']';
}

Result<Tree> ReadTree(ByteView bytes, std::uint64_t max_bytes) {
  if (bytes.size() > max_bytes) {
    return Fail(ErrorCode::kTooLarge, "the dossier is larger than " + std::to_string(max_bytes) + " bytes");
  }
  TreeBuilder builder;
  xml::Reader reader(builder);
  RETURN_IF_ERROR(reader.Feed(bytes));
  RETURN_IF_ERROR(reader.Finish());
  return builder.Take();
}

std::string WriteTree(const Tree& tree) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  xml::Writer writer(out);
  writer.Open(tree.root.name).Attribute("xmlns", DefinitionOf(tree.version).xml_namespace);
  WriteContent(tree.root, 0, out, writer);
  writer.Close();
  out += '\n';
  return out;
}

}  // namespace oso::dossier
