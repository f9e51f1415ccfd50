#include "app/center/test_school_server.h"

#include <array>

#include "app/audit_command.h"
#include "app/center/test_school.h"
#include "app/files.h"
#include "app/server.h"
#include "app/wire_gate.h"
#include "base/worker_pool.h"
#include "crypto/digest.h"
#include "http/client.h"
#include "store/open.h"
#include "store/sql/audit_log.h"
#include "wire/soap/client.h"
#include "wire/soap/operations.h"

namespace oso::app {
namespace {

constexpr std::array kTestSchoolSettings = std::to_array<Setting>({
    {"center.url", SettingKind::kText, "", "The Traffic Center: https://host[:port]/overstapservice."},
    {"test_school", SettingKind::kText, "00YY", "BRIN of the test school, as the centre's setting of that name."},
    {"search_key.pepper_file", SettingKind::kPath, "",
     "File with the secret that qualified systems share for search keys; at least 32 characters."},
    {"search_key.iterations", SettingKind::kNumber, "10000", "Of PBKDF2; the same in the whole network.", 1000,
     10'000'000},
});

}  // namespace

std::span<const Setting> TestSchoolSettings() { return kTestSchoolSettings; }

Status ServeTestSchool(const std::string& settings_file) {
  HoldStopSignals();
  ASSIGN_OR_RETURN(const Settings settings,
                   Settings::Load(settings_file, Join(CommonSettings(), TestSchoolSettings())));
  ASSIGN_OR_RETURN(const Brin brin, Brin::Parse(settings.text("test_school")));
  ASSIGN_OR_RETURN(Secret pepper, ReadPepper(settings.path("search_key.pepper_file")));
  ASSIGN_OR_RETURN(crypto::CurrentTls tls, LoadTls(settings));
  ASSIGN_OR_RETURN(std::unique_ptr<store::sql::Database> database,
                   store::OpenDatabase(settings.path("store.database"), store::sql::kSchoolSchema));

  SystemClock clock;
  crypto::SystemRandom random;
  http::EventLoops loops(static_cast<int>(settings.number("threads")));
  WorkerPool workers(1);
  store::sql::AuditLog audit(*database);
  http::Client client(loops, {}, tls);
  wire::HttpTransport transport(client);
  wire::soap::SoapTrafficCenter center(transport, settings.text("center.url"));
  school::DerivedV1 keys(std::move(pepper), static_cast<int>(settings.number("search_key.iterations")), workers);
  TestSchool school(brin, center, keys, clock);
  RETURN_IF_ERROR(loops.Run(school.Open()));

  StderrLogger log(clock);
  observe::Metrics metrics;
  const gate::Records records{audit, metrics, log, clock};
  gate::AnyOrganisation organisations;
  gate::Gate gate(gate::SchoolPolicy(), organisations, records, tls);
  gate::ConnectionAudit connections(records, loops.executor(0));
  WireGate door(gate, clock);
  wire::soap::SoapEndpoint endpoint(wire::soap::SourceOperations(school), door, RequestLimit(settings));
  return ServeUntilStopped({.settings = settings,
                            .loops = loops,
                            .tls = tls,
                            .handler = endpoint,
                            .observer = connections,
                            .metrics = metrics,
                            .is_ready = [&audit] { return CheckStore(audit); },
                            .log = log,
                            .random = random});
}

}  // namespace oso::app
