// One session with a PostgreSQL server, over libpq. One thread at a time; it waits, but never for ever.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

struct pg_conn;
struct pg_result;

namespace oso::store::postgres {

struct ClearAnswer {
  void operator()(pg_result* answer) const;
};
using Answer = std::unique_ptr<pg_result, ClearAnswer>;  // all rows of a statement, in binary

// kConfiguration, without the text itself: it may hold a password.
Status CheckConnectionString(const std::string& text);

// Errors of what is asked of the server are those of sql::Connection. Each but Connect's leaves the transaction failed.
class Session {
 public:
  // Within kConnectTime once the host's name is known (a name is looked up as long as the system takes for it; an
  // address, or a folder with a Unix socket, has none). kUnavailable.
  static Result<std::unique_ptr<Session>> Connect(const std::string& connection_string);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // How long the server may say nothing while it is asked something; then the session is lost. A server that hangs is
  // so found out within kSilence, and known to be away kConnectTime later; what is asked of it takes a fraction of
  // that.
  static constexpr std::chrono::milliseconds kSilence{2'000};
  static constexpr std::chrono::milliseconds kAsLongAsItTakes{-1};
  static constexpr std::chrono::milliseconds kConnectTime{1'000};

  // Statements without parameters, one after the other; the answer is the last one's.
  Result<Answer> Script(const std::string& sql, std::chrono::milliseconds silence = kSilence);
  Status Prepare(const std::string& name, const std::string& sql);
  // Absent: NULL. The others as PostgreSQL's binary form of their type.
  Result<Answer> Run(const std::string& name, const std::vector<std::optional<std::string>>& parameters);

  bool is_lost() const { return lost_; }
  bool in_transaction() const;  // and nothing in it failed
  bool needs_rollback() const;  // there is one, failed or not

 private:
  explicit Session(pg_conn* connection) : connection_(connection) {}

  Status Establish();
  // The answer to what was just sent; all else that came with it is dropped.
  Result<Answer> Await(int sent, std::chrono::milliseconds silence);
  bool WaitForAnswer(std::chrono::milliseconds silence);
  Error Lost();

  pg_conn* connection_;
  bool lost_ = false;
};

}  // namespace oso::store::postgres
