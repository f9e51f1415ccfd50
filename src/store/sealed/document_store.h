// Documents of which another store keeps only what is sealed: each in segments under a key of its own
// (docs/segments.md), label "oso document 1", context the 16 bytes of its id. A document without a key is one that was
// written in plain before there were keys, and is read as it lies.
//
// Size and digest of a document are those of what it says, not of what lies there. Every byte is authenticated before
// it is given out; one that was changed, also by exchanging documents or keys, is kStorage. Sealing and opening take
// some 0.1 ms for 128 KiB on the task's own thread, as TLS does; only the store below has something to wait for.
#pragma once

#include "school/document_store.h"
#include "school/key_store.h"

namespace oso::store::sealed {

class DocumentStore final : public school::DocumentStore {
 public:
  // Where sealed documents lie, and where those in plain of before do.
  struct Below {
    school::DocumentStore& sealed;
    school::DocumentStore& plain;
  };

  // All outlive the store, the store its writers and sources.
  DocumentStore(Below below, school::KeyStore& keys, Random& random) : below_(below), keys_(keys), random_(random) {}

  // Commit makes the key durable, then the document: what exists can be opened. A process that stops between the two
  // leaves a key of nothing. Commit has the errors of the key store too.
  Task<Result<std::unique_ptr<school::DocumentWriter>>> Create(DocumentId id, Brin owner) override;
  Task<Result<std::unique_ptr<exchange::DocumentSource>>> Open(school::Document document) override;
  // Destroys the key first, so that a process that stops between the two leaves what nobody can read.
  Task<Status> Remove(DocumentId id) override;

 private:
  const Below below_;
  school::KeyStore& keys_;
  Random& random_;
};

}  // namespace oso::store::sealed
