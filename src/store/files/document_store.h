// Documents as files: <root>/<first two hex digits of the id>/<id>.xml, mode 0600 in folders of 0700. Written under
// <root>/incoming first; a file is in its place only whole and durable. A document of up to 256 KiB costs one hop to
// the worker pool to write and one to read.
#pragma once

#include <filesystem>

#include "base/clock.h"
#include "base/worker_pool.h"
#include "school/document_store.h"

namespace oso::store::files {

class DocumentStore final : public school::DocumentStore {
 public:
  // Makes the folders, and removes what an earlier process left half-written more than a day before `now`.
  // Error: kStorage. `pool` outlives the store, the store its writers and sources.
  static Result<std::unique_ptr<DocumentStore>> Open(std::filesystem::path root, WorkerPool& pool, Instant now);

  Task<Result<std::unique_ptr<school::DocumentWriter>>> Create(DocumentId id) override;
  // Checks that the file has the document's size, not its digest.
  Task<Result<std::unique_ptr<exchange::DocumentSource>>> Open(school::Document document) override;
  Task<Status> Remove(DocumentId id) override;
  std::string Location(const DocumentId& id) const override;

 private:
  DocumentStore(std::filesystem::path root, WorkerPool& pool) : root_(std::move(root)), pool_(pool) {}

  std::filesystem::path root_;
  WorkerPool& pool_;
};

}  // namespace oso::store::files
