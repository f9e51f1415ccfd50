// What each kind of dossier hands over, category by category: the values that metadata/categorie_uitlevering should
// have. Source: the official examples of 2017.1, 2018.1 and 2019.1 (full and opt-out), in which this matrix is the same
// but for category 9. The official rules compare a document's blocks with its values, never its values with its
// profile: a document that deviates from this matrix is not wrong for that alone.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "dossier/vocabulary.h"

namespace oso::profile {

// Code list 48.
enum class Outgoing {
  kMandatory,  // "VERPLICHT": at least one block of the category is there
  kOptional,   // "OPTIONEEL"
  kForbidden,  // "VERBODEN": no block of the category is there
  kOptedOut,   // "OPT-UIT": the same, by choice, where the matrix says kOptional
};

std::string_view WireName(Outgoing outgoing);
std::optional<Outgoing> ParseOutgoing(std::string_view text);
// kForbidden and kOptedOut: no block of the category may be in the dossier.
bool IsWithheld(Outgoing outgoing);

// A column of the matrix. Within one BRIN the profile does not matter.
enum class Route : std::uint8_t { kPopo, kPovo, kVovo, kWithinBrin, kPoswv, kVoswv };

std::span<const Route> Routes();         // all, in this order
std::string_view WireName(Route route);  // "POPO", "binnenBRIN"
std::optional<Route> ParseRoute(std::string_view text);

// By overdrachtsoort and metadata/overstap, as they stand in the document. Nothing: no matrix is known for it.
std::optional<Route> RouteOf(std::string_view transfer_kind, std::string_view profile);

// `category` is the number of the category, 1 to 16, as in dossier::Category. Never kOptedOut. The answer for 2016.1,
// which has no categorie_uitlevering, is that of 2017.1.
Outgoing OutgoingOf(Route route, std::uint8_t category, dossier::DataSetVersion version);

}  // namespace oso::profile
