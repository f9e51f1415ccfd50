// Certificates, keys and revocation lists as the network uses them: X.509 v3, P-256 or RSA-2048 and more, the OIN of
// the organisation in subject.serialNumber (Digikoppeling PKI001).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/random.h"

namespace oso::crypto {

// What a peer proved to be in its TLS handshake: chain, validity and revocation were checked then. Values only.
struct PeerCertificate {
  std::string fingerprint;  // SHA-256 of the DER, lower-case hexadecimal
  std::string serial;       // of the certificate, lower-case hexadecimal
  std::optional<Oin> oin;   // subject.serialNumber, when it is an OIN
  Instant not_after;
  std::string issuer = {};  // SHA-256 of the issuer's name in DER, lower-case hexadecimal: whose serial it is
};

enum class KeyKind { kP256, kRsa2048 };

// A test certificate authority: for demos, tests and test networks. A production network is given its certificates by a
// real authority (PKIoverheid, ODOC).
// Every artefact is PEM text; private keys are PKCS#8, unencrypted: write them with mode 0600.
struct Issued {
  std::string certificate;
  std::string private_key;
};

struct AuthorityRequest {
  std::string common_name;
  int days = 3650;
};

struct CertificateRequest {
  std::string common_name;         // "Leverancier Noord"
  std::optional<Oin> oin;          // subject.serialNumber
  std::vector<std::string> hosts;  // subjectAltName: DNS names and IP addresses
  KeyKind key = KeyKind::kP256;
  Instant not_before = {};
  Instant not_after = {};
};

Result<Issued> CreateAuthority(const AuthorityRequest& request, const Clock& clock, Random& random);
// For both TLS roles (clientAuth and serverAuth). Errors: kInvalidArgument, kCertificate (the authority cannot be
// used).
Result<Issued> IssueCertificate(const Issued& authority, const CertificateRequest& request, Random& random);
// A revocation list (RFC 5280, 5) with these serials, in hexadecimal; `number` grows with every list.
Result<std::string> IssueRevocationList(const Issued& authority, const std::vector<std::string>& serials,
                                        std::int64_t number, const Clock& clock, int valid_days);
// Reads one certificate. kCertificate.
Result<PeerCertificate> ReadCertificate(std::string_view pem);

}  // namespace oso::crypto
