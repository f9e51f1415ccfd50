// What a school system keeps of the centre, so that it goes on when the centre is away: the register and the keys with
// which the centre signs. Ports; app/ keeps them in files.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "base/task.h"
#include "crypto/signing_key.h"
#include "exchange/register_document.h"

namespace oso::school {

class KeptRegister {
 public:
  virtual ~KeptRegister() = default;
  // The last good one; nullptr: none was had yet. Any thread. kStorage.
  virtual Task<Result<std::shared_ptr<const exchange::RegisterDocument>>> Current() = 0;
};

class CenterKeys {
 public:
  virtual ~CenterKeys() = default;
  // The key that goes by this id; nothing: not one of the centre's, as far as this system knows. Any thread; does not
  // wait.
  virtual std::optional<crypto::VerifyingKey> Find(std::string_view kid) const = 0;
};

}  // namespace oso::school
