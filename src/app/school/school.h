// A school system put together: one process for all schools of one supplier, as source and as target.
#pragma once

#include "app/school/kept_center.h"
#include "app/settings.h"
#include "app/wire_gate.h"
#include "base/worker_pool.h"
#include "crypto/digest.h"
#include "http/client.h"
#include "school/source/prepare.h"
#include "school/source/serve_document.h"
#include "school/target/intake.h"
#include "school/waiting.h"
#include "store/files/document_store.h"
#include "store/sealed/document_store.h"
#include "store/sql/audit_log.h"
#include "store/sql/follow_up_store.h"
#include "store/sql/intake_store.h"
#include "store/sql/key_store.h"
#include "store/sql/notice_store.h"
#include "store/sql/reminder_store.h"
#include "store/sql/source_store.h"
#include "wire/mixed_sources.h"
#include "wire/rest/client.h"
#include "wire/soap/client.h"

namespace oso::app {

std::span<const Setting> SchoolSettings();  // without the common ones

// The centre at `url`, spoken to in one of its dialects. `transport` and `random` outlive it.
std::unique_ptr<exchange::TrafficCenter> CenterIn(exchange::Protocol protocol, wire::Transport& transport,
                                                  const std::string& url, Random& random);

// What the commands and the server share.
struct SchoolParts {
  // kConfiguration also where the keys of documents are wrapped by another root key than that in keys.root.
  static Result<std::unique_ptr<SchoolParts>> Create(const std::string& settings_file);

  // What can fail was made before.
  struct Made {
    Settings settings;
    std::unique_ptr<store::sql::Database> database;
    std::unique_ptr<WorkerPool> workers;
    std::unique_ptr<store::files::DocumentStore> sealed_files;
    std::unique_ptr<store::files::DocumentStore> plain_files;
    crypto::Key root;
    crypto::CurrentTls tls;
    Secret pepper;
    exchange::Protocol center_protocol;
    std::unique_ptr<KeptCenter> kept;
    Oin own;
  };
  explicit SchoolParts(Made made);

  exchange::Network network() { return {*center, sources}; }
  school::ListWaiting::Stores waiting_stores() { return {dossiers, requests, follow_ups, intakes, notices}; }

  Settings settings;
  school::ReadLimits read_limits;
  SystemClock clock;
  crypto::SystemRandom random;
  http::EventLoops loops;
  std::unique_ptr<WorkerPool> workers;
  std::unique_ptr<store::sql::Database> database;
  store::sql::DossierStore dossiers;
  store::sql::RequestStore requests;
  store::sql::FollowUpStore follow_ups;
  store::sql::IntakeStore intakes;
  store::sql::NoticeStore notices;
  store::sql::ReminderStore reminders;
  store::sql::AuditLog audit;
  store::sql::KeyStore keys;
  std::unique_ptr<store::files::DocumentStore> sealed_files;
  std::unique_ptr<store::files::DocumentStore> plain_files;  // of before there were keys
  std::unique_ptr<school::DocumentStore> documents;          // over these: all that is written is sealed
  school::DerivedV1 search_keys;
  crypto::CurrentTls tls;
  http::Client client;
  wire::HttpTransport transport;
  std::unique_ptr<exchange::TrafficCenter> center;  // in the dialect of center.protocol
  wire::soap::SoapSourceSystem soap_sources;
  wire::rest::RestSourceSystem rest_sources;
  wire::MixedSources sources;        // each in a dialect that it speaks
  std::unique_ptr<KeptCenter> kept;  // of the centre; loaded by who uses it
  Oin own;                           // whose system this is, by its certificate
};

// Runs the server until it is told to stop.
Status ServeSchool(const std::string& settings_file);

}  // namespace oso::app
