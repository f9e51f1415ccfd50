// Which part of a dossier keeps what. The standard knows that there are parts (code list 33) and says no more: this
// table is our choice (docs/choices.md), and the one place where it stands.
#pragma once

#include <string_view>

#include "dossier/definition.h"
#include "dossier/tree.h"

namespace oso::convert {

// LAS is the administration's part, LVS that of the pupil monitoring system.
enum class Part { kLas, kLvs };
std::string_view WireName(Part part);                 // "LAS", "LVS": metadata/deeldossier
inline constexpr std::string_view kWhole = "LASLVS";  // of both together

Part PartOf(const dossier::Element& element);

// Tells whose dossier it is: the other part repeats it.
bool IsIdentity(const dossier::Element& element);

// One school and one pupil, and metadata/deeldossier says `name`.
bool IsPart(const dossier::Node& root, std::string_view name);

}  // namespace oso::convert
