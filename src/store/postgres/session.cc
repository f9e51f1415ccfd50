#include "store/postgres/session.h"

#include <libpq-fe.h>
#include <poll.h>

#include <array>
#include <cerrno>

namespace oso::store::postgres {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// What holds for the session whatever the server's own settings are: a transaction whose client is gone or stuck ends,
// so that it does not keep others out; and a COMMIT is answered when it is on the disk, or when the server's own
// settings say more than that.
constexpr const char* kSettings =
    "SET client_connection_check_interval = 1000;"
    "SET idle_in_transaction_session_timeout = 5000;"
    "SET lock_timeout = 1500;"
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off');";

bool BeginsWith(std::string_view state, std::initializer_list<std::string_view> classes) {
  for (const std::string_view one : classes) {
    if (state.starts_with(one)) return true;
  }
  return false;
}

// The message says which rule refused; values stand in DETAIL, which is left out, and in messages of class 22.
Error ErrorOf(const PGresult* answer) {
  const char* state_field = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
  const char* message_field = PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
  const std::string_view state = state_field != nullptr ? state_field : "";
  const std::string message = message_field != nullptr ? message_field : "the database gave no reason";
  if (state == "23505") return Fail(ErrorCode::kAlreadyExists, message);
  if (BeginsWith(state, {"22"})) {
    return Fail(ErrorCode::kInvalidArgument, "a value that the database cannot hold: " + std::string(state));
  }
  // Connection, resources (but for a full disk), an operator, a lock that was not to be had, transactions in each
  // other's way.
  const bool full = state == "53100";
  if (BeginsWith(state, {"08", "53", "57", "55P03", "40", "25P03"}) && !full) {
    return Fail(ErrorCode::kUnavailable, message);
  }
  return Fail(ErrorCode::kStorage, message);
}

void DropNotice(void*, const PGresult*) {}

// Waits for one of `events`; false: it took too long.
bool WaitFor(int socket, short events, milliseconds longest) {
  pollfd waiting{socket, events, 0};
  while (true) {
    const int ready = poll(&waiting, 1, static_cast<int>(longest.count()));
    if (ready >= 0 || errno != EINTR) return ready > 0;
  }
}

}  // namespace

void ClearAnswer::operator()(pg_result* answer) const { PQclear(answer); }

Status CheckConnectionString(const std::string& text) {
  PQconninfoOption* options = PQconninfoParse(text.c_str(), nullptr);
  if (options == nullptr) return Fail(ErrorCode::kConfiguration, "not a connection string of PostgreSQL");
  PQconninfoFree(options);
  return {};
}

Result<std::unique_ptr<Session>> Session::Connect(const std::string& connection_string) {
  // Those before the connection string stand unless it says otherwise. A peer that vanished is noticed within 2 s.
  const std::array keywords{"application_name",
                            "tcp_user_timeout",
                            "keepalives_idle",
                            "keepalives_interval",
                            "dbname",
                            "client_encoding",
                            static_cast<const char*>(nullptr)};
  const std::array values{
      "oso", "1500", "1", "1", connection_string.c_str(), "UTF8", static_cast<const char*>(nullptr)};
  std::unique_ptr<Session> session(new Session(PQconnectStartParams(keywords.data(), values.data(), 1)));
  RETURN_IF_ERROR(session->Establish());
  return session;
}

Session::~Session() { PQfinish(connection_); }

Status Session::Establish() {
  const auto failure = [this](std::string_view why) {
    lost_ = true;
    std::string message(why);
    while (message.ends_with('\n')) message.pop_back();
    return Fail(ErrorCode::kUnavailable, "the database: " + message);
  };
  if (connection_ == nullptr) return failure("out of memory");
  const auto deadline = steady_clock::now() + kConnectTime;
  // As libpq's manual has it: before the first poll, wait to write.
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;
  while (state != PGRES_POLLING_OK) {
    if (PQstatus(connection_) == CONNECTION_BAD) return failure(PQerrorMessage(connection_));
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
    const short events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    if (left.count() <= 0 || !WaitFor(PQsocket(connection_), events, left)) return failure("no answer in time");
    state = PQconnectPoll(connection_);
  }
  PQsetNoticeReceiver(connection_, DropNotice, nullptr);
  if (PQsetnonblocking(connection_, 1) != 0) return failure(PQerrorMessage(connection_));
  if (auto set = Script(kSettings, kConnectTime); !set.ok()) return failure(set.error().detail);
  return {};
}

Result<Answer> Session::Script(const std::string& sql, milliseconds silence) {
  if (lost_) return Lost();
  return Await(PQsendQuery(connection_, sql.c_str()), silence);
}

Status Session::Prepare(const std::string& name, const std::string& sql) {
  if (lost_) return Lost();
  RETURN_IF_ERROR(Await(PQsendPrepare(connection_, name.c_str(), sql.c_str(), 0, nullptr), kSilence));
  return {};
}

Result<Answer> Session::Run(const std::string& name, const std::vector<std::optional<std::string>>& parameters) {
  if (lost_) return Lost();
  std::vector<const char*> values;
  std::vector<int> lengths;
  for (const auto& parameter : parameters) {
    values.push_back(parameter ? parameter->data() : nullptr);
    lengths.push_back(parameter ? static_cast<int>(parameter->size()) : 0);
  }
  const std::vector<int> binary(parameters.size(), 1);
  return Await(PQsendQueryPrepared(connection_, name.c_str(), static_cast<int>(values.size()), values.data(),
                                   lengths.data(), binary.data(), 1),
               kSilence);
}

bool Session::in_transaction() const { return !lost_ && PQtransactionStatus(connection_) == PQTRANS_INTRANS; }

bool Session::needs_rollback() const {
  return !lost_ && (in_transaction() || PQtransactionStatus(connection_) == PQTRANS_INERROR);
}

Result<Answer> Session::Await(int sent, milliseconds silence) {
  if (sent == 0) return Lost();
  Answer last;
  std::optional<Error> failed;  // the first: what follows from it is no news
  while (true) {
    if (!WaitForAnswer(silence)) return Lost();
    Answer answer(PQgetResult(connection_));
    if (answer == nullptr) break;
    const ExecStatusType status = PQresultStatus(answer.get());
    const bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
    if (!good && !failed) failed = ErrorOf(answer.get());
    last = std::move(answer);
  }
  if (PQstatus(connection_) == CONNECTION_BAD) return Lost();
  if (failed) return *std::move(failed);
  if (last == nullptr) return Fail(ErrorCode::kInternal, "the database did not answer");
  return last;
}

// True: PQgetResult will not wait, be it because the connection broke.
bool Session::WaitForAnswer(milliseconds silence) {
  while (true) {
    const int unsent = PQflush(connection_);
    if (unsent < 0) return false;
    if (unsent == 0 && PQisBusy(connection_) == 0) return true;
    const short events = unsent > 0 ? POLLIN | POLLOUT : POLLIN;
    if (!WaitFor(PQsocket(connection_), events, silence)) return false;
    if (PQconsumeInput(connection_) == 0) return true;
  }
}

Error Session::Lost() {
  lost_ = true;
  return Fail(ErrorCode::kUnavailable, "the connection to the database is lost");
}

}  // namespace oso::store::postgres
