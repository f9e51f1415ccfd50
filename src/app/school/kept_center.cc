#include "app/school/kept_center.h"

#include <filesystem>

#include "app/files.h"
#include "exchange/signed_register.h"

namespace oso::app {
namespace {

using crypto::VerifyingKey;

constexpr const char* kKeysFile = "keys.json";
constexpr const char* kRegisterFile = "register.jws";

Result<std::vector<VerifyingKey>> ReadPinned(const std::string& path) {
  std::vector<VerifyingKey> pinned;
  if (path == "none") return pinned;
  constexpr std::string_view kEnd = "-----END PUBLIC KEY-----";
  ASSIGN_OR_RETURN(const std::string text, ReadSmallFile(path));
  std::size_t at = 0;
  for (std::size_t end = text.find(kEnd); end != std::string::npos; end = text.find(kEnd, at)) {
    end += kEnd.size();
    auto key = VerifyingKey::FromPem(std::string_view(text).substr(at, end - at));
    at = end;
    if (!key.ok() || key->algorithm() != crypto::SignatureAlgorithm::kEs256) {
      return Fail(ErrorCode::kConfiguration, "center.keys_file: holds a key that is no ES256 key");
    }
    pinned.push_back(std::move(key).value());
  }
  if (pinned.empty()) return Fail(ErrorCode::kConfiguration, "center.keys_file: holds no key");
  return pinned;
}

// `what` of version `offered`, where there is `at_hand`.
Status RefuseOlder(const std::string& what, std::uint64_t offered, std::uint64_t at_hand) {
  if (offered >= at_hand) return {};
  return Fail(ErrorCode::kConflict, what + " of version " + std::to_string(offered) + ", older than version " +
                                        std::to_string(at_hand) + " at hand");
}

// What lies there, if anything does.
Result<std::optional<std::string>> ReadKept(const std::filesystem::path& path, std::size_t max_bytes) {
  Result<std::string> text = ReadFile(path, max_bytes);
  if (!text.ok() && text.error().code == ErrorCode::kNotFound) return std::optional<std::string>();
  if (!text.ok()) return std::move(text).error();
  return std::optional(std::move(text).value());
}

}  // namespace

Result<std::unique_ptr<KeptCenter>> KeptCenter::Create(const Settings& settings) {
  ASSIGN_OR_RETURN(std::vector<VerifyingKey> pinned, ReadPinned(settings.path("center.keys_file")));
  std::string folder = settings.path("center.kept_folder");
  if (folder == "none") folder.clear();
  if (!folder.empty() && pinned.empty()) {
    return Fail(ErrorCode::kConfiguration, "center.kept_folder: needs center.keys_file, the keys to begin from");
  }
  return std::make_unique<KeptCenter>(std::move(pinned), std::move(folder));
}

KeptCenter::KeptCenter(std::vector<VerifyingKey> pinned, std::string folder)
    : pinned_(std::move(pinned)), folder_(std::move(folder)), keys_(Named({.keys = pinned_, .version = 0})) {}

KeptCenter::Keys KeptCenter::Named(const exchange::TrustedKeySet& trusted) {
  Keys keys{.by_thumbprint = {}, .version = trusted.version};
  for (const VerifyingKey& key : trusted.keys) keys.by_thumbprint.insert_or_assign(key.Thumbprint(), key);
  return keys;
}

Status KeptCenter::Load() {
  if (!keeps()) return {};
  Status keys = LoadKeys();
  Status registry = LoadRegister();  // also without the keys: an earlier one may have signed it
  return keys.ok() ? std::move(registry) : std::move(keys);
}

Status KeptCenter::LoadKeys() {
  ASSIGN_OR_RETURN(const auto key_set, ReadKept(std::filesystem::path(folder_) / kKeysFile, exchange::kMaxKeySetBytes));
  if (!key_set) return {};
  ASSIGN_OR_RETURN(Keys keys, Verified(*key_set, pinned_));
  const std::lock_guard lock(mutex_);
  keys_ = std::move(keys);
  return {};
}

Status KeptCenter::LoadRegister() {
  ASSIGN_OR_RETURN(const auto signed_register,
                   ReadKept(std::filesystem::path(folder_) / kRegisterFile, crypto::kMaxJwsSize));
  if (!signed_register) return {};
  ASSIGN_OR_RETURN(exchange::RegisterDocument document, VerifiedRegister(*signed_register));
  auto kept = std::make_shared<const exchange::RegisterDocument>(std::move(document));
  const std::lock_guard lock(mutex_);
  register_ = std::move(kept);
  return {};
}

Status KeptCenter::TakeKeys(std::string_view key_set) {
  // From the keys at hand: one that was retired since, pinned or not, vouches for nothing any more.
  std::vector<VerifyingKey> at_hand;  // only this thread changes them
  at_hand.reserve(keys_.by_thumbprint.size());
  for (const auto& [kid, key] : keys_.by_thumbprint) at_hand.push_back(key);
  ASSIGN_OR_RETURN(Keys keys, Verified(key_set, at_hand));
  RETURN_IF_ERROR(RefuseOlder("keys", keys.version, keys_.version));
  RETURN_IF_ERROR(Keep(kKeysFile, key_set));
  const std::lock_guard lock(mutex_);
  keys_ = std::move(keys);
  return {};
}

Status KeptCenter::TakeRegister(std::string_view signed_register) {
  ASSIGN_OR_RETURN(exchange::RegisterDocument document, VerifiedRegister(signed_register));
  if (const auto before = Register()) {
    RETURN_IF_ERROR(RefuseOlder("a register", document.registry->version(), before->registry->version()));
  }
  RETURN_IF_ERROR(Keep(kRegisterFile, signed_register));
  auto next = std::make_shared<const exchange::RegisterDocument>(std::move(document));
  const std::lock_guard lock(mutex_);
  register_ = std::move(next);
  return {};
}

std::shared_ptr<const exchange::RegisterDocument> KeptCenter::Register() const {
  const std::lock_guard lock(mutex_);
  return register_;
}

std::optional<VerifyingKey> KeptCenter::Find(std::string_view kid) const {
  const std::lock_guard lock(mutex_);
  const auto found = keys_.by_thumbprint.find(kid);
  return found == keys_.by_thumbprint.end() ? std::nullopt : std::optional(found->second);
}

Status KeptCenter::Keep(const char* name, std::string_view text) const {
  std::error_code failed;
  std::filesystem::create_directories(folder_, failed);
  if (failed) return Fail(ErrorCode::kStorage, folder_ + ": " + failed.message());
  return WriteFile(std::filesystem::path(folder_) / name, text, FileMode::kPublic);
}

Result<KeptCenter::Keys> KeptCenter::Verified(std::string_view key_set, const std::vector<VerifyingKey>& trusted) {
  ASSIGN_OR_RETURN(const exchange::KeySet set, exchange::ReadKeySet(key_set));
  ASSIGN_OR_RETURN(const exchange::TrustedKeySet verified, exchange::VerifyKeySet(set, trusted));
  return Named(verified);
}

Result<exchange::RegisterDocument> KeptCenter::VerifiedRegister(std::string_view signed_register) const {
  return exchange::ReadSignedRegister(signed_register, [this](std::string_view kid) { return Find(kid); });
}

}  // namespace oso::app
