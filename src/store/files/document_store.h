// Documents as files: <root>/<first two hex digits of the id>/<id><ending>, mode 0600 in folders of 0700. Written under
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
  // Error: kStorage. `ending` says what the files are, as ".xml"; stores of other endings may share `root`. `pool`
  // outlives the store, the store its writers and sources.
  static Result<std::unique_ptr<DocumentStore>> Open(std::filesystem::path root, std::string ending, WorkerPool& pool,
                                                     Instant now);

  Task<Result<std::unique_ptr<school::DocumentWriter>>> Create(DocumentId id, Brin owner) override;
  // Checks that the file has the document's size, not its digest.
  Task<Result<std::unique_ptr<exchange::DocumentSource>>> Open(school::Document document) override;
  Task<Status> Remove(DocumentId id) override;
  std::filesystem::path FileOf(const DocumentId& id) const;

 private:
  DocumentStore(std::filesystem::path root, std::string ending, WorkerPool& pool)
      : root_(std::move(root)), ending_(std::move(ending)), pool_(pool) {}

  std::filesystem::path root_;
  std::string ending_;
  WorkerPool& pool_;
};

}  // namespace oso::store::files
