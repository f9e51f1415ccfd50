#include "app/center/center.h"

#include <array>

namespace oso::app {
namespace {

constexpr std::array kCenterSettings = std::to_array<Setting>({
    {"public.host", SettingKind::kText, "0.0.0.0",
     "Address of the public interface: TLS without a client certificate, for what anyone may read and for the portal."},
    {"public.port", SettingKind::kNumber, "8443", "Its port.", 0, 65535},
    {"keys.folder", SettingKind::kPath, "", "Folder with the centre's signing keys: see `oso-center keys create`."},
    {"log.name", SettingKind::kText, "",
     "What the log is called in its checkpoints, for ever: a host and path, as log.example.nl/oso."},
    {"log.seal_milliseconds", SettingKind::kNumber, "1000", "Time between two checkpoints of the log.", 100, 60'000},
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
      log(*database),
      statistics(*database),
      registry(changes, clock),
      connect(registry, audit, clock, random) {}

center::SessionRules CenterParts::session_rules() const {
  return {.lifetime_seconds = settings.number("session.lifetime_seconds"),
          .test_school = Brin::Parse(settings.text("test_school")).value(),
          .openings_of_pair = {.burst = settings.number("limits.sessions_of_pair"),
                               .per_minute = settings.number("limits.sessions_of_pair_per_minute")},
          .wrong_checks = {.burst = settings.number("limits.wrong_checks"),
                           .per_minute = settings.number("limits.wrong_checks_per_minute")}};
}

}  // namespace oso::app
