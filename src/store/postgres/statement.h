#pragma once

#include <string>
#include <vector>

#include "store/postgres/session.h"
#include "store/sql/statement.h"

namespace oso::store::postgres {

// Parameters take the type that PostgreSQL infers: numbers are for bigint, blobs are bytea (or what else has the bytes
// as its binary form).
class Statement final : public sql::Statement {
 public:
  Statement(Session& session, std::string name, std::string sql)
      : session_(session), name_(std::move(name)), sql_(std::move(sql)) {}

  void PutNull() override { parameters_.emplace_back(); }
  void PutInt(std::int64_t number) override;
  void PutText(std::string_view text) override { parameters_.emplace_back(text); }
  void PutBlob(ByteView bytes) override { parameters_.emplace_back(std::string(bytes.begin(), bytes.end())); }

  Result<bool> Step() override;
  std::int64_t changes() const override;
  void Finish() override;

  bool NextIsNull() const override;
  void Skip(int columns) override { next_column_ += columns; }
  std::int64_t TakeInt() override;
  std::string_view TakeText() override;
  ByteView TakeBlob() override;

 private:
  std::string_view TakeBytes();

  Session& session_;
  const std::string name_;
  const std::string sql_;
  bool is_prepared_ = false;
  std::vector<std::optional<std::string>> parameters_;
  Answer answer_;  // all rows at once
  int row_ = 0;
  int next_column_ = 0;
};

// A number as PostgreSQL has it in binary: the highest byte first.
template <class T>
std::string BigEndian(T number) {
  std::string bytes;
  for (std::size_t i = sizeof(T); i-- > 0;) bytes += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i));
  return bytes;
}

}  // namespace oso::store::postgres
