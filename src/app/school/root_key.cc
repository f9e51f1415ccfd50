#include "app/school/root_key.h"

#include "app/files.h"
#include "crypto/digest.h"

namespace oso::app {

Result<crypto::Key> ReadRootKey(const std::filesystem::path& file) {
  auto text = ReadSecretFile(file);
  if (!text.ok() && text.error().code == ErrorCode::kNotFound) {
    return Fail(ErrorCode::kNotFound,
                "keys.root: there is no " + file.string() + "; `oso-school keys create` makes one");
  }
  if (!text.ok()) return std::move(text).error();
  const auto bytes = crypto::Base64Decode(*text);
  if (!bytes.ok() || bytes->size() != crypto::Key::kSize) {
    return Fail(ErrorCode::kConfiguration, file.string() + ": is no root key, which is 32 bytes in Base64");
  }
  return crypto::Key::FromBytes(*bytes);
}

Result<crypto::Key> CreateRootKey(const std::filesystem::path& file, Random& random) {
  crypto::Key key = crypto::Key::New(random);
  RETURN_IF_ERROR(WriteFile(file, crypto::Base64Encode(key.Reveal()) + "\n", FileMode::kPrivate, IfExists::kRefuse));
  return key;
}

}  // namespace oso::app
