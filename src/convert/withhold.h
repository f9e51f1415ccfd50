// The data of one category in a dossier: whether there are any, and leaving them out.
#pragma once

#include <string>
#include <vector>

#include "dossier/definition.h"
#include "dossier/tree.h"

namespace oso::convert {

// Metadata, school and leerling: no dossier can do without.
bool IsInEveryDossier(const dossier::Category& category);

bool Holds(const dossier::Tree& tree, const dossier::Category& category);

// Elements that are empty without them go too. Not for a category that is in every dossier. Gives where what went had
// stood: of a block that went as a whole, the block.
std::vector<std::string> Withhold(dossier::Tree& tree, const dossier::Category& category);

}  // namespace oso::convert
