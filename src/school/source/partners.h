// Is the system that asks the one that the register names for this access point? The session proves that the centre let
// the target ask; this proves that it is the target who is asking.
#pragma once

#include <map>
#include <mutex>

#include "base/clock.h"
#include "exchange/traffic_center.h"
#include "school/kept_register.h"

namespace oso::school::source {

class Partners {
 public:
  Partners(exchange::TrafficCenter& center, KeptRegister& kept, const Clock& clock);  // all outlive this

  // True if `supplier` holds the active access point `ap`, as the kept register says. If that does not know it, or says
  // otherwise, it may be old: the centre is asked; its answer "yes" is remembered for five minutes, "no" never.
  // Errors as TrafficCenter's. Any thread.
  Task<Result<bool>> IsSystemOf(AccessPointId ap, Oin supplier);

 private:
  struct Known {
    Oin supplier;
    Instant until;
  };
  bool IsKnown(const AccessPointId& ap, const Oin& supplier);
  Task<bool> IsKept(AccessPointId ap, Oin supplier);

  exchange::TrafficCenter& center_;
  KeptRegister& kept_;
  const Clock& clock_;
  std::mutex mutex_;
  std::map<AccessPointId, Known> known_;
};

}  // namespace oso::school::source
