// The register document signed by the centre: a compact JWS (ES256) whose payload is the document, so that whoever
// keeps it or passes it on cannot change it.
#pragma once

#include "crypto/jws.h"
#include "exchange/register_document.h"

namespace oso::exchange {

// `document` as WriteRegisterDocument gives it. kInvalidArgument: not an ES256 key.
Result<std::string> SignRegisterDocument(const crypto::SigningKey& key, std::string_view document);

// Only of a key that `find_key` has, and only what was signed as a register (RFC 8725, 3.11: a session that the same
// key signed is not taken for one). Whoever keeps a document sees to it that a later one has no lower version.
// kUnauthenticated, kTooLarge, kInvalidArgument.
Result<RegisterDocument> ReadSignedRegister(std::string_view jws, const crypto::FindKey& find_key,
                                            DocumentLimits limits = {});

}  // namespace oso::exchange
