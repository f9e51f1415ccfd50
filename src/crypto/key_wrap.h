// A key encrypted by another one, to be kept beside what it opens: AES-256 key wrap (RFC 3394), which needs no nonce
// and finds any change.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/key.h"

namespace oso::crypto {

// RFC 3394, 2.2.1 with the initial value of 2.2.3.1. The same two keys give the same bytes. Not secret.
using WrappedKey = std::array<std::uint8_t, 40>;

WrappedKey Wrap(const Key& by, const Key& key);

// kInvalidArgument: not 40 bytes. kUnauthenticated: changed, or wrapped by another key.
// Not found: a wrapped key that was exchanged for another one wrapped by the same key. Whoever uses the key binds it to
// what it is for (Key::DeriveFor with the owner's id), so that an exchanged one opens nothing.
Result<Key> Unwrap(const Key& by, ByteView wrapped);

}  // namespace oso::crypto
