// An audit event as it is kept: one line of JSON,
//   {"at":"<ISO 8601, UTC, microseconds>","type":"...","actor":"...","request":"...","fields":{...}}
// its members and its fields always in that order, the fields' own that of the catalogue.
#pragma once

#include "audit/event.h"
#include "audit/log.h"

namespace oso::store::sql {

// Bytes that are not UTF-8 become U+FFFD: an entry can always be stored and read back.
std::string EntryOf(const audit::Event& event);

// kStorage: not such a line.
Result<audit::StoredEvent> EventOf(std::int64_t sequence, std::string_view entry);

}  // namespace oso::store::sql
