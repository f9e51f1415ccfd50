#include "xml/tree.h"

namespace oso::xml {
namespace {

class Builder final : public Handler {
 public:
  Status StartElement(const Name& name, const std::vector<Attribute>& attributes) override {
    Node node{
        .uri = std::string(name.uri), .local = std::string(name.local), .attributes = {}, .text = {}, .children = {}};
    for (const Attribute& attribute : attributes) {
      node.attributes.emplace_back(attribute.name.local, attribute.value);
    }
    open_.push_back(std::move(node));
    return {};
  }

  Status EndElement(const Name&) override {
    Node done = std::move(open_.back());
    open_.pop_back();
    if (open_.empty()) {
      root_ = std::move(done);
    } else {
      open_.back().children.push_back(std::move(done));
    }
    return {};
  }

  Status Text(std::string_view text) override {
    open_.back().text += text;
    return {};
  }

  Node TakeRoot() { return std::move(root_); }

 private:
  std::vector<Node> open_;
  Node root_;
};

}  // namespace

const Node* Node::Child(std::string_view child_uri, std::string_view child_local) const {
  for (const Node& child : children) {
    if (child.local == child_local && child.uri == child_uri) return &child;
  }
  return nullptr;
}

Result<Node> ParseTree(ByteView bytes, Limits limits) {
  Builder builder;
  Reader reader(builder, limits);
  RETURN_IF_ERROR(reader.Feed(bytes));
  RETURN_IF_ERROR(reader.Finish());
  return builder.TakeRoot();
}

}  // namespace oso::xml
