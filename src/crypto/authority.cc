// The test certificate authority of certificate.h.
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>

#include "base/bytes.h"
#include "crypto/x509.h"

namespace oso::crypto {
namespace {

using IntegerPtr = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;
using NumberPtr = Owned<BIGNUM, BN_free>;
using TimePtr = Owned<ASN1_TIME, ASN1_TIME_free>;
using ExtensionPtr = Owned<X509_EXTENSION, X509_EXTENSION_free>;
using RevokedPtr = Owned<X509_REVOKED, X509_REVOKED_free>;

// What is made now is valid from an hour ago, for machines whose clock is behind.
constexpr std::int64_t kBackdateSeconds = 3600;
constexpr std::int64_t kDaySeconds = 86400;

Error Failed(ErrorCode code, std::string_view what) {
  return Fail(code, std::string(what) + ": " + LastOpenSslError());
}

std::time_t Seconds(Instant instant) { return static_cast<std::time_t>(instant.micros / 1'000'000); }

template <class Write>
std::string ToPem(Write write) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  write(bio.get());
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

Issued ToPem(X509* certificate, EVP_PKEY* key) {
  return {ToPem([&](BIO* bio) { PEM_write_bio_X509(bio, certificate); }),
          ToPem([&](BIO* bio) { PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); })};
}

// From OpenSSL's own randomness, whatever Random gives serials: a key from a seeded source would be no key.
KeyPtr NewKey(KeyKind kind) { return KeyPtr(kind == KeyKind::kP256 ? EVP_EC_gen("P-256") : EVP_RSA_gen(2048U)); }

Status AddName(X509_NAME* name, const char* field, std::string_view value) {
  if (X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, AsBytes(value).data(), static_cast<int>(value.size()), -1,
                                 0) == 1) {
    return {};
  }
  return Failed(ErrorCode::kInvalidArgument, "the name must be 1 to 64 characters of UTF-8");
}

Status AddExtension(X509* certificate, const X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, const_cast<X509*>(issuer), certificate, nullptr, nullptr, 0);
  const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  if (extension && X509_add_ext(certificate, extension.get(), -1) == 1) return {};
  return Failed(ErrorCode::kInternal, "certificate extension");
}

// Validity, key and a serial of 128 random bits (RFC 5280, 4.1.2.2: at most 20 octets, not negative).
Result<X509Ptr> NewCertificate(EVP_PKEY* key, Instant not_before, Instant not_after, Random& random) {
  X509Ptr certificate(X509_new());
  std::array<std::uint8_t, 16> serial{};
  random.Fill(serial);
  serial[0] |= 1U;  // never zero
  const NumberPtr number(BN_bin2bn(serial.data(), serial.size(), nullptr));
  if (X509_set_version(certificate.get(), X509_VERSION_3) != 1 ||
      BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get())) == nullptr ||
      ASN1_TIME_set(X509_getm_notBefore(certificate.get()), Seconds(not_before)) == nullptr ||
      ASN1_TIME_set(X509_getm_notAfter(certificate.get()), Seconds(not_after)) == nullptr ||
      X509_set_pubkey(certificate.get(), key) != 1) {
    return Failed(ErrorCode::kInternal, "new certificate");
  }
  return certificate;
}

// Into the one text that OpenSSL takes: so each host is checked to hold nothing but a host.
Result<std::string> AlternativeNames(const std::vector<std::string>& hosts) {
  std::string names;
  for (const std::string& host : hosts) {
    const Owned<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free> address(a2i_IPADDRESS(host.c_str()));
    const bool is_name = !host.empty() && host.size() <= 253 &&
                         host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-*") ==
                             std::string::npos;
    if (!address && !is_name) {
      return Fail(ErrorCode::kInvalidArgument, "a host must be a DNS name or an IP address without brackets");
    }
    names += (names.empty() ? "" : ",") + std::string(address ? "IP:" : "DNS:") + host;
  }
  return names;
}

struct Signer {
  X509Ptr certificate;
  KeyPtr key;
};

Result<Signer> ReadSigner(const Issued& authority) {
  ASSIGN_OR_RETURN(auto certificates, ReadCertificates(authority.certificate, "the authority's certificate"));
  ASSIGN_OR_RETURN(KeyPtr key, ReadPrivateKey(authority.private_key, "the authority's key"));
  Signer signer{std::move(certificates.front()), std::move(key)};
  if (X509_check_private_key(signer.certificate.get(), signer.key.get()) == 1) return signer;
  return Failed(ErrorCode::kCertificate, "the authority's key is not that of its certificate");
}

Status AddRevoked(X509_CRL* list, const std::string& serial, const ASN1_TIME* when) {
  BIGNUM* read = nullptr;
  const bool is_hex = !serial.empty() && serial.size() <= 40 &&
                      BN_hex2bn(&read, serial.c_str()) == static_cast<int>(serial.size()) && serial[0] != '-';
  const NumberPtr number(read);
  if (!is_hex) return Fail(ErrorCode::kInvalidArgument, "a serial must be 1 to 40 hexadecimal digits");
  const IntegerPtr integer(BN_to_ASN1_INTEGER(number.get(), nullptr));
  RevokedPtr entry(X509_REVOKED_new());
  if (X509_REVOKED_set_serialNumber(entry.get(), integer.get()) == 1 &&
      X509_REVOKED_set_revocationDate(entry.get(), const_cast<ASN1_TIME*>(when)) == 1 &&
      X509_CRL_add0_revoked(list, entry.get()) == 1) {
    [[maybe_unused]] const X509_REVOKED* lists = entry.release();
    return {};
  }
  return Failed(ErrorCode::kInternal, "revocation list entry");
}

Status AddListExtensions(X509_CRL* list, X509* issuer, std::int64_t number) {
  const IntegerPtr integer(ASN1_INTEGER_new());
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, nullptr, nullptr, list, 0);
  const ExtensionPtr key_id(X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid:always"));
  if (key_id && X509_CRL_add_ext(list, key_id.get(), -1) == 1 && ASN1_INTEGER_set_int64(integer.get(), number) == 1 &&
      X509_CRL_add1_ext_i2d(list, NID_crl_number, integer.get(), 0, 0) == 1) {
    return {};
  }
  return Failed(ErrorCode::kInternal, "revocation list extensions");
}

}  // namespace

Result<Issued> CreateAuthority(const AuthorityRequest& request, const Clock& clock, Random& random) {
  ERR_clear_error();
  const Instant now = clock.Now();
  const KeyPtr key = NewKey(KeyKind::kP256);
  ASSIGN_OR_RETURN(const X509Ptr certificate, NewCertificate(key.get(), now.PlusSeconds(-kBackdateSeconds),
                                                             now.PlusSeconds(request.days * kDaySeconds), random));
  X509* self = certificate.get();
  RETURN_IF_ERROR(AddName(X509_get_subject_name(self), "CN", request.common_name));
  if (X509_set_issuer_name(self, X509_get_subject_name(self)) != 1) return Failed(ErrorCode::kInternal, "issuer name");
  RETURN_IF_ERROR(AddExtension(self, self, NID_basic_constraints, "critical,CA:TRUE,pathlen:0"));
  RETURN_IF_ERROR(AddExtension(self, self, NID_key_usage, "critical,keyCertSign,cRLSign"));
  RETURN_IF_ERROR(AddExtension(self, self, NID_subject_key_identifier, "hash"));
  RETURN_IF_ERROR(AddExtension(self, self, NID_authority_key_identifier, "keyid:always"));
  if (X509_sign(self, key.get(), EVP_sha256()) == 0) return Failed(ErrorCode::kInternal, "signature");
  return ToPem(self, key.get());
}

Result<Issued> IssueCertificate(const Issued& authority, const CertificateRequest& request, Random& random) {
  ERR_clear_error();
  ASSIGN_OR_RETURN(const Signer signer, ReadSigner(authority));
  ASSIGN_OR_RETURN(const std::string names, AlternativeNames(request.hosts));
  const KeyPtr key = NewKey(request.key);
  ASSIGN_OR_RETURN(const X509Ptr certificate, NewCertificate(key.get(), request.not_before, request.not_after, random));
  X509* issuer = signer.certificate.get();
  X509* subject = certificate.get();
  RETURN_IF_ERROR(AddName(X509_get_subject_name(subject), "CN", request.common_name));
  if (request.oin) RETURN_IF_ERROR(AddName(X509_get_subject_name(subject), "serialNumber", request.oin->text()));
  if (X509_set_issuer_name(subject, X509_get_subject_name(issuer)) != 1) {
    return Failed(ErrorCode::kInternal, "issuer name");
  }
  RETURN_IF_ERROR(AddExtension(subject, issuer, NID_basic_constraints, "critical,CA:FALSE"));
  RETURN_IF_ERROR(AddExtension(subject, issuer, NID_key_usage, "critical,digitalSignature"));
  RETURN_IF_ERROR(AddExtension(subject, issuer, NID_ext_key_usage, "clientAuth,serverAuth"));
  RETURN_IF_ERROR(AddExtension(subject, issuer, NID_subject_key_identifier, "hash"));
  RETURN_IF_ERROR(AddExtension(subject, issuer, NID_authority_key_identifier, "keyid:always"));
  if (!names.empty()) RETURN_IF_ERROR(AddExtension(subject, issuer, NID_subject_alt_name, names));
  if (X509_sign(subject, signer.key.get(), EVP_sha256()) == 0) return Failed(ErrorCode::kInternal, "signature");
  return ToPem(subject, key.get());
}

Result<std::string> IssueRevocationList(const Issued& authority, const std::vector<std::string>& serials,
                                        std::int64_t number, const Clock& clock, int valid_days) {
  ERR_clear_error();
  ASSIGN_OR_RETURN(const Signer signer, ReadSigner(authority));
  const Instant now = clock.Now();
  const TimePtr from(ASN1_TIME_set(nullptr, Seconds(now.PlusSeconds(-kBackdateSeconds))));
  const TimePtr until(ASN1_TIME_set(nullptr, Seconds(now.PlusSeconds(valid_days * kDaySeconds))));
  const CrlPtr list(X509_CRL_new());
  if (X509_CRL_set_version(list.get(), X509_CRL_VERSION_2) != 1 ||
      X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(signer.certificate.get())) != 1 ||
      X509_CRL_set1_lastUpdate(list.get(), from.get()) != 1 || X509_CRL_set1_nextUpdate(list.get(), until.get()) != 1) {
    return Failed(ErrorCode::kInternal, "revocation list");
  }
  for (const std::string& serial : serials) RETURN_IF_ERROR(AddRevoked(list.get(), serial, from.get()));
  RETURN_IF_ERROR(AddListExtensions(list.get(), signer.certificate.get(), number));
  X509_CRL_sort(list.get());
  if (X509_CRL_sign(list.get(), signer.key.get(), EVP_sha256()) == 0) return Failed(ErrorCode::kInternal, "signature");
  return ToPem([&](BIO* bio) { PEM_write_bio_X509_CRL(bio, list.get()); });
}

}  // namespace oso::crypto
