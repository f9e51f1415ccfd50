#include "store/postgres/statement.h"

#include <libpq-fe.h>

#include <charconv>

namespace oso::store::postgres {

void Statement::PutInt(std::int64_t number) { parameters_.emplace_back(BigEndian(number)); }

Result<bool> Statement::Step() {
  next_column_ = 0;
  if (answer_ != nullptr) return ++row_ < PQntuples(answer_.get());
  if (!is_prepared_) {
    RETURN_IF_ERROR(session_.Prepare(name_, sql_));
    is_prepared_ = true;
  }
  ASSIGN_OR_RETURN(answer_, session_.Run(name_, parameters_));
  row_ = 0;
  return PQntuples(answer_.get()) > 0;
}

std::int64_t Statement::changes() const {
  const std::string_view changed = PQcmdTuples(answer_.get());
  std::int64_t rows = 0;
  std::from_chars(changed.data(), changed.data() + changed.size(), rows);
  return rows;
}

void Statement::Finish() {
  answer_.reset();
  parameters_.clear();
}

bool Statement::NextIsNull() const { return PQgetisnull(answer_.get(), row_, next_column_) != 0; }

std::int64_t Statement::TakeInt() {
  const std::string_view bytes = TakeBytes();
  // A shorter type's sign goes on to the left.
  std::uint64_t number = !bytes.empty() && static_cast<signed char>(bytes.front()) < 0 ? ~std::uint64_t{0} : 0;
  for (const char byte : bytes) number = number << 8U | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(number);
}

std::string_view Statement::TakeText() { return TakeBytes(); }

ByteView Statement::TakeBlob() { return AsBytes(TakeBytes()); }

std::string_view Statement::TakeBytes() {
  const int column = next_column_++;
  return {PQgetvalue(answer_.get(), row_, column), static_cast<std::size_t>(PQgetlength(answer_.get(), row_, column))};
}

}  // namespace oso::store::postgres
