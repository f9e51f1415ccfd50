#include "app/school/school.h"

#include <array>

#include "app/audit_command.h"
#include "app/files.h"
#include "app/server.h"
#include "store/open.h"
#include "wire/soap/operations.h"

namespace oso::app {
namespace {

constexpr std::array kSchoolSettings = std::to_array<Setting>({
    {"center.url", SettingKind::kText, "", "The Traffic Center: https://host[:port]/overstapservice."},
    {"documents.folder", SettingKind::kPath, "", "Folder for the dossiers themselves; made when it is not there."},
    {"documents.max_bytes", SettingKind::kNumber, "100000000", "Largest dossier that is taken in.", 1024,
     10'000'000'000},
    {"search_key.pepper_file", SettingKind::kPath, "",
     "File with the secret that qualified systems share for search keys; at least 32 characters."},
    {"search_key.iterations", SettingKind::kNumber, "10000", "Of PBKDF2; the same in the whole network.", 1000,
     10'000'000},
    {"workers", SettingKind::kNumber, "2", "Threads for disk and derivations.", 1, 64},
});

Result<Secret> ReadPepper(const Settings& settings) {
  ASSIGN_OR_RETURN(std::string text, ReadSecretFile(settings.path("search_key.pepper_file")));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  if (text.size() < 32) {
    return Fail(ErrorCode::kConfiguration, "search_key.pepper_file: holds less than 32 characters");
  }
  return Secret(std::move(text));
}

// The use case as the SOAP endpoint calls it.
class Service final : public wire::SourceService {
 public:
  explicit Service(SchoolParts& parts)
      : clock_(parts.clock),
        partners_(parts.center, parts.clock),
        serve_(parts.center, partners_, {parts.dossiers, parts.requests, *parts.documents}, parts.audit, parts.clock) {}

  Task<Result<exchange::DocumentAnswer>> FetchDocument(const wire::CallContext& context,
                                                       exchange::DocumentRequest request) override {
    return serve_.Run(context.caller, std::move(request));
  }
  Task<Result<Instant>> Ping(const wire::CallContext&) override { co_return clock_.Now(); }

 private:
  const Clock& clock_;
  school::source::Partners partners_;
  school::source::ServeDocument serve_;
};

}  // namespace

std::span<const Setting> SchoolSettings() { return kSchoolSettings; }

Result<std::unique_ptr<SchoolParts>> SchoolParts::Create(const std::string& settings_file) {
  ASSIGN_OR_RETURN(Settings settings, Settings::Load(settings_file, Join(CommonSettings(), SchoolSettings())));
  ASSIGN_OR_RETURN(crypto::CurrentTls tls, LoadTls(settings));
  ASSIGN_OR_RETURN(Secret pepper, ReadPepper(settings));
  ASSIGN_OR_RETURN(std::unique_ptr<store::sql::Database> database,
                   store::OpenDatabase(settings.path("store.database"), store::sql::kSchoolSchema));
  auto workers = std::make_unique<WorkerPool>(static_cast<int>(settings.number("workers")));
  ASSIGN_OR_RETURN(std::unique_ptr<store::files::DocumentStore> documents,
                   store::files::DocumentStore::Open(settings.path("documents.folder"), *workers, SystemClock().Now()));
  return std::make_unique<SchoolParts>(Made{.settings = std::move(settings),
                                            .database = std::move(database),
                                            .workers = std::move(workers),
                                            .documents = std::move(documents),
                                            .tls = std::move(tls),
                                            .pepper = std::move(pepper)});
}

SchoolParts::SchoolParts(Made made)
    : settings(std::move(made.settings)),
      read_limits{static_cast<std::uint64_t>(settings.number("documents.max_bytes"))},
      loops(static_cast<int>(settings.number("threads"))),
      workers(std::move(made.workers)),
      database(std::move(made.database)),
      dossiers(*database),
      requests(*database),
      intakes(*database),
      audit(*database),
      documents(std::move(made.documents)),
      search_keys(std::move(made.pepper), static_cast<int>(settings.number("search_key.iterations")), *workers),
      tls(std::move(made.tls)),
      client(loops, {}, tls),
      transport(client),
      center(transport, settings.text("center.url")),
      sources(transport, read_limits.max_bytes) {}

Status ServeSchool(const std::string& settings_file) {
  HoldStopSignals();
  ASSIGN_OR_RETURN(std::unique_ptr<SchoolParts> parts, SchoolParts::Create(settings_file));

  StderrLogger log(parts->clock);
  observe::Metrics metrics;
  const gate::Records records{parts->audit, metrics, log, parts->clock};
  gate::AnyOrganisation organisations;
  gate::Gate gate(gate::SchoolPolicy(), organisations, records, parts->tls);
  gate::ConnectionAudit connections(records, parts->loops.executor(0));
  SoapGate soap_gate(gate, parts->clock);
  Service service(*parts);
  wire::soap::SoapEndpoint endpoint(wire::soap::SourceOperations(service), soap_gate, RequestLimit(parts->settings));

  return ServeUntilStopped({.settings = parts->settings,
                            .loops = parts->loops,
                            .tls = parts->tls,
                            .handler = endpoint,
                            .observer = connections,
                            .metrics = metrics,
                            .is_ready = [&audit = parts->audit] { return CheckStore(audit); },
                            .log = log,
                            .random = parts->random});
}

}  // namespace oso::app
