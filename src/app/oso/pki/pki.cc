#include "app/oso/pki/pki.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <system_error>
#include <utility>

#include "app/files.h"

namespace oso::app {
namespace {

// A test network is renewed by hand: a short list would stop it unseen.
constexpr int kListDays = 365;
constexpr std::int64_t kDaySeconds = 86400;

Status CheckName(const std::string& name) {
  const std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  const bool usable = !name.empty() && name.size() <= 64 && name[0] != '.' && name[0] != '-' &&
                      name.find_first_not_of(allowed) == std::string::npos && name != "ca" && name != "crl";
  if (usable) return {};
  return Fail(
      ErrorCode::kInvalidArgument,
      "a name is 1 to 64 letters, digits, '.', '_' and '-', begins with a letter or digit, and is not ca or crl");
}

}  // namespace

Pki::Pki(std::filesystem::path folder, const Clock& clock, Random& random)
    : folder_(std::move(folder)), clock_(clock), random_(random) {}

Status Pki::Init(const std::string& authority_name) {
  std::error_code failed;
  std::filesystem::create_directories(folder_, failed);
  if (failed) return Fail(ErrorCode::kStorage, "cannot make " + folder_.string() + ": " + failed.message());
  ASSIGN_OR_RETURN(const crypto::Issued authority,
                   crypto::CreateAuthority({.common_name = authority_name}, clock_, random_));
  RETURN_IF_ERROR(WriteFile(File("ca.key"), authority.private_key, FileMode::kPrivate, IfExists::kRefuse));
  RETURN_IF_ERROR(WriteFile(File("ca.pem"), authority.certificate, FileMode::kPublic, IfExists::kRefuse));
  ASSIGN_OR_RETURN([[maybe_unused]] const std::int64_t number, RenewList());
  return {};
}

Result<crypto::Issued> Pki::ReadAuthority() const {
  auto certificate = ReadSmallFile(File("ca.pem"));
  if (!certificate.ok() && certificate.error().code == ErrorCode::kNotFound) {
    return Fail(ErrorCode::kNotFound, "no authority in " + folder_.string() + ": make one with 'oso pki init'");
  }
  if (!certificate.ok()) return certificate.error();
  ASSIGN_OR_RETURN(std::string key, ReadSmallFile(File("ca.key")));
  return crypto::Issued{*std::move(certificate), std::move(key)};
}

Result<ListedCertificate> Pki::Issue(const IssueRequest& request) {
  RETURN_IF_ERROR(CheckName(request.name));
  ASSIGN_OR_RETURN(const crypto::Issued authority, ReadAuthority());
  const bool expired = request.days == 0;
  const Instant now = clock_.Now();
  const crypto::CertificateRequest certificate{
      .common_name = request.name,
      .oin = request.oin,
      .hosts = request.hosts,
      .key = request.key,
      .not_before = now.PlusSeconds(expired ? -2 * kDaySeconds : -3600),
      .not_after = now.PlusSeconds(expired ? -kDaySeconds : request.days * kDaySeconds)};
  ASSIGN_OR_RETURN(const crypto::Issued issued, crypto::IssueCertificate(authority, certificate, random_));
  ASSIGN_OR_RETURN(crypto::PeerCertificate read, crypto::ReadCertificate(issued.certificate));
  // The key first: its name is what two commands at once compete for.
  RETURN_IF_ERROR(WriteFile(File(request.name + ".key"), issued.private_key, FileMode::kPrivate, IfExists::kRefuse));
  RETURN_IF_ERROR(WriteFile(File(request.name + ".pem"), issued.certificate, FileMode::kPublic, IfExists::kRefuse));
  return ListedCertificate{request.name, std::move(read),
                           expired ? CertificateState::kExpired : CertificateState::kValid};
}

Result<std::vector<std::string>> Pki::ReadRevoked() const {
  auto text = ReadSmallFile(File("revoked"));
  if (!text.ok() && text.error().code == ErrorCode::kNotFound) return std::vector<std::string>();
  if (!text.ok()) return text.error();
  std::vector<std::string> serials;
  std::istringstream lines(*text);
  for (std::string serial; lines >> serial;) serials.push_back(serial);
  return serials;
}

Result<std::int64_t> Pki::RenewList() {
  ASSIGN_OR_RETURN(const crypto::Issued authority, ReadAuthority());
  ASSIGN_OR_RETURN(const std::vector<std::string> serials, ReadRevoked());
  std::int64_t number = 0;
  auto last = ReadSmallFile(File("crl.number"));
  if (!last.ok() && last.error().code != ErrorCode::kNotFound) return last.error();
  if (last.ok()) {
    const auto [end, error] = std::from_chars(last->data(), last->data() + last->size(), number);
    if (error != std::errc() || number < 0) {
      return Fail(ErrorCode::kConfiguration, File("crl.number").string() + " must hold the last list's number");
    }
  }
  ++number;
  ASSIGN_OR_RETURN(const std::string list, crypto::IssueRevocationList(authority, serials, number, clock_, kListDays));
  // The number first: if this stops halfway a number is skipped, never used twice.
  RETURN_IF_ERROR(WriteFile(File("crl.number"), std::to_string(number) + "\n", FileMode::kPublic));
  RETURN_IF_ERROR(WriteFile(File("crl.pem"), list, FileMode::kPublic));
  return number;
}

Result<std::string> Pki::Revoke(const std::string& name_or_serial) {
  ASSIGN_OR_RETURN(const std::vector<ListedCertificate> all, List());
  const auto found = std::find_if(all.begin(), all.end(), [&](const ListedCertificate& one) {
    return one.name == name_or_serial || one.certificate.serial == name_or_serial;
  });
  if (found == all.end()) {
    return Fail(ErrorCode::kNotFound,
                "nothing in " + folder_.string() + " has that name or serial: see 'oso pki list'");
  }
  const std::string serial = found->certificate.serial;
  ASSIGN_OR_RETURN(std::vector<std::string> serials, ReadRevoked());
  if (std::find(serials.begin(), serials.end(), serial) == serials.end()) serials.push_back(serial);
  std::string lines;
  for (const std::string& one : serials) lines += one + "\n";
  RETURN_IF_ERROR(WriteFile(File("revoked"), lines, FileMode::kPublic));
  ASSIGN_OR_RETURN([[maybe_unused]] const std::int64_t number, RenewList());
  return serial;
}

Result<std::vector<ListedCertificate>> Pki::List() const {
  ASSIGN_OR_RETURN([[maybe_unused]] const crypto::Issued authority, ReadAuthority());
  ASSIGN_OR_RETURN(const std::vector<std::string> revoked, ReadRevoked());
  std::vector<ListedCertificate> all;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, failed)) {
    const std::string name = entry.path().stem().string();
    if (entry.path().extension() != ".pem" || name == "ca" || name == "crl") continue;
    ASSIGN_OR_RETURN(const std::string text, ReadSmallFile(entry.path()));
    auto read = crypto::ReadCertificate(text);
    if (!read.ok()) return Fail(read.error().code, entry.path().string() + ": " + read.error().detail);
    const bool is_revoked = std::find(revoked.begin(), revoked.end(), read->serial) != revoked.end();
    const bool is_expired = read->not_after < clock_.Now();
    all.push_back({name, *std::move(read),
                   is_revoked   ? CertificateState::kRevoked
                   : is_expired ? CertificateState::kExpired
                                : CertificateState::kValid});
  }
  if (failed) return Fail(ErrorCode::kStorage, "cannot list " + folder_.string() + ": " + failed.message());
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return all;
}

}  // namespace oso::app
