// `backup` and `restore`: the centre's database, whichever engine it is in, as one file (store/backup.h). The centre
// may run meanwhile. In both the log in the backup is verified, and the report printed. Keys, certificates and
// settings are not in a backup (docs/operations.md).
#pragma once

#include <optional>
#include <string>

#include "app/output.h"
#include "base/result.h"

namespace oso::app {

struct BackupTexts {
  std::string file;
  std::optional<std::string> log_key;  // the log's verifier key; absent: as `log.key` in keys.folder has it
  std::optional<std::string> since;    // for restore: a checkpoint that was kept elsewhere
};

// Errors: those of store::Backup and store::Restore. kStorage: the log in the backup is not whole, or did not grow from
// `since`: then nothing is restored.
Status BackUpCenter(const std::string& settings_file, const BackupTexts& texts, OutputFormat format);
Status RestoreCenter(const std::string& settings_file, const BackupTexts& texts, OutputFormat format);

}  // namespace oso::app
