// The register as one document, which school systems keep so that they go on when the centre is away (and which the
// centre signs: crypto/jws.h). Only what each may know of the others: boards, schools, suppliers, certificates,
// access points that are active or paused, mandates, qualifications. Not who signed an agreement, and no registration
// keys.
//
//   {"version":12,"madeAt":"2017-01-01T00:00:00.000000Z","entries":{"board":[...],"school":[...],...}}
//
// Each entry as in register_json.h; each kind by key.
#pragma once

#include <string>
#include <string_view>

#include "exchange/register.h"

namespace oso::exchange {

// The same register always gives the same text.
std::string WriteRegisterDocument(const Register& registry, Instant made_at);

struct RegisterDocument {
  Instant made_at;
  std::shared_ptr<const Register> registry;  // of the version that the document says
};

struct DocumentLimits {
  std::size_t bytes = std::size_t{64} << 20U;
  std::size_t entries = 500'000;
};

// Strict: every member is there and of its type, every entry one that may be in the register (CheckEntry) and there
// once, every access point active or paused. Kinds that it does not know are passed over: a later version may have
// more; so are those that are not public. kTooLarge, kInvalidArgument.
Result<RegisterDocument> ReadRegisterDocument(std::string_view text, DocumentLimits limits = {});

}  // namespace oso::exchange
