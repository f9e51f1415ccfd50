#include "dossier/vocabulary.h"

#include <algorithm>
#include <array>

namespace oso::dossier {
namespace {

template <class T>
struct Word {
  T value;
  std::string_view text;
};

constexpr std::array kKinds = std::to_array<Word<TransferKind>>({{TransferKind::kBetweenSchools, "overstapdossier"},
                                                                 {TransferKind::kWithinBrin, "overdrachtbinnenbrin"},
                                                                 {TransferKind::kToPartnership, "swv-dossier"}});
constexpr std::array kProfiles = std::to_array<Word<Profile>>({{Profile::kPopo, "POPO"},
                                                               {Profile::kPovo, "POVO"},
                                                               {Profile::kVovo, "VOVO"},
                                                               {Profile::kPoswv, "POSWV"},
                                                               {Profile::kVoswv, "VOSWV"}});
constexpr std::array kVersions = std::to_array<Word<DataSetVersion>>({{DataSetVersion::k2016_1, "2016.1"},
                                                                      {DataSetVersion::k2017_1, "2017.1"},
                                                                      {DataSetVersion::k2018_1, "2018.1"},
                                                                      {DataSetVersion::k2019_1, "2019.1"}});
constexpr std::array kNamespaces = std::to_array<Word<DataSetVersion>>(
    {{DataSetVersion::k2016_1, "http://www.edustandaard.nl/oso_gegevensset/2016/dossier"},
     {DataSetVersion::k2017_1, "http://www.edustandaard.nl/oso_gegevensset/2017/dossier"},
     {DataSetVersion::k2018_1, "http://www.edustandaard.nl/oso_gegevensset/2018/dossier"},
     {DataSetVersion::k2019_1, "http://www.edustandaard.nl/oso_gegevensset/2019/dossier"}});

template <class T, std::size_t N>
std::string_view TextOf(const std::array<Word<T>, N>& words, T value) {
  return std::ranges::find(words, value, &Word<T>::value)->text;
}

template <class T, std::size_t N>
std::optional<T> ValueOf(const std::array<Word<T>, N>& words, std::string_view text) {
  const auto* found = std::ranges::find(words, text, &Word<T>::text);
  if (found == words.end()) return std::nullopt;
  return found->value;
}

}  // namespace

std::string_view WireName(TransferKind kind) { return TextOf(kKinds, kind); }
std::string_view WireName(Profile profile) { return TextOf(kProfiles, profile); }
std::string_view WireName(DataSetVersion version) { return TextOf(kVersions, version); }
std::string_view Namespace(DataSetVersion version) { return TextOf(kNamespaces, version); }
std::optional<TransferKind> ParseTransferKind(std::string_view text) { return ValueOf(kKinds, text); }
std::optional<Profile> ParseProfile(std::string_view text) { return ValueOf(kProfiles, text); }
std::optional<DataSetVersion> VersionOfNamespace(std::string_view uri) { return ValueOf(kNamespaces, uri); }

}  // namespace oso::dossier
