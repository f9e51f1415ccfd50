#include "wire/soap/faults.h"

namespace oso::wire::soap {
namespace {

std::string_view QualifiedName(FaultCode code) {
  switch (code) {
    case FaultCode::kClient:
      return "soapenv:Client";
    case FaultCode::kServer:
      return "soapenv:Server";
    case FaultCode::kVersionMismatch:
      return "soapenv:VersionMismatch";
    case FaultCode::kMustUnderstand:
      return "soapenv:MustUnderstand";
  }
  return "soapenv:Server";
}

// In seconds; "" where trying again later does not help by itself. A bucket of calls has filled by then (a token is a
// matter of seconds); a database that moves to another machine takes about as long.
std::string_view RetryAfter(ErrorCode code) {
  switch (code) {
    case ErrorCode::kTooManyCalls:
      return "60";
    case ErrorCode::kUnavailable:
    case ErrorCode::kStorage:
      return "30";
    default:
      return "";
  }
}

http::Response Plain(int status, std::string_view text) {
  http::Response response{.status = status, .headers = AnswerHeaders(), .body = std::string(text)};
  response.headers.front().second = "text/plain; charset=utf-8";
  return response;
}

}  // namespace

FaultCode FaultCodeOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kMalformedXml:
    case ErrorCode::kForbiddenXml:
    case ErrorCode::kMalformedMessage:
    case ErrorCode::kUnknownOperation:
    case ErrorCode::kTooLarge:
    case ErrorCode::kNotADossier:
    case ErrorCode::kUnsupportedMedia:
    case ErrorCode::kUnauthenticated:
    case ErrorCode::kForbidden:
    case ErrorCode::kNotFound:
    case ErrorCode::kAlreadyExists:
    case ErrorCode::kConflict:
    case ErrorCode::kTooManyCalls:
      return FaultCode::kClient;
    case ErrorCode::kUnavailable:
    case ErrorCode::kTimeout:
    case ErrorCode::kPeerRefused:
    case ErrorCode::kConfiguration:
    case ErrorCode::kStorage:
    case ErrorCode::kCertificate:
    case ErrorCode::kInternal:
      return FaultCode::kServer;
  }
  return FaultCode::kServer;
}

std::string_view FaultText(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "Een waarde in het bericht is onjuist.";
    case ErrorCode::kMalformedXml:
      return "Het bericht is geen welgevormde XML.";
    case ErrorCode::kForbiddenXml:
      return "Het bericht bevat XML die niet is toegestaan.";
    case ErrorCode::kMalformedMessage:
      return "Het bericht voldoet niet aan het schema.";
    case ErrorCode::kUnknownOperation:
      return "Deze operatie bestaat niet op dit adres.";
    case ErrorCode::kTooLarge:
      return "Het bericht is te groot.";
    case ErrorCode::kNotADossier:
      return "Het document is geen overstapdossier.";
    case ErrorCode::kUnsupportedMedia:
      return "Dit type inhoud wordt niet ondersteund; gebruik text/xml in UTF-8.";
    case ErrorCode::kUnauthenticated:
      return "De identiteit van uw systeem kan niet worden vastgesteld.";
    case ErrorCode::kForbidden:
      return "Uw systeem is hiertoe niet gerechtigd.";
    case ErrorCode::kUnavailable:
      return "Een systeem is tijdelijk niet bereikbaar; probeer het later opnieuw.";
    case ErrorCode::kTimeout:
      return "Een systeem antwoordt niet op tijd; probeer het later opnieuw.";
    case ErrorCode::kTooManyCalls:
      return "Uw systeem vraagt te vaak; probeer het later opnieuw.";
    case ErrorCode::kNotFound:
      return "Het gevraagde bestaat niet.";
    case ErrorCode::kAlreadyExists:
      return "Het gevraagde bestaat al met een andere inhoud.";
    case ErrorCode::kConflict:
      return "Dit is in de huidige toestand niet mogelijk.";
    case ErrorCode::kPeerRefused:
      return "Een ander systeem weigert de vraag die hiervoor nodig is.";
    case ErrorCode::kConfiguration:
    case ErrorCode::kStorage:
    case ErrorCode::kCertificate:
    case ErrorCode::kInternal:
      return "Er is een storing in dit systeem; de beheerder kan deze verhelpen.";
  }
  return "Er is een storing in dit systeem; de beheerder kan deze verhelpen.";
}

http::Response FaultResponse(const Fault& fault, const Dialect& dialect, std::string_view related_to) {
  std::string body;
  xml::Writer writer(body);
  OpenEnvelope(writer, dialect, {.action = kFaultAction, .related_to = related_to, .message_id = fault.request_id});
  writer.Open("soapenv:Fault");
  writer.Element("faultcode", QualifiedName(fault.fault_code));
  writer.Element("faultstring", FaultText(fault.error));
  writer.Open("detail").Open("oso:fout");
  writer.Element("oso:code", WireName(fault.error));
  writer.Element("oso:wie", WhoActs(fault.error));
  writer.Element("oso:aanvraag", fault.request_id);
  writer.Close().Close().Close();
  CloseEnvelope(writer);
  http::Response response{.status = 500, .headers = AnswerHeaders(), .body = std::move(body)};
  const std::string_view wait = RetryAfter(fault.error);
  if (!wait.empty()) response.headers.emplace_back("Retry-After", wait);
  return response;
}

http::Response HttpRefusal(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUnsupportedMedia:
      return Plain(415, FaultText(code));
    case ErrorCode::kTooLarge:
      return Plain(413, FaultText(code));
    default:
      return Plain(400, "Het verzoek is niet volledig ontvangen.");
  }
}

http::Response MethodRefusal() {
  http::Response response = Plain(405, "Gebruik POST.");
  response.headers.emplace_back("Allow", "POST");
  return response;
}

}  // namespace oso::wire::soap
