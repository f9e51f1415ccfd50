// Any text as a signed document: it is refused, since nobody has the key; and what is signed with it comes back.
#include "crypto/jws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using oso::crypto::SigningKey;
  static const SigningKey key = SigningKey::Generate(oso::crypto::SignatureAlgorithm::kEs256);
  const auto find = [](std::string_view) { return std::optional(key.public_key()); };
  const oso::ByteView input(data, size);
  if (oso::crypto::VerifyCompact(oso::AsText(input), find).ok()) __builtin_trap();
  const auto made = oso::crypto::SignCompact(key, oso::AsText(input), input);
  if (!made.ok()) return 0;
  const auto read = oso::crypto::VerifyCompact(*made, find);
  if (!read.ok() || read->header != oso::AsText(input)) __builtin_trap();
  return 0;
}
