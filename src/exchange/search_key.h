// zoeksleutel: what stands for a pupil's PGN in messages. Opaque here: a scheme (school/search_key_scheme.h) makes it,
// the source repeats the derivation over its own pupils, the centre only compares.
#pragma once

#include <array>
#include <variant>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/result.h"

namespace oso::exchange {

// Personal data: has no conversion to a LogValue.
class SearchKey {
 public:
  static constexpr std::size_t kMinBytes = 16;
  static constexpr std::size_t kMaxBytes = 512;

  static Result<SearchKey> FromBytes(Bytes bytes);  // kInvalidArgument unless 16 to 512 bytes
  ByteView RevealForMessage() const { return bytes_; }
  bool operator==(const SearchKey&) const = default;

 private:
  Bytes bytes_;
};

// koppelsleutel: names one dossier for passend onderwijs at two systems. The centre issues it; nothing can be derived
// from it, but who has it may ask: kept out of logs and URLs.
using LinkKey = TaggedUuid<struct LinkTag>;

// What one dossier is asked for with: a zoeksleutel, or for a swv-dossier a koppelsleutel.
using DossierKey = std::variant<SearchKey, LinkKey>;

// What the centre keeps of a search key or link key: SHA-256 over a random value of the session's own and then the key.
// It can compare, and tell nothing else, not even that two sessions were about one pupil: who has the key can check it,
// who has not cannot find it in a table. The same digest stands in the audit log and in a signed session: without the
// random value, which goes when the session's row goes, nobody can test a guess against it.
using KeyDigest = std::array<std::uint8_t, 32>;
using Blinding = std::array<std::uint8_t, 16>;
KeyDigest DigestOf(const Blinding& blinding, const DossierKey& key);

}  // namespace oso::exchange
