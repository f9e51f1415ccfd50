#include "exchange/parties.h"

#include <algorithm>
#include <array>

namespace oso::exchange {
namespace {

template <class T>
struct Word {
  T value;
  std::string_view text;
};

constexpr std::array kSectors = std::to_array<Word<Sector>>({{Sector::kPrimary, "PO"},
                                                             {Sector::kSpecial, "SO"},
                                                             {Sector::kSecondary, "VO"},
                                                             {Sector::kSpecialSecondary, "VSO"},
                                                             {Sector::kPartnership, "SWV"}});
constexpr std::array kPurposes =
    std::to_array<Word<Purpose>>({{Purpose::kTransfer, "OV"}, {Purpose::kInclusiveEducation, "PaO"}});
constexpr std::array kStates = std::to_array<Word<AccessPointState>>(
    {{AccessPointState::kInactive, "inactive"}, {AccessPointState::kActive, "active"}});

std::string_view TextOf(const auto& words, auto value) {
  return std::ranges::find(words, value, &std::ranges::range_value_t<decltype(words)>::value)->text;
}

template <class T, std::size_t N>
std::optional<T> ValueOf(const std::array<Word<T>, N>& words, std::string_view text) {
  const auto* found = std::ranges::find(words, text, &Word<T>::text);
  if (found == words.end()) return std::nullopt;
  return found->value;
}

}  // namespace

std::string_view WireName(Sector sector) { return TextOf(kSectors, sector); }
std::string_view WireName(Purpose purpose) { return TextOf(kPurposes, purpose); }
std::string_view WireName(AccessPointState state) { return TextOf(kStates, state); }
std::optional<Sector> ParseSector(std::string_view text) { return ValueOf(kSectors, text); }
std::optional<Purpose> ParsePurpose(std::string_view text) { return ValueOf(kPurposes, text); }
std::optional<AccessPointState> ParseAccessPointState(std::string_view text) { return ValueOf(kStates, text); }

}  // namespace oso::exchange
