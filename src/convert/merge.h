// A dossier from its two parts, and back: LAS, the administration's, and LVS, the pupil monitoring system's
// (metadata/deeldossier). No public file says which block belongs to which part or how parts are merged; what is here
// is our choice, tried on all official examples (docs/choices.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "dossier/tree.h"

namespace oso::convert {

enum class Part { kLas, kLvs };

// Both parts hold this, and not the same.
struct Conflict {
  std::string path;  // in the LAS part: "/dossier[1]/huidigeschool[1]/leerling[1]/..."
  bool operator==(const Conflict&) const = default;
};

struct Merged {
  dossier::Tree tree;               // deeldossier LASLVS; where there is a conflict it holds the LAS part's
  std::vector<Conflict> conflicts;  // in document order; empty: nothing had to be chosen
};

// Where `prefer` says so, conflicts are settled by that part, and not reported.
// Errors: kInvalidArgument: not a LAS and an LVS part, of two versions, of two kinds of transfer, of two schools, or of
// two pupils.
Result<Merged> Merge(const dossier::Tree& las, const dossier::Tree& lvs, std::optional<Part> prefer = {});

struct Parts {
  dossier::Tree las;
  dossier::Tree lvs;
};
// Of a LASLVS dossier; kInvalidArgument for any other. Merge(las, lvs) gives the dossier again, without conflicts.
Result<Parts> Split(const dossier::Tree& whole);

}  // namespace oso::convert
