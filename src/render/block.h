// Blocks of a dossier: the general form, and the forms of those that people know as something else, such as a report
// or a series of tests.
#pragma once

#include "render/page.h"

namespace oso::render {

// The items among `children` as a list of terms, then each block among them under a heading of `level` (2 to 6). What
// only wraps a list is seen through.
void WriteBlocks(Page& page, const Occurrences& children, int level);

// The forms of their own, each of blocks that stand side by side.
void WriteSchoolCareer(Page& page, const Occurrences& years, int level);
void WriteTests(Page& page, const Occurrences& tests, int level);
void WriteFinalTestParts(Page& page, const Occurrences& parts, int level);
void WriteReports(Page& page, const Occurrences& reports, int level);
void WriteSubjects(Page& page, const Occurrences& subjects, int level);
void WriteParents(Page& page, const Occurrences& parents, int level);

// "h3"; below 6 there is none.
std::string HeadingTag(int level);

}  // namespace oso::render
