#include "dossier/vocabulary.h"

#include <array>

#include "base/words.h"

namespace oso::dossier {
namespace {

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

}  // namespace

std::string_view WireName(TransferKind kind) { return TextOf(kKinds, kind); }
std::string_view WireName(Profile profile) { return TextOf(kProfiles, profile); }
std::string_view WireName(DataSetVersion version) { return TextOf(kVersions, version); }
std::optional<TransferKind> ParseTransferKind(std::string_view text) { return ValueOf(kKinds, text); }
std::optional<Profile> ParseProfile(std::string_view text) { return ValueOf(kProfiles, text); }
std::optional<DataSetVersion> ParseDataSetVersion(std::string_view text) { return ValueOf(kVersions, text); }
std::optional<DataSetVersion> VersionOfNamespace(std::string_view uri) { return ValueOf(kNamespaces, uri); }

}  // namespace oso::dossier
