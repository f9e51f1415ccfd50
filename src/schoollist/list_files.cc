#include <array>

#include "schoollist/csv.h"
#include "schoollist/fiction.h"

namespace oso::schoollist {
namespace {

// What DUO writes of a kind of school; SO and VSO as they are.
std::string_view KindOf(const BranchRow& branch) {
  constexpr auto kSecondary = std::to_array<std::string_view>({"VMBO/HAVO/VWO", "HAVO/VWO", "PRO", "VBO/MAVO"});
  switch (branch.sector) {
    case Sector::kPrimary:
      return "BAO";
    case Sector::kSecondary:
      return kSecondary.at(static_cast<unsigned char>(branch.brin.text()[3]) % kSecondary.size());
    default:
      return SectorName(branch.sector);
  }
}

class ListFile {
 public:
  ListFile(const std::vector<std::string>& columns, char delimiter) : delimiter_(delimiter) { Add(columns); }

  void Add(const std::vector<std::string>& values) { AppendCsvRow(text_, values, delimiter_); }
  const std::string& text() const { return text_; }

 private:
  char delimiter_;
  std::string text_;
};

std::vector<std::string> BranchColumns(std::string_view kind) {
  return {"PROVINCIE",
          "BEVOEGD GEZAG NUMMER",
          "INSTELLINGSCODE",
          "VESTIGINGSCODE",
          "VESTIGINGSNAAM",
          "STRAATNAAM",
          "HUISNUMMER-TOEVOEGING",
          "POSTCODE",
          "PLAATSNAAM",
          "GEMEENTENUMMER",
          "GEMEENTENAAM",
          "DENOMINATIE",
          "TELEFOONNUMMER",
          "INTERNETADRES",
          std::string(kind),
          "STRAATNAAM CORRESPONDENTIEADRES",
          "HUISNUMMER-TOEVOEGING CORRESPONDENTIEADRES",
          "POSTCODE CORRESPONDENTIEADRES",
          "PLAATSNAAM CORRESPONDENTIEADRES"};
}

std::vector<std::string> ValuesOf(const BranchRow& branch) {
  const Place& place = branch.place;
  const std::string brin(branch.brin.text());
  return {place.province,     branch.board,        brin,           brin + branch.code, branch.name,
          place.street,       place.house_number,  place.postcode, place.town,         place.municipality_number,
          place.municipality, branch.denomination, branch.phone,   branch.website,     std::string(KindOf(branch)),
          place.street,       place.house_number,  place.postcode, place.town};
}

std::vector<std::string> BoardColumns() {
  return {"BEVOEGD GEZAG NUMMER",  "BEVOEGD GEZAG NAAM", "STRAATNAAM",
          "HUISNUMMER-TOEVOEGING", "POSTCODE",           "PLAATSNAAM",
          "GEMEENTENUMMER",        "GEMEENTENAAM",       "PROVINCIE",
          "DENOMINATIE",           "TELEFOONNUMMER",     "INTERNETADRES"};
}

std::vector<std::string> ValuesOf(const BoardRow& board) {
  const Place& place = board.place;
  return {board.number,
          board.name,
          place.street,
          place.house_number,
          place.postcode,
          place.town,
          place.municipality_number,
          place.municipality,
          place.province,
          board.denomination,
          board.phone,
          board.website};
}

}  // namespace

Result<ListFiles> WriteListFiles(const NationalLists& lists, ListForm form) {
  ListFile primary(BranchColumns("SOORT PO"), form.delimiter);
  ListFile special(BranchColumns("ONDERWIJSSTRUCTUUR"), form.delimiter);
  ListFile secondary(BranchColumns("ONDERWIJSSTRUCTUUR"), form.delimiter);
  ListFile boards(BoardColumns(), form.delimiter);
  for (const BranchRow& branch : lists.branches) {
    const bool primary_row = branch.sector == Sector::kPrimary;
    ListFile& file = primary_row ? primary : branch.sector == Sector::kSecondary ? secondary : special;
    file.Add(ValuesOf(branch));
  }
  for (const BoardRow& board : lists.boards) boards.Add(ValuesOf(board));
  ListFiles files;
  ASSIGN_OR_RETURN(files.primary, EncodeText(primary.text(), form.encoding));
  ASSIGN_OR_RETURN(files.special, EncodeText(special.text(), form.encoding));
  ASSIGN_OR_RETURN(files.secondary, EncodeText(secondary.text(), form.encoding));
  ASSIGN_OR_RETURN(files.boards, EncodeText(boards.text(), form.encoding));
  return files;
}

}  // namespace oso::schoollist
