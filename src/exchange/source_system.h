// What a target asks of the source school's system: the port that wire/ implements over SOAP.
#pragma once

#include <memory>

#include "base/bytes.h"
#include "base/clock.h"
#include "exchange/traffic_center.h"

namespace oso::exchange {

struct DocumentRequest {
  SessionFacts facts;
  std::optional<Instant> newer_than;           // aanvraagdatum: only a dossier collected after it
  std::optional<std::string> dossier_version;  // dossierVersie: only this data-set version, as "2019.1"
  // The session as the centre signed it (signed_session.h), so that the source need not ask the centre; "": none. A
  // dialect without a place for it leaves it out.
  std::string signed_session = {};
};

// Takes the bytes of one document as they arrive. The document is the dossier's root element, byte for byte as the
// source holds it, without XML declaration.
class DocumentSink {
 public:
  virtual ~DocumentSink() = default;
  virtual Task<Status> Write(ByteView bytes) = 0;  // an error ends the transfer
};

// Gives the bytes of one document, in order.
class DocumentSource {
 public:
  virtual ~DocumentSource() = default;
  virtual std::uint64_t size() const = 0;
  // The next bytes; empty at the end. The view is valid until the next call.
  virtual Task<Result<ByteView>> Next() = 0;
};

// A source's answer: its document with OverdrachtGeslaagd, and only then.
struct DocumentAnswer {
  ResultCode result = ResultCode::kNotAvailable;
  std::unique_ptr<DocumentSource> document;
};

class SourceSystem {
 public:
  virtual ~SourceSystem() = default;
  // Asks the system at `access_point`. The bytes have gone to `sink` when the answer is OverdrachtGeslaagd; with any
  // other answer the sink has seen nothing. Errors as in traffic_center.h; the sink may then have seen a part.
  virtual Task<Result<ResultCode>> FetchDocument(const AccessPoint& access_point, DocumentRequest request,
                                                 DocumentSink& sink) = 0;
};

// Both systems that a target talks to. References: both outlive it.
struct Network {
  TrafficCenter& center;
  SourceSystem& sources;
};

}  // namespace oso::exchange
