// The national lists of schools and of their boards as DUO publishes them, read into rows. Columns are found by the
// names in the header, in any order, whatever their case and spaces; columns of other names are passed over.
//
// PO, SO/VSO and VO are published in files of their own, each with one row a branch (vestiging), and the boards
// (bevoegde gezagen) in others. Which of the two kinds a list is shows in its header.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/result.h"

namespace oso::schoollist {

enum class Sector { kPrimary, kSpecial, kSecondary, kSpecialSecondary };  // PO, SO, VO, VSO

// Where a branch is, or the seat of a board. Empty: not in the list.
struct Place {
  std::string street;
  std::string house_number;  // with what is added to it: "12-A"
  std::string postcode;      // "1234 AB"; the islands in the Caribbean have none
  std::string town;
  std::string municipality_number;  // four digits
  std::string municipality;
  std::string province;
  bool operator==(const Place&) const = default;
};

struct BranchRow {
  std::size_t line = 0;  // in its list; 0 if it was not read from one
  std::string board;     // its number, five digits
  Brin brin;
  std::string code;  // two digits; "00" is the main branch
  std::string name;
  Place place;
  std::string denomination;
  std::string phone;
  std::string website;  // as published, mostly without scheme; if with one it is http or https
  Sector sector = Sector::kPrimary;
  bool operator==(const BranchRow&) const = default;
};

struct BoardRow {
  std::size_t line = 0;
  std::string number;  // five digits
  std::string name;
  Place place;
  std::string denomination;
  std::string phone;
  std::string website;
  bool operator==(const BoardRow&) const = default;
};

// A row that was left out, or (from GroupIntoSchools) rows that do not agree. Whoever takes a list over what was there
// before must not take a school for closed because its row has a flaw: `key` says which it was, where that much was
// readable.
struct Flaw {
  std::size_t line = 0;
  std::string column;  // its official name; "" for the row as a whole
  std::string what;    // never quotes the row
  std::string key;     // "00YY", "00YY01", or the number of a board; "" if unknown
  bool operator==(const Flaw&) const = default;
};

enum class ListKind { kBranches, kBoards };

struct SchoolList {
  ListKind kind = ListKind::kBranches;
  std::vector<BranchRow> branches;
  std::vector<BoardRow> boards;
  std::vector<Flaw> flaws;
};

struct ListLimits {
  std::size_t bytes = 50'000'000;
  std::size_t rows = 50'000;  // with and without flaws
  // A list with more is not one to act upon.
  std::size_t flaws = 1'000;
};

// The sector of a row is what ONDERWIJSSTRUCTUUR, SOORT PO or SOORT says (BAO, SBAO: PO; SO; VSO; HAVO, VMBO ...: VO;
// both SO and VSO: SO), else `default_sector`: that of the file.
//
// Of a branch must be there: BEVOEGD GEZAG NUMMER, INSTELLINGSCODE (or BRIN NUMMER) or a VESTIGINGSCODE of six
// characters, a name, and PLAATSNAAM. Without VESTIGINGSCODE (or VESTIGINGSNUMMER) each row is a main branch. Of a
// board: BEVOEGD GEZAG NUMMER and BEVOEGD GEZAG NAAM.
//
// kInvalidArgument: in no known encoding, empty, or a header without those columns or with one twice.
// kTooLarge: over the limits.
Result<SchoolList> ReadSchoolList(ByteView bytes, Sector default_sector, ListLimits limits = {});

// One BRIN with its branches.
struct SchoolRow {
  Brin brin;
  std::string board;
  std::string name;
  Sector sector = Sector::kPrimary;
  std::vector<BranchRow> branches;  // by code, each once
};

struct Schools {
  std::vector<SchoolRow> schools;  // by BRIN
  std::vector<Flaw> flaws;
};

// The branches may come from several lists. Board, name and sector of a school are those of its main branch (00, else
// the lowest code). Flaws: one branch twice (the first counts); a branch of another board than the main branch (it is
// kept, the school goes with the board of the main branch).
Schools GroupIntoSchools(std::vector<BranchRow> branches);

std::string_view SectorName(Sector sector);  // "PO", "SO", "VO", "VSO"

}  // namespace oso::schoollist
