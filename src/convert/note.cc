#include "convert/note.h"

#include <algorithm>

namespace oso::convert {

std::string_view WireName(NoteKind kind) {
  switch (kind) {
    case NoteKind::kLost:
      return "lost";
    case NoteKind::kChanged:
      return "changed";
    case NoteKind::kMoved:
      return "moved";
    case NoteKind::kAdded:
      break;
  }
  return "added";
}

bool IsLossy(const Notes& notes) {
  return std::ranges::any_of(
      notes, [](const Note& note) { return note.kind == NoteKind::kLost || note.kind == NoteKind::kChanged; });
}

}  // namespace oso::convert
