// The one place that says how an error looks from outside: SOAP 1.1 faults (section 4.4) for what is SOAP's matter, a
// status with a line of text for what is HTTP's. Chosen by the error's code; its detail never leaves the system.
#pragma once

#include "base/error.h"
#include "http/message.h"
#include "wire/soap/dialect.h"
#include "wire/soap/envelope.h"

namespace oso::wire::soap {

FaultCode FaultCodeOf(ErrorCode code);       // kClient or kServer: who mends it
std::string_view FaultText(ErrorCode code);  // Dutch, for whoever looks at the other system's log

struct Fault {
  FaultCode fault_code = FaultCode::kServer;
  ErrorCode error = ErrorCode::kInternal;
  std::string_view request_id;
};

// Status 500. The detail element holds <fout><code/><wie/><aanvraag/></fout> in the dialect's namespace. `related_to`
// as EnvelopeHead::related_to. With Retry-After (in seconds) for kTooManyCalls, kUnavailable and kStorage: HTTP 503 and
// 429 would say the same, but a SOAP 1.1 fault is a 500 (section 6.2).
http::Response FaultResponse(const Fault& fault, const Dialect& dialect, std::string_view related_to);

// kUnsupportedMedia 415, kTooLarge 413, anything else 400.
http::Response HttpRefusal(ErrorCode code);
// 405: only POST.
http::Response MethodRefusal();

}  // namespace oso::wire::soap
