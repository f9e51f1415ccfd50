#include "dossier/labels.h"

namespace oso::dossier {
std::string_view FieldLabel(std::string_view, std::string_view name, Language) { return name; }
std::string_view CategoryLabel(std::string_view category, Language) { return category; }
}  // namespace oso::dossier
