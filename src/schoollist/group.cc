#include <algorithm>
#include <numeric>
#include <tuple>

#include "schoollist/columns.h"

namespace oso::schoollist {

Schools GroupIntoSchools(std::vector<BranchRow> branches) {
  Schools grouped;
  const auto report = [&](const BranchRow& branch, Column column, std::string what) {
    grouped.flaws.push_back({.line = branch.line,
                             .column = std::string(ColumnName(column)),
                             .what = std::move(what),
                             .key = std::string(branch.brin.text()) + branch.code});
  };
  std::vector<std::size_t> order(branches.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Of one branch twice the first in its list counts.
  std::ranges::sort(order, {}, [&](std::size_t at) { return std::tuple(branches[at].brin, branches[at].code, at); });
  for (const std::size_t at : order) {
    BranchRow& branch = branches[at];
    if (grouped.schools.empty() || grouped.schools.back().brin != branch.brin) {
      grouped.schools.push_back(
          {.brin = branch.brin, .board = branch.board, .name = branch.name, .sector = branch.sector, .branches = {}});
    }
    SchoolRow& school = grouped.schools.back();
    if (!school.branches.empty() && school.branches.back().code == branch.code) {
      report(branch, Column::kBranchCode, "this branch stands in the lists twice");
      continue;
    }
    if (school.board != branch.board) {
      report(branch, Column::kBoardNumber, "another board than that of the main branch");
    }
    school.branches.push_back(std::move(branch));
  }
  return grouped;
}

}  // namespace oso::schoollist
