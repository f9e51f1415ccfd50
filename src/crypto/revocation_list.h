// Revocation lists that came from outside (RFC 5280, 5): believed only when an authority that we trust signed them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"

namespace oso::crypto {

struct RevocationList {
  std::string pem;     // one PEM block
  std::string issuer;  // as PeerCertificate::issuer
  Instant next_update;
};

// One complete list, DER or PEM, that ends where its text ends. kCertificate: it is none; it has another list's scope
// (a delta, or only some kinds of certificates or reasons); `authorities` (PEM) has nobody who signed it and may sign
// lists; or it is not valid at `now`. Every field is the list's own.
Result<RevocationList> ReadRevocationList(ByteView der_or_pem, std::string_view authorities, Instant now);

// `lists` (PEM, as TlsMaterial::revocations) with `fetched` in the place of its issuer's, the others as they were.
// Empty: it is there already. kConflict: a later list is there, by number, or by date where the numbers are equal or
// absent. kCertificate: `lists` cannot be read.
Result<std::optional<std::string>> TakeOver(std::string_view lists, const RevocationList& fetched);

}  // namespace oso::crypto
