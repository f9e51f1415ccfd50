// What rewriting a dossier did to its content, told to whoever asked for it: nothing is lost, changed or moved
// silently.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dossier/labels.h"

namespace oso::convert {

using dossier::Language;

enum class NoteKind {
  kLost,     // it is not in the result
  kChanged,  // it is, with another value
  kMoved,    // it is, at another place
  kAdded,    // the result holds something that was not there
};
std::string_view WireName(NoteKind kind);  // "lost", "changed", "moved", "added"

struct Note {
  NoteKind kind;
  std::string path;       // where it stood, or (kAdded) where it stands: "/dossier[1]/huidigeschool[1]/..."
  std::string_view text;  // its key in the catalogue in note.cc

  std::string_view Message(Language language) const;  // without any value of the dossier
};
using Notes = std::vector<Note>;

// Does the result hold less, or something else, than was given?
bool IsLossy(const Notes& notes);

}  // namespace oso::convert
