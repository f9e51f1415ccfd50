// All rows of one database into another, of either engine, page by page: what backups are made of and restored from.
#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "store/sql/schema.h"

namespace oso::store::sql {

class TableCopy {
 public:
  // `plan` is a connection to SQLite with the tables that are copied: both `from` and `to` have them as well, and it
  // may be one of the two. Errors: those of Connection; kAlreadyExists: there is a row in `to`, and nothing was done.
  // In one transaction of each: `from` is read as of one moment, and in `to` it is all there or nothing.
  static Status Run(Connection& plan, Connection& from, Connection& to);

 private:
  enum class Kind { kInteger, kText, kBlob };
  struct Table {
    std::string name;
    std::vector<std::string> columns;
    std::vector<Kind> kinds;
    std::vector<std::size_t> key;  // which columns, in the order of the primary key
  };
  using Value = std::variant<std::monostate, std::int64_t, std::string, Bytes>;
  using Values = std::vector<Value>;

  static Result<std::vector<Table>> TablesOf(Connection& plan);
  static Status CopyAll(const std::vector<Table>& tables, Connection& from, Connection& to);
  static Status CopyTable(const Table& table, Connection& from, Connection& to);
  // The rows after the one with the key of `last`; from the first if that is empty.
  static Result<std::vector<Values>> Page(const Table& table, Connection& from, const Values& last);
  static Status Insert(const Table& table, Connection& to, std::span<const Values> rows);
  static Value Take(Statement& statement, Kind kind);
  static void Put(Statement& statement, const Value& value);
};

}  // namespace oso::store::sql
