// Any text as a key set: nothing in it is trusted by who trusts another key, and its keys are written and read back the
// same.
#include "exchange/key_set.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace oso;
  static const auto anchor = crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEs256);
  auto set = exchange::ReadKeySet(AsText({data, size}));
  if (!set.ok()) return 0;
  if (!exchange::TrustedKeys(*set, {&anchor.public_key(), 1}).empty()) __builtin_trap();
  // Who trusts each of them looks into the list as well.
  if (const auto trusted = exchange::VerifyKeySet(*set, set->keys); trusted.ok() && trusted->version == 0)
    __builtin_trap();
  set->successions.clear();
  set->list.clear();
  const auto again = exchange::ReadKeySet(exchange::WriteKeySet(*set));
  if (!again.ok() || again->keys.size() != set->keys.size()) __builtin_trap();
  return 0;
}
