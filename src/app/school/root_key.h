// The root key of a school system: its 32 bytes in Base64, in a file that its owner alone can read. It wraps
// the keys of the schools (store/sql/key_store.h); without it no dossier that is kept can be read again.
#pragma once

#include <filesystem>

#include "crypto/key.h"

namespace oso::app {

// kNotFound, kStorage; kConfiguration: others can read it, or it holds something else.
Result<crypto::Key> ReadRootKey(const std::filesystem::path& file);

// Never in the place of one that is there. kAlreadyExists, kStorage.
Result<crypto::Key> CreateRootKey(const std::filesystem::path& file, Random& random);

}  // namespace oso::app
