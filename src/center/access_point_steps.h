// The way in of an access point as one table: in which state which step may be taken, and what it leads to. What a step
// demands besides (agreement, mandate, key) is in connect.h. docs/connecting.md draws it; a test holds the page to it.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "exchange/parties.h"

namespace oso::center {

enum class AccessPointStep { kIssueKey, kRegister, kTest, kQualify, kActivate, kPause, kLeave };

struct StepRow {
  exchange::AccessPointState from;
  AccessPointStep step;
  exchange::AccessPointState to;  // the same as `from`: the step is good there, and the state stays
};
std::span<const StepRow> StepRows();

// "issue-key", "register", "test", "qualify", "activate", "pause", "leave".
std::string_view WireName(AccessPointStep step);

// The state after this step. kConflict: it cannot be taken in the state that the access point is in; both are named.
Result<exchange::AccessPointState> StateAfter(const exchange::AccessPoint& ap, AccessPointStep step);

}  // namespace oso::center
