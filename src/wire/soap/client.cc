#include "wire/soap/client.h"

#include <algorithm>
#include <array>

#include "wire/soap/document_reader.h"
#include "wire/soap/envelope.h"
#include "wire/soap/values.h"

namespace oso::wire::soap {
namespace {

using exchange::ResultCode;

// The longest answer but a document is the list of all access points: some 10,000 of them.
constexpr std::size_t kMaxAnswerBytes = 8UL * 1024 * 1024;
constexpr xml::Limits kAnswerLimits{.depth = 16, .elements = 200'000};
constexpr std::size_t kMaxFaultBytes = 64UL * 1024;
// Around a document: the envelope, and white space that somebody's tool puts there.
constexpr std::uint64_t kEnvelopeBytes = 64ULL * 1024;

template <class Message>
http::ClientRequest RequestFor(const std::string& url, const Message& message, const Dialect& dialect) {
  http::ClientRequest request{.method = "POST",
                              .url = url,
                              .headers = {{"Content-Type", std::string(kContentType)}, {"SOAPAction", "\"\""}},
                              .body = {}};
  xml::Writer writer(request.body);
  OpenEnvelope(writer, dialect, {});
  WriteMessage(message, dialect, writer);
  CloseEnvelope(writer);
  return request;
}

// An error of an answer's body: the request had arrived, so its outcome is unknown.
Error BrokenOff(Error error) {
  if (error.code != ErrorCode::kUnavailable) return error;
  return Fail(ErrorCode::kTimeout, "the answer broke off: " + error.detail);
}

// To a caller of the centre an answer that cannot be read is one kind of error.
Error Unreadable(Error error) {
  switch (error.code) {
    case ErrorCode::kMalformedXml:
    case ErrorCode::kForbiddenXml:
    case ErrorCode::kTooLarge:
      return Fail(ErrorCode::kMalformedMessage, std::move(error.detail));
    default:
      return error;
  }
}

constexpr std::string_view kCodeLetters = "abcdefghijklmnopqrstuvwxyz-";
constexpr std::size_t kMaxCodeBytes = 40;

// The code in a fault of a system like ours: lower-case letters and hyphens, or "unknown".
std::string FaultCodeIn(const xml::Node& fault, const Dialect& dialect) {
  const xml::Node* node = fault.Child("", "detail");
  if (node != nullptr) node = node->Child(dialect.uri, "fout");
  if (node != nullptr) node = node->Child(dialect.uri, "code");
  const std::string_view code = node == nullptr ? std::string_view() : Trim(node->text);
  const bool is_plain =
      !code.empty() && code.size() <= kMaxCodeBytes && code.find_first_not_of(kCodeLetters) == std::string_view::npos;
  return is_plain ? std::string(code) : "unknown";
}

// What an answer with another status than 200 means.
Task<Error> Refusal(http::ClientResponse& response, const Dialect& dialect) {
  const std::string status = "http status " + std::to_string(response.status);
  if (response.status == 503) co_return Fail(ErrorCode::kUnavailable, status);
  if (response.status != 500 || !CheckContentType(response.headers).ok()) {
    co_return Fail(ErrorCode::kPeerRefused, status);
  }
  const Result<std::string> body = co_await http::ReadAll(*response.body, kMaxFaultBytes);
  if (!body.ok()) co_return Unreadable(BrokenOff(body.error()));
  std::optional<FaultCode> unused;
  const Result<Envelope> envelope = ReadEnvelope(AsBytes(*body), kAnswerLimits, unused);
  if (!envelope.ok() || envelope->message.uri != kSoapUri || envelope->message.local != "Fault") {
    co_return Fail(ErrorCode::kPeerRefused, status);
  }
  const std::string code = FaultCodeIn(envelope->message, dialect);
  // Those that come with a Retry-After (docs/protocol.md).
  constexpr std::array kPassing{ErrorCode::kTooManyCalls, ErrorCode::kUnavailable, ErrorCode::kStorage};
  const bool passes = std::ranges::find(kPassing, code, [](ErrorCode one) { return WireName(one); }) != kPassing.end();
  co_return Fail(passes ? ErrorCode::kUnavailable : ErrorCode::kPeerRefused, "fault " + code);
}

// Nothing, if this is an answer to read.
Task<Status> CheckResponse(http::ClientResponse& response, const Dialect& dialect) {
  if (response.status != 200) co_return co_await Refusal(response, dialect);
  const Status media = CheckContentType(response.headers);
  if (!media.ok()) co_return Fail(ErrorCode::kMalformedMessage, media.error().detail);
  co_return Status();
}

template <class Response>
Result<Response> ReadAnswer(std::string_view body, const Dialect& dialect) {
  std::optional<FaultCode> unused;
  ASSIGN_OR_RETURN(Envelope envelope, ReadEnvelope(AsBytes(body), kAnswerLimits, unused));
  if (envelope.message.uri != dialect.uri || envelope.message.local != ElementName<Response>()) {
    return Fail(ErrorCode::kMalformedMessage, "not the answer to this request");
  }
  return ReadMessage<Response>(envelope.message, dialect);
}

// Sends a request and reads the answer whole.
template <class Response>
Task<Result<Response>> Exchange(Transport& transport, http::ClientRequest asking, const Dialect& dialect) {
  CO_ASSIGN_OR_RETURN(http::ClientResponse response, co_await transport.Send(std::move(asking)));
  CO_RETURN_IF_ERROR(co_await CheckResponse(response, dialect));
  const Result<std::string> body = co_await http::ReadAll(*response.body, kMaxAnswerBytes);
  if (!body.ok()) co_return Unreadable(BrokenOff(body.error()));
  Result<Response> answer = ReadAnswer<Response>(*body, dialect);
  if (!answer.ok()) co_return Unreadable(std::move(answer).error());
  co_return answer;
}

}  // namespace

SoapTrafficCenter::SoapTrafficCenter(Transport& transport, std::string url, const Dialect& dialect)
    : transport_(transport), url_(std::move(url)), dialect_(dialect) {}

template <class Response, class Request>
Task<Result<Response>> SoapTrafficCenter::Call(const Request& request) {
  return Exchange<Response>(transport_, RequestFor(url_, request, dialect_), dialect_);
}

Task<Result<exchange::OrRefusal<exchange::OpenedSession>>> SoapTrafficCenter::OpenSession(
    exchange::SessionRequest request) {
  CO_ASSIGN_OR_RETURN(OverdrachtResponse answer,
                      co_await Call<OverdrachtResponse>(OverdrachtRequest{std::move(request)}));
  if (answer.result) co_return exchange::OrRefusal<exchange::OpenedSession>(*answer.result);
  co_return exchange::OrRefusal<exchange::OpenedSession>(
      exchange::OpenedSession{.id = *answer.session, .sources = std::move(answer.access_points)});
}

Task<Result<exchange::OrRefusal<exchange::ValidSession>>> SoapTrafficCenter::CheckSession(
    exchange::SessionFacts facts) {
  CO_ASSIGN_OR_RETURN(SessiecontroleResponse answer,
                      co_await Call<SessiecontroleResponse>(SessiecontroleRequest{std::move(facts)}));
  if (!answer.sector) co_return exchange::OrRefusal<exchange::ValidSession>(answer.result);
  co_return exchange::OrRefusal<exchange::ValidSession>(exchange::ValidSession{*answer.sector});
}

Task<Result<ResultCode>> SoapTrafficCenter::CloseSession(exchange::SessionFacts facts, ResultCode best) {
  CO_ASSIGN_OR_RETURN(AfmeldingResponse answer,
                      co_await Call<AfmeldingResponse>(AfmeldingRequest{.facts = std::move(facts), .best = best}));
  co_return answer.result;
}

Task<Result<exchange::OrRefusal<exchange::GrantedNotification>>> SoapTrafficCenter::MayNotify(
    exchange::Notification notification) {
  const bool is_inclusive = notification.purpose == exchange::Purpose::kInclusiveEducation;
  CO_ASSIGN_OR_RETURN(MeldenNotificatieResponse answer,
                      co_await Call<MeldenNotificatieResponse>(MeldenNotificatieRequest{notification}));
  if (answer.result) co_return exchange::OrRefusal<exchange::GrantedNotification>(*answer.result);
  if (answer.key.has_value() != is_inclusive) {
    co_return Fail(ErrorCode::kMalformedMessage, "koppelsleutel: not there exactly when the doel wants one");
  }
  co_return exchange::OrRefusal<exchange::GrantedNotification>(
      exchange::GrantedNotification{.url = std::move(answer.url), .key = answer.key});
}

Task<Result<exchange::OrRefusal<exchange::GrantedFeedback>>> SoapTrafficCenter::MayGiveFeedback(
    exchange::Feedback feedback) {
  CO_ASSIGN_OR_RETURN(MeldenTerugkoppelingResponse answer,
                      co_await Call<MeldenTerugkoppelingResponse>(MeldenTerugkoppelingRequest{feedback}));
  if (answer.result) co_return exchange::OrRefusal<exchange::GrantedFeedback>(*answer.result);
  co_return exchange::OrRefusal<exchange::GrantedFeedback>(exchange::GrantedFeedback{.url = std::move(answer.url)});
}

Task<Result<ResultCode>> SoapTrafficCenter::RegisterAccessPoint(exchange::Registration registration) {
  CO_ASSIGN_OR_RETURN(
      AanleverpuntRegistratieResponse answer,
      co_await Call<AanleverpuntRegistratieResponse>(AanleverpuntRegistratieRequest{std::move(registration)}));
  co_return answer.result;
}

Task<Result<std::vector<exchange::AccessPoint>>> SoapTrafficCenter::ListAccessPoints(
    exchange::AccessPointFilter filter) {
  if (dialect_.index_form == IndexForm::kRoutingMark && filter.index && !filter.brin) {
    co_return Fail(ErrorCode::kInvalidArgument, "in this dialect an index goes with its BRIN");
  }
  CO_ASSIGN_OR_RETURN(OverzichtAanleverpuntResponse answer,
                      co_await Call<OverzichtAanleverpuntResponse>(OverzichtAanleverpuntRequest{filter}));
  co_return std::move(answer.access_points);
}

Task<Status> SoapTrafficCenter::Ping() {
  CO_RETURN_IF_ERROR(co_await Call<PingResponse>(PingRequest{}));
  co_return Status();
}

Task<Result<ResultCode>> SoapNoticeBoxes::Notify(exchange::NoticeAddress address, exchange::Notice notice) {
  http::ClientRequest asking = RequestFor(address.url, NotificatieRequest{notice}, dialect_);
  asking.server = address.supplier;
  CO_ASSIGN_OR_RETURN(NotificatieResponse answer,
                      co_await Exchange<NotificatieResponse>(transport_, std::move(asking), dialect_));
  co_return answer.result;
}

Task<Result<ResultCode>> SoapNoticeBoxes::GiveFeedback(exchange::NoticeAddress address,
                                                       exchange::FeedbackReport report) {
  http::ClientRequest asking = RequestFor(address.url, TerugkoppelingRequest{std::move(report)}, dialect_);
  asking.server = address.supplier;
  CO_ASSIGN_OR_RETURN(TerugkoppelingResponse answer,
                      co_await Exchange<TerugkoppelingResponse>(transport_, std::move(asking), dialect_));
  co_return answer.result;
}

SoapSourceSystem::SoapSourceSystem(Transport& transport, std::uint64_t max_document_bytes, const Dialect& dialect)
    : transport_(transport), max_document_bytes_(max_document_bytes), dialect_(dialect) {}

Task<Result<ResultCode>> SoapSourceSystem::FetchDocument(const exchange::AccessPoint& access_point,
                                                         exchange::DocumentRequest request,
                                                         exchange::DocumentSink& sink) {
  const DocumentRequest message{std::move(request)};
  http::ClientRequest asking = RequestFor(access_point.url, message, dialect_);
  // The search key goes to nobody else. An access point without an OIN (it is optional in the message) is nobody's.
  asking.server = access_point.supplier;
  CO_ASSIGN_OR_RETURN(http::ClientResponse response, co_await transport_.Send(std::move(asking)));
  CO_RETURN_IF_ERROR(co_await CheckResponse(response, dialect_));
  co_return co_await Receive(*response.body, sink);
}

Task<Result<ResultCode>> SoapSourceSystem::Receive(http::BodyReader& body, exchange::DocumentSink& sink) {
  DocumentReader reader(dialect_, max_document_bytes_);
  std::uint64_t received = 0;
  for (;;) {
    const Result<ByteView> bytes = co_await body.Next();
    if (!bytes.ok()) co_return BrokenOff(bytes.error());
    if (bytes->empty()) co_return reader.Finish();
    received += bytes->size();
    if (received > max_document_bytes_ + kEnvelopeBytes)
      co_return Fail(ErrorCode::kTooLarge, "answer larger than allowed");
    CO_RETURN_IF_ERROR(reader.Feed(*bytes));
    if (!reader.captured().empty()) CO_RETURN_IF_ERROR(co_await sink.Write(reader.captured()));
  }
}

}  // namespace oso::wire::soap
