// The centre's own keys, apart from its TLS key: one signs sessions, the register and tokens (ES256), one the log's
// checkpoints (Ed25519). Files in the folder `keys.folder`, made once by `oso-center keys create`:
//
//   signing.key   signs now
//   log.key       signs checkpoints, for ever
//   next.key      announced: signs from `keys switch` on; most of the time there is none
//   key-set.json  what others verify with (exchange/key_set.h); without it, signing.key's alone, as version 1
//
// A server reads them at its start.
#pragma once

#include "app/settings.h"
#include "audit/note.h"
#include "crypto/signing_key.h"
#include "exchange/key_set.h"

namespace oso::app {

struct CenterKeys {
  crypto::SigningKey signing;
  audit::NoteSigner log;
  exchange::KeySet published;  // has the key of `signing`, and a list
};

// kNotFound, kConfiguration, kCertificate: says which file.
Result<CenterKeys> LoadKeys(const Settings& settings);

// Makes both; kAlreadyExists: one is there, and nothing is made.
Result<CenterKeys> CreateKeys(const Settings& settings);

// The change of the signing key, in three steps. Each gives the keys as they are then, and is safe to run again after
// it was broken off. Errors: LoadKeys', kStorage.
//
// 1. Makes the next key and publishes it, with the present one's word for it. Announced before: nothing changes.
Result<CenterKeys> AnnounceNextKey(const Settings& settings);
// 2. Signs with it from now on; the earlier one's signatures count as before. kNotFound: none was announced.
Result<CenterKeys> SwitchToNextKey(const Settings& settings);
// 3. What earlier keys signed counts no more.
Result<CenterKeys> RetireEarlierKeys(const Settings& settings);

}  // namespace oso::app
