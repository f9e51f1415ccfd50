#include "store/sqlite/statement.h"

#include <sqlite3.h>

#include "store/sqlite/connection.h"

namespace oso::store::sqlite {

Statement::~Statement() { sqlite3_finalize(prepared_); }

void Statement::PutNull() { all_put_ &= sqlite3_bind_null(prepared_, next_parameter_++) == SQLITE_OK; }

void Statement::PutInt(std::int64_t number) {
  all_put_ &= sqlite3_bind_int64(prepared_, next_parameter_++, number) == SQLITE_OK;
}

void Statement::PutText(std::string_view text) {
  // Without a pointer SQLite would bind NULL.
  const char* data = text.empty() ? "" : text.data();
  all_put_ &=
      sqlite3_bind_text64(prepared_, next_parameter_++, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK;
}

void Statement::PutBlob(ByteView bytes) {
  const void* data = bytes.empty() ? static_cast<const void*>("") : bytes.data();
  all_put_ &= sqlite3_bind_blob64(prepared_, next_parameter_++, data, bytes.size(), SQLITE_TRANSIENT) == SQLITE_OK;
}

Result<bool> Statement::Step() {
  if (!all_put_) return connection_.LastError();
  next_column_ = 0;
  switch (sqlite3_step(prepared_)) {
    case SQLITE_ROW:
      return true;
    case SQLITE_DONE:
      return false;
    default:
      return connection_.LastError();
  }
}

std::int64_t Statement::changes() const { return sqlite3_changes64(sqlite3_db_handle(prepared_)); }

void Statement::Finish() {
  sqlite3_reset(prepared_);
  sqlite3_clear_bindings(prepared_);
  next_parameter_ = 1;
  all_put_ = true;
}

bool Statement::NextIsNull() const { return sqlite3_column_type(prepared_, next_column_) == SQLITE_NULL; }

std::int64_t Statement::TakeInt() { return sqlite3_column_int64(prepared_, next_column_++); }

std::string_view Statement::TakeText() {
  const int column = next_column_++;
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(prepared_, column));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(prepared_, column))};
}

ByteView Statement::TakeBlob() {
  const int column = next_column_++;
  const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(prepared_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(prepared_, column))};
}

}  // namespace oso::store::sqlite
