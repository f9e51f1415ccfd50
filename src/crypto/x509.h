// The OpenSSL objects behind certificate.h and tls.h: owning pointers and reading PEM. Only for crypto/ itself.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/certificate.h"

namespace oso::crypto {

template <auto kFree>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};
template <class T, auto kFree>
using Owned = std::unique_ptr<T, Freed<kFree>>;

using X509Ptr = Owned<X509, X509_free>;
using CrlPtr = Owned<X509_CRL, X509_CRL_free>;
using KeyPtr = Owned<EVP_PKEY, EVP_PKEY_free>;
using BioPtr = Owned<BIO, BIO_free_all>;

// What OpenSSL says went wrong last, in its own constant words ("bad signature"); empties its list of errors.
std::string LastOpenSslError();

Instant ToInstant(const ASN1_TIME* time);  // the epoch when it is none

// `what` names the part in the error ("authorities"). All are kCertificate; the details repeat nothing of the text.
Result<std::vector<X509Ptr>> ReadCertificates(std::string_view pem, std::string_view what);  // at least one
Result<std::vector<CrlPtr>> ReadRevocationLists(std::string_view pem);                       // none is allowed
Result<KeyPtr> ReadPrivateKey(std::string_view pem, std::string_view what);                  // unencrypted

// The one of `authorities` that made and signed this list, and may sign lists; null: none.
X509* FindSigner(X509_CRL& list, const std::vector<X509Ptr>& authorities);

PeerCertificate Describe(const X509& certificate);
std::string Fingerprint(const X509& certificate);    // as PeerCertificate::fingerprint
std::string NameDigest(const X509_NAME& name);       // as PeerCertificate::issuer
std::string SerialText(const ASN1_INTEGER& serial);  // as PeerCertificate::serial

}  // namespace oso::crypto
