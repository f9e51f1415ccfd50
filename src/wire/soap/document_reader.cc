#include "wire/soap/document_reader.h"

#include "wire/soap/envelope.h"
#include "wire/soap/values.h"

namespace oso::wire::soap {
namespace {

constexpr std::size_t kMaxResultBytes = 200;
// Envelope, Body, the response and its dossier element stand around the document.
constexpr std::size_t kEnvelopeDepth = 4;

Error Malformed(std::string detail) { return Fail(ErrorCode::kMalformedMessage, std::move(detail)); }

}  // namespace

DocumentReader::DocumentReader(const Dialect& dialect, std::uint64_t max_bytes)
    : dialect_(dialect), max_bytes_(max_bytes), reader_(*this, {.depth = xml::Limits{}.depth + kEnvelopeDepth}) {}

Status DocumentReader::Feed(ByteView bytes) {
  captured_.clear();
  return reader_.Feed(bytes);
}

Result<exchange::ResultCode> DocumentReader::Finish() {
  captured_.clear();
  RETURN_IF_ERROR(reader_.Finish());
  if (!has_response_) return Malformed("Body does not hold exactly one message");
  if (!result_) return Malformed("resultaat: missing");
  const bool succeeded = *result_ == exchange::ResultCode::kTransferSucceeded;
  if (succeeded != has_document_) return Malformed("dossier: missing");
  return *result_;
}

Status DocumentReader::StartElement(const xml::Name& name, const std::vector<xml::Attribute>&) {
  if (place_ == Place::kHeader || place_ == Place::kDocument) {
    ++depth_inside_;
    return {};
  }
  return Enter(name);
}

bool DocumentReader::IsOurs(const xml::Name& name, std::string_view local) const {
  return name.uri == dialect_.uri && name.local == local;
}

Status DocumentReader::Enter(const xml::Name& name) {
  switch (place_) {
    case Place::kOutside:
      if (name != xml::Name{kSoapUri, "Envelope"}) return Malformed("not a SOAP 1.1 envelope");
      place_ = Place::kEnvelope;
      return {};
    case Place::kEnvelope:
      if (name == xml::Name{kSoapUri, "Header"} && !has_header_ && !has_body_) {
        has_header_ = true;
        place_ = Place::kHeader;
        return {};
      }
      if (name != xml::Name{kSoapUri, "Body"} || has_body_) return Malformed("not one Body");
      has_body_ = true;
      place_ = Place::kBody;
      return {};
    case Place::kBody:
      if (name == xml::Name{kSoapUri, "Fault"}) return Fail(ErrorCode::kPeerRefused, "a fault, with status 200");
      if (!IsOurs(name, ElementName<DocumentResponse>()) || has_response_) return Malformed("not one documentResponse");
      has_response_ = true;
      place_ = Place::kResponse;
      return {};
    case Place::kResponse:
      return EnterResponseChild(name);
    case Place::kDossier:
      if (has_document_) return Malformed("dossier: holds more than one element");
      has_document_ = true;
      place_ = Place::kDocument;
      reader_.BeginCapture(*this);
      return {};
    default:
      return Malformed("resultaat: holds elements");
  }
}

Status DocumentReader::EnterResponseChild(const xml::Name& name) {
  if (IsOurs(name, dialect_.names.result) && !result_) {
    place_ = Place::kResult;
    return {};
  }
  if (!IsOurs(name, dialect_.names.dossier))
    return Malformed(std::string(Loggable(name.local)) + ": not expected here");
  if (result_ != exchange::ResultCode::kTransferSucceeded || has_dossier_)
    return Malformed("dossier: not expected here");
  has_dossier_ = true;
  place_ = Place::kDossier;
  return {};
}

Status DocumentReader::EndElement(const xml::Name&) {
  if (depth_inside_ > 0) {
    --depth_inside_;
    return {};
  }
  switch (place_) {
    case Place::kResult: {
      // The table of the message reads it, as it reads every other.
      const xml::Node element{.uri = std::string(dialect_.uri),
                              .local = std::string(dialect_.names.result),
                              .attributes = {},
                              .text = result_text_,
                              .children = {}};
      ASSIGN_OR_RETURN(result_, ReadResult(element));
      place_ = Place::kResponse;
      return {};
    }
    case Place::kDocument:
      place_ = Place::kDossier;
      return {};
    case Place::kDossier:
      place_ = Place::kResponse;
      return {};
    case Place::kResponse:
      place_ = Place::kBody;
      return {};
    case Place::kHeader:
    case Place::kBody:
      place_ = Place::kEnvelope;
      return {};
    default:
      place_ = Place::kOutside;
      return {};
  }
}

Status DocumentReader::Text(std::string_view text) {
  if (place_ == Place::kHeader || place_ == Place::kDocument) return {};
  if (place_ != Place::kResult) return Trim(text).empty() ? Status() : Malformed("text outside a message");
  if (result_text_.size() + text.size() > kMaxResultBytes) return Malformed("resultaat: not a valid value");
  result_text_ += text;
  return {};
}

Status DocumentReader::Capture(ByteView bytes) {
  captured_bytes_ += bytes.size();
  if (captured_bytes_ > max_bytes_) return Fail(ErrorCode::kTooLarge, "dossier larger than allowed");
  captured_.insert(captured_.end(), bytes.begin(), bytes.end());
  return {};
}

}  // namespace oso::wire::soap
