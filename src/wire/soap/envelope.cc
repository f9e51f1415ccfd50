#include "wire/soap/envelope.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/ids.h"
#include "wire/soap/values.h"

namespace oso::wire::soap {
namespace {

constexpr std::string_view kAnonymous = "http://www.w3.org/2005/08/addressing/anonymous";
constexpr std::string_view kNone = "http://www.w3.org/2005/08/addressing/none";
constexpr std::string_view kOinParameter = "?oin=";
constexpr std::size_t kMaxAddressBytes = 1000;

Error Malformed(std::string detail) { return Fail(ErrorCode::kMalformedMessage, std::move(detail)); }

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return lower;
}

bool IsBlank(const xml::Node& node) { return Trim(node.text).empty(); }

bool MustBeUnderstood(const xml::Node& header) {
  return std::ranges::any_of(header.attributes, [](const auto& attribute) {
    return attribute.first == "mustUnderstand" && attribute.second != "0" && attribute.second != "false";
  });
}

// An EndpointReference holds one Address (WA001).
Result<std::string_view> AddressOf(const xml::Node& reference) {
  const xml::Node* address = reference.Child(kAddressingUri, "Address");
  if (address == nullptr || reference.children.size() != 1) return Malformed("addressing: not one Address");
  return Trim(address->text);
}

// The way back is this connection: anonymous or none.
Status CheckWayBack(const xml::Node& reference) {
  ASSIGN_OR_RETURN(std::string_view address, AddressOf(reference));
  if (address == kAnonymous || address == kNone) return {};
  return Malformed("addressing: answers go back on the same connection only");
}

// From names an organisation as ...?oin=<20 digits>, when it names one.
Status CheckFrom(const xml::Node& reference) {
  ASSIGN_OR_RETURN(std::string_view address, AddressOf(reference));
  const std::size_t at = address.find(kOinParameter);
  if (at == std::string_view::npos || Oin::Parse(address.substr(at + kOinParameter.size())).ok()) return {};
  return Malformed("addressing: From has no valid OIN");
}

// The text of a header that is a URI; "" while it was not there.
Status TakeText(const xml::Node& header, std::string& text) {
  const std::string_view value = Trim(header.text);
  if (!text.empty()) return Malformed("addressing: a header is there twice");
  if (value.empty() || value.size() > kMaxAddressBytes || !header.children.empty()) {
    return Malformed("addressing: a header has no valid value");
  }
  text = value;
  return {};
}

// Everything under soapenv:Header.
Result<std::optional<Addressing>> ReadHeaders(const xml::Node& headers, std::optional<FaultCode>& fault_code) {
  Addressing addressing;
  std::string to;
  bool is_addressed = false;
  for (const xml::Node& header : headers.children) {
    const bool is_addressing = header.uri == kAddressingUri;
    if (is_addressing && header.local == "To") {
      RETURN_IF_ERROR(TakeText(header, to));
    } else if (is_addressing && header.local == "Action") {
      RETURN_IF_ERROR(TakeText(header, addressing.action));
    } else if (is_addressing && header.local == "MessageID") {
      RETURN_IF_ERROR(TakeText(header, addressing.message_id));
    } else if (is_addressing && (header.local == "ReplyTo" || header.local == "FaultTo")) {
      RETURN_IF_ERROR(CheckWayBack(header));
    } else if (is_addressing && header.local == "From") {
      RETURN_IF_ERROR(CheckFrom(header));
    } else if (is_addressing && header.local == "RelatesTo") {
      // Says nothing in a request; an answer's is checked by nobody, since it came back on the request's connection.
    } else if (MustBeUnderstood(header)) {
      fault_code = FaultCode::kMustUnderstand;
      return Malformed("a header that must be understood is not known");
    }
    is_addressed = is_addressed || is_addressing;
  }
  if (!is_addressed) return std::optional<Addressing>{};
  if (addressing.action.empty() || addressing.message_id.empty()) {
    return Malformed("addressing: Action or MessageID is missing");
  }
  return std::optional(std::move(addressing));
}

}  // namespace

Status CheckContentType(const http::Headers& headers) {
  const std::string* header = http::Find(headers, "Content-Type");
  if (header == nullptr) return Fail(ErrorCode::kUnsupportedMedia, "no content type");
  const std::string value = Lower(*header);
  std::string_view rest = value;
  const std::string_view type = Trim(rest.substr(0, rest.find(';')));
  if (type != "text/xml") return Fail(ErrorCode::kUnsupportedMedia, "content type is not text/xml");
  while (rest.find(';') != std::string_view::npos) {
    rest.remove_prefix(rest.find(';') + 1);
    const std::string_view parameter = Trim(rest.substr(0, rest.find(';')));
    if (!parameter.starts_with("charset=")) continue;
    const std::string_view charset = parameter.substr(std::string_view("charset=").size());
    if (charset != "utf-8" && charset != "\"utf-8\"") return Fail(ErrorCode::kUnsupportedMedia, "charset is not utf-8");
  }
  return {};
}

Result<Envelope> ReadEnvelope(ByteView body, xml::Limits limits, std::optional<FaultCode>& fault_code) {
  ASSIGN_OR_RETURN(xml::Node root, xml::ParseTree(body, limits));
  if (root.local != "Envelope") return Malformed("not a SOAP envelope");
  if (root.uri != kSoapUri) {
    fault_code = FaultCode::kVersionMismatch;
    return Malformed("not a SOAP 1.1 envelope");
  }
  auto child = root.children.begin();
  Envelope envelope;
  if (child != root.children.end() && child->uri == kSoapUri && child->local == "Header") {
    ASSIGN_OR_RETURN(envelope.addressing, ReadHeaders(*child, fault_code));
    ++child;
  }
  const bool is_body = child != root.children.end() && child->uri == kSoapUri && child->local == "Body";
  if (!is_body) return Malformed("no Body");
  if (std::next(child) != root.children.end()) return Malformed("elements after Body");
  if (child->children.size() != 1) return Malformed("Body does not hold exactly one message");
  if (!IsBlank(root) || !IsBlank(*child)) return Malformed("text outside a message");
  envelope.message = std::move(child->children.front());
  return envelope;
}

Status CheckSoapAction(const http::Headers& headers, const std::optional<Addressing>& addressing) {
  const std::string* header = http::Find(headers, "SOAPAction");
  if (header == nullptr) return {};
  std::string_view action = Trim(*header);
  const bool is_quoted = action.size() >= 2 && action.front() == '"' && action.back() == '"';
  if (is_quoted) action = action.substr(1, action.size() - 2);
  if (action.empty() || (addressing && action == addressing->action)) return {};
  return Malformed("SOAPAction is neither empty nor the Action of the message");
}

void OpenEnvelope(xml::Writer& writer, const Dialect& dialect, const EnvelopeHead& head) {
  writer.Open("soapenv:Envelope").Attribute("xmlns:soapenv", kSoapUri).Attribute("xmlns:oso", dialect.uri);
  writer.Open("soapenv:Header");
  if (!head.related_to.empty()) {
    const auto header = [&](std::string_view name, std::string_view text) {
      writer.Open(name).Attribute("xmlns:wsa", kAddressingUri).Text(text).Close();
    };
    header("wsa:Action", head.action);
    header("wsa:MessageID", std::string("urn:uuid:").append(head.message_id));
    header("wsa:RelatesTo", head.related_to);
  }
  writer.Close().Open("soapenv:Body");
}

void CloseEnvelope(xml::Writer& writer) { writer.Close().Close(); }

std::string ActionOf(const Dialect& dialect, std::string_view element) {
  return std::string(dialect.uri).append("/").append(element);
}

http::Headers AnswerHeaders() { return {{"Content-Type", std::string(kContentType)}, {"Cache-Control", "no-store"}}; }

}  // namespace oso::wire::soap
