// What a version of the data set is, made from our definition of it: as an XML Schema, and as a page for people.
#pragma once

#include <string>

#include "dossier/definition.h"
#include "dossier/labels.h"

namespace oso::app {

// XML Schema 1.0, for documents with root dossier: equal in effect to the published one of the version. Labels and
// codes stand in it as documentation; codes are not checked by it, as they are not by the published one.
std::string SchemaAsXsd(const dossier::Definition& definition, dossier::Language language);

// Markdown: every block with its elements, the code lists, and the categories with what each profile hands over.
std::string SchemaAsPage(const dossier::Definition& definition, dossier::Language language);

}  // namespace oso::app
