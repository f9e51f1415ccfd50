// Attachments (bijlagedocument): a readable small file in a ZIP, in base64.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fiction/element.h"

namespace oso::fiction {

// Of what the dossier itself brings.
inline constexpr std::size_t kOwnAttachmentBytes = 5'000;

struct File {
  std::string_view name;    // "handelingsplan.pdf": .pdf or .txt says what it becomes
  std::string description;  // its title
  std::vector<std::string> lines = {};
  std::size_t bytes = kOwnAttachmentBytes;  // about how many, at least what the lines take
};

// A `document` block.
Node DocumentBlock(const File& file);

}  // namespace oso::fiction
