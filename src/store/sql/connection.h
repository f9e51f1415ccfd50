// One connection to a database of either engine, with its prepared statements. One thread at a time.
//
// SQL is written in what SQLite and PostgreSQL have in common, with ? or ?1 for parameters.
#pragma once

#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "audit/event.h"
#include "base/result.h"
#include "store/sql/columns.h"

namespace oso::store::sql {

enum class Access { kWrite, kReadOnly };

// Errors of all: kAlreadyExists where a primary key or a UNIQUE constraint refuses a row; kUnavailable when the
// engine's server cannot be reached or is too busy; kInvalidArgument for a value that the engine cannot hold; kStorage
// for any other failure. The details have names of tables and columns but never a bound value. After an error the
// transaction is of no use (PostgreSQL refuses all further statements): a job gives the error, or one of its own.
class Connection {
 public:
  virtual ~Connection() = default;

  // Statements without parameters or rows, one after the other; not kept.
  virtual Status RunScript(const std::string& sql) = 0;

  // Runs one statement; gives how many rows it changed. `sql` is prepared once per connection.
  template <class... V>
  Result<std::int64_t> Execute(std::string_view sql, const V&... values) {
    ASSIGN_OR_RETURN(Running running, Start(sql, values...));
    ASSIGN_OR_RETURN(bool row, running->Step());
    if (row) return Fail(ErrorCode::kInternal, "a statement run for its effect gave a row");
    return running->changes();
  }

  // Every row, each read as a T (columns.h).
  template <class T, class... V>
  Result<std::vector<T>> Query(std::string_view sql, const V&... values) {
    ASSIGN_OR_RETURN(Running running, Start(sql, values...));
    std::vector<T> rows;
    while (true) {
      ASSIGN_OR_RETURN(bool row, running->Step());
      if (!row) return rows;
      if (!Column<T>::Take(*running, rows.emplace_back())) return Unreadable(sql);
    }
  }

  // The first row, if there is one.
  template <class T, class... V>
  Result<std::optional<T>> QueryOne(std::string_view sql, const V&... values) {
    ASSIGN_OR_RETURN(Running running, Start(sql, values...));
    ASSIGN_OR_RETURN(bool row, running->Step());
    std::optional<T> value;
    if (row && !Column<T>::Take(*running, value.emplace())) return Unreadable(sql);
    return value;
  }

  template <class... V>
  Result<bool> Exists(std::string_view sql, const V&... values) {
    ASSIGN_OR_RETURN(auto row, QueryOne<std::int64_t>(sql, values...));
    return row.has_value();
  }

  // Adds `event` to the audit log and gives its position there: 0, 1, 2, ... without gaps, in the order of commits. It
  // is in the table from the end of the transaction; when the job fails it never was. In a Write alone.
  Result<std::int64_t> Append(const audit::Event& event);

  // False also after an error that made the engine end the transaction by itself (SQLite: disk full, I/O error).
  virtual bool InTransaction() const = 0;
  virtual bool IsLost() const = 0;  // nothing will succeed here any more: another connection is needed

  // Keeps nothing more of what was read so far: it was much, and is not read again.
  virtual void ForgetRead() {}

 protected:
  friend class Database;
  friend class TableCopy;
  friend Status Migrate(Connection& connection, const struct Schema& schema);
  friend Result<std::int64_t> VersionOf(Connection& connection, const struct Schema& schema);

  // A transaction as the connection's Access asks. For kWrite it is the only one in the database from here to its end.
  virtual Status Begin() = 0;
  // An error: kStorage as above; kUnavailable where it is not known whether it was committed.
  virtual Status Commit() = 0;
  virtual void Rollback() = 0;
  // A transaction that may change tables and excludes only others like it, as far as the engine can.
  virtual Status BeginMigration() = 0;
  virtual Result<bool> HasTable(std::string_view name) = 0;
  virtual std::string_view engine() const = 0;                           // as migrations name it: "sqlite"
  virtual std::string MigrationText(std::string_view common) const = 0;  // in the engine's own words
  virtual Status WriteEntries(std::int64_t first, const std::vector<std::string>& entries) = 0;  // of audit_event

  virtual Result<Statement*> Prepare(std::string_view sql) = 0;  // the connection's own, ready for its parameters

 private:
  struct Finish {
    void operator()(Statement* statement) const { statement->Finish(); }
  };
  using Running = std::unique_ptr<Statement, Finish>;  // a statement from its parameters to its end

  template <class... V>
  Result<Running> Start(std::string_view sql, const V&... values) {
    ASSIGN_OR_RETURN(Statement * prepared, Prepare(sql));
    Running running(prepared);
    (Column<std::decay_t<V>>::Put(*running, values), ...);
    return running;
  }
  static Error Unreadable(std::string_view sql);

  // What the transaction appends, written in one go before it is committed.
  Status WriteAppended();
  void DropAppended();

  std::optional<std::int64_t> first_position_;
  std::vector<std::string> appended_;
};

}  // namespace oso::store::sql
