// The one-time key with which a supplier's system registers an access point: 130 random bits in Crockford's base32, so
// that it can be read out over the telephone. Kept is its digest alone.
#pragma once

#include <string>
#include <string_view>

#include "base/random.h"

namespace oso::center {

inline constexpr std::int64_t kRegistrationKeySeconds = std::int64_t{14} * 24 * 3600;

// "7ZK3Q-0M2XA-V9RTC-HE5PB-1WJ8N6": 26 letters and digits.
std::string MakeRegistrationKey(Random& random);

// SHA-256 in lower-case hexadecimal, whatever the case, dashes and spaces that it was typed with; "O" is 0, "I" and "L"
// are 1 (Crockford). Any text has one; one that is not a key is nobody's.
std::string DigestOfRegistrationKey(std::string_view typed);

}  // namespace oso::center
