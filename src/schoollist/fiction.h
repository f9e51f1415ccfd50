// National lists of schools that are not there, for demonstrations and measurements: about as many of each sector, as
// large boards, and names as the real ones have.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "schoollist/encoding.h"
#include "schoollist/school_list.h"

namespace oso::schoollist {

struct NationalLists {
  std::vector<BranchRow> branches;  // of all sectors, by BRIN and code
  std::vector<BoardRow> boards;     // by number
};

inline constexpr std::size_t kMostFictitiousSchools = 20'000;

// `schools` BRINs (at most kMostFictitiousSchools): 4 % SO and VSO, 8 % VO, the others PO; one to four branches each,
// boards of 1 to 60. The same for the same seed on every machine. Nothing in it points at anybody: BRINs are from 60AA
// (those given out begin with 0 to 3), boards from 90001, municipalities from 5001; towns and streets are made up,
// telephone numbers cannot be dialled, websites are under ".example". Provinces and their postcodes are real.
NationalLists MakeSchoolList(std::size_t schools = 7'000, std::uint64_t seed = 1);

// The two forms in which the lists have been published.
struct ListForm {
  char delimiter;
  Encoding encoding;
};
inline constexpr ListForm kSemicolonUtf8{.delimiter = ';', .encoding = Encoding::kUtf8WithBom};
inline constexpr ListForm kCommaWindows1252{.delimiter = ',', .encoding = Encoding::kWindows1252};

struct ListFiles {
  std::string primary;    // PO
  std::string special;    // SO and VSO
  std::string secondary;  // VO
  std::string boards;
};

// As ReadSchoolList reads them. kInvalidArgument: a text that is not UTF-8, or has what the encoding has not.
Result<ListFiles> WriteListFiles(const NationalLists& lists, ListForm form);

}  // namespace oso::schoollist
