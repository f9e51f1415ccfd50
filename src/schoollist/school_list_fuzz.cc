// Whatever the bytes: no crash; what was read is written and read again as the same.
#include "schoollist/fiction.h"
#include "schoollist/school_list.h"

using namespace oso;
using namespace oso::schoollist;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto list = ReadSchoolList({data, size}, Sector::kSecondary);
  if (!list.ok()) return 0;
  NationalLists lists{.branches = list->branches, .boards = list->boards};
  for (BranchRow& branch : lists.branches) branch.line = 0;
  for (BoardRow& board : lists.boards) board.line = 0;
  GroupIntoSchools(lists.branches);
  // In files of one sector each, as the sector is not always that of the kind of school.
  const auto files = WriteListFiles(lists, kSemicolonUtf8);
  if (!files.ok()) __builtin_trap();
  std::vector<BranchRow> branches;
  std::vector<BoardRow> boards;
  for (const std::string* file : {&files->primary, &files->special, &files->secondary, &files->boards}) {
    auto again = ReadSchoolList(AsBytes(*file), Sector::kPrimary);
    if (!again.ok() || !again->flaws.empty()) __builtin_trap();
    for (BranchRow& branch : again->branches) branches.push_back(std::move(branch));
    for (BoardRow& board : again->boards) boards.push_back(std::move(board));
  }
  if (branches.size() != lists.branches.size() || boards.size() != lists.boards.size()) __builtin_trap();
  for (BoardRow& board : boards) board.line = 0;
  if (boards != lists.boards) __builtin_trap();
  return 0;
}
