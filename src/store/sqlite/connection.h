// One connection to a database file, with its prepared statements. One thread at a time.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "base/result.h"
#include "store/sqlite/columns.h"

struct sqlite3;

namespace oso::store::sqlite {

// Errors of all: kStorage with SQLite's own message, which has names of tables and columns but never a bound value;
// kAlreadyExists where a primary key or a UNIQUE constraint refuses a row.
class Connection {
 public:
  enum class Access { kWrite, kReadOnly };

  // Makes the file, mode 0600, if it is not there. WAL with a flush for each commit; waits up to 5 s for another
  // process.
  static Result<std::unique_ptr<Connection>> Open(const std::string& file, Access access);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Statements without parameters or rows, one after the other; not kept.
  Status RunScript(const std::string& sql);

  // Runs one statement; gives how many rows it changed. `sql` is prepared once per connection.
  template <class... V>
  Result<std::int64_t> Execute(std::string_view sql, const V&... values) {
    ASSIGN_OR_RETURN(Running running, Start(sql, values...));
    ASSIGN_OR_RETURN(bool row, running.Step());
    if (row) return Fail(ErrorCode::kInternal, "a statement run for its effect gave a row");
    return running.changes();
  }

  // Every row, each read as a T (columns.h).
  template <class T, class... V>
  Result<std::vector<T>> Query(std::string_view sql, const V&... values) {
    ASSIGN_OR_RETURN(Running running, Start(sql, values...));
    std::vector<T> rows;
    while (true) {
      ASSIGN_OR_RETURN(bool row, running.Step());
      if (!row) return rows;
      if (!Column<T>::Take(running.statement(), rows.emplace_back())) return Unreadable(sql);
    }
  }

  // The first row, if there is one.
  template <class T, class... V>
  Result<std::optional<T>> QueryOne(std::string_view sql, const V&... values) {
    ASSIGN_OR_RETURN(Running running, Start(sql, values...));
    ASSIGN_OR_RETURN(bool row, running.Step());
    std::optional<T> value;
    if (row && !Column<T>::Take(running.statement(), value.emplace())) return Unreadable(sql);
    return value;
  }

  template <class... V>
  Result<bool> Exists(std::string_view sql, const V&... values) {
    ASSIGN_OR_RETURN(auto row, QueryOne<std::int64_t>(sql, values...));
    return row.has_value();
  }

  // False also after an error that made SQLite end the transaction by itself (disk full, I/O error).
  bool InTransaction() const;

 private:
  // A statement from its first step to its reset.
  class Running {
   public:
    Running(Connection& connection, sqlite3_stmt* prepared)
        : connection_(&connection), prepared_(prepared), statement_(prepared) {}
    Running(Running&& other) noexcept;
    Running& operator=(Running&&) = delete;
    ~Running();

    Result<bool> Step();  // true: there is a row
    std::int64_t changes() const;
    Statement& statement() { return statement_; }

   private:
    Connection* connection_;
    sqlite3_stmt* prepared_;
    Statement statement_;
  };

  explicit Connection(sqlite3* database) : database_(database) {}

  template <class... V>
  Result<Running> Start(std::string_view sql, const V&... values) {
    ASSIGN_OR_RETURN(sqlite3_stmt * prepared, Prepare(sql));
    Running running(*this, prepared);
    (Column<std::decay_t<V>>::Put(running.statement(), values), ...);
    if (!running.statement().all_put()) return LastError();
    return running;
  }
  Result<sqlite3_stmt*> Prepare(std::string_view sql);
  Error LastError() const;
  static Error Unreadable(std::string_view sql);

  sqlite3* database_;
  std::map<std::string, sqlite3_stmt*, std::less<>> prepared_;
};

}  // namespace oso::store::sqlite
