#include "profile/categories.h"

#include <algorithm>
#include <array>

#include "base/words.h"
#include "dossier/definition.h"

namespace oso::profile {
namespace {

using dossier::DataSetVersion;

constexpr std::array kOutgoing = std::to_array<Word<Outgoing>>({{Outgoing::kMandatory, "VERPLICHT"},
                                                                {Outgoing::kOptional, "OPTIONEEL"},
                                                                {Outgoing::kForbidden, "VERBODEN"},
                                                                {Outgoing::kOptedOut, "OPT-UIT"}});

constexpr std::array kRouteWords = std::to_array<Word<Route>>({{Route::kPopo, "POPO"},
                                                               {Route::kPovo, "POVO"},
                                                               {Route::kVovo, "VOVO"},
                                                               {Route::kWithinBrin, "binnenBRIN"},
                                                               {Route::kPoswv, "POSWV"},
                                                               {Route::kVoswv, "VOSWV"}});
constexpr auto kRoutes = [] {
  std::array<Route, kRouteWords.size()> routes{};
  std::ranges::transform(kRouteWords, routes.begin(), &Word<Route>::value);
  return routes;
}();

// P mandatory, O optional, X forbidden; columns as in Route: POPO POVO VOVO binnenBRIN POSWV VOSWV.
constexpr std::array<std::string_view, 16> kMatrix = {
    "PPPPPP",  // 1 metadata
    "PPPOOO",  // 2 ouderinzage
    "PPPPPP",  // 3 school
    "PPPPPP",  // 4 leerling
    "PPPOPP",  // 5 oudersverzorgers
    "OXXOOX",  // 6 vve
    "PPPOPP",  // 7 schoolloopbaan
    "PPPOOO",  // 8 overstapadvies
    "OOOOPP",  // 9 onderwijsondersteuning
    "OOOOOO",  // 10 verzuim
    "OOOOXO",  // 11 eindtoetsbo
    "OOOOOO",  // 12 toetsresultaten
    "OOOOOO",  // 13 handelingsplannen
    "OOOOOO",  // 14 cijferlijsten
    "XXOOXO",  // 15 vombo
    "OOOOOO",  // 16 bijlagedocs
};
// Category 9 until 2018.1: zorgenbegeleiding.
constexpr std::string_view kCareUntil2018 = "PPPOPP";

}  // namespace

std::string_view WireName(Outgoing outgoing) { return TextOf(kOutgoing, outgoing); }
std::optional<Outgoing> ParseOutgoing(std::string_view text) { return ValueOf(kOutgoing, text); }

bool IsWithheld(Outgoing outgoing) { return outgoing == Outgoing::kForbidden || outgoing == Outgoing::kOptedOut; }

std::span<const Route> Routes() { return kRoutes; }
std::string_view WireName(Route route) { return TextOf(kRouteWords, route); }
std::optional<Route> ParseRoute(std::string_view text) { return ValueOf(kRouteWords, text); }

std::optional<Route> RouteOf(std::string_view transfer_kind, std::string_view profile) {
  const auto kind = dossier::ParseTransferKind(transfer_kind);
  if (!kind) return std::nullopt;
  if (*kind == dossier::TransferKind::kWithinBrin) return Route::kWithinBrin;
  const auto parsed = dossier::ParseProfile(profile);
  return parsed ? ParseRoute(dossier::WireName(*parsed)) : std::nullopt;
}

Outgoing OutgoingOf(Route route, std::uint8_t category, DataSetVersion version) {
  const bool care = category == dossier::Category::kSupport && version < DataSetVersion::k2019_1;
  const std::string_view row = care ? kCareUntil2018 : kMatrix.at(category - 1U);
  const char letter = row[static_cast<std::size_t>(route)];
  return letter == 'P' ? Outgoing::kMandatory : letter == 'O' ? Outgoing::kOptional : Outgoing::kForbidden;
}

}  // namespace oso::profile
