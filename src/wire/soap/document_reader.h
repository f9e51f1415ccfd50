// The answer to a documentRequest as it arrives: the envelope is checked, the dossier's bytes are handed on piece by
// piece.
#pragma once

#include <string>

#include "base/bytes.h"
#include "wire/soap/dialect.h"
#include "wire/soap/messages.h"
#include "xml/reader.h"

namespace oso::wire::soap {

// Strict as messages.h: documentResponse with resultaat, and a dossier exactly when that is OverdrachtGeslaagd; so
// nothing is captured with any other answer.
class DocumentReader final : public xml::Handler, public xml::CaptureSink {
 public:
  // `dialect` outlives this. kTooLarge when the dossier is larger than `max_bytes`.
  DocumentReader(const Dialect& dialect, std::uint64_t max_bytes);

  // Errors: as xml::Reader; kMalformedMessage; kPeerRefused: a fault; kTooLarge.
  Status Feed(ByteView bytes);
  // The dossier's bytes that the last Feed gave; valid until the next.
  ByteView captured() const { return captured_; }
  // After the last byte: the answer, when the envelope was whole. Errors as Feed.
  Result<exchange::ResultCode> Finish();

  Status StartElement(const xml::Name& name, const std::vector<xml::Attribute>& attributes) override;
  Status EndElement(const xml::Name& name) override;
  Status Text(std::string_view text) override;
  Status Capture(ByteView bytes) override;

 private:
  // The innermost element we are in; inside kHeader and kDocument only the depth counts.
  enum class Place { kOutside, kEnvelope, kHeader, kBody, kResponse, kResult, kDossier, kDocument };

  Status Enter(const xml::Name& name);
  Status EnterResponseChild(const xml::Name& name);
  bool IsOurs(const xml::Name& name, std::string_view local) const;

  const Dialect& dialect_;
  std::uint64_t max_bytes_;
  xml::Reader reader_;
  Place place_ = Place::kOutside;
  int depth_inside_ = 0;  // of elements below kHeader or kDocument
  bool has_header_ = false;
  bool has_body_ = false;
  bool has_response_ = false;
  bool has_dossier_ = false;
  bool has_document_ = false;
  std::string result_text_;
  std::optional<exchange::ResultCode> result_;
  Bytes captured_;
  std::uint64_t captured_bytes_ = 0;
};

}  // namespace oso::wire::soap
