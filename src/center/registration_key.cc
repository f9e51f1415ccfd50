#include "center/registration_key.h"

#include <array>

#include "crypto/digest.h"

namespace oso::center {
namespace {

constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kLength = 26;
constexpr std::size_t kGroup = 5;
constexpr std::size_t kLastGroup = kLength - kGroup;  // the sixth of the last group stands with it

char Canonical(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') return '0';
  if (c == 'I' || c == 'L') return '1';
  return c;
}

}  // namespace

std::string MakeRegistrationKey(Random& random) {
  std::array<std::uint8_t, kLength> bytes{};
  random.Fill(bytes);
  std::string key;
  for (std::size_t i = 0; i < kLength; ++i) {
    if (i > 0 && i % kGroup == 0 && i < kLastGroup) key += '-';
    key += kLetters[bytes[i] % kLetters.size()];  // 32 of 256: none is likelier than another
  }
  return key;
}

std::string DigestOfRegistrationKey(std::string_view typed) {
  std::string canonical;
  for (const char c : typed) {
    if (c != '-' && c != ' ') canonical += Canonical(c);
  }
  return ToHex(crypto::Sha256(AsBytes(canonical)));
}

}  // namespace oso::center
