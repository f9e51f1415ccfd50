#include "dossier/document.h"

#include <algorithm>

namespace oso::dossier {

std::vector<std::string_view> Document::TextNodesOf(const Occurrence& occurrence) const {
  std::vector<std::string_view> nodes;
  if (occurrence.text_size == 0) return nodes;  // at its place there may be the breaks of many empty values
  const std::uint32_t end = occurrence.text_at + occurrence.text_size;
  std::uint32_t from = occurrence.text_at;
  for (auto at = std::ranges::lower_bound(breaks_, from); at != breaks_.end() && *at <= end; ++at) {
    if (*at > from) nodes.push_back(std::string_view(text_).substr(from, *at - from));
    from = *at;
  }
  if (end > from) nodes.push_back(std::string_view(text_).substr(from, end - from));
  return nodes;
}

std::string_view Document::DescriptionOf(const Occurrence& occurrence) const {
  const std::uint32_t index = IndexOf(occurrence);
  const auto found = std::ranges::lower_bound(descriptions_, index, {}, &Description::occurrence);
  if (found == descriptions_.end() || found->occurrence != index) return {};
  return std::string_view(text_).substr(occurrence.text_at - found->size, found->size);
}

const Attachment* Document::AttachmentOf(const Occurrence& content) const {
  const std::uint32_t index = IndexOf(content);
  const auto found = std::ranges::lower_bound(attachments_, index, {}, &Attachment::occurrence);
  return found != attachments_.end() && found->occurrence == index ? &*found : nullptr;
}

std::string Document::PathOf(const Occurrence& occurrence) const {
  std::string above;
  if (occurrence.element->parent != nullptr) above = PathOf(all_[occurrence.parent]);
  return above + '/' + std::string(occurrence.element->name) + '[' + std::to_string(occurrence.ordinal) + ']';
}

const Occurrence* Document::Child(const Occurrence& parent, std::string_view name) const {
  for (const Occurrence& child : Children(parent)) {
    if (child.element->name == name) return &child;
  }
  return nullptr;
}

const Occurrence* Document::Find(const Occurrence& from, std::string_view path) const {
  const auto slash = path.find('/');
  if (slash == std::string_view::npos) return Child(from, path);
  // Any of the first step may lead to the rest.
  for (const Occurrence& child : Children(from)) {
    if (child.element->name != path.substr(0, slash)) continue;
    if (const Occurrence* found = Find(child, path.substr(slash + 1))) return found;
  }
  return nullptr;
}

std::optional<std::string_view> Document::Value(std::string_view path) const {
  const Occurrence* found = Find(path);
  if (found == nullptr) return std::nullopt;
  return TextOf(*found);
}

}  // namespace oso::dossier
