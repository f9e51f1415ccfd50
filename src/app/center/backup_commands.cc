#include "app/center/backup_commands.h"

#include <boost/json.hpp>

#include "app/center/center.h"
#include "app/center/keys.h"
#include "app/log_report.h"
#include "audit/stored_log.h"
#include "store/backup.h"

namespace oso::app {
namespace {

Result<Settings> LoadSettings(const std::string& file) {
  return Settings::Load(file, Join(CommonSettings(), CenterSettings()));
}

// Asked before anything is written: without the key nothing could be verified afterwards.
Result<audit::LogPolicy> PolicyOf(const Settings& settings, const BackupTexts& texts) {
  if (texts.log_key) {
    ASSIGN_OR_RETURN(audit::NoteVerifier key, ParseLogKey("--log-key", *texts.log_key));
    return audit::LogPolicy{.log = std::move(key)};
  }
  auto keys = LoadKeys(settings);
  if (!keys.ok()) {
    return Fail(keys.error().code, keys.error().detail + "; put the keys back first, or give --log-key");
  }
  return audit::LogPolicy{.log = keys->log.verifier()};
}

// The log in `database`, as anyone may verify it; `otherwise` says what a log that is not whole comes to.
Status VerifyLogIn(const std::string& database, const audit::LogPolicy& policy,
                   const std::optional<audit::Checkpoint>& trusted, OutputFormat format, std::string_view otherwise) {
  http::EventLoops loops(1);
  ASSIGN_OR_RETURN(const auto written, store::OpenToRead(database, store::sql::kCenterSchema));
  store::sql::LogStore log(*written);
  ASSIGN_OR_RETURN(const auto sealed, loops.Run(log.Checkpoint()));
  if (!sealed && !trusted) {  // a centre that never served
    Print(format, boost::json::object{{"log", nullptr}, {"outcome", "nothing is sealed yet"}});
    return {};
  }
  audit::StoredLog files(log);
  ASSIGN_OR_RETURN(const audit::LogReport report, loops.Run(audit::VerifyLog(files, policy, trusted)));
  PrintLogReport(report, audit::LogDepth::kEntries, trusted, format);
  if (report.findings.empty()) return {};
  return Fail(ErrorCode::kStorage, std::string(otherwise));
}

}  // namespace

Status BackUpCenter(const std::string& settings_file, const BackupTexts& texts, OutputFormat format) {
  ASSIGN_OR_RETURN(const Settings settings, LoadSettings(settings_file));
  ASSIGN_OR_RETURN(const audit::LogPolicy policy, PolicyOf(settings, texts));
  RETURN_IF_ERROR(store::Backup(settings.path("store.database"), store::sql::kCenterSchema, texts.file));
  return VerifyLogIn(texts.file, policy, std::nullopt, format,
                     "it is written, but the log is not whole, so that of the centre is not either: see the findings");
}

Status RestoreCenter(const std::string& settings_file, const BackupTexts& texts, OutputFormat format) {
  ASSIGN_OR_RETURN(const Settings settings, LoadSettings(settings_file));
  ASSIGN_OR_RETURN(const audit::LogPolicy policy, PolicyOf(settings, texts));
  std::optional<audit::Checkpoint> trusted;
  if (texts.since) {
    ASSIGN_OR_RETURN(trusted, ReadKeptCheckpoint(*texts.since, policy));
  }
  RETURN_IF_ERROR(VerifyLogIn(texts.file, policy, trusted, format,
                              "nothing was restored: see the findings, and docs/operations.md for what to do"));
  return store::Restore(texts.file, store::sql::kCenterSchema, settings.path("store.database"));
}

}  // namespace oso::app
