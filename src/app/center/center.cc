#include "app/center/center.h"

#include <array>
#include <map>
#include <mutex>

#include "app/audit_command.h"
#include "app/server.h"
#include "store/open.h"
#include "wire/soap/operations.h"

namespace oso::app {
namespace {

constexpr std::array kCenterSettings = std::to_array<Setting>({
    {"session.lifetime_seconds", SettingKind::kNumber, "3600", "How long a session can be used to fetch its dossier.",
     60, 86400},
});

// The register as the gate asks it, on every call. A supplier that was found is remembered for a few seconds; who is
// not found is asked for again.
class RegisteredSuppliers final : public gate::Organisations {
 public:
  RegisteredSuppliers(center::RegisterReader& registry, const Clock& clock) : registry_(registry), clock_(clock) {}

  Task<Result<bool>> IsSupplier(Oin oin) override {
    if (IsRemembered(oin)) co_return true;
    CO_ASSIGN_OR_RETURN(std::optional<exchange::Supplier> supplier, co_await registry_.FindSupplier(oin));
    if (supplier) Remember(oin);
    co_return supplier.has_value();
  }

 private:
  bool IsRemembered(const Oin& oin) {
    const std::lock_guard lock(mutex_);
    const auto found = until_.find(oin);
    return found != until_.end() && found->second > clock_.Now();
  }
  void Remember(const Oin& oin) {
    constexpr std::int64_t kSeconds = 5;
    const std::lock_guard lock(mutex_);
    until_.insert_or_assign(oin, clock_.Now().PlusSeconds(kSeconds));
  }

  center::RegisterReader& registry_;
  const Clock& clock_;
  std::mutex mutex_;
  std::map<Oin, Instant> until_;
};

// The use cases as the SOAP endpoint calls them.
class Service final : public wire::CenterService {
 public:
  explicit Service(CenterParts& parts)
      : parts_(parts),
        open_(parts.registry, parts.sessions, parts.audit, parts.clock, parts.random,
              parts.settings.number("session.lifetime_seconds")),
        check_(parts.registry, parts.sessions, parts.audit, parts.clock),
        close_(parts.sessions, parts.audit, parts.clock) {}

  Task<Result<exchange::OrRefusal<exchange::OpenedSession>>> OpenSession(const wire::CallContext& context,
                                                                         exchange::SessionRequest request) override {
    return open_.Run(context.caller, std::move(request));
  }
  Task<Result<exchange::OrRefusal<exchange::ValidSession>>> CheckSession(const wire::CallContext& context,
                                                                         exchange::SessionFacts facts) override {
    return check_.Run(context.caller, std::move(facts));
  }
  Task<Result<exchange::ResultCode>> CloseSession(const wire::CallContext& context, exchange::SessionFacts facts,
                                                  exchange::ResultCode best) override {
    return close_.Run(context.caller, std::move(facts), best);
  }
  Task<Result<std::vector<exchange::AccessPoint>>> ListAccessPoints(const wire::CallContext&,
                                                                    exchange::AccessPointFilter filter) override {
    CO_ASSIGN_OR_RETURN(std::vector<exchange::AccessPoint> found, co_await parts_.registry.ListAccessPoints(filter));
    std::erase_if(found, [](const auto& ap) { return ap.state != exchange::AccessPointState::kActive; });
    co_return found;
  }
  Task<Result<Instant>> Ping(const wire::CallContext&) override { co_return parts_.clock.Now(); }

 private:
  CenterParts& parts_;
  center::OpenSession open_;
  center::CheckSession check_;
  center::CloseSession close_;
};

}  // namespace

std::span<const Setting> CenterSettings() { return kCenterSettings; }

Result<std::unique_ptr<CenterParts>> CenterParts::Create(const std::string& settings_file) {
  ASSIGN_OR_RETURN(Settings settings, Settings::Load(settings_file, Join(CommonSettings(), CenterSettings())));
  ASSIGN_OR_RETURN(std::unique_ptr<store::sql::Database> database,
                   store::OpenDatabase(settings.path("store.database"), store::sql::kCenterSchema));
  return std::make_unique<CenterParts>(std::move(settings), std::move(database));
}

CenterParts::CenterParts(Settings loaded, std::unique_ptr<store::sql::Database> opened)
    : settings(std::move(loaded)),
      loops(static_cast<int>(settings.number("threads"))),
      database(std::move(opened)),
      registry(*database),
      sessions(*database),
      audit(*database),
      entering(registry, clock) {}

Status ServeCenter(const std::string& settings_file) {
  HoldStopSignals();
  ASSIGN_OR_RETURN(std::unique_ptr<CenterParts> parts, CenterParts::Create(settings_file));
  ASSIGN_OR_RETURN(const crypto::CurrentTls tls, LoadTls(parts->settings));

  StderrLogger log(parts->clock);
  observe::Metrics metrics;
  const gate::Records records{parts->audit, metrics, log, parts->clock};
  RegisteredSuppliers suppliers(parts->registry, parts->clock);
  gate::Gate gate(gate::CenterPolicy(), suppliers, records, tls);
  gate::ConnectionAudit connections(records, parts->loops.executor(0));
  SoapGate soap_gate(gate, parts->clock);
  Service service(*parts);
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
