// SOAP 1.1 envelopes (W3C Note 2000-05-08) as Digikoppeling WUS and Edukoppeling profile 2W-be use them: one child in
// the Body, no encoding, UTF-8, WS-Addressing 1.0 headers (2005/08) understood when they are there and never required.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"
#include "wire/soap/dialect.h"
#include "xml/tree.h"
#include "xml/writer.h"

namespace oso::wire::soap {

inline constexpr std::string_view kSoapUri = "http://schemas.xmlsoap.org/soap/envelope/";
inline constexpr std::string_view kAddressingUri = "http://www.w3.org/2005/08/addressing";
inline constexpr std::string_view kFaultAction = "http://www.w3.org/2005/08/addressing/soap/fault";
inline constexpr std::string_view kContentType = "text/xml; charset=utf-8";

enum class FaultCode { kClient, kServer, kVersionMismatch, kMustUnderstand };

// The headers that an answer looks at.
struct Addressing {
  std::string action;
  std::string message_id;
};

struct Envelope {
  xml::Node message;  // the one child of Body
  std::optional<Addressing> addressing;
};

// Content type text/xml; charset UTF-8 or none. kUnsupportedMedia.
Status CheckContentType(const http::Headers& headers);

// Errors as xml::ParseTree, and kMalformedMessage: not an envelope, not exactly one message, a header that must be
// understood and is not, addressing that is incomplete or asks for another way back than this connection. `fault_code`
// is set when the error has a fault code of its own (VersionMismatch, MustUnderstand). Not checked: whether To and From
// name anyone known; the certificate says who calls.
Result<Envelope> ReadEnvelope(ByteView body, xml::Limits limits, std::optional<FaultCode>& fault_code);

// The SOAPAction header is absent, "" or equal to wsa:Action (Digikoppeling WS002). kMalformedMessage.
Status CheckSoapAction(const http::Headers& headers, const std::optional<Addressing>& addressing);

// What the Header of an answer says, when the request had addressing headers.
struct EnvelopeHead {
  std::string_view action;
  std::string_view related_to;  // MessageID of the request; empty: an empty Header
  std::string_view message_id;  // a UUID
};
// Up to and with <soapenv:Body>; binds the prefixes soapenv and oso.
void OpenEnvelope(xml::Writer& writer, const Dialect& dialect, const EnvelopeHead& head);
void CloseEnvelope(xml::Writer& writer);

// wsam:Action of a message: its namespace, a slash, its element.
std::string ActionOf(const Dialect& dialect, std::string_view element);

// Content-Type (first) and Cache-Control of an answer; the server adds X-Request-Id.
http::Headers AnswerHeaders();

}  // namespace oso::wire::soap
