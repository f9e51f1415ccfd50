#include "app/tls_files.h"

#include <sys/stat.h>

#include <chrono>
#include <utility>

#include "app/files.h"

namespace oso::app {
namespace {

constexpr auto kBetweenLooks = std::chrono::seconds(2);
constexpr std::array kFiles{"tls.certificate", "tls.private_key", "tls.authorities", "tls.revocations"};

Result<crypto::TlsMaterial> ReadMaterial(const Settings& settings) {
  crypto::TlsMaterial material;
  ASSIGN_OR_RETURN(material.certificate, ReadSmallFile(settings.path("tls.certificate")));
  ASSIGN_OR_RETURN(material.private_key, ReadSecretFile(settings.path("tls.private_key")));
  ASSIGN_OR_RETURN(material.authorities, ReadSmallFile(settings.path("tls.authorities")));
  ASSIGN_OR_RETURN(material.revocations, ReadFile(settings.path("tls.revocations"), kRevocationsLimit));
  return material;
}

// Null: the files say what they said before.
Result<std::shared_ptr<const crypto::TlsContext>> ReadSuccessor(const Settings& settings,
                                                                const crypto::TlsContext& before) {
  ASSIGN_OR_RETURN(const crypto::TlsMaterial material, ReadMaterial(settings));
  if (before.IsMadeOf(material)) return std::shared_ptr<const crypto::TlsContext>();
  ASSIGN_OR_RETURN(std::shared_ptr<const crypto::TlsContext> next, crypto::TlsContext::Create(material));
  RETURN_IF_ERROR(next->CheckSuccession(before, SystemClock().Now()));
  return next;
}

}  // namespace

Result<crypto::CurrentTls> LoadTls(const Settings& settings) {
  ASSIGN_OR_RETURN(const crypto::TlsMaterial material, ReadMaterial(settings));
  ASSIGN_OR_RETURN(std::shared_ptr<const crypto::TlsContext> context, crypto::TlsContext::Create(material));
  return crypto::CurrentTls(std::move(context));
}

TlsWatch::TlsWatch(const Settings& settings, crypto::CurrentTls tls, observe::Metrics& metrics, Logger& log)
    : settings_(settings), tls_(std::move(tls)), metrics_(metrics), log_(log) {
  Tell();
  // No stamps yet: the first look reads the files, which may have changed since they were loaded.
  looking_.emplace(kBetweenLooks, [this] { Look(); });
}

void TlsWatch::LookNow() {
  is_told_ = true;
  looking_->Now();
}

TlsWatch::Stamps TlsWatch::ReadStamps() const {
  Stamps stamps;
  for (std::size_t i = 0; i < kFiles.size(); ++i) {
    struct stat facts{};
    if (::stat(settings_.path(kFiles[i]).c_str(), &facts) != 0) continue;  // none: all zeros
    stamps[i] = {facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec};
  }
  return stamps;
}

void TlsWatch::Look() {
  const bool is_told = is_told_.exchange(false);
  const Stamps stamps = ReadStamps();
  if (stamps == seen_ && !is_told) return;
  auto next = ReadSuccessor(settings_, *tls_.Get());
  if (ReadStamps() != stamps) return;  // it was being written: the next look sees it
  seen_ = stamps;
  if (next.ok() && *next == nullptr) return;
  metrics_.CountTlsReload(next.ok() ? "replaced" : "refused");
  if (!next.ok()) {
    return log_.Error("new TLS files are refused, the old ones stay in force",
                      {{"code", next.error().code}, {"detail", next.error().detail}});
  }
  tls_.Replace(std::move(*next));
  Tell();
  log_.Info("new TLS files are in force", {{"certificate", tls_.Get()->own().fingerprint}});
}

void TlsWatch::Tell() const {
  const auto context = tls_.Get();
  metrics_.SetCertificateNotAfter(context->own().not_after.micros / 1'000'000);
  if (const auto next = context->revocations_next_update()) metrics_.SetRevocationsNextUpdate(next->micros / 1'000'000);
}

}  // namespace oso::app
