#include "schoollist/columns.h"

#include <algorithm>
#include <array>

#include "base/words.h"

namespace oso::schoollist {
namespace {

using Names = std::array<std::string_view, 3>;
// In the order of Column.
constexpr std::array<Names, kColumnCount> kNames = {{{"BEVOEGD GEZAG NUMMER"},
                                                     {"BEVOEGD GEZAG NAAM"},
                                                     {"INSTELLINGSCODE", "BRIN NUMMER"},
                                                     {"VESTIGINGSCODE", "VESTIGINGSNUMMER"},
                                                     {"VESTIGINGSNAAM", "INSTELLINGSNAAM VESTIGING", "INSTELLINGSNAAM"},
                                                     {"STRAATNAAM"},
                                                     {"HUISNUMMER-TOEVOEGING"},
                                                     {"POSTCODE"},
                                                     {"PLAATSNAAM"},
                                                     {"GEMEENTENUMMER"},
                                                     {"GEMEENTENAAM"},
                                                     {"PROVINCIE"},
                                                     {"DENOMINATIE"},
                                                     {"TELEFOONNUMMER"},
                                                     {"INTERNETADRES"},
                                                     {"ONDERWIJSSTRUCTUUR", "SOORT PO", "SOORT"}}};

constexpr auto kKinds = std::to_array<Word<Sector>>({
    {Sector::kPrimary, "PO"},    {Sector::kPrimary, "BAO"},          {Sector::kPrimary, "BO"},
    {Sector::kPrimary, "SBAO"},  {Sector::kPrimary, "SBO"},          {Sector::kSpecial, "SO"},
    {Sector::kSpecial, "SOVSO"}, {Sector::kSpecialSecondary, "VSO"}, {Sector::kSecondary, "VO"},
    {Sector::kSecondary, "VWO"}, {Sector::kSecondary, "HAVO"},       {Sector::kSecondary, "MAVO"},
    {Sector::kSecondary, "VBO"}, {Sector::kSecondary, "VMBO"},       {Sector::kSecondary, "PRO"},
    {Sector::kSecondary, "SVO"}, {Sector::kSecondary, "LWOO"},       {Sector::kSecondary, "ATHENEUM"},
    {Sector::kSecondary, "GYM"}, {Sector::kSecondary, "GYMNASIUM"},  {Sector::kSecondary, "BRUGJAAR"},
});
constexpr auto kSectors = std::to_array<Word<Sector>>({{Sector::kPrimary, "PO"},
                                                       {Sector::kSpecial, "SO"},
                                                       {Sector::kSecondary, "VO"},
                                                       {Sector::kSpecialSecondary, "VSO"}});

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }
char Capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool AreDigits(std::string_view text) { return std::ranges::all_of(text, IsDigit); }

// C0 and C1: they say nothing in a name and may do harm where it is shown. The text is UTF-8.
bool HasControls(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 || byte == 0x7F) return true;
    if (byte == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0) return true;
  }
  return false;
}

Error Wrong(std::string what) { return Fail(ErrorCode::kInvalidArgument, std::move(what)); }

Result<std::string> FormPostcode(std::string value) {
  std::erase(value, ' ');
  std::ranges::transform(value, value.begin(), Capital);
  const bool form = value.size() == 6 && AreDigits(value.substr(0, 4)) && value[0] != '0' && IsCapital(value[4]) &&
                    IsCapital(value[5]);
  if (!form) return Wrong("a postcode is four digits, the first not 0, and two letters, as 1234 AB");
  return value.insert(4, " ");
}

Result<std::string> FormWebsite(std::string value) {
  std::string start = value.substr(0, 8);
  std::ranges::transform(start, start.begin(), Capital);
  const bool web = start.starts_with("HTTP://") || start.starts_with("HTTPS://");
  if (value.find_first_of(" \"<>\\") != std::string::npos) return Wrong("an address on the web has no such characters");
  if (!web && value.find(':') != std::string::npos) return Wrong("an address on the web is of http or https");
  return value;
}

}  // namespace

std::string_view ColumnName(Column column) { return ColumnNames(column).front(); }

std::span<const std::string_view> ColumnNames(Column column) {
  const Names& names = kNames.at(static_cast<std::size_t>(column));
  return std::span(names).first(static_cast<std::size_t>(std::ranges::find(names, "") - names.begin()));
}

std::string FoldedColumnName(std::string_view name) {
  std::string folded;
  for (const char c : name) {
    if (!IsSpace(c) && c != '_') folded += Capital(c);
  }
  return folded;
}

std::string TidyValue(std::string_view value) {
  std::string tidy;
  for (const char c : value) {
    if (!IsSpace(c)) {
      tidy += c;
    } else if (!tidy.empty() && tidy.back() != ' ') {
      tidy += ' ';
    }
  }
  if (!tidy.empty() && tidy.back() == ' ') tidy.pop_back();
  return tidy;
}

Result<std::string> FormValue(Column column, std::string value) {
  if (HasControls(value)) return Wrong("a control character");
  switch (column) {
    case Column::kBoardNumber:
      if (value.size() != 5 || !AreDigits(value)) return Wrong("the number of a board is five digits");
      return value;
    case Column::kBoardName:
    case Column::kBranchName:
      if (value.empty()) return Wrong("must not be empty");
      return value;
    case Column::kPostcode:
      return value.empty() ? value : FormPostcode(std::move(value));
    case Column::kMunicipalityNumber:
      if (value.size() > 4 || !AreDigits(value)) return Wrong("the number of a municipality is four digits");
      return value.empty() ? value : value.insert(0, 4 - value.size(), '0');
    case Column::kPhone:
      if (value.find_first_not_of("0123456789 +-()./") != std::string::npos) {
        return Wrong("a telephone number is digits, with + - ( ) . / between them");
      }
      return value;
    case Column::kWebsite:
      return FormWebsite(std::move(value));
    default:
      return value;
  }
}

Result<std::optional<Sector>> SectorOfKind(std::string_view kind) {
  std::optional<Sector> sector;
  std::string word;
  for (std::size_t at = 0; at <= kind.size(); ++at) {
    const char c = at < kind.size() ? Capital(kind[at]) : ' ';
    if (IsCapital(c)) {
      word += c;
      continue;
    }
    const std::optional<Sector> found = ValueOf(kKinds, word);
    word.clear();
    if (!found || found == sector) continue;
    const auto special = [](Sector one) { return one == Sector::kSpecial || one == Sector::kSpecialSecondary; };
    if (sector && !(special(*sector) && special(*found))) return Wrong("a school of two sectors");
    sector = sector ? Sector::kSpecial : found;
  }
  return sector;
}

std::string_view SectorName(Sector sector) { return TextOf(kSectors, sector); }

}  // namespace oso::schoollist
