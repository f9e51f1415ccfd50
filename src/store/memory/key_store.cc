#include "store/memory/key_store.h"

namespace oso::store::memory {

Task<Status> KeyStore::Put(DocumentId owner, Brin /*school*/, crypto::Key key) {
  if (!keys_.try_emplace(owner, std::move(key)).second) {
    co_return Fail(ErrorCode::kAlreadyExists, "key of " + owner.ToString());
  }
  co_return Status();
}

Task<Result<crypto::Key>> KeyStore::Find(DocumentId owner) {
  const auto found = keys_.find(owner);
  if (found == keys_.end()) co_return Fail(ErrorCode::kNotFound, "key of " + owner.ToString());
  co_return crypto::Key::FromBytes(found->second.Reveal());
}

Task<Status> KeyStore::Destroy(DocumentId owner) {
  keys_.erase(owner);
  co_return Status();
}

}  // namespace oso::store::memory
