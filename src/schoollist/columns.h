// The columns of the national lists: under which names they go, and what a value of each may be.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "schoollist/school_list.h"

namespace oso::schoollist {

enum class Column {
  kBoardNumber,
  kBoardName,
  kBrin,
  kBranchCode,
  kBranchName,
  kStreet,
  kHouseNumber,
  kPostcode,
  kTown,
  kMunicipalityNumber,
  kMunicipality,
  kProvince,
  kDenomination,
  kPhone,
  kWebsite,
  kSchoolKind,  // tells the sector
};
inline constexpr std::size_t kColumnCount = 16;

// The official name, the first of those it goes under.
std::string_view ColumnName(Column column);
// All names of a column, the one to be preferred first.
std::span<const std::string_view> ColumnNames(Column column);
// In capitals, without white space and '_': what names are compared by.
std::string FoldedColumnName(std::string_view name);

// A value without white space around it and with single spaces inside; it may have been quoted over several lines.
std::string TidyValue(std::string_view value);

// A tidy value in the form of its column: "1234ab" is "1234 AB", "37" is municipality "0037". Error: kInvalidArgument
// with what it should have been. Empty is well, but for names and numbers of boards and for names of branches.
Result<std::string> FormValue(Column column, std::string value);

// What a kind of school says of the sector; nothing if no word of it is known. kInvalidArgument: two sectors in one.
Result<std::optional<Sector>> SectorOfKind(std::string_view kind);

}  // namespace oso::schoollist
