// Reading a dossier's bytes to what they say: the one way in, for a file that a school adds, a document that it is
// about to set ready, and one that arrives.
#pragma once

#include <variant>

#include "dossier/reader.h"
#include "profile/validate.h"
#include "school/document_store.h"

namespace oso::school {

using Findings = profile::Findings;

struct ReadLimits {
  std::uint64_t max_bytes = 100'000'000;
};

// What was read of the bytes of one dossier.
struct Reading {
  dossier::Document document;
  // The digest of its content: SHA-256, lower-case hexadecimal, of the root element's bytes without its child `inzage`.
  // So it stays the same when the inspection is recorded in the document.
  std::string content;
  dossier::InspectionPlace inspection;  // where that child stands, or would
};

// Takes bytes as they arrive, hands on the root element's to `writer`, and reads what they say.
class ReadingSink final : public exchange::DocumentSink {
 public:
  ReadingSink(exchange::DocumentSink& writer, ReadLimits limits);  // `writer` outlives this
  ~ReadingSink() override;

  Task<Status> Write(ByteView bytes) override;  // kMalformedXml, kForbiddenXml, kNotADossier, kTooLarge; writer's
  Result<Reading> Finish();                     // once, after the last byte

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Reads what `bytes` holds, from its start to its end; the root element's bytes go to `writer`.
Task<Result<Reading>> ReadDossier(exchange::DocumentSource& bytes, exchange::DocumentSink& writer, ReadLimits limits);

// The same for a stored document, whose bytes go nowhere.
Task<Result<Reading>> ReadStored(DocumentStore& documents, Document document, ReadLimits limits);

}  // namespace oso::school
