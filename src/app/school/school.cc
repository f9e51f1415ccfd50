#include "app/school/school.h"

#include <algorithm>
#include <array>

#include "app/audit_command.h"
#include "app/dispatch.h"
#include "app/files.h"
#include "app/regularly.h"
#include "app/school/center_fetch.h"
#include "app/school/notice_box.h"
#include "app/school/root_key.h"
#include "app/school/waiting_watch.h"
#include "app/server.h"
#include "base/blocking_executor.h"
#include "store/open.h"
#include "wire/rest/source_api.h"
#include "wire/soap/operations.h"

namespace oso::app {
namespace {

constexpr std::chrono::minutes kWatchPause(10);  // between two looks at who waits

constexpr std::array kSchoolSettings = std::to_array<Setting>({
    {"center.url", SettingKind::kText, "", "The Traffic Center: https://host[:port]/overstapservice."},
    {"center.protocol", SettingKind::kText, "soap-17",
     "How to talk to it: soap-17, soap-18, soap-21 or rest-1. Only REST gives signed sessions."},
    {"center.keys_file", SettingKind::kPath, "none",
     "File with the public keys (PEM) with which it signs sessions, so that a target with a signed session is served "
     "while the centre is away; or none: each session is checked with the centre."},
    {"center.kept_folder", SettingKind::kPath, "none",
     "Folder in which the centre's register and keys are kept, verified with center.keys_file, for when the centre is "
     "away or has a new key; made when it is not there. Or none."},
    {"center.refresh_seconds", SettingKind::kNumber, "300", "Time between two looks for newer ones.", 1, 86'400},
    {"documents.folder", SettingKind::kPath, "", "Folder for the dossiers themselves; made when it is not there."},
    {"documents.max_bytes", SettingKind::kNumber, "100000000", "Largest dossier that is taken in.", 1024,
     10'000'000'000},
    {"reminder.days", SettingKind::kText, "1 3 7",
     "Ages, in days, at which who waits is counted in the logs, once each: see `waiting`."},
    {"keys.root", SettingKind::kPath, "",
     "File with the root key, by which the keys of all dossiers are wrapped: see `oso-school keys create`."},
    {"search_key.pepper_file", SettingKind::kPath, "",
     "File with the secret that qualified systems share for search keys; at least 32 characters."},
    {"search_key.iterations", SettingKind::kNumber, "10000", "Of PBKDF2; the same in the whole network.", 1000,
     10'000'000},
    {"workers", SettingKind::kNumber, "2", "Threads for disk and derivations.", 1, 64},
});

// The use case as the SOAP endpoint calls it.
class Service final : public wire::SourceService {
 public:
  explicit Service(SchoolParts& parts)
      : clock_(parts.clock),
        partners_(*parts.center, *parts.kept, parts.clock),
        proof_(*parts.center, {*parts.kept, *parts.kept}, parts.own, parts.clock),
        serve_(proof_, partners_, {parts.dossiers, parts.requests, *parts.documents}, parts.audit, parts.clock) {}

  Task<Result<exchange::DocumentAnswer>> FetchDocument(const wire::CallContext& context,
                                                       exchange::DocumentRequest request) override {
    return serve_.Run(context.caller, std::move(request));
  }
  Task<Result<Instant>> Ping(const wire::CallContext&) override { co_return clock_.Now(); }

 private:
  const Clock& clock_;
  school::source::Partners partners_;
  school::source::SessionProof proof_;
  school::source::ServeDocument serve_;
};

// A notice and a question for a dossier come in at the same address.
std::vector<wire::soap::Operation> Operations(wire::SourceService& source, wire::NoticeService& notices) {
  std::vector<wire::soap::Operation> operations = wire::soap::SourceOperations(source);
  std::ranges::move(wire::soap::NoticeOperations(notices), std::back_inserter(operations));
  return operations;
}

// Who the kept register says may not take part is refused at once. Whom it does not know may be new: every request is
// checked with the centre or by a signed session anyway.
class KnownOrganisations final : public gate::Organisations {
 public:
  explicit KnownOrganisations(const KeptCenter& kept) : kept_(kept) {}

  Task<Result<gate::Standing>> StandingOf(Oin oin, std::string_view fingerprint) override {
    const auto kept = kept_.Register();
    if (kept == nullptr) co_return gate::Standing::kSupplier;
    const exchange::Supplier* supplier = kept->registry->FindSupplier(oin);
    if (supplier != nullptr && supplier->blocked) co_return gate::Standing::kBlocked;
    const exchange::SupplierCertificate* certificate = kept->registry->FindCertificate(fingerprint);
    if (certificate != nullptr && certificate->withdrawn) co_return gate::Standing::kWithdrawn;
    co_return gate::Standing::kSupplier;
  }
  Task<Result<std::string>> BoardOf(Brin) override { co_return std::string(); }

 private:
  const KeptCenter& kept_;
};

// What a process left that stopped between a document and its row. A day later nobody comes back for it.
Task<Result<std::size_t>> RemoveOrphans(SchoolParts& parts) {
  constexpr std::int64_t kDay = 86'400;
  constexpr int kAtOnce = 1000;
  CO_ASSIGN_OR_RETURN(const std::vector<DocumentId> orphans,
                      co_await parts.keys.Orphans(parts.clock.Now().PlusSeconds(-kDay), kAtOnce));
  for (const DocumentId& id : orphans) CO_RETURN_IF_ERROR(co_await parts.documents->Remove(id));
  co_return orphans.size();
}

Result<Oin> ReadOwnOin(const Settings& settings) {
  ASSIGN_OR_RETURN(const std::string pem, ReadSmallFile(settings.path("tls.certificate")));
  ASSIGN_OR_RETURN(const crypto::PeerCertificate certificate, crypto::ReadCertificate(pem));
  if (!certificate.oin) return Fail(ErrorCode::kConfiguration, "tls.certificate: names no OIN");
  return *certificate.oin;
}

}  // namespace

std::unique_ptr<exchange::TrafficCenter> CenterIn(exchange::Protocol protocol, wire::Transport& transport,
                                                  const std::string& url, Random& random) {
  using wire::soap::SoapTrafficCenter;
  switch (protocol) {
    case exchange::Protocol::kSoap17:
      return std::make_unique<SoapTrafficCenter>(transport, url, wire::soap::kDialect17);
    case exchange::Protocol::kSoap18:
      return std::make_unique<SoapTrafficCenter>(transport, url, wire::soap::kDialect18);
    case exchange::Protocol::kSoap21:
      return std::make_unique<SoapTrafficCenter>(transport, url, wire::soap::kDialect21);
    case exchange::Protocol::kRest1:
      return std::make_unique<wire::rest::RestTrafficCenter>(transport, url, random);
  }
  std::abort();
}

std::span<const Setting> SchoolSettings() { return kSchoolSettings; }

Result<std::unique_ptr<SchoolParts>> SchoolParts::Create(const std::string& settings_file) {
  ASSIGN_OR_RETURN(Settings settings, Settings::Load(settings_file, Join(CommonSettings(), SchoolSettings())));
  ASSIGN_OR_RETURN(crypto::CurrentTls tls, LoadTls(settings));
  ASSIGN_OR_RETURN(Secret pepper, ReadPepper(settings.path("search_key.pepper_file")));
  ASSIGN_OR_RETURN(crypto::Key root, ReadRootKey(settings.path("keys.root")));
  ASSIGN_OR_RETURN(std::unique_ptr<KeptCenter> kept, KeptCenter::Create(settings));
  ASSIGN_OR_RETURN(const Oin own, ReadOwnOin(settings));
  const auto protocol = exchange::ParseProtocol(settings.text("center.protocol"));
  if (!protocol) return Fail(ErrorCode::kConfiguration, "center.protocol: is soap-17, soap-18, soap-21 or rest-1");
  ASSIGN_OR_RETURN(std::unique_ptr<store::sql::Database> database,
                   store::OpenDatabase(settings.path("store.database"), store::sql::kSchoolSchema));
  auto workers = std::make_unique<WorkerPool>(static_cast<int>(settings.number("workers")));
  const auto open_files = [&](std::string ending) {
    return store::files::DocumentStore::Open(settings.path("documents.folder"), std::move(ending), *workers,
                                             SystemClock().Now());
  };
  ASSIGN_OR_RETURN(auto sealed_files, open_files(".sealed"));
  ASSIGN_OR_RETURN(auto plain_files, open_files(".xml"));
  auto parts = std::make_unique<SchoolParts>(Made{.settings = std::move(settings),
                                                  .database = std::move(database),
                                                  .workers = std::move(workers),
                                                  .sealed_files = std::move(sealed_files),
                                                  .plain_files = std::move(plain_files),
                                                  .root = std::move(root),
                                                  .tls = std::move(tls),
                                                  .pepper = std::move(pepper),
                                                  .center_protocol = *protocol,
                                                  .kept = std::move(kept),
                                                  .own = own});
  RETURN_IF_ERROR(parts->loops.Run(parts->keys.CheckRoot()));
  return parts;
}

SchoolParts::SchoolParts(Made made)
    : settings(std::move(made.settings)),
      read_limits{static_cast<std::uint64_t>(settings.number("documents.max_bytes"))},
      loops(static_cast<int>(settings.number("threads"))),
      workers(std::move(made.workers)),
      database(std::move(made.database)),
      dossiers(*database),
      requests(*database),
      follow_ups(*database),
      intakes(*database),
      notices(*database),
      reminders(*database),
      audit(*database),
      keys(*database, std::move(made.root), clock, random),
      sealed_files(std::move(made.sealed_files)),
      plain_files(std::move(made.plain_files)),
      documents(std::make_unique<store::sealed::DocumentStore>(
          store::sealed::DocumentStore::Below{*sealed_files, *plain_files}, keys, random)),
      search_keys(std::move(made.pepper), static_cast<int>(settings.number("search_key.iterations")), *workers),
      tls(std::move(made.tls)),
      client(loops, {}, tls),
      transport(client),
      center(CenterIn(made.center_protocol, transport, settings.text("center.url"), random)),
      soap_sources(transport, read_limits.max_bytes),
      rest_sources(transport, read_limits.max_bytes),
      sources(rest_sources, soap_sources),
      kept(std::move(made.kept)),
      own(made.own) {}

Status ServeSchool(const std::string& settings_file) {
  HoldStopSignals();
  ASSIGN_OR_RETURN(std::unique_ptr<SchoolParts> parts, SchoolParts::Create(settings_file));
  ASSIGN_OR_RETURN(std::vector<int> ages, ReminderAges(parts->settings));

  StderrLogger log(parts->clock);
  observe::Metrics metrics;
  const gate::Records records{parts->audit, metrics, log, parts->clock};
  if (const Status loaded = parts->kept->Load(); !loaded.ok()) {
    log.Warning("what was kept of the centre is of no use, it is fetched anew",
                {{"code", loaded.error().code}, {"detail", loaded.error().detail}});
  }
  KnownOrganisations organisations(*parts->kept);
  gate::Gate gate(gate::SchoolPolicy(), organisations, records, parts->tls);
  gate::ConnectionAudit connections(records, parts->loops.executor(0));
  WireGate door(gate, parts->clock);
  Service service(*parts);
  NoticeBox notices(*parts);
  const std::size_t request_limit = RequestLimit(parts->settings);
  wire::soap::SoapEndpoint soap(Operations(service, notices), door, request_limit);
  wire::rest::RestEndpoint rest(wire::rest::kSourceRoutes, wire::rest::SourceActions(service), door, request_limit);
  DialectDispatch endpoint(rest, soap);

  CenterFetch fetch({.loops = parts->loops, .transport = parts->transport, .url = parts->settings.text("center.url")},
                    *parts->kept, metrics, log);
  std::optional<Regularly> keeping;
  const std::chrono::seconds pause(parts->settings.number("center.refresh_seconds"));
  if (parts->kept->keeps()) {
    keeping.emplace([&fetch, pause](const std::stop_token& stop) {
      fetch.Run(stop);
      return pause;
    });
  }

  WaitingWatch watch(*parts, std::move(ages), metrics, log);
  const Regularly watching(kWatchPause, [&watch] { watch.Run(); });
  const Regularly sweeping(std::chrono::hours(24), [&parts, &log] {
    const auto removed = BlockingExecutor().Run(RemoveOrphans(*parts));
    if (!removed.ok()) {
      log.Warning("documents that nothing names could not be removed", {{"code", removed.error().code}});
    }
    if (removed.ok() && *removed > 0) log.Info("documents that nothing names were removed", {{"count", *removed}});
  });

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
