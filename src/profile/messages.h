// What findings are called in words: one catalogue, Dutch and English side by side. A message says what is wrong and
// what to do about it, to a school's administrator; none repeats anything that the dossier says of a person.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "dossier/labels.h"

namespace oso::profile {

using dossier::Language;

// In the texts, {field} is the element that the finding is at, {name} another element that it is about, {xml} an
// element or attribute as the document spells it, {list} and {codes} a code list, {category} a category of
// categorie_uitlevering, {block} a block of it.
struct Text {
  std::string_view key;
  std::string_view dutch;
  std::string_view dutch_remedy;
  std::string_view english;
  std::string_view english_remedy;
  std::string_view example;  // what breaks it, as it stands in a dossier; "" where a look at the message is enough
};

std::span<const Text> Texts();
const Text& TextOf(std::string_view key);  // of a key that rules use; a bug otherwise

}  // namespace oso::profile
