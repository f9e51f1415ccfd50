// Who may take part in a transfer, as the register says: one table of conditions (may_exchange.cc), each with its
// result code, read from top to bottom.
#pragma once

#include "center/conditions.h"
#include "center/sessions.h"

namespace oso::center {

// All that a decision about opening a session looks at.
struct Asking {
  const exchange::Register& registry;
  const audit::Caller& caller;
  const exchange::SessionRequest& request;
  const std::optional<Link>& link;  // of the koppelsleutel, when the request has one and it was issued
  const SessionRules& rules;
  Instant now;
};

// The first condition that does not hold; nothing: the target may ask.
std::optional<exchange::ResultCode> ReasonToRefuse(const Asking& asking);

// Whom it may ask, by index: the access points of the source that are active, for this purpose, of a supplier with
// mandate and qualification, the named one if one is named, and never the target itself.
std::vector<exchange::AccessPoint> Askable(const Asking& asking);

// Do the facts that a system reports agree with the session they name?
struct Report {
  const Session& session;
  const exchange::SessionFacts& facts;
};
std::span<const ConditionRow<Report>> FactsOfSession();

// May this access point serve as a source now?
bool MayServe(const exchange::Register& registry, const exchange::AccessPoint& source, const SessionRules& rules,
              Instant now);

}  // namespace oso::center
