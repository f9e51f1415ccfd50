// The data of one category in a dossier: whether there are any, and leaving them out.
#pragma once

#include "dossier/definition.h"
#include "dossier/tree.h"

namespace oso::convert {

bool Holds(const dossier::Tree& tree, const dossier::Category& category);

// Elements that are empty without them go too. Not for metadata, school and leerling, without which nothing is left.
void Withhold(dossier::Tree& tree, const dossier::Category& category);

}  // namespace oso::convert
