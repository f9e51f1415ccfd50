// The lexical forms of XML Schema 1.0 part 2, as far as the data set uses them, and with the few limits that libxml2
// has, against which the published schema is checked: a date and an xs:int take no white space around them.
#pragma once

#include <optional>
#include <string_view>

#include "dossier/definition.h"
#include "dossier/document.h"

namespace oso::dossier {

// What is wrong with a value of this element; nothing: it has the type and facets.
std::optional<Fault> FaultOf(const Element& element, std::string_view value);

bool IsDate(std::string_view text);     // xs:date
bool IsBoolean(std::string_view text);  // xs:boolean; white space around it does not count
bool IsTrue(std::string_view text);     // "true" or "1"; white space around it does not count

// What a dossier says in the place of a number or an address that is secret (rules OVa.LL08 and PaO.LL08).
inline constexpr std::string_view kSecretTelephone = "9999999999";
inline constexpr std::string_view kSecretEmail = "geheim@geheim.geheim";

std::string_view Trimmed(std::string_view text);  // without XML white space around it
std::size_t CountCharacters(std::string_view utf8);

}  // namespace oso::dossier
