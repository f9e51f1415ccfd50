// The one list of errors of the whole system, each with its wire name and who must act.
// Append only; a wire name is never changed or used again (it stands in logs, audit events and answers).
#pragma once

#include <string>
#include <string_view>

namespace oso {

enum class ErrorCode {
  // The caller corrects its input.
  kInvalidArgument,   // a value has no meaning here
  kMalformedXml,      // not well-formed, or more than the limits of xml/ allow
  kForbiddenXml,      // DOCTYPE, an encoding other than UTF-8: refused whatever it says
  kMalformedMessage,  // well-formed XML that is not the message it should be
  kUnknownOperation,  // no such operation in this dialect
  kTooLarge,          // over a configured limit
  kNotADossier,       // XML, but not a dossier of a known data-set version
  kUnsupportedMedia,  // another content type or method than the address takes
  // The caller may not.
  kUnauthenticated,  // no certificate, or one we cannot trust
  kForbidden,        // known, but not allowed to do this
  // The caller may try again later, as it is.
  kUnavailable,   // the other side cannot be reached or is too busy
  kTimeout,       // the other side did not answer in time; the outcome is unknown
  kTooManyCalls,  // over a limit of calls in a time
  // Something must change first.
  kNotFound,       // no such thing
  kAlreadyExists,  // the thing is there already, and differs
  kConflict,       // the thing is in a state that does not allow this
  kPeerRefused,    // the other system answered with a fault
  // The operator acts.
  kConfiguration,  // a setting is wrong; says which
  kStorage,        // disk or database failed
  kCertificate,    // our own key, certificate, or revocation list cannot be used
  // A bug.
  kInternal,
};

// "malformed-xml"; stable, used in logs and in --json.
std::string_view WireName(ErrorCode code);

// Who can mend it, or how: "caller", "caller's supplier", "try again later", "see the state", "operator", "developer".
std::string_view WhoActs(ErrorCode code);

// `detail` goes to the log and to the user of our own command line; an outside caller gets a text chosen by `code`
// (wire/), never the detail. It holds no personal data: ids, codes, limits and places only.
struct Error {
  ErrorCode code;
  std::string detail;
};

}  // namespace oso
