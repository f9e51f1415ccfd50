// The PostgreSQL that tests use: the one that a run of ctest shares (OSO_POSTGRES_AT), or else one that this program
// starts at the first need and stops at its end (tools/postgres_instance).
#pragma once

#include <string>

namespace oso::store::contract {

// Whether PostgreSQL is installed. If not it says so, and the test is to end there.
bool HasPostgres();

// A schema of a test's own, gone when the test ends.
class PostgresSchema {
 public:
  PostgresSchema();
  ~PostgresSchema();
  PostgresSchema(const PostgresSchema&) = delete;
  PostgresSchema& operator=(const PostgresSchema&) = delete;

  // As libpq reads it, with this schema alone in the search_path.
  const std::string& connection_string() const { return connection_string_; }

 private:
  std::string name_;
  std::string connection_string_;
};

}  // namespace oso::store::contract
