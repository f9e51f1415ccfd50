// What a school keeps as a source. Ports; store/ implements them in memory and on SQLite under one contract suite.
// Every change carries its audit event; both are durable, or neither, when the call returns. Errors of all: kStorage.
#pragma once

#include "audit/event.h"
#include "dossier/vocabulary.h"
#include "exchange/source_system.h"
#include "school/document_store.h"
#include "school/source/inspection.h"

namespace oso::school::source {

// To whom a dossier was set ready (klaargezet): one school, or whichever school asks.
struct Offer {
  std::optional<Brin> target;
  exchange::SearchKey key;
  Instant ready_at;
};

// One composed version of one pupil's dossier. The pupil is known here by search key only; the PGN stays in the
// document.
struct StoredDossier {
  DossierId id;
  Brin school;
  dossier::DataSetVersion version = dossier::DataSetVersion::k2019_1;
  dossier::TransferKind kind = dossier::TransferKind::kBetweenSchools;
  std::optional<dossier::Profile> profile;
  Document document;
  // SHA-256 of what is inspected, see school::Reading; nothing of a version that is older than this record.
  std::optional<std::string> content;
  Instant collected_at;                  // verzameldatum
  std::optional<Inspection> inspection;  // of exactly this content
  std::optional<Offer> offer;
};

class DossierStore {
 public:
  virtual ~DossierStore() = default;
  virtual Task<Status> Add(StoredDossier dossier, audit::Event event) = 0;
  virtual Task<Result<std::optional<StoredDossier>>> Find(DossierId id) = 0;
  virtual Task<Result<std::vector<StoredDossier>>> List(Brin school) = 0;  // newest first
  // Keeps what `dossier` has of inspection, document and content, if its document still is `from`; kNotFound,
  // kConflict.
  virtual Task<Status> RecordInspection(StoredDossier dossier, DocumentId from, audit::Event event) = 0;
  // The next two: kNotFound.
  virtual Task<Status> SetReady(DossierId id, Offer offer, audit::Event event) = 0;
  virtual Task<Status> Withdraw(DossierId id, audit::Event event) = 0;
  // Everything set ready by `school` under this key, newest verzameldatum first.
  virtual Task<Result<std::vector<StoredDossier>>> FindOffered(Brin school, exchange::SearchKey key) = 0;
};

// A request as it came in, kept also when nothing could be delivered (for a later notification). The key stands for the
// pupil; the PGN is not kept.
struct ReceivedRequest {
  SessionId session;
  AccessPointId source;
  AccessPointId target;
  exchange::SearchKey key;
  dossier::TransferKind kind = dossier::TransferKind::kBetweenSchools;
  Instant at;
  std::optional<exchange::ResultCode> result;  // absent: never answered
};

class RequestStore {
 public:
  virtual ~RequestStore() = default;
  virtual Task<Status> Record(ReceivedRequest request) = 0;  // the same session and access point again: replaces
  // For a signed session, which serves once: false, and nothing is written, when this session was recorded at this
  // access point before. Of two at the same moment one is the first.
  virtual Task<Result<bool>> RecordFirst(ReceivedRequest request) = 0;
  // Sets what was answered; the event says the same. kNotFound.
  virtual Task<Status> Answer(SessionId session, AccessPointId source, exchange::ResultCode result,
                              audit::Event event) = 0;
  virtual Task<Result<std::vector<ReceivedRequest>>> List(Brin school) = 0;  // newest first
};

}  // namespace oso::school::source
