// Any text as a signed session is refused, since nobody has the key; any text as claims: what is read is written and
// read back the same.
#include "exchange/signed_session.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace oso;
  static const auto key = crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEs256);
  const auto find = [](std::string_view) { return std::optional(key.public_key()); };
  const std::string_view text = AsText({data, size});
  if (exchange::ReadSignedSession(text, find, Instant{}).ok()) __builtin_trap();
  const auto session = exchange::ParseClaims(text);
  if (!session.ok()) return 0;
  const auto again = exchange::ParseClaims(exchange::ClaimsText(*session));
  if (!again.ok() || *again != *session) __builtin_trap();
  return 0;
}
