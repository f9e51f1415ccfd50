// The keys with which the centre signs sessions, as the operator of a school system keeps them in a file.
#pragma once

#include <map>
#include <string>

#include "school/kept_register.h"

namespace oso::app {

class CenterKeysFile final : public school::CenterKeys {
 public:
  // `path`: public keys (PEM, "PUBLIC KEY"), one after the other; "none": there are none, and every session is checked
  // with the centre. kConfiguration: a file without a key, or with one that is no ES256 key.
  static Result<CenterKeysFile> Load(const std::string& path);

  std::optional<crypto::VerifyingKey> Find(std::string_view kid) const override;

 private:
  std::map<std::string, crypto::VerifyingKey, std::less<>> keys_;  // by thumbprint
};

}  // namespace oso::app
