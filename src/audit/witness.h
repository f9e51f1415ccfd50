// A witness of a log: keeps the newest checkpoint that it has seen, and with its own signature says to everyone that
// the log, as far as it saw, only grew (c2sp.org/tlog-cosignature). What the log signed and it refuses is evidence.
#pragma once

#include <optional>
#include <string>

#include "audit/log_verifier.h"

namespace oso::audit {

// What a witness has. All notes are as the log signed them. Errors: kStorage.
class WitnessStore {
 public:
  virtual ~WitnessStore() = default;
  virtual Result<std::optional<std::string>> Kept() = 0;  // what was kept last; nothing: it has seen none yet
  virtual Status Keep(const std::string& note) = 0;       // durable when it returns
  virtual Status Publish(const std::string& cosigned) = 0;
  virtual Status KeepEvidence(const std::string& note) = 0;  // a checkpoint that does not go with the one that is kept
};

class Witness {
 public:
  // `key` cosigns; without one it only watches. `source`, `store` and `clock` outlive this.
  Witness(LogSource& source, WitnessStore& store, LogPolicy policy, std::optional<NoteSigner> key, const Clock& clock)
      : source_(source), store_(store), policy_(std::move(policy)), key_(std::move(key)), clock_(clock) {}

  struct Seen {
    std::optional<Checkpoint> before;   // what was kept
    std::optional<Checkpoint> present;  // what the log says now; nothing when that is not to be believed
    std::optional<LogFinding> refused;  // then nothing was kept or cosigned: `before` stands
  };
  // One turn. The first checkpoint that it sees it believes for the log's signature alone. It cosigns only what it has
  // kept, so that after a crash it knows at least what it vouched for. Errors: of the source, when the log could not be
  // asked; of the store; kConfiguration: what is kept is not of this log.
  Task<Result<Seen>> Look();

 private:
  Result<std::optional<Checkpoint>> Kept();

  LogSource& source_;
  WitnessStore& store_;
  const LogPolicy policy_;
  const std::optional<NoteSigner> key_;
  const Clock& clock_;
};

}  // namespace oso::audit
