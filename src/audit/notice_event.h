// More events of the catalogue (event.h): those of notifications and of waiting, at a school.
#pragma once

#include "audit/event.h"

namespace oso::audit {

// As source. Intent: written before the centre is asked whether this target may be told.
Event NotificationSending(Actor actor, Instant at, const SessionId& session, const AccessPointId& target,
                          const DossierId& dossier);
// `result` is the target's answer, the centre's refusal, or an error's wire name.
Event NotificationAnswered(Actor actor, Instant at, const SessionId& session, const AccessPointId& target,
                           std::string_view result);
// `reason` is one of a closed list (school/source/follow_up.h).
Event RequestPutAside(Actor actor, Instant at, const SessionId& session, const AccessPointId& source,
                      std::string_view reason);

// As target.
Event NoticeReceived(Actor actor, Instant at, const AccessPointId& source, const AccessPointId& target);
Event NoticeSeen(Actor actor, Instant at, const AccessPointId& source, const AccessPointId& target);

// Both. On one list of one school, so many reached an age of so many days since the last day of reminders.
Event ReminderSent(Actor actor, Instant at, const Brin& school, std::string_view list, int days, int count);

}  // namespace oso::audit
