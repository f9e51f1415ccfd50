// Whatever an endpoint gives: it is read, in DER or PEM, and nothing is believed that no authority signed.
#include "base/fakes.h"
#include "crypto/certificate.h"
#include "crypto/revocation_list.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const oso::FakeClock clock;
  static const std::string authority = [] {
    oso::FakeRandom random;
    return oso::crypto::CreateAuthority({.common_name = "Test"}, clock, random).value().certificate;
  }();
  if (oso::crypto::ReadRevocationList({data, size}, authority, clock.Now()).ok()) __builtin_trap();
  const std::string text(oso::AsText({data, size}));
  (void)oso::crypto::TakeOver(text, {.pem = text, .issuer = "", .next_update = {}});
  return 0;
}
