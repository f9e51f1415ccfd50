#include "schoollist/school_list.h"

#include <algorithm>
#include <array>
#include <set>

#include "schoollist/columns.h"
#include "schoollist/csv.h"
#include "schoollist/encoding.h"

namespace oso::schoollist {
namespace {

using enum Column;

// Where each column stands in the rows of one list.
struct Header {
  std::array<std::optional<std::size_t>, kColumnCount> at;

  bool Has(Column column) const { return at.at(static_cast<std::size_t>(column)).has_value(); }
};

Error BadHeader(const std::string& what) { return Fail(ErrorCode::kInvalidArgument, "header: " + what); }

Result<Header> ReadHeader(const CsvRow& row) {
  if (!row.flaw.empty()) return BadHeader(row.flaw);
  std::vector<std::string> names;
  names.reserve(row.fields.size());
  for (const std::string& field : row.fields) names.push_back(FoldedColumnName(field));
  Header header;
  for (std::size_t column = 0; column < kColumnCount; ++column) {
    for (const std::string_view name : ColumnNames(static_cast<Column>(column))) {
      const std::string folded = FoldedColumnName(name);
      const auto found = std::ranges::find(names, folded);
      if (found == names.end()) continue;
      if (std::find(found + 1, names.end(), folded) != names.end()) {
        return BadHeader("the column " + std::string(name) + " stands in it twice");
      }
      header.at.at(column) = static_cast<std::size_t>(found - names.begin());
      break;
    }
  }
  return header;
}

Result<ListKind> KindOf(const Header& header) {
  const auto missing = [&](std::initializer_list<Column> columns) {
    std::string names;
    for (const Column column : columns) {
      if (!header.Has(column)) names.append(names.empty() ? "" : ", ").append(ColumnName(column));
    }
    return names;
  };
  const bool branches = header.Has(kBrin) || header.Has(kBranchCode);
  if (!branches && !header.Has(kBoardName)) {
    return BadHeader("of neither schools (no " + std::string(ColumnName(kBrin)) + ") nor boards (no " +
                     std::string(ColumnName(kBoardName)) + ")");
  }
  const std::string names = branches ? missing({kBoardNumber, kBranchName, kTown}) : missing({kBoardNumber});
  if (!names.empty()) return BadHeader("no " + names);
  return branches ? ListKind::kBranches : ListKind::kBoards;
}

class RowReader {
 public:
  RowReader(const Header& header, const CsvRow& row) : header_(header), row_(row) { flaw_.line = row.line; }

  std::string Take(Column column) {
    if (!header_.Has(column)) return {};
    auto value = FormValue(column, TidyValue(row_.fields[*header_.at.at(static_cast<std::size_t>(column))]));
    if (value.ok()) return std::move(value).value();
    Report(column, value.error().detail);
    return {};
  }

  Place TakePlace() {
    return {.street = Take(kStreet),
            .house_number = Take(kHouseNumber),
            .postcode = Take(kPostcode),
            .town = Take(kTown),
            .municipality_number = Take(kMunicipalityNumber),
            .municipality = Take(kMunicipality),
            .province = Take(kProvince)};
  }

  void Report(Column column, std::string what) {
    if (!flaw_.what.empty()) return;  // the first is enough: the row is left out
    flaw_.column = ColumnName(column);
    flaw_.what = std::move(what);
  }

  void SetKey(std::string key) { flaw_.key = std::move(key); }
  bool good() const { return flaw_.what.empty(); }
  Flaw& flaw() { return flaw_; }

 private:
  const Header& header_;
  const CsvRow& row_;
  Flaw flaw_;
};

// BRIN and branch, from INSTELLINGSCODE and VESTIGINGSCODE: the latter is all six characters, or the two digits behind.
void TakeCodes(RowReader& reader, BranchRow& branch) {
  std::string brin = reader.Take(kBrin);
  std::string code = reader.Take(kBranchCode);
  if (code.size() == 6) {
    if (!brin.empty() && !code.starts_with(brin)) {
      reader.Report(kBranchCode, "of another school than INSTELLINGSCODE says");
    }
    brin = code.substr(0, 4);
    code.erase(0, 4);
  }
  auto parsed = Brin::Parse(brin);
  if (parsed.ok()) {
    branch.brin = *parsed;
    reader.SetKey(brin);
  } else {
    reader.Report(kBrin, parsed.error().detail);
  }
  branch.code = code.empty() ? "00" : std::move(code);
  const bool digits = std::ranges::all_of(branch.code, [](char c) { return c >= '0' && c <= '9'; });
  if (branch.code.size() != 2 || !digits) {
    reader.Report(kBranchCode, "a branch is the BRIN and two digits, as 00YY01, or these digits alone");
  } else if (parsed.ok()) {
    reader.SetKey(brin + branch.code);
  }
}

BranchRow TakeBranch(RowReader& reader, Sector default_sector) {
  BranchRow branch;
  TakeCodes(reader, branch);
  branch.board = reader.Take(kBoardNumber);
  branch.name = reader.Take(kBranchName);
  branch.place = reader.TakePlace();
  if (branch.place.town.empty()) reader.Report(kTown, "must not be empty");
  branch.denomination = reader.Take(kDenomination);
  branch.phone = reader.Take(kPhone);
  branch.website = reader.Take(kWebsite);
  const auto sector = SectorOfKind(reader.Take(kSchoolKind));
  if (!sector.ok()) reader.Report(kSchoolKind, sector.error().detail);
  branch.sector = sector.ok() ? sector->value_or(default_sector) : default_sector;
  return branch;
}

BoardRow TakeBoard(RowReader& reader) {
  BoardRow board;
  board.number = reader.Take(kBoardNumber);
  reader.SetKey(board.number);
  board.name = reader.Take(kBoardName);
  if (board.name.empty()) reader.Report(kBoardName, "must not be empty");
  board.place = reader.TakePlace();
  board.denomination = reader.Take(kDenomination);
  board.phone = reader.Take(kPhone);
  board.website = reader.Take(kWebsite);
  return board;
}

class ListReader {
 public:
  ListReader(const Header& header, ListKind kind, Sector default_sector)
      : header_(header), default_sector_(default_sector) {
    list_.kind = kind;
  }

  void Add(const CsvRow& row) {
    if (!row.flaw.empty()) {
      list_.flaws.push_back({.line = row.line, .column = {}, .what = row.flaw, .key = {}});
      return;
    }
    RowReader reader(header_, row);
    if (list_.kind == ListKind::kBranches) {
      BranchRow branch = TakeBranch(reader, default_sector_);
      branch.line = row.line;
      if (reader.good()) list_.branches.push_back(std::move(branch));
    } else {
      BoardRow board = TakeBoard(reader);
      board.line = row.line;
      if (reader.good() && !numbers_.insert(board.number).second) {
        reader.Report(kBoardNumber, "this board stands in the list twice");
      }
      if (reader.good()) list_.boards.push_back(std::move(board));
    }
    if (!reader.good()) list_.flaws.push_back(std::move(reader.flaw()));
  }

  SchoolList& list() { return list_; }

 private:
  const Header& header_;
  Sector default_sector_;
  SchoolList list_;
  std::set<std::string> numbers_;
};

}  // namespace

Result<SchoolList> ReadSchoolList(ByteView bytes, Sector default_sector, ListLimits limits) {
  const auto too_large = [](const char* what, std::size_t limit) {
    return Fail(ErrorCode::kTooLarge, "the list has more than " + std::to_string(limit) + " " + what);
  };
  if (bytes.size() > limits.bytes) return too_large("bytes", limits.bytes);
  ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(bytes));
  CsvReader csv(decoded.text, FindDelimiter(decoded.text));
  CsvRow row;
  if (!csv.Next(row)) return Fail(ErrorCode::kInvalidArgument, "the list is empty");
  ASSIGN_OR_RETURN(const Header header, ReadHeader(row));
  ASSIGN_OR_RETURN(const ListKind kind, KindOf(header));
  ListReader reader(header, kind, default_sector);
  for (std::size_t rows = 1; csv.Next(row); ++rows) {
    if (rows > limits.rows) return too_large("rows", limits.rows);
    reader.Add(row);
    if (reader.list().flaws.size() > limits.flaws) return too_large("rows with flaws", limits.flaws);
  }
  return std::move(reader.list());
}

}  // namespace oso::schoollist
