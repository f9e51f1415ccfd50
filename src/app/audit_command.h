// What the commands of both programs share about the audit log: listing it, and who it is that gives a command.
#pragma once

#include "app/output.h"
#include "audit/log.h"
#include "http/event_loops.h"

namespace oso::app {

// `audit list`: events after `after`, at most `limit`.
Status ListAudit(http::EventLoops& loops, audit::LogReader& log, std::int64_t after, int limit, OutputFormat format);

// Ready: the store can be read now.
Task<Status> CheckStore(audit::LogReader& log);

// Who gives a command: the account that was named, or the one of the operating system, with a request id of its own.
audit::Actor CommandActor(std::string_view account, Random& random);

}  // namespace oso::app
