// The values of one prepared statement: parameters are put and columns are taken from left to right.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"

struct sqlite3_stmt;

namespace oso::store::sqlite {

class Statement {
 public:
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  void PutNull();
  void PutInt(std::int64_t number);
  void PutText(std::string_view text);
  void PutBlob(ByteView bytes);
  bool all_put() const { return all_put_; }

  void StartRow() { next_column_ = 0; }
  bool NextIsNull() const;
  void Skip(int columns) { next_column_ += columns; }
  // Views are valid until the next row.
  std::int64_t TakeInt();
  std::string_view TakeText();
  ByteView TakeBlob();

 private:
  sqlite3_stmt* statement_;
  int next_parameter_ = 1;
  int next_column_ = 0;
  bool all_put_ = true;
};

}  // namespace oso::store::sqlite
