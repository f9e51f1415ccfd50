// Where the bytes of dossiers lie. A document exists, whole, when Commit has returned. It is never changed; only a run that
// did not finish, and so left a document that no store names, is followed by one that puts its own in that place.
#pragma once

#include <memory>
#include <string>

#include "base/ids.h"
#include "exchange/source_system.h"

namespace oso::school {

struct Document {
  DocumentId id;
  std::uint64_t size = 0;
  std::string sha256;  // lower-case hexadecimal, over all its bytes
};

class DocumentWriter : public exchange::DocumentSink {
 public:
  // Dropped without Commit, it leaves nothing behind.
  virtual Task<Result<Document>> Commit() = 0;  // durable when it returns; kStorage
};

class DocumentStore {
 public:
  virtual ~DocumentStore() = default;
  virtual Task<Result<std::unique_ptr<DocumentWriter>>> Create(DocumentId id) = 0;
  virtual Task<Result<std::unique_ptr<exchange::DocumentSource>>> Open(Document document) = 0;  // kNotFound, kStorage
  // Where a person finds it; empty where there is no such place.
  virtual std::string Location(const DocumentId& id) const = 0;
};

}  // namespace oso::school
