#include "store/sql/table_copy.h"

#include <algorithm>
#include <span>

namespace oso::store::sql {
namespace {

constexpr std::size_t kPageRows = 1024;
constexpr std::size_t kInsertRows = 64;  // in one statement: a server is a journey away

struct ColumnFacts {
  std::string name;
  std::string type;
  std::int64_t place_in_key = 0;  // from 1; 0: not in it
};

std::string Joined(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : ", ") + word;
  return joined;
}

std::string Marks(std::size_t count) { return Joined(std::vector<std::string>(count, "?")); }

}  // namespace

template <>
struct Row<ColumnFacts> {
  static auto Fields(auto& row) { return std::tie(row.name, row.type, row.place_in_key); }
};

Status TableCopy::Run(Connection& plan, Connection& from, Connection& to) {
  ASSIGN_OR_RETURN(const std::vector<Table> tables, TablesOf(plan));
  RETURN_IF_ERROR(from.Begin());
  Status done = to.Begin();
  if (done.ok()) done = CopyAll(tables, from, to);
  if (done.ok()) done = to.Commit();
  if (!done.ok()) to.Rollback();
  from.Rollback();  // it was only read
  return done;
}

Result<std::vector<TableCopy::Table>> TableCopy::TablesOf(Connection& plan) {
  // In the order in which they were made: what refers to another table is younger. The version is not a row of ours.
  ASSIGN_OR_RETURN(const auto names, plan.Query<std::string>("SELECT name FROM sqlite_schema WHERE type = 'table' "
                                                             "AND name NOT LIKE 'sqlite^_%' ESCAPE '^' "
                                                             "AND name <> 'schema_version' ORDER BY rowid"));
  std::vector<Table> tables;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(const auto columns,
                     plan.Query<ColumnFacts>("SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid", name));
    Table table{.name = name, .columns = {}, .kinds = {}, .key = {}};
    for (const ColumnFacts& column : columns) {
      if (column.place_in_key > 0) {
        table.key.resize(std::max(table.key.size(), static_cast<std::size_t>(column.place_in_key)));
        table.key[static_cast<std::size_t>(column.place_in_key) - 1] = table.columns.size();
      }
      table.columns.push_back(column.name);
      table.kinds.push_back(column.type == "INTEGER" ? Kind::kInteger
                            : column.type == "BLOB"  ? Kind::kBlob
                                                     : Kind::kText);
    }
    if (table.key.empty()) return Fail(ErrorCode::kInternal, "the table " + name + " has no primary key");
    tables.push_back(std::move(table));
  }
  return tables;
}

Status TableCopy::CopyAll(const std::vector<Table>& tables, Connection& from, Connection& to) {
  for (const Table& table : tables) {
    ASSIGN_OR_RETURN(const bool has_rows, to.Exists("SELECT 1 FROM " + table.name + " LIMIT 1"));
    if (has_rows) return Fail(ErrorCode::kAlreadyExists, "the database is not empty: it has rows in " + table.name);
  }
  for (const Table& table : tables) RETURN_IF_ERROR(CopyTable(table, from, to));
  return {};
}

Status TableCopy::CopyTable(const Table& table, Connection& from, Connection& to) {
  Values last;
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<Values> rows, Page(table, from, last));
    for (std::size_t at = 0; at < rows.size(); at += kInsertRows) {
      RETURN_IF_ERROR(Insert(table, to, std::span(rows).subspan(at, std::min(kInsertRows, rows.size() - at))));
    }
    if (rows.size() < kPageRows) return {};
    last = rows.back();
  }
}

Result<std::vector<TableCopy::Values>> TableCopy::Page(const Table& table, Connection& from, const Values& last) {
  std::vector<std::string> key;
  key.reserve(table.key.size());
  for (const std::size_t column : table.key) key.push_back(table.columns[column]);
  const std::string after = last.empty() ? "" : " WHERE (" + Joined(key) + ") > (" + Marks(key.size()) + ")";
  ASSIGN_OR_RETURN(const auto statement,
                   from.Start("SELECT " + Joined(table.columns) + " FROM " + table.name + after + " ORDER BY " +
                              Joined(key) + " LIMIT " + std::to_string(kPageRows)));
  if (!last.empty()) {
    for (const std::size_t column : table.key) Put(*statement, last[column]);
  }
  std::vector<Values> rows;
  while (true) {
    ASSIGN_OR_RETURN(const bool row, statement->Step());
    if (!row) return rows;
    Values& values = rows.emplace_back();
    values.reserve(table.kinds.size());
    for (const Kind kind : table.kinds) values.push_back(Take(*statement, kind));
  }
}

Status TableCopy::Insert(const Table& table, Connection& to, std::span<const Values> rows) {
  const std::vector<std::string> marks(rows.size(), "(" + Marks(table.columns.size()) + ")");
  ASSIGN_OR_RETURN(const auto statement,
                   to.Start("INSERT INTO " + table.name + " (" + Joined(table.columns) + ") VALUES " + Joined(marks)));
  for (const Values& values : rows) {
    for (const Value& value : values) Put(*statement, value);
  }
  RETURN_IF_ERROR(statement->Step());
  return {};
}

TableCopy::Value TableCopy::Take(Statement& statement, Kind kind) {
  if (statement.NextIsNull()) {
    statement.Skip(1);
    return std::monostate();
  }
  switch (kind) {
    case Kind::kInteger:
      return statement.TakeInt();
    case Kind::kText:
      return std::string(statement.TakeText());
    case Kind::kBlob: {
      const ByteView bytes = statement.TakeBlob();
      return Bytes(bytes.begin(), bytes.end());
    }
  }
  return std::monostate();
}

void TableCopy::Put(Statement& statement, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return statement.PutInt(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return statement.PutText(*text);
  if (const auto* bytes = std::get_if<Bytes>(&value)) return statement.PutBlob(*bytes);
  statement.PutNull();
}

}  // namespace oso::store::sql
