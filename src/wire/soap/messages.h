// The messages of the SOAP interface as structs, the same in every dialect. One table per message (messages.cc) drives
// reading and writing, and a test compares it with the schema in api/wsdl. Element order as in the published examples.
//
// Reading is strict: an element that is unknown, missing, there twice or out of order, and a value that is not of its
// type, is kMalformedMessage; the detail names the element and never repeats its content (but an unknown result code of
// plain letters). White space around a value does not count; attributes are not looked at.
#pragma once

#include <string>
#include <vector>

#include "exchange/notice.h"
#include "exchange/source_system.h"
#include "wire/soap/dialect.h"
#include "xml/tree.h"
#include "xml/writer.h"

namespace oso::wire::soap {

// Requests about a dossier hold exactly one key, a zoeksleutel or a koppelsleutel: the facts' DossierKey. The pgnfrag
// that '21 wants beside a zoeksleutel is read and not kept; written, it is derived from the search key (values.h).
struct OverdrachtRequest {
  exchange::SessionRequest request;
};

// A session with its access points, or a result.
struct OverdrachtResponse {
  std::optional<SessionId> session;
  std::vector<exchange::AccessPoint> access_points;
  std::optional<exchange::ResultCode> result;
};

struct SessiecontroleRequest {
  exchange::SessionFacts facts;
};

struct SessiecontroleResponse {
  exchange::ResultCode result = exchange::ResultCode::kSessionUnknown;
  std::optional<exchange::Sector> sector;  // with SessieValide, and only then
};

struct DocumentRequest {
  exchange::DocumentRequest request;
};

// Only its head: the dossier's bytes are streamed (document_body.h, document_reader.h). Written with kPresent, its
// dossier element is empty: that is where they go.
enum class DossierElement { kAbsent, kPresent };
struct DocumentResponse {
  exchange::ResultCode result = exchange::ResultCode::kNotAvailable;
  DossierElement dossier = DossierElement::kAbsent;  // kPresent with OverdrachtGeslaagd, and only then
};

struct AfmeldingRequest {
  exchange::SessionFacts facts;
  exchange::ResultCode best = exchange::ResultCode::kSourceUnreachable;
};

struct AfmeldingResponse {
  exchange::ResultCode result = exchange::ResultCode::kSessionUnknown;
};

// sessieId with OV, and only then.
struct MeldenNotificatieRequest {
  exchange::Notification notification;
};

// An address, for PaO with the koppelsleutel; or a result.
struct MeldenNotificatieResponse {
  std::string url;
  std::optional<exchange::LinkKey> key;
  std::optional<exchange::ResultCode> result;
};

// koppelsleutel with PaO, and only then.
struct NotificatieRequest {
  exchange::Notice notice;
};

struct NotificatieResponse {
  exchange::ResultCode result = exchange::ResultCode::kNotAvailable;
};

struct MeldenTerugkoppelingRequest {
  exchange::Feedback feedback;
};

// An address, or a result.
struct MeldenTerugkoppelingResponse {
  std::string url;
  std::optional<exchange::ResultCode> result;
};

struct TerugkoppelingRequest {
  exchange::FeedbackReport report;
};

struct TerugkoppelingResponse {
  exchange::ResultCode result = exchange::ResultCode::kNotAvailable;
};

struct AanleverpuntRegistratieRequest {
  exchange::Registration registration;
};

struct AanleverpuntRegistratieResponse {
  exchange::ResultCode result = exchange::ResultCode::kRegistrationKeyWrong;
};

// In '21 an index comes with its BRIN: one that is filtered by needs the filter's BRIN too, to be written.
struct OverzichtAanleverpuntRequest {
  exchange::AccessPointFilter filter;
};

struct OverzichtAanleverpuntResponse {
  std::vector<exchange::AccessPoint> access_points;
};

struct PingRequest {};

enum class PingResult { kAvailable };  // "Beschikbaar"
struct PingResponse {
  PingResult result = PingResult::kAvailable;
  Instant time;
};

enum class Occurs { kOnce, kOptional, kAtLeastOnce, kAnyTimes };

struct FieldInfo {
  std::string_view name;
  Occurs occurs;
  bool operator==(const FieldInfo&) const = default;
};

// For each of the messages above. An access point of a list, exchange::AccessPoint, has FieldsOf too.
template <class Message>
std::string_view ElementName();  // "overdrachtRequest"
// `element` is the message's own; its name is for the caller to check. kMalformedMessage.
template <class Message>
Result<Message> ReadMessage(const xml::Node& element, const Dialect& dialect);
// Writes the message's element with the prefix `oso`, which the caller has bound to the dialect's namespace.
template <class Message>
void WriteMessage(const Message& message, const Dialect& dialect, xml::Writer& writer);
template <class Message>
std::vector<FieldInfo> FieldsOf(const Dialect& dialect);

// One `aanleverpunt` of a list, as WriteMessage writes it inside its message.
void WriteAccessPoint(const exchange::AccessPoint& ap, const Dialect& dialect, xml::Writer& writer);

// The resultaat element alone, for an answer that is read as it streams. kMalformedMessage.
Result<exchange::ResultCode> ReadResult(const xml::Node& element);

}  // namespace oso::wire::soap
