#pragma once

#include <string_view>

namespace oso::dossier {

enum class Language { kDutch, kEnglish };
std::string_view FieldLabel(std::string_view parent, std::string_view name, Language language);
std::string_view CategoryLabel(std::string_view category, Language language);

}  // namespace oso::dossier
