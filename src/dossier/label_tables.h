// The label files of definitions/ as tables, compiled at build time by tools/compile_labels. For labels.cc and its
// test: everyone else asks labels.h.
#pragma once

#include <span>
#include <string_view>

namespace oso::dossier {

struct Label {
  std::string_view name;   // of an element or a category; a code
  std::string_view scope;  // the parent for which alone it holds, or ""; of a code its list: "14"
  std::string_view dutch;
  std::string_view english;
};

// Each sorted by name, then scope.
std::span<const Label> FieldLabels();
std::span<const Label> CategoryLabels();
std::span<const Label> CodeLabels();

}  // namespace oso::dossier
