#include "app/center/keys.h"

#include <algorithm>

#include "app/files.h"

namespace oso::app {
namespace {

using crypto::SigningKey;
using crypto::VerifyingKey;

constexpr std::string_view kSigningFile = "signing.key";
constexpr std::string_view kLogFile = "log.key";
constexpr std::string_view kNextFile = "next.key";
constexpr std::string_view kSetFile = "key-set.json";

std::filesystem::path FileOf(const Settings& settings, std::string_view name) {
  return std::filesystem::path(settings.path("keys.folder")) / name;
}

Status WriteKey(const Settings& settings, std::string_view name, const SigningKey& key) {
  return WriteFile(FileOf(settings, name), key.ToPem(), FileMode::kPrivate, IfExists::kRefuse);
}

Result<SigningKey> LoadKey(const Settings& settings, std::string_view name, crypto::SignatureAlgorithm algorithm) {
  const std::filesystem::path file = FileOf(settings, name);
  ASSIGN_OR_RETURN(const std::string pem, ReadSecretFile(file));
  Result<SigningKey> key = SigningKey::FromPem(pem);
  if (!key.ok()) return Fail(key.error().code, file.string() + ": " + key.error().detail);
  if (key->algorithm() != algorithm) return Fail(ErrorCode::kCertificate, file.string() + ": a key of another kind");
  return key;
}

bool Has(const exchange::KeySet& set, const VerifyingKey& key) {
  return std::ranges::any_of(set.keys, [&](const VerifyingKey& one) { return one.raw() == key.raw(); });
}

Result<std::uint64_t> VersionOf(const exchange::KeySet& set) {
  ASSIGN_OR_RETURN(const exchange::TrustedKeySet ours, exchange::VerifyKeySet(set, set.keys));
  return ours.version;
}

Result<exchange::KeySet> ReadSet(const std::filesystem::path& file) {
  ASSIGN_OR_RETURN(const std::string text, ReadSmallFile(file));
  Result<exchange::KeySet> set = exchange::ReadKeySet(text);
  if (!set.ok()) return Fail(ErrorCode::kConfiguration, file.string() + ": " + set.error().detail);
  return set;
}

Result<exchange::KeySet> LoadSet(const Settings& settings, const SigningKey& signing) {
  const std::filesystem::path file = FileOf(settings, kSetFile);
  exchange::KeySet set{.keys = {signing.public_key()}, .successions = {}, .list = {}};
  if (std::filesystem::exists(file)) {
    ASSIGN_OR_RETURN(set, ReadSet(file));
  }
  // Sessions that nobody can verify are of no use.
  if (!Has(set, signing.public_key())) {
    return Fail(ErrorCode::kConfiguration, file.string() + ": has not the key of signing.key");
  }
  if (set.list.empty()) {
    ASSIGN_OR_RETURN(set.list, exchange::SignKeyList(signing, set.keys, 1));
  }
  const auto version = VersionOf(set);
  if (!version.ok()) return Fail(ErrorCode::kConfiguration, file.string() + ": " + version.error().detail);
  return set;
}

Result<CenterKeys> Make(const Settings& settings, SigningKey signing, SigningKey log, exchange::KeySet published) {
  ASSIGN_OR_RETURN(audit::NoteSigner signer,
                   audit::NoteSigner::Create(settings.text("log.name"), audit::NoteKeyType::kEd25519, std::move(log)));
  return CenterKeys{std::move(signing), std::move(signer), std::move(published)};
}

// With a next version of the list, of what keys.published.keys are now.
Result<CenterKeys> Published(const Settings& settings, CenterKeys keys, std::uint64_t version) {
  ASSIGN_OR_RETURN(keys.published.list, exchange::SignKeyList(keys.signing, keys.published.keys, version));
  RETURN_IF_ERROR(
      WriteFile(FileOf(settings, kSetFile), exchange::WriteKeySet(keys.published) + "\n", FileMode::kPublic));
  return keys;
}

}  // namespace

Result<CenterKeys> LoadKeys(const Settings& settings) {
  using enum crypto::SignatureAlgorithm;
  ASSIGN_OR_RETURN(SigningKey signing, LoadKey(settings, kSigningFile, kEs256));
  ASSIGN_OR_RETURN(SigningKey log, LoadKey(settings, kLogFile, kEd25519));
  ASSIGN_OR_RETURN(exchange::KeySet published, LoadSet(settings, signing));
  return Make(settings, std::move(signing), std::move(log), std::move(published));
}

Result<CenterKeys> CreateKeys(const Settings& settings) {
  using enum crypto::SignatureAlgorithm;
  for (const std::string_view name : {kSigningFile, kLogFile, kSetFile}) {
    const std::filesystem::path file = FileOf(settings, name);
    if (std::filesystem::exists(file)) return Fail(ErrorCode::kAlreadyExists, file.string() + " is there already");
  }
  std::error_code failed;
  std::filesystem::create_directories(settings.path("keys.folder"), failed);
  if (failed) return Fail(ErrorCode::kStorage, settings.path("keys.folder") + ": " + failed.message());
  const SigningKey signing = SigningKey::Generate(kEs256);
  const SigningKey log = SigningKey::Generate(kEd25519);
  ASSIGN_OR_RETURN(CenterKeys keys,
                   Make(settings, signing, log, {.keys = {signing.public_key()}, .successions = {}, .list = {}}));
  RETURN_IF_ERROR(WriteKey(settings, kSigningFile, signing));
  RETURN_IF_ERROR(WriteKey(settings, kLogFile, log));
  return Published(settings, std::move(keys), 1);
}

Result<CenterKeys> AnnounceNextKey(const Settings& settings) {
  using enum crypto::SignatureAlgorithm;
  ASSIGN_OR_RETURN(CenterKeys keys, LoadKeys(settings));
  if (!std::filesystem::exists(FileOf(settings, kNextFile))) {
    RETURN_IF_ERROR(WriteKey(settings, kNextFile, SigningKey::Generate(kEs256)));
  }
  ASSIGN_OR_RETURN(const SigningKey next, LoadKey(settings, kNextFile, kEs256));
  if (Has(keys.published, next.public_key())) return keys;
  ASSIGN_OR_RETURN(const std::uint64_t version, VersionOf(keys.published));
  ASSIGN_OR_RETURN(std::string succession, exchange::SignSuccession(keys.signing, next.public_key()));
  keys.published.keys.push_back(next.public_key());
  keys.published.successions.push_back(std::move(succession));
  return Published(settings, std::move(keys), version + 1);
}

Result<CenterKeys> SwitchToNextKey(const Settings& settings) {
  ASSIGN_OR_RETURN(const CenterKeys keys, LoadKeys(settings));
  const std::filesystem::path next_file = FileOf(settings, kNextFile);
  if (!std::filesystem::exists(next_file)) {
    if (keys.published.keys.size() > 1) return keys;  // done before: the earlier key is published still
    return Fail(ErrorCode::kNotFound, "no next key was announced: `oso-center keys announce`, then wait a day");
  }
  ASSIGN_OR_RETURN(const SigningKey next, LoadKey(settings, kNextFile, crypto::SignatureAlgorithm::kEs256));
  if (!Has(keys.published, next.public_key())) {
    return Fail(ErrorCode::kConfiguration, next_file.string() + ": is not announced; `oso-center keys announce`");
  }
  // One rename: either key is whole at any moment, and both are published.
  std::error_code failed;
  std::filesystem::rename(next_file, FileOf(settings, kSigningFile), failed);
  if (failed) return Fail(ErrorCode::kStorage, next_file.string() + ": " + failed.message());
  return LoadKeys(settings);
}

Result<CenterKeys> RetireEarlierKeys(const Settings& settings) {
  ASSIGN_OR_RETURN(CenterKeys keys, LoadKeys(settings));
  std::vector<VerifyingKey> kept{keys.signing.public_key()};
  if (std::filesystem::exists(FileOf(settings, kNextFile))) {
    ASSIGN_OR_RETURN(const SigningKey next, LoadKey(settings, kNextFile, crypto::SignatureAlgorithm::kEs256));
    if (Has(keys.published, next.public_key())) kept.push_back(next.public_key());
  }
  ASSIGN_OR_RETURN(const std::uint64_t version, VersionOf(keys.published));
  keys.published.keys = std::move(kept);
  return Published(settings, std::move(keys), version + 1);
}

}  // namespace oso::app
