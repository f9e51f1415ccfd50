// Where a finding is, and what it is about, in a school administrator's words.
#pragma once

#include <string>
#include <string_view>

#include "dossier/labels.h"

namespace oso::profile {

// "/dossier[1]/huidigeschool[1]/leerling[1]/verzorger[2]/achternaam[1]" is "verzorger 2, achternaam": what every
// dossier has is left out, and a number is told where there can be more than one. "/[1]" is "het dossier". Of a place
// that no version has, every step is told.
std::string PlaceInWords(std::string_view path, dossier::Language language);

// The label of the last element of a path without indexes: "huidigeschool/leerling/zorg".
std::string FieldInWords(std::string_view path, dossier::Language language);

}  // namespace oso::profile
