#include "base/error.h"

namespace oso {

std::string_view WireName(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "invalid-argument";
    case ErrorCode::kMalformedXml:
      return "malformed-xml";
    case ErrorCode::kForbiddenXml:
      return "forbidden-xml";
    case ErrorCode::kMalformedMessage:
      return "malformed-message";
    case ErrorCode::kUnknownOperation:
      return "unknown-operation";
    case ErrorCode::kTooLarge:
      return "too-large";
    case ErrorCode::kNotADossier:
      return "not-a-dossier";
    case ErrorCode::kUnsupportedMedia:
      return "unsupported-media";
    case ErrorCode::kUnauthenticated:
      return "unauthenticated";
    case ErrorCode::kForbidden:
      return "forbidden";
    case ErrorCode::kUnavailable:
      return "unavailable";
    case ErrorCode::kTimeout:
      return "timeout";
    case ErrorCode::kTooManyCalls:
      return "too-many-calls";
    case ErrorCode::kNotFound:
      return "not-found";
    case ErrorCode::kAlreadyExists:
      return "already-exists";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kPeerRefused:
      return "peer-refused";
    case ErrorCode::kConfiguration:
      return "configuration";
    case ErrorCode::kStorage:
      return "storage";
    case ErrorCode::kCertificate:
      return "certificate";
    case ErrorCode::kInternal:
      return "internal";
  }
  return "internal";
}

std::string_view WhoActs(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kMalformedXml:
    case ErrorCode::kForbiddenXml:
    case ErrorCode::kMalformedMessage:
    case ErrorCode::kUnknownOperation:
    case ErrorCode::kTooLarge:
    case ErrorCode::kNotADossier:
    case ErrorCode::kUnsupportedMedia:
      return "caller";
    case ErrorCode::kUnauthenticated:
    case ErrorCode::kForbidden:
      return "caller's supplier";
    case ErrorCode::kUnavailable:
    case ErrorCode::kTimeout:
    case ErrorCode::kTooManyCalls:
      return "try again later";
    case ErrorCode::kNotFound:
    case ErrorCode::kAlreadyExists:
    case ErrorCode::kConflict:
    case ErrorCode::kPeerRefused:
      return "see the state";
    case ErrorCode::kConfiguration:
    case ErrorCode::kStorage:
    case ErrorCode::kCertificate:
      return "operator";
    case ErrorCode::kInternal:
      return "developer";
  }
  return "developer";
}

}  // namespace oso
