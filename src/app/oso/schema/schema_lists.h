// The second half of a version's page: its code lists, and its categories with what each profile hands over.
#pragma once

#include <string>

#include "dossier/definition.h"
#include "dossier/labels.h"

namespace oso::app {

std::string CodeListsAsPage(const dossier::Definition& definition, dossier::Language language);
std::string CategoriesAsPage(const dossier::Definition& definition, dossier::Language language);

// The anchors of one list, and of one category.
std::string ListId(const dossier::CodeList& list);
std::string CategoryId(const dossier::Category& category);

}  // namespace oso::app
