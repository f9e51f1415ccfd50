// Reads a dossier document in one pass over its bytes: well-formedness, structure, types, and what each attachment is.
// Code lists and business rules are profile/'s.
//
//   DossierReader reader;
//   RETURN_IF_ERROR(reader.Feed(chunk));               ... for each chunk
//   ASSIGN_OR_RETURN(Document document, reader.Finish());
//
// Memory is bounded whatever arrives: attachments are looked at as they stream by and never held; all other text, and
// the names of the files in them, together may be kMaxText bytes, and there may be kMaxElements elements.
#pragma once

#include <limits>
#include <memory>

#include "base/bytes.h"
#include "base/result.h"
#include "dossier/document.h"
#include "xml/reader.h"

namespace oso::dossier {

struct ReadOptions {
  std::uint64_t max_bytes = 2'000'000'000;
  AttachmentCare attachments = AttachmentCare::kInspect;
  // Gets the bytes of the root element as they stand in the document, without XML declaration; outlives the reader.
  xml::CaptureSink* capture = nullptr;
};

// Where a dossier says whether it was inspected, among the captured bytes: the root's child `inzage`, from its '<' to
// its last '>'. Where it has none: begin == end, the place that the data set has for it.
struct InspectionPlace {
  static constexpr std::uint64_t kAhead = std::numeric_limits<std::uint64_t>::max();  // has not come by
  std::uint64_t begin = kAhead;
  std::uint64_t end = kAhead;
};

class DossierReader {
 public:
  static constexpr std::size_t kMaxText = 16UL << 20U;
  static constexpr std::size_t kMaxElements = 250'000;

  explicit DossierReader(ReadOptions options = {});
  ~DossierReader();

  // Errors: kMalformedXml, kForbiddenXml, kTooLarge, and any error of `capture`.
  Status Feed(ByteView bytes);
  // Once. Errors besides: kNotADossier, when the document is well-formed but its root is not `dossier` of a known
  // version. A document with schema errors is a document.
  Result<Document> Finish();

  // As far as the bytes that were fed tell, also after Finish; only with ReadOptions::capture.
  const InspectionPlace& inspection_place() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Of a whole document that is in memory. Errors: those of both.
Result<Document> ReadDocument(ByteView bytes, ReadOptions options = {});

}  // namespace oso::dossier
