#pragma once

#include "store/sql/statement.h"

struct sqlite3_stmt;

namespace oso::store::sqlite {

class Connection;

class Statement final : public sql::Statement {
 public:
  Statement(const Connection& connection, sqlite3_stmt* prepared) : connection_(connection), prepared_(prepared) {}
  ~Statement() override;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void PutNull() override;
  void PutInt(std::int64_t number) override;
  void PutText(std::string_view text) override;
  void PutBlob(ByteView bytes) override;

  Result<bool> Step() override;
  std::int64_t changes() const override;
  void Finish() override;

  bool NextIsNull() const override;
  void Skip(int columns) override { next_column_ += columns; }
  std::int64_t TakeInt() override;
  std::string_view TakeText() override;
  ByteView TakeBlob() override;

 private:
  const Connection& connection_;
  sqlite3_stmt* prepared_;
  int next_parameter_ = 1;
  int next_column_ = 0;
  bool all_put_ = true;
};

}  // namespace oso::store::sqlite
