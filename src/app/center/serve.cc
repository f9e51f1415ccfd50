// The centre's server: its endpoints, and what it does regularly beside them.
#include "app/audit_command.h"
#include "app/center/connect_service.h"
#include "app/center/register_service.h"
#include "app/center/service.h"
#include "app/dispatch.h"
#include "app/regularly.h"
#include "app/server.h"
#include "app/wire_gate.h"
#include "audit/sealer.h"
#include "base/blocking_executor.h"
#include "wire/rest/center_api.h"
#include "wire/soap/operations.h"

namespace oso::app {
namespace {

// The register as the gate asks it, on every call.
class RegisteredOrganisations final : public gate::Organisations {
 public:
  explicit RegisteredOrganisations(const center::Registry& registry) : registry_(registry) {}

  Task<Result<gate::Standing>> StandingOf(Oin oin, std::string_view fingerprint) override {
    const std::shared_ptr<const exchange::Register> registry = registry_.Now();
    const exchange::Supplier* supplier = registry->FindSupplier(oin);
    if (supplier == nullptr) co_return gate::Standing::kUnknown;
    if (supplier->blocked) co_return gate::Standing::kBlocked;
    const exchange::SupplierCertificate* certificate = registry->FindCertificate(fingerprint);
    if (certificate != nullptr && certificate->withdrawn) co_return gate::Standing::kWithdrawn;
    co_return gate::Standing::kSupplier;
  }

  Task<Result<std::string>> BoardOf(Brin school) override {
    const std::shared_ptr<const exchange::Register> registry = registry_.Now();
    const exchange::School* found = registry->FindSchool(school);
    co_return found == nullptr ? std::string() : found->board;
  }

 private:
  const center::Registry& registry_;
};

void Tell(Logger& log, std::string_view what, const Status& done) {
  if (done.ok()) return;
  log.Warning(what, {{"code", done.error().code}, {"detail", done.error().detail}});
}

// Other processes change the register too; and what is published follows it.
void KeepRegister(CenterParts& parts, Publication& publication, Logger& log) {
  Tell(log, "register not refreshed", BlockingExecutor().Run(parts.registry.Refresh()));
  publication.Publish(parts.registry.Now());
  publication.ForgetUnasked();
}

// The first day of which there may be sessions is that of the register's first change.
Task<Status> CountDays(CenterParts& parts) {
  CO_ASSIGN_OR_RETURN(const auto changes, co_await parts.changes.Changes(0, 1));
  if (changes.empty()) co_return Status{};
  center::CountSessions counting(parts.registry, parts.sessions, parts.statistics, parts.clock);
  co_return co_await counting.Run(changes.front().at);
}

}  // namespace

Status ServeCenter(const std::string& settings_file) {
  HoldStopSignals();
  const SystemClock clock;
  StderrLogger log(clock);  // before the parts: what they still finish at the end may have something to tell
  ASSIGN_OR_RETURN(std::unique_ptr<CenterParts> parts, CenterParts::Create(settings_file));
  ASSIGN_OR_RETURN(crypto::CurrentTls tls, LoadTls(parts->settings));
  ASSIGN_OR_RETURN(const CenterKeys keys, LoadKeys(parts->settings));

  observe::Metrics metrics;
  const gate::Records records{parts->audit, metrics, log, parts->clock};
  RegisteredOrganisations organisations(parts->registry);
  const gate::SignedTokens tokens(exchange::FinderOf(keys.published.keys), parts->clock);
  gate::Gate gate(gate::CenterPolicy(), organisations, records, tls, tokens);
  gate::ConnectionAudit connections(records, parts->loops.executor(0));

  Publication publication(parts->registry.Now(), keys.signing, parts->clock);
  CenterService sessions(*parts, keys);
  RegisterService registry(*parts, keys, publication);
  ConnectService connect(parts->connect, parts->registry);
  const std::size_t request_limit = RequestLimit(parts->settings);
  WireGate door(gate, parts->clock);
  wire::soap::SoapEndpoint soap(wire::soap::CenterOperations(sessions), door, request_limit);
  wire::rest::RestEndpoint rest(wire::rest::kCenterRoutes, wire::rest::CenterActions({sessions, registry, connect}),
                                door, request_limit);
  DialectDispatch endpoint(rest, soap);

  // On threads of their own: a second's entries to seal, or a register to index, would hold up a loop's requests.
  audit::Sealer sealer(parts->log, keys.log);
  const std::chrono::milliseconds seal_pause(parts->settings.number("log.seal_milliseconds"));
  const Regularly keeping(std::chrono::seconds(1), [&] { KeepRegister(*parts, publication, log); });
  const Regularly sealing(seal_pause, [&] {
    const Result<std::uint64_t> sealed = BlockingExecutor().Run(sealer.Run());
    Tell(log, "log not sealed", sealed.ok() ? Status() : Status(sealed.error()));
  });
  const Regularly counting(std::chrono::hours(1),
                           [&] { Tell(log, "sessions not counted", BlockingExecutor().Run(CountDays(*parts))); });

  return ServeUntilStopped({.settings = parts->settings,
                            .loops = parts->loops,
                            .tls = tls,
                            .handler = endpoint,
                            .anyone = &rest,
                            .observer = connections,
                            .metrics = metrics,
                            .is_ready = [&audit = parts->audit] { return CheckStore(audit); },
                            .log = log,
                            .random = parts->random});
}

}  // namespace oso::app
