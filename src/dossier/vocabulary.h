// The words with which a dossier says what it is. Wire names are the data set's own codes.
#pragma once

#include <optional>
#include <string_view>

namespace oso::dossier {

// overdrachtsoort, code list 29.
enum class TransferKind {
  kBetweenSchools,  // "overstapdossier"
  kWithinBrin,      // "overdrachtbinnenbrin": two systems of one institution
  kToPartnership,   // "swv-dossier": to a samenwerkingsverband; carries no PGN
};

// metadata/overstap, code list 16, as far as profiles exist for it.
enum class Profile { kPopo, kPovo, kVovo, kPoswv, kVoswv };

enum class DataSetVersion { k2016_1, k2017_1, k2018_1, k2019_1 };  // NOLINT(readability-identifier-naming)

std::string_view WireName(TransferKind kind);
std::string_view WireName(Profile profile);
std::string_view WireName(DataSetVersion version);  // "2019.1", as metadata/standaardversie

std::optional<TransferKind> ParseTransferKind(std::string_view text);
std::optional<Profile> ParseProfile(std::string_view text);
std::optional<DataSetVersion> ParseDataSetVersion(std::string_view text);
// By the root's namespace, as http://www.edustandaard.nl/oso_gegevensset/2019/dossier.
std::optional<DataSetVersion> VersionOfNamespace(std::string_view uri);

}  // namespace oso::dossier
