#include "wire/soap/operations.h"

#include "wire/soap/list_body.h"
#include "wire/soap/messages.h"

namespace oso::wire::soap {
namespace {

using exchange::ResultCode;

template <class Message>
Answer Reply(Message message, std::string_view outcome, std::unique_ptr<exchange::DocumentSource> document = nullptr) {
  return {.outcome = outcome,
          .write = [message = std::move(message)](xml::Writer& writer,
                                                  const Dialect& dialect) { WriteMessage(message, dialect, writer); },
          .document = std::move(document),
          .list = {}};
}

// What an operation does with its decoded request.
template <class Service, class Request>
using Step = Task<Result<Answer>> (*)(Service& service, const CallContext& context, Request request);

template <class Service, class Request>
Task<Result<Answer>> DecodeAndCall(Step<Service, Request> step, Service& service, const CallContext& context,
                                   const xml::Node& message, const Dialect& dialect) {
  CO_ASSIGN_OR_RETURN(Request request, ReadMessage<Request>(message, dialect));
  co_return co_await step(service, context, std::move(request));
}

template <class Service, class Request>
Operation Make(std::string_view name, Service& service, Step<Service, Request> step) {
  return {.name = name,
          .element = ElementName<Request>(),
          .run = [&service, step](const CallContext& context, const xml::Node& message, const Dialect& dialect) {
            return DecodeAndCall(step, service, context, message, dialect);
          }};
}

Answer Refusal(ResultCode code) {
  return Reply(OverdrachtResponse{.session = {}, .access_points = {}, .result = code}, WireName(code));
}

Task<Result<Answer>> Open(CenterService& service, const CallContext& context, OverdrachtRequest message) {
  CO_ASSIGN_OR_RETURN(exchange::OrRefusal<exchange::OpenedSession> answer,
                      co_await service.OpenSession(context, std::move(message.request)));
  if (const auto* refusal = std::get_if<ResultCode>(&answer)) co_return Refusal(*refusal);
  auto& opened = std::get<exchange::OpenedSession>(answer);
  co_return Reply(OverdrachtResponse{.session = opened.id, .access_points = std::move(opened.sources), .result = {}},
                  "");
}

Task<Result<Answer>> Check(CenterService& service, const CallContext& context, SessiecontroleRequest message) {
  CO_ASSIGN_OR_RETURN(exchange::OrRefusal<exchange::ValidSession> answer,
                      co_await service.CheckSession(context, std::move(message.facts)));
  SessiecontroleResponse reply;
  if (const auto* refusal = std::get_if<ResultCode>(&answer)) {
    reply.result = *refusal;
  } else {
    reply = {.result = ResultCode::kSessionValid, .sector = std::get<exchange::ValidSession>(answer).target_sector};
  }
  co_return Reply(reply, WireName(reply.result));
}

Task<Result<Answer>> Close(CenterService& service, const CallContext& context, AfmeldingRequest message) {
  AfmeldingResponse reply;
  CO_ASSIGN_OR_RETURN(reply.result, co_await service.CloseSession(context, std::move(message.facts), message.best));
  co_return Reply(reply, WireName(reply.result));
}

Task<Result<Answer>> AskToNotify(CenterService& service, const CallContext& context, MeldenNotificatieRequest message) {
  CO_ASSIGN_OR_RETURN(exchange::OrRefusal<exchange::GrantedNotification> answer,
                      co_await service.MayNotify(context, message.notification));
  MeldenNotificatieResponse reply;
  if (const auto* refusal = std::get_if<ResultCode>(&answer)) {
    reply.result = *refusal;
    co_return Reply(std::move(reply), WireName(*refusal));
  }
  auto& granted = std::get<exchange::GrantedNotification>(answer);
  reply.url = std::move(granted.url);
  reply.key = granted.key;
  co_return Reply(std::move(reply), "");
}

Task<Result<Answer>> AskToGiveFeedback(CenterService& service, const CallContext& context,
                                       MeldenTerugkoppelingRequest message) {
  CO_ASSIGN_OR_RETURN(exchange::OrRefusal<exchange::GrantedFeedback> answer,
                      co_await service.MayGiveFeedback(context, message.feedback));
  MeldenTerugkoppelingResponse reply;
  if (const auto* refusal = std::get_if<ResultCode>(&answer)) {
    reply.result = *refusal;
    co_return Reply(std::move(reply), WireName(*refusal));
  }
  reply.url = std::move(std::get<exchange::GrantedFeedback>(answer).url);
  co_return Reply(std::move(reply), "");
}

Task<Result<Answer>> Register(CenterService& service, const CallContext& context,
                              AanleverpuntRegistratieRequest message) {
  AanleverpuntRegistratieResponse reply;
  CO_ASSIGN_OR_RETURN(reply.result, co_await service.RegisterAccessPoint(context, std::move(message.registration)));
  co_return Reply(reply, WireName(reply.result));
}

Task<Result<Answer>> List(CenterService& service, const CallContext& context, OverzichtAanleverpuntRequest message) {
  CO_ASSIGN_OR_RETURN(std::vector<exchange::AccessPoint> found,
                      co_await service.ListAccessPoints(context, message.filter));
  if (found.size() <= ListBody::kPiece) {
    co_return Reply(OverzichtAanleverpuntResponse{.access_points = std::move(found)}, "");
  }
  Answer answer{.outcome = "",
                .write =
                    [](xml::Writer& writer, const Dialect&) {
                      const std::string_view element = ElementName<OverzichtAanleverpuntResponse>();
                      writer.Open(std::string("oso:").append(element)).EndStartTag().Close();
                    },
                .document = nullptr,
                .list = std::move(found)};
  co_return answer;
}

Task<Result<Answer>> TakeNotice(NoticeService& service, const CallContext& context, NotificatieRequest message) {
  NotificatieResponse reply;
  CO_ASSIGN_OR_RETURN(reply.result, co_await service.TakeNotice(context, message.notice));
  co_return Reply(reply, WireName(reply.result));
}

Task<Result<Answer>> TakeFeedback(NoticeService& service, const CallContext& context, TerugkoppelingRequest message) {
  TerugkoppelingResponse reply;
  CO_ASSIGN_OR_RETURN(reply.result, co_await service.TakeFeedback(context, std::move(message.report)));
  co_return Reply(reply, WireName(reply.result));
}

template <class Service>
Task<Result<Answer>> Ping(Service& service, const CallContext& context, PingRequest) {
  PingResponse reply;
  CO_ASSIGN_OR_RETURN(reply.time, co_await service.Ping(context));
  co_return Reply(reply, "");
}

Task<Result<Answer>> Fetch(SourceService& service, const CallContext& context, DocumentRequest message) {
  CO_ASSIGN_OR_RETURN(exchange::DocumentAnswer answer,
                      co_await service.FetchDocument(context, std::move(message.request)));
  const bool has_document = answer.document != nullptr;
  if (has_document != (answer.result == ResultCode::kTransferSucceeded)) {
    co_return Fail(ErrorCode::kInternal, "a document goes with OverdrachtGeslaagd, and only then");
  }
  co_return Reply(DocumentResponse{.result = answer.result,
                                   .dossier = has_document ? DossierElement::kPresent : DossierElement::kAbsent},
                  WireName(answer.result), std::move(answer.document));
}

}  // namespace

std::vector<Operation> CenterOperations(CenterService& service) {
  const auto& [open, check, close, notify, give_feedback, enter, list, ping] = kCenterOperations;
  return {Make(open, service, &Open),
          Make(check, service, &Check),
          Make(close, service, &Close),
          Make(notify, service, &AskToNotify),
          Make(give_feedback, service, &AskToGiveFeedback),
          Make(enter, service, &Register),
          Make(list, service, &List),
          Make(ping, service, &Ping<CenterService>)};
}

std::vector<Operation> SourceOperations(SourceService& service) {
  const auto& [fetch, ping] = kSourceOperations;
  return {Make(fetch, service, &Fetch), Make(ping, service, &Ping<SourceService>)};
}

std::vector<Operation> NoticeOperations(NoticeService& service) {
  const auto& [notice, feedback] = kNoticeOperations;
  return {Make(notice, service, &TakeNotice), Make(feedback, service, &TakeFeedback)};
}

}  // namespace oso::wire::soap
