#include "dossier/document.h"

#include <algorithm>

namespace oso::dossier {

std::vector<std::string_view> Document::TextNodesOf(const Occurrence& occurrence) const {
  std::vector<std::string_view> nodes;
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
  const auto index = static_cast<std::uint32_t>(&occurrence - all_.data());
  const auto found = std::ranges::lower_bound(descriptions_, index, {}, &Description::occurrence);
  if (found == descriptions_.end() || found->occurrence != index) return {};
  return std::string_view(text_).substr(occurrence.text_at - found->size, found->size);
}

std::string Document::PathOf(const Occurrence& occurrence) const {
  std::string above;
  if (occurrence.element->parent != nullptr) above = PathOf(all_[occurrence.parent]);
  return above + '/' + std::string(occurrence.element->name) + '[' + std::to_string(occurrence.ordinal) + ']';
}

const Occurrence* Document::Child(const Occurrence& parent, std::string_view name) const {
  const auto first = static_cast<std::uint32_t>(&parent - all_.data()) + 1;
  for (std::uint32_t child = first; child < parent.end; child = all_[child].end) {
    if (all_[child].element->name == name) return &all_[child];
  }
  return nullptr;
}

const Occurrence* Document::Find(const Occurrence& from, std::string_view path) const {
  const auto slash = path.find('/');
  if (slash == std::string_view::npos) return Child(from, path);
  // Any of the first step may lead to the rest.
  const auto first = static_cast<std::uint32_t>(&from - all_.data()) + 1;
  for (std::uint32_t child = first; child < from.end; child = all_[child].end) {
    if (all_[child].element->name != path.substr(0, slash)) continue;
    if (const Occurrence* found = Find(all_[child], path.substr(slash + 1))) return found;
  }
  return nullptr;
}

std::optional<std::string_view> Document::Value(std::string_view path) const {
  const Occurrence* found = Find(path);
  if (found == nullptr) return std::nullopt;
  return TextOf(*found);
}

}  // namespace oso::dossier
