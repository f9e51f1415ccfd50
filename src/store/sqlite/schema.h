// The schemas, as src/store/migrations/{center,school}/NNNN_*.sql; CMake puts them into the program.
#pragma once

#include <string>
#include <vector>

#include "store/sqlite/connection.h"

namespace oso::store::sqlite {

struct Schema {
  std::string name;
  std::vector<std::string> migrations;  // version 1 first
};

extern const Schema kCenterSchema;
extern const Schema kSchoolSchema;

// Brings the database of `connection` to the last version of `schema`, in one exclusive transaction; forward only.
// Errors: kConfiguration when the file has another schema, or a newer version than this program knows; kStorage.
Status Migrate(Connection& connection, const Schema& schema);

}  // namespace oso::store::sqlite
