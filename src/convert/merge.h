// A dossier from its two parts, and back: LAS, the administration's, and LVS, the pupil monitoring system's
// (metadata/deeldossier). No public file says which block belongs to which part or how parts are merged; what is here
// is our choice, tried on all official examples (docs/choices.md). Validate the result: parts alone are never right.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "convert/parts.h"
#include "dossier/labels.h"
#include "dossier/tree.h"

namespace oso::convert {

// Why two dossiers are not the two parts of one.
enum class Mismatch {
  kNotParts,  // not a LAS and an LVS part, each of one pupil
  kVersion,
  kKind,     // overdrachtsoort
  kProfile,  // metadata/overstap, where both say it
  kSchool,   // brincode, vestigingscode
  kPupil,    // bsn, onderwijsnummer
  // Without such a number in both: neither the same leerlingid, nor the same achternaam, geboortedatum and geslacht.
  kUnprovenPupil,
};
std::optional<Mismatch> MismatchOf(const dossier::Tree& las, const dossier::Tree& lvs);
std::string_view Message(Mismatch mismatch, dossier::Language language);  // "ze zijn van ..."

enum class ConflictKind {
  kDiffers,   // both parts hold this, and not the same
  kWithheld,  // one part withholds a category (OPT-UIT) of which the other holds data
  kSecret,    // one part says that the pupil's address is secret, the other tells it; the merged dossier does not
};

struct Conflict {
  ConflictKind kind;
  std::string
      path;  // "/dossier[1]/huidigeschool[1]/leerling[1]/...", as in the LAS part; of kWithheld the category's answer
  bool operator==(const Conflict&) const = default;
};

struct Merged {
  dossier::Tree tree;               // deeldossier LASLVS
  std::vector<Conflict> conflicts;  // in document order; empty: nothing had to be chosen
};

// The LAS part, with at its place in the order what only the LVS part holds. Lists of guidance (tests, plans,
// documents) are united: first the LAS part's, equal entries once. Anything else that differs is a conflict, in which
// the tree holds what `preferred` says: whether that will do is the caller's choice. Of metadata, datum is the later
// one, and categorie_uitlevering says OPT-UIT if one part does, else what the profile demands where the parts differ;
// the rest is the LAS part's. Errors: kInvalidArgument, a Mismatch.
Result<Merged> Merge(dossier::Tree las, dossier::Tree lvs, Part preferred = Part::kLas);

struct Parts {
  dossier::Tree las;
  dossier::Tree lvs;
};
// Both have the structure of their version if the whole has; the LVS part repeats of the rest only what the structure
// and recognizing the pupil take. Merge(las, lvs) gives the dossier again, without conflicts.
// Errors: kInvalidArgument, it is not a LASLVS dossier of one pupil.
Result<Parts> Split(dossier::Tree whole);

}  // namespace oso::convert
