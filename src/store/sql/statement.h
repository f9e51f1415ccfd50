// One prepared statement of an engine: parameters are put and columns are taken from left to right.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace oso::store::sql {

class Statement {
 public:
  virtual ~Statement() = default;

  // Each for the next parameter. A value that the engine cannot take makes the first Step fail.
  virtual void PutNull() = 0;
  virtual void PutInt(std::int64_t number) = 0;
  virtual void PutText(std::string_view text) = 0;
  virtual void PutBlob(ByteView bytes) = 0;

  virtual Result<bool> Step() = 0;  // runs it, or goes on; true: there is a row
  virtual std::int64_t changes() const = 0;
  // After the last step, or instead of it: lets go of rows and parameters, so that no personal data stays behind.
  virtual void Finish() = 0;

  // Each of the next column of the row. Views are valid until the next step.
  virtual bool NextIsNull() const = 0;
  virtual void Skip(int columns) = 0;
  virtual std::int64_t TakeInt() = 0;
  virtual std::string_view TakeText() = 0;
  virtual ByteView TakeBlob() = 0;
};

}  // namespace oso::store::sql
