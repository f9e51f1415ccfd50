// The answer to a documentRequest as it is sent: the envelope up to the dossier, the dossier's bytes as its source
// gives them, the rest of the envelope. Nobody holds the dossier whole.
#pragma once

#include <memory>
#include <string>

#include "exchange/source_system.h"
#include "http/message.h"

namespace oso::wire::soap {

class DocumentBody final : public http::BodySource {
 public:
  DocumentBody(std::string head, std::unique_ptr<exchange::DocumentSource> document, std::string tail);
  // kInternal when the document turns out shorter or longer than it said; else the document's own errors. Either breaks
  // the connection, so the other side cannot take what it has for whole.
  Task<Result<ByteView>> Next() override;
  std::uint64_t size() const override;

 private:
  enum class Part { kHead, kDocument, kTail, kEnd };

  std::string head_;
  std::unique_ptr<exchange::DocumentSource> document_;
  std::string tail_;
  Part part_ = Part::kHead;
  std::uint64_t sent_ = 0;  // of the document
};

}  // namespace oso::wire::soap
