// The register as it is now, in memory, and the one way to change it. Several processes may share one store: each looks
// for changes of the others (Refresh), and a change that was decided on an older register is decided again.
#pragma once

#include <atomic>
#include <mutex>

#include "base/clock.h"
#include "center/stores.h"

namespace oso::center {

// One act: what it makes of which entries, and the events that tell of it. Empty: nothing to do.
struct RegisterAct {
  std::vector<exchange::RegisterEntry> entries;
  std::vector<audit::Event> events;
};

class Registry {
 public:
  Registry(RegisterStore& store, const Clock& clock);  // both outlive this

  // The register as this process knows it. Never null. Any thread; does not wait.
  std::shared_ptr<const exchange::Register> Now() const;

  // Takes over what others have changed; also the first reading. kStorage, kUnavailable: the register stays as it was.
  Task<Status> Refresh();

  // Decides on the register of now, writes what comes out of it, and takes it over. `decide` is pure: when another
  // process was first it is asked again, on the newer register. Errors: what `decide` refuses, kInvalidArgument of an
  // entry (exchange::CheckEntry), kConflict after several such rounds, kStorage, kUnavailable.
  using Decide = std::function<Result<RegisterAct>(const exchange::Register& now)>;
  Task<Status> Change(audit::Actor actor, std::string why, Decide decide);

  Task<Result<std::vector<exchange::RegisterChange>>> History(std::string kind, std::string key) {
    return store_.History(std::move(kind), std::move(key));
  }

 private:
  void TakeOver(std::vector<exchange::RegisterEntry> entries, std::int64_t before, std::int64_t version);

  RegisterStore& store_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::shared_ptr<const exchange::Register> now_;
};

}  // namespace oso::center
