// What a conversion could not carry, kept so that it can be put back: the differences between the original and what
// converting the result back gives. Small where the two versions say the same; exact always.
#pragma once

#include <string>

#include "base/result.h"
#include "dossier/tree.h"

namespace oso::convert {

// JSON, documented in docs/residual.md. Holds personal data of the dossier it came from.
struct Residual {
  std::string json;
};

// `converted` is Convert(original, ...).tree.
Result<Residual> ResidualOf(const dossier::Tree& original, const dossier::Tree& converted);

// The original again. Errors: kInvalidArgument, it is not a residual; kConflict, it belongs to another document, or
// this one was altered since: nothing is guessed.
Result<dossier::Tree> Restore(const dossier::Tree& converted, const Residual& residual);

}  // namespace oso::convert
