// `oso pki`: the test authority of a network in one folder. A production network uses certificates of a real authority.
//   DIR/ca.pem ca.key   the authority      DIR/NAME.pem NAME.key   what it issued      (keys: mode 0600)
//   DIR/crl.pem         its revocation list, made from DIR/revoked (serials, one a line) and DIR/crl.number
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "crypto/certificate.h"

namespace oso::app {

struct IssueRequest {
  std::string name;  // of the files and in the certificate: letters, digits, '.', '_' and '-'; not "ca" or "crl"
  Oin oin;
  std::vector<std::string> hosts;
  crypto::KeyKind key = crypto::KeyKind::kP256;
  int days = 365;  // 0: one that has expired already, to test with
};

enum class CertificateState { kValid, kExpired, kRevoked };

struct ListedCertificate {
  std::string name;
  crypto::PeerCertificate certificate;
  CertificateState state = CertificateState::kValid;
};

class Pki {
 public:
  // Nothing is read or made yet. `clock` and `random` outlive it.
  Pki(std::filesystem::path folder, const Clock& clock, Random& random);

  // Makes the folder if need be. kAlreadyExists: there is an authority already, and it stays.
  Status Init(const std::string& authority_name);
  // kNotFound: no authority here; kAlreadyExists: the name is taken, and nothing is overwritten; kInvalidArgument.
  Result<ListedCertificate> Issue(const IssueRequest& request);
  // By name or by serial, and renews the list. Gives the serial. kNotFound: nothing here has that name or serial.
  Result<std::string> Revoke(const std::string& name_or_serial);
  // A new list with the same serials, valid from now. Gives its number.
  Result<std::int64_t> RenewList();
  // Sorted by name, without the authority.
  Result<std::vector<ListedCertificate>> List() const;

 private:
  Result<crypto::Issued> ReadAuthority() const;
  Result<std::vector<std::string>> ReadRevoked() const;
  std::filesystem::path File(const std::string& name) const { return folder_ / name; }

  std::filesystem::path folder_;
  const Clock& clock_;
  Random& random_;
};

}  // namespace oso::app
