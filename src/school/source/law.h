// What the law asks before a dossier may leave the source school, as small units with their article.
#pragma once

#include "school/source/stores.h"

namespace oso::school::source {

struct LegalCondition {
  std::string_view id;
  std::string_view article;
  std::string_view meaning;  // Dutch, for the school's administrator
  bool (*applies)(const StoredDossier&);
  bool (*met)(const StoredDossier&);
};

// The first condition that applies and is not met; nullptr if the dossier may leave.
const LegalCondition* UnmetCondition(const StoredDossier& dossier);

}  // namespace oso::school::source
