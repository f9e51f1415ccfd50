// An event as the log keeps it: the bytes of a leaf. One line of JSON (RFC 8259) in UTF-8, always the same for the same
// event, without white space or a line end:
//
//   {"at":"2026-11-24T01:56:26.123456Z","type":"session-closed","actor":"oin:00000099000000000001",
//    "request":"0193...","fields":{"session":"...","source":"01AA/1","result":"1000"}}         (here on two lines)
//
// - members in this order, `fields` in the order of docs/audit-events.md; all values are strings;
// - in strings " and \ are \" and \\; U+0008, 9, A, C and D are \b \t \n \f \r; other characters below U+0020 are
// \u00xx
//   in lower case; all others are themselves (as RFC 8785, 3.2.2.2);
// - what is not UTF-8 in a value has become U+FFFD, so that no event is left out for it.
#pragma once

#include <string>
#include <string_view>

#include "audit/event.h"
#include "audit/log.h"
#include "base/result.h"

namespace oso::audit {

// kTooLarge: more than 65 535 bytes, which no event of the catalogue is whose values are within the limits of wire/.
Result<std::string> WriteEntry(const Event& event);

// The entry at `index` of a log; its `sequence` is index + 1 and its `fields` the text as it stands. kInvalidArgument:
// not the one text that WriteEntry gives for what was read, or an `at` that is no moment. The type need not be in
// today's catalogue.
Result<StoredEvent> ReadEntry(std::string_view entry, std::uint64_t index);

}  // namespace oso::audit
