#include "crypto/certificate.h"

#include <openssl/err.h>

#include <array>
#include <ctime>

#include "base/bytes.h"
#include "crypto/x509.h"

namespace oso::crypto {
namespace {

BioPtr ReadOnly(std::string_view text) { return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

// Without this OpenSSL asks at the terminal for the pass phrase of an encrypted key.
int NoPassPhrase(char*, int, int, void*) { return -1; }

// Reads PEM blocks of one kind until there are no more; a damaged one is an error, not an end.
template <class Ptr, class ReadOne>
Result<std::vector<Ptr>> ReadAll(std::string_view pem, std::string_view what, ReadOne read_one) {
  ERR_clear_error();
  const BioPtr bio = ReadOnly(pem);
  std::vector<Ptr> all;
  while (Ptr one{read_one(bio.get(), nullptr, NoPassPhrase, nullptr)}) all.push_back(std::move(one));
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  std::string why = LastOpenSslError();
  if (!at_end) return Fail(ErrorCode::kCertificate, std::string(what) + " cannot be read: " + why);
  return all;
}

std::optional<Oin> OinOf(const X509& certificate) {
  const X509_NAME* subject = X509_get_subject_name(&certificate);
  const int at = X509_NAME_get_index_by_NID(subject, NID_serialNumber, -1);
  if (at < 0) return std::nullopt;
  const ASN1_STRING* text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
  auto oin = Oin::Parse(AsText({ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))}));
  if (!oin.ok()) return std::nullopt;
  return *oin;
}

}  // namespace

std::string LastOpenSslError() {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return reason != nullptr ? reason : "unknown reason";
}

Instant ToInstant(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return Instant{}.PlusSeconds(timegm(&parts));
}

Result<std::vector<X509Ptr>> ReadCertificates(std::string_view pem, std::string_view what) {
  ASSIGN_OR_RETURN(auto all, ReadAll<X509Ptr>(pem, what, PEM_read_bio_X509));
  if (all.empty()) return Fail(ErrorCode::kCertificate, std::string(what) + ": there is no PEM certificate in it");
  return all;
}

Result<std::vector<CrlPtr>> ReadRevocationLists(std::string_view pem) {
  return ReadAll<CrlPtr>(pem, "revocations", PEM_read_bio_X509_CRL);
}

Result<KeyPtr> ReadPrivateKey(std::string_view pem, std::string_view what) {
  ERR_clear_error();
  KeyPtr key(PEM_read_bio_PrivateKey(ReadOnly(pem).get(), nullptr, NoPassPhrase, nullptr));
  if (key) return key;
  return Fail(ErrorCode::kCertificate,
              std::string(what) + " cannot be read (an unencrypted PEM key is needed): " + LastOpenSslError());
}

std::string Fingerprint(const X509& certificate) {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  X509_digest(&certificate, EVP_sha256(), digest.data(), &length);
  return ToHex(ByteView(digest).first(length));
}

std::string NameDigest(const X509_NAME& name) {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  X509_NAME_digest(&name, EVP_sha256(), digest.data(), &length);
  return ToHex(ByteView(digest).first(length));
}

std::string SerialText(const ASN1_INTEGER& serial) {
  return ToHex({ASN1_STRING_get0_data(&serial), static_cast<std::size_t>(ASN1_STRING_length(&serial))});
}

PeerCertificate Describe(const X509& certificate) {
  return {.fingerprint = Fingerprint(certificate),
          .serial = SerialText(*X509_get0_serialNumber(&certificate)),
          .oin = OinOf(certificate),
          .not_after = ToInstant(X509_get0_notAfter(&certificate)),
          .issuer = NameDigest(*X509_get_issuer_name(&certificate))};
}

Result<PeerCertificate> ReadCertificate(std::string_view pem) {
  ASSIGN_OR_RETURN(auto certificates, ReadCertificates(pem, "certificate"));
  return Describe(*certificates.front());
}

}  // namespace oso::crypto
