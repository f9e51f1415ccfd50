// Documents in memory; see audit_log.h.
#pragma once

#include <map>

#include "school/document_store.h"

namespace oso::store::memory {

class DocumentStore final : public school::DocumentStore {
 public:
  Task<Result<std::unique_ptr<school::DocumentWriter>>> Create(
      DocumentId id, Brin owner) override;  // the writer does not outlive this
  Task<Result<std::unique_ptr<exchange::DocumentSource>>> Open(school::Document document) override;
  Task<Status> Remove(DocumentId id) override {
    documents_.erase(id);
    co_return Status();
  }

  // For tests: as if the bytes were lost or damaged.
  std::map<DocumentId, std::string>& documents() { return documents_; }

 private:
  std::map<DocumentId, std::string> documents_;
};

}  // namespace oso::store::memory
