#include "wire/soap/endpoint.h"

#include <algorithm>

#include "wire/soap/document_body.h"
#include "wire/soap/faults.h"
#include "wire/soap/list_body.h"

namespace oso::wire::soap {
namespace {

// A request has no depth and few elements; an addressed one a dozen headers.
constexpr xml::Limits kRequestLimits{.depth = 16, .token_bytes = std::size_t{8} * 1024, .elements = 200};

Result<Envelope> ReadRequest(const http::Request& request, std::string_view body,
                             std::optional<FaultCode>& fault_code) {
  ASSIGN_OR_RETURN(Envelope envelope, ReadEnvelope(AsBytes(body), kRequestLimits, fault_code));
  RETURN_IF_ERROR(CheckSoapAction(request.headers, envelope.addressing));
  return envelope;
}

std::string_view RelatedTo(const Envelope& envelope) {
  return envelope.addressing ? std::string_view(envelope.addressing->message_id) : std::string_view();
}

Task<http::Response> AnswerResponse(Answer answer, const Dialect& dialect, EnvelopeHead head) {
  std::string text;
  xml::Writer writer(text);
  OpenEnvelope(writer, dialect, head);
  answer.write(writer, dialect);
  CloseEnvelope(writer);
  http::Response response{.status = 200, .headers = AnswerHeaders(), .body = {}};
  if (answer.document != nullptr) {
    // The dossier's element is the last that was written, and empty: its bytes go before its end tag.
    const std::size_t end = text.rfind(std::string("</oso:").append(dialect.names.dossier));
    response.body = std::make_unique<DocumentBody>(text.substr(0, end), std::move(answer.document), text.substr(end));
  } else if (!answer.list.empty()) {
    // So is the message's here.
    const std::size_t end = text.rfind("</oso:");
    std::unique_ptr<http::BodySource> body =
        co_await MakeListBody(text.substr(0, end), std::move(answer.list), text.substr(end), dialect);
    response.body = std::move(body);
  } else {
    response.body = std::move(text);
  }
  co_return response;
}

}  // namespace

SoapEndpoint::SoapEndpoint(std::vector<Operation> operations, CallGate& gate, std::size_t max_request_bytes)
    : operations_(std::move(operations)), gate_(gate), max_request_bytes_(max_request_bytes) {}

Task<http::Response> SoapEndpoint::Handle(http::Request& request) {
  // 1. HTTP's matter.
  if (request.method != "POST") {
    gate_.Unreadable(request, Fail(ErrorCode::kUnsupportedMedia, "method is not POST"));
    co_return MethodRefusal();
  }
  const Status media = CheckContentType(request.headers);
  if (!media.ok()) {
    gate_.Unreadable(request, media.error());
    co_return HttpRefusal(media.error().code);
  }
  const Result<std::string> body = co_await http::ReadAll(*request.body, max_request_bytes_);
  if (!body.ok()) {
    gate_.Unreadable(request, body.error());
    co_return HttpRefusal(body.error().code);
  }

  // 2. SOAP's matter.
  std::optional<FaultCode> fault_code;
  const Result<Envelope> envelope = ReadRequest(request, *body, fault_code);
  if (!envelope.ok()) {
    const ErrorCode code = envelope.error().code;
    gate_.Unreadable(request, envelope.error());
    co_return FaultResponse({fault_code.value_or(FaultCodeOf(code)), code, request.id}, kDialect17, "");
  }

  // 3. Which operation, in which dialect?
  const Dialect* dialect = FindDialect(envelope->message.uri);
  const Operation* operation = Find(envelope->message.local);
  if (dialect == nullptr || operation == nullptr) {
    const ErrorCode code = ErrorCode::kUnknownOperation;
    gate_.Unreadable(request, Fail(code, dialect == nullptr ? "unknown namespace" : "unknown operation"));
    co_return FaultResponse({FaultCodeOf(code), code, request.id}, dialect == nullptr ? kDialect17 : *dialect,
                            RelatedTo(*envelope));
  }
  co_return co_await Call(request, *envelope, *dialect, *operation);
}

Task<http::Response> SoapEndpoint::Call(http::Request& request, const Envelope& envelope, const Dialect& dialect,
                                        const Operation& operation) {
  const std::string_view related_to = RelatedTo(envelope);
  const Result<CallContext> context = co_await gate_.Admit(request, operation.name, {});
  if (!context.ok()) {
    const ErrorCode code = context.error().code;
    co_return FaultResponse({FaultCodeOf(code), code, request.id}, dialect, related_to);
  }
  Result<Answer> answer = co_await operation.run(*context, envelope.message, dialect);
  if (!answer.ok()) {
    const Error& error = answer.error();
    gate_.Answered(request, *context, WireName(error.code), error.detail);
    co_return FaultResponse({FaultCodeOf(error.code), error.code, request.id}, dialect, related_to);
  }
  gate_.Answered(request, *context, answer->outcome, "");
  const std::string action = ActionOf(dialect, std::string(operation.name).append("Response"));
  co_return co_await AnswerResponse(std::move(answer).value(), dialect, {action, related_to, request.id});
}

const Operation* SoapEndpoint::Find(std::string_view element) const {
  const auto found = std::ranges::find(operations_, element, &Operation::element);
  return found == operations_.end() ? nullptr : &*found;
}

}  // namespace oso::wire::soap
