// The schemas, as src/store/migrations/{center,school}/NNNN_*.sql; CMake puts them into the program. One text serves
// both engines: it is SQLite's, an engine turns its words into its own, and what only one of them has stands in a block
//   -- sqlite: ... -- postgres: ... -- end
// each mark on a line of its own. A sequence that the database counts is INTEGER PRIMARY KEY AUTOINCREMENT.
#pragma once

#include <string>
#include <vector>

#include "store/sql/connection.h"

namespace oso::store::sql {

struct Schema {
  std::string name;
  std::vector<std::string> migrations;  // version 1 first
};

extern const Schema kCenterSchema;
extern const Schema kSchoolSchema;

// Brings the database of `connection` to the last version of `schema`, in one transaction; forward only. Other
// processes go on meanwhile: on PostgreSQL readers and writers both, but for the tables that a migration itself locks;
// on SQLite readers, and writers wait. Of several that migrate at once one does the work. Errors: kConfiguration when
// the database has another schema, or a newer version than this program knows; and those of Connection.
Status Migrate(Connection& connection, const Schema& schema);

// Which version of `schema` the database has; 0: none of it. Errors as Migrate's.
Result<std::int64_t> VersionOf(Connection& connection, const Schema& schema);

// What `text` says to `engine`: without the other's blocks.
std::string ForEngine(std::string_view text, std::string_view engine);

}  // namespace oso::store::sql
