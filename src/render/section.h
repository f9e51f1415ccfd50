// The parts of a report that follow the dossier, each a section with a heading.
#pragma once

#include "render/page.h"

namespace oso::render {

// Pupil, parents, school and what the school knows, in the order of the data set. Every element below huidigeschool is
// in exactly one.
void WriteSchoolSections(Page& page);

// All attachments, wherever in the dossier they stand.
void WriteAttachments(Page& page);

// Whether the parents saw the dossier, and what they said.
void WriteInspection(Page& page);

// What was left out, by whose choice, and what was not there.
void WriteCategories(Page& page);

// Which system made the dossier, and by which version of the data set.
struct Digests {
  std::string_view file;
  std::string_view content;
};
void WriteOrigin(Page& page, const Digests& digests);  // "": not shown

}  // namespace oso::render
