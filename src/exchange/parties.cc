#include "exchange/parties.h"

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
constexpr std::array kStates = std::to_array<Word<AccessPointState>>(
    {{AccessPointState::kInactive, "inactive"}, {AccessPointState::kActive, "active"}});

}  // namespace

std::string_view WireName(Sector sector) { return TextOf(kSectors, sector); }
std::string_view WireName(Purpose purpose) { return TextOf(kPurposes, purpose); }
std::string_view WireName(AccessPointState state) { return TextOf(kStates, state); }
std::optional<Sector> ParseSector(std::string_view text) { return ValueOf(kSectors, text); }
std::optional<Purpose> ParsePurpose(std::string_view text) { return ValueOf(kPurposes, text); }
std::optional<AccessPointState> ParseAccessPointState(std::string_view text) { return ValueOf(kStates, text); }

}  // namespace oso::exchange
