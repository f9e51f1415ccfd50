// A fictitious dossier as the test school's table wants it: with this PGN, of this school, with or without what came
// later in the year.
#pragma once

#include <string>

#include "base/ids.h"
#include "profile/categories.h"

namespace oso::app {

enum class FinalTest {
  kAsItComes,
  kNotYet,             // neither the test nor the advice that was revised after it
  kWithRevisedAdvice,  // both
};

struct TestDossier {
  std::string_view pgn;  // "": the dossier carries none
  Brin brin;
  profile::Route route = profile::Route::kPovo;
  dossier::DataSetVersion version = dossier::DataSetVersion::k2019_1;
  std::uint64_t seed = 1;
  std::size_t attachments = 0;
  FinalTest final_test = FinalTest::kAsItComes;
};

// The root element, as it travels. The same wish gives the same bytes.
// Errors: kInvalidArgument, a dossier to a partnership in 2016.1.
Result<std::string> MakeTestDossier(const TestDossier& wish);

}  // namespace oso::app
