#include "app/school/center_keys.h"

#include "app/files.h"

namespace oso::app {

Result<CenterKeysFile> CenterKeysFile::Load(const std::string& path) {
  CenterKeysFile file;
  if (path == "none") return file;
  constexpr std::string_view kEnd = "-----END PUBLIC KEY-----";
  ASSIGN_OR_RETURN(const std::string text, ReadSmallFile(path));
  std::size_t at = 0;
  for (std::size_t end = text.find(kEnd); end != std::string::npos; end = text.find(kEnd, at)) {
    end += kEnd.size();
    const auto key = crypto::VerifyingKey::FromPem(std::string_view(text).substr(at, end - at));
    at = end;
    if (!key.ok() || key->algorithm() != crypto::SignatureAlgorithm::kEs256) {
      return Fail(ErrorCode::kConfiguration, "center.keys_file: holds a key that is no ES256 key");
    }
    file.keys_.insert_or_assign(key->Thumbprint(), *key);
  }
  if (file.keys_.empty()) return Fail(ErrorCode::kConfiguration, "center.keys_file: holds no key");
  return file;
}

std::optional<crypto::VerifyingKey> CenterKeysFile::Find(std::string_view kid) const {
  const auto found = keys_.find(kid);
  return found == keys_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace oso::app
