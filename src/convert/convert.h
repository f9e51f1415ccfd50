// From one version of the data set to another, up or down, by single steps between neighbours (steps/).
// Source: the differences between the published versions; where a version has no place for something, what happens to
// it is our choice (docs/choices.md) and is told as a Note.
//
//   ASSIGN_OR_RETURN(Conversion done, Convert(tree, DataSetVersion::k2018_1));
//   if (IsLossy(done.notes)) ... ask first
//   const Residual residual = ResidualOf(tree, done.tree).value();       ... travels beside the converted dossier
//   ASSIGN_OR_RETURN(Tree same, Restore(done.tree, residual));           ... same == tree
//
// Only the structure is looked at, not the rules: validate before and after. Whole documents in memory. Any thread.
#pragma once

#include "base/result.h"
#include "convert/note.h"
#include "dossier/tree.h"

namespace oso::convert {

struct Conversion {
  dossier::Tree tree;
  Notes notes;  // in the order of the steps
};

// To the same version: the same tree, no notes. Errors: kInvalidArgument, the version cannot express this kind of
// dossier (a swv-dossier in 2016.1).
Result<Conversion> Convert(const dossier::Tree& from, dossier::DataSetVersion to);

}  // namespace oso::convert
