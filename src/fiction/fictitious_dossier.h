// Valid, plausible, entirely fictitious dossiers: for tests, demonstrations and simulations. The same wish gives the
// same dossier, on any machine. PGNs are from a range that is not issued.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "dossier/tree.h"
#include "profile/categories.h"

namespace oso::fiction {

enum class Size {
  kMinimal,  // what the profile demands
  kUsual,    // what a school hands over for most pupils
  kFull,     // every block that the profile allows
};

struct Wish {
  profile::Route route = profile::Route::kPovo;
  dossier::DataSetVersion version = dossier::DataSetVersion::k2019_1;
  std::uint64_t seed = 1;
  Size size = Size::kUsual;
  // Attachments, each of about so many bytes before it is base64; beyond those that the size brings.
  std::size_t attachments = 0;
  std::size_t attachment_bytes = 20'000;
};

// Accepted by the official rules of its version. Errors: kInvalidArgument, a dossier to a partnership in 2016.1, which
// cannot express it.
Result<dossier::Tree> MakeDossier(const Wish& wish);

}  // namespace oso::fiction
