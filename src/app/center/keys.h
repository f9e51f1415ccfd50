// The centre's own keys, apart from its TLS key: one signs sessions and the register (ES256), one the log's checkpoints
// (Ed25519). Files in the folder `keys.folder`, made once by `oso-center keys create`.
#pragma once

#include "app/settings.h"
#include "audit/note.h"
#include "crypto/jws.h"
#include "crypto/signing_key.h"

namespace oso::app {

struct CenterKeys {
  crypto::SigningKey signing;
  audit::NoteSigner log;
};

// kNotFound, kConfiguration, kCertificate: says which file.
Result<CenterKeys> LoadKeys(const Settings& settings);

// Makes both; kAlreadyExists: one is there, and nothing is made.
Result<CenterKeys> CreateKeys(const Settings& settings);

// What others verify with: a JWK Set (RFC 7517, 5), and the log's verifier key (docs/log.md).
std::string KeySet(const CenterKeys& keys);
crypto::FindKey Finder(const CenterKeys& keys);

}  // namespace oso::app
