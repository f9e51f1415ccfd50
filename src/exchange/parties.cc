#include "exchange/parties.h"

#include <algorithm>
#include <array>

#include "base/words.h"

namespace oso::exchange {
namespace {

constexpr std::array kSectors = std::to_array<Word<Sector>>({{Sector::kPrimary, "PO"},
                                                             {Sector::kSpecial, "SO"},
                                                             {Sector::kSecondary, "VO"},
                                                             {Sector::kSpecialSecondary, "VSO"},
                                                             {Sector::kPartnership, "SWV"}});
constexpr std::array kPurposes =
    std::to_array<Word<Purpose>>({{Purpose::kTransfer, "OV"}, {Purpose::kInclusiveEducation, "PaO"}});
constexpr std::array kStates = std::to_array<Word<AccessPointState>>({{AccessPointState::kAnnounced, "announced"},
                                                                      {AccessPointState::kRegistered, "registered"},
                                                                      {AccessPointState::kTested, "tested"},
                                                                      {AccessPointState::kQualified, "qualified"},
                                                                      {AccessPointState::kActive, "active"},
                                                                      {AccessPointState::kPaused, "paused"},
                                                                      {AccessPointState::kLeft, "left"}});
constexpr std::array kProtocols = std::to_array<Word<Protocol>>({{Protocol::kSoap17, "soap-17"},
                                                                 {Protocol::kSoap18, "soap-18"},
                                                                 {Protocol::kSoap21, "soap-21"},
                                                                 {Protocol::kRest1, "rest-1"}});
constexpr std::array kRoles = std::to_array<Word<Role>>({{Role::kSource, "bron"}, {Role::kTarget, "doel"}});

}  // namespace

bool AccessPoint::Speaks(Protocol protocol) const {
  if (protocols.empty()) return protocol == Protocol::kSoap17;
  return std::ranges::find(protocols, protocol) != protocols.end();
}

std::string_view WireName(Sector sector) { return TextOf(kSectors, sector); }
std::string_view WireName(Purpose purpose) { return TextOf(kPurposes, purpose); }
std::string_view WireName(AccessPointState state) { return TextOf(kStates, state); }
std::string_view WireName(Protocol protocol) { return TextOf(kProtocols, protocol); }
std::string_view WireName(Role role) { return TextOf(kRoles, role); }
std::optional<Sector> ParseSector(std::string_view text) { return ValueOf(kSectors, text); }
std::optional<Purpose> ParsePurpose(std::string_view text) { return ValueOf(kPurposes, text); }
std::optional<AccessPointState> ParseAccessPointState(std::string_view text) { return ValueOf(kStates, text); }
std::optional<Protocol> ParseProtocol(std::string_view text) { return ValueOf(kProtocols, text); }
std::optional<Role> ParseRole(std::string_view text) { return ValueOf(kRoles, text); }

}  // namespace oso::exchange
