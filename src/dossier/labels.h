// What elements, categories and codes are called in words that a school's administrator or a parent knows, Dutch and
// English. Compiled at build time from definitions/*labels.txt. All labels are valid UTF-8 that lives as long as the
// program; a label begins with a small letter unless it is a name, because it stands inside sentences.
#pragma once

#include <string>
#include <string_view>

#include "dossier/definition.h"

namespace oso::dossier {

enum class Language { kDutch, kEnglish };

inline std::string_view In(Language language, std::string_view dutch, std::string_view english) {
  return language == Language::kDutch ? dutch : english;
}

// The label of the element `name` under an element `parent` ("" for the root): "achternaam" is "surname". Every element
// of every version has one; where two versions have an element of the same name, it is the same label; cat_NAME has
// that of its category. Of any other name: `name` itself.
std::string_view FieldLabel(std::string_view parent, std::string_view name, Language language);
std::string_view FieldLabel(const Element& element, Language language);

// The label of a category by its name, as in dossier::Category: "vve" is "preschool and early-school education". Every
// category of every version has one. Of any other name: `category` itself.
std::string_view CategoryLabel(std::string_view category, Language language);

// What a code of a list means: "1" of list 14 is "female". "" where that is not surely known, and for what is no code
// of the list: the code itself is what can be shown then. The labels are ours; the published lists are without.
std::string_view CodeLabel(const CodeList& list, std::string_view code, Language language);

// To stand on its own: with a capital.
std::string Capitalized(std::string_view label);

}  // namespace oso::dossier
