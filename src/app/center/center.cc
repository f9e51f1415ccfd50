#include "app/center/center.h"

#include <array>

#include "app/audit_command.h"
#include "app/center/service.h"
#include "app/regularly.h"
#include "app/server.h"
#include "wire/soap/operations.h"

namespace oso::app {
namespace {

constexpr std::array kCenterSettings = std::to_array<Setting>({
    {"session.lifetime_seconds", SettingKind::kNumber, "3600", "How long a session can be used to fetch its dossier.",
     60, 86400},
    {"test_school", SettingKind::kText, "00YY",
     "BRIN of the test school: an access point may ask it from when it is registered on."},
    {"limits.sessions_of_pair", SettingKind::kNumber, "300",
     "Sessions that one access point may open with one source school at once.", 1, 1'000'000},
    {"limits.sessions_of_pair_per_minute", SettingKind::kNumber, "60", "And in the long run, a minute.", 1, 1'000'000},
    {"limits.wrong_checks", SettingKind::kNumber, "60",
     "Checks of sessions that do not exist, by one supplier, before it is told TeVeelVerzoeken.", 1, 1'000'000},
    {"limits.wrong_checks_per_minute", SettingKind::kNumber, "10", "And in the long run, a minute.", 1, 1'000'000},
});

// The register as the gate asks it, on every call.
class RegisteredSuppliers final : public gate::Organisations {
 public:
  explicit RegisteredSuppliers(const center::Registry& registry) : registry_(registry) {}

  Task<Result<bool>> IsSupplier(Oin oin) override {
    const std::shared_ptr<const exchange::Register> registry = registry_.Now();
    const exchange::Supplier* supplier = registry->FindSupplier(oin);
    co_return supplier != nullptr && !supplier->blocked;
  }

 private:
  const center::Registry& registry_;
};

// Other processes change the register too.
void RefreshRegister(CenterParts& parts, Logger& log) {
  const Status refreshed = parts.loops.Run(parts.registry.Refresh());
  if (!refreshed.ok()) {
    log.Warning("register not refreshed", {{"code", refreshed.error().code}, {"detail", refreshed.error().detail}});
  }
}

}  // namespace

std::span<const Setting> CenterSettings() { return kCenterSettings; }

Result<std::unique_ptr<CenterParts>> CenterParts::Create(const std::string& settings_file) {
  ASSIGN_OR_RETURN(Settings settings, Settings::Load(settings_file, Join(CommonSettings(), CenterSettings())));
  RETURN_IF_ERROR(Brin::Parse(settings.text("test_school")));
  ASSIGN_OR_RETURN(std::unique_ptr<store::sql::Database> database,
                   store::OpenDatabase(settings.path("store.database"), store::sql::kCenterSchema));
  auto parts = std::make_unique<CenterParts>(std::move(settings), std::move(database));
  RETURN_IF_ERROR(parts->loops.Run(parts->registry.Refresh()));
  return parts;
}

CenterParts::CenterParts(Settings loaded, std::unique_ptr<store::sql::Database> opened)
    : settings(std::move(loaded)),
      loops(static_cast<int>(settings.number("threads"))),
      database(std::move(opened)),
      changes(*database),
      sessions(*database),
      links(*database),
      audit(*database),
      registry(changes, clock),
      connect(registry, clock, random) {}

center::SessionRules CenterParts::session_rules() const {
  return {.lifetime_seconds = settings.number("session.lifetime_seconds"),
          .test_school = Brin::Parse(settings.text("test_school")).value(),
          .openings_of_pair = {.burst = settings.number("limits.sessions_of_pair"),
                               .per_minute = settings.number("limits.sessions_of_pair_per_minute")},
          .wrong_checks = {.burst = settings.number("limits.wrong_checks"),
                           .per_minute = settings.number("limits.wrong_checks_per_minute")}};
}

Status ServeCenter(const std::string& settings_file) {
  HoldStopSignals();
  ASSIGN_OR_RETURN(std::unique_ptr<CenterParts> parts, CenterParts::Create(settings_file));
  ASSIGN_OR_RETURN(const crypto::CurrentTls tls, LoadTls(parts->settings));

  StderrLogger log(parts->clock);
  observe::Metrics metrics;
  const gate::Records records{parts->audit, metrics, log, parts->clock};
  RegisteredSuppliers suppliers(parts->registry);
  gate::Gate gate(gate::CenterPolicy(), suppliers, records, tls);
  gate::ConnectionAudit connections(records, parts->loops.executor(0));
  SoapGate soap_gate(gate, parts->clock);
  CenterService service(*parts);
  const Regularly refreshing(std::chrono::seconds(1), [&] { RefreshRegister(*parts, log); });
  wire::soap::SoapEndpoint endpoint(wire::soap::CenterOperations(service), soap_gate, RequestLimit(parts->settings));

  return ServeUntilStopped({.settings = parts->settings,
                            .loops = parts->loops,
                            .tls = tls,
                            .handler = endpoint,
                            .observer = connections,
                            .metrics = metrics,
                            .is_ready = [&audit = parts->audit] { return CheckStore(audit); },
                            .log = log,
                            .random = parts->random});
}

}  // namespace oso::app
