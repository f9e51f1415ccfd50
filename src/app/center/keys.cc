#include "app/center/keys.h"

#include "app/files.h"

namespace oso::app {
namespace {

std::filesystem::path FileOf(const Settings& settings, std::string_view name) {
  return std::filesystem::path(settings.path("keys.folder")) / name;
}

constexpr std::string_view kSigningFile = "signing.key";
constexpr std::string_view kLogFile = "log.key";

Result<CenterKeys> Make(const Settings& settings, crypto::SigningKey signing, crypto::SigningKey log) {
  ASSIGN_OR_RETURN(audit::NoteSigner signer,
                   audit::NoteSigner::Create(settings.text("log.name"), audit::NoteKeyType::kEd25519, std::move(log)));
  return CenterKeys{std::move(signing), std::move(signer)};
}

Result<crypto::SigningKey> Load(const std::filesystem::path& file, crypto::SignatureAlgorithm algorithm) {
  ASSIGN_OR_RETURN(const std::string pem, ReadSecretFile(file));
  Result<crypto::SigningKey> key = crypto::SigningKey::FromPem(pem);
  if (!key.ok()) return Fail(key.error().code, file.string() + ": " + key.error().detail);
  if (key->algorithm() != algorithm) return Fail(ErrorCode::kCertificate, file.string() + ": a key of another kind");
  return key;
}

}  // namespace

Result<CenterKeys> LoadKeys(const Settings& settings) {
  using enum crypto::SignatureAlgorithm;
  ASSIGN_OR_RETURN(crypto::SigningKey signing, Load(FileOf(settings, kSigningFile), kEs256));
  ASSIGN_OR_RETURN(crypto::SigningKey log, Load(FileOf(settings, kLogFile), kEd25519));
  return Make(settings, std::move(signing), std::move(log));
}

Result<CenterKeys> CreateKeys(const Settings& settings) {
  using enum crypto::SignatureAlgorithm;
  for (const std::string_view name : {kSigningFile, kLogFile}) {
    const std::filesystem::path file = FileOf(settings, name);
    if (std::filesystem::exists(file)) return Fail(ErrorCode::kAlreadyExists, file.string() + " is there already");
  }
  std::error_code failed;
  std::filesystem::create_directories(settings.path("keys.folder"), failed);
  if (failed) return Fail(ErrorCode::kStorage, settings.path("keys.folder") + ": " + failed.message());
  const crypto::SigningKey signing = crypto::SigningKey::Generate(kEs256);
  const crypto::SigningKey log = crypto::SigningKey::Generate(kEd25519);
  ASSIGN_OR_RETURN(CenterKeys keys, Make(settings, signing, log));
  const auto write = [&settings](std::string_view name, const crypto::SigningKey& key) {
    return WriteFile(FileOf(settings, name), key.ToPem(), FileMode::kPrivate, IfExists::kRefuse);
  };
  RETURN_IF_ERROR(write(kSigningFile, signing));
  RETURN_IF_ERROR(write(kLogFile, log));
  return keys;
}

std::string KeySet(const CenterKeys& keys) {
  // The members of the thumbprint and those that say what the key is for.
  std::string jwk = keys.signing.public_key().Jwk();
  jwk.pop_back();
  return R"({"keys":[)" + jwk + R"(,"alg":"ES256","use":"sig","kid":")" + keys.signing.public_key().Thumbprint() +
         R"("}]})";
}

crypto::FindKey Finder(const CenterKeys& keys) {
  return [key = keys.signing.public_key(), kid = keys.signing.public_key().Thumbprint()](std::string_view wanted) {
    return wanted == kid ? std::optional(key) : std::nullopt;
  };
}

}  // namespace oso::app
