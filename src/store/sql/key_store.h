// Keys of documents in the database, each wrapped by the key of its school, and that one by the root key, which is not
// there. So a stolen database opens nothing, and a school's documents go with one key. A school's key is made when it
// has its first document. What lies in the tables is not secret; keys leave their wraps outside jobs and statements.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "crypto/key_wrap.h"
#include "school/key_store.h"
#include "store/sql/database.h"

namespace oso::store::sql {

using SchoolKeyId = TaggedUuid<struct SchoolKeyTag>;

// A key of a school, as it lies there.
struct SchoolKey {
  SchoolKeyId id;
  Brin school;
  std::string root;  // by which root key it is wrapped
  crypto::WrappedKey wrapped{};
  Instant made_at;
};

// Names a root key and tells nothing of it: 16 hexadecimal digits.
std::string RootName(const crypto::Key& root);

class KeyStore final : public school::KeyStore {
 public:
  // How long an unwrapped school key is used before it is unwrapped anew. It is wiped at the first use of any key after
  // that: a root key that is out of reach, on a token, is asked once for each school, and not for each document.
  static constexpr std::int64_t kKeptSeconds = 900;

  // `database` is of kSchoolSchema. All three outlive this.
  KeyStore(Database& database, crypto::Key root, const Clock& clock, Random& random);

  Task<Status> Put(DocumentId owner, Brin school, crypto::Key key) override;
  Task<Result<crypto::Key>> Find(DocumentId owner) override;
  Task<Status> Destroy(DocumentId owner) override;  // audited: it is what erases a document

  // kConfiguration: a school's key is wrapped by another root key than this.
  Task<Status> CheckRoot();

  // Gives the school a new key, wraps the keys of all its documents by that, and destroys the old one. Broken off, it
  // leaves all readable, and the next one does the rest. Gives how many keys it wrapped anew. kNotFound: the school has
  // no key.
  Task<Result<std::int64_t>> Rotate(audit::Actor actor, Brin school);

  // Keys made before `before` whose document no dossier and no intake names: what a process left that stopped between
  // the key and the row. At most `limit`.
  Task<Result<std::vector<DocumentId>>> Orphans(Instant before, int limit);

 private:
  using Shared = std::shared_ptr<const crypto::Key>;
  struct Kept {
    Shared key;
    Instant until;
  };

  Task<Result<SchoolKey>> InUse(Brin school);
  Task<Result<std::int64_t>> RewrapPage(SchoolKey from, SchoolKey to);
  SchoolKey NewSchoolKey(Brin school);
  Result<Shared> Unwrapped(const SchoolKey& row);

  Database& database_;
  const crypto::Key root_;
  const std::string root_name_;
  const Clock& clock_;
  Random& random_;
  std::mutex mutex_;
  std::map<SchoolKeyId, Kept> kept_;
};

}  // namespace oso::store::sql
