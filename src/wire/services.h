// What an endpoint, SOAP or REST, needs from the rest of its system: a gate that lets callers in, and the use cases to
// call. The app layer adapts gate/ and the use cases to these. They speak exchange/ types, so no use case knows a
// message or a dialect.
//
// A refusal is an answer (a ResultCode). An Error becomes a fault or a problem by its code; its detail stays inside.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/event.h"
#include "exchange/notice.h"
#include "exchange/source_system.h"
#include "http/message.h"

namespace oso::wire {

// Who called what, as the gate let it in.
struct CallContext {
  audit::Caller caller;
  std::string operation;  // as it was admitted: "overdracht"
  Instant started;
  std::string idempotency_key = {};  // of the REST dialect's Idempotency-Key; "": none
};

// The door. Called on the connection's loop.
class CallGate {
 public:
  virtual ~CallGate() = default;
  // Before the message is decoded. `operation` is as in gate/policy.h: "overdracht", "sessiecontrole", "document", ...;
  // `subject` is for whom it is, where the address says so. An error becomes a fault or a problem; Answered is then not
  // called.
  virtual Task<Result<CallContext>> Admit(const http::Request& request, std::string_view operation,
                                          audit::Subject subject) = 0;
  // After an admitted call, when its answer is made and before it is sent. `outcome` is a result code's or an error's
  // wire name, or "" for a list; `detail` is the error's, for the log alone.
  virtual void Answered(const http::Request& request, const CallContext& context, std::string_view outcome,
                        std::string_view detail) = 0;
  // The request never became a call: wrong method or media type, no SOAP, an operation that does not exist.
  virtual void Unreadable(const http::Request& request, const Error& why) = 0;
};

// The centre's side. `context` outlives the task.
class CenterService {
 public:
  virtual ~CenterService() = default;
  virtual Task<Result<exchange::OrRefusal<exchange::OpenedSession>>> OpenSession(const CallContext& context,
                                                                                 exchange::SessionRequest request) = 0;
  virtual Task<Result<exchange::OrRefusal<exchange::ValidSession>>> CheckSession(const CallContext& context,
                                                                                 exchange::SessionFacts facts) = 0;
  virtual Task<Result<exchange::ResultCode>> CloseSession(const CallContext& context, exchange::SessionFacts facts,
                                                          exchange::ResultCode best) = 0;
  virtual Task<Result<exchange::OrRefusal<exchange::GrantedNotification>>> MayNotify(
      const CallContext& context, exchange::Notification notification) = 0;
  virtual Task<Result<exchange::OrRefusal<exchange::GrantedFeedback>>> MayGiveFeedback(const CallContext& context,
                                                                                       exchange::Feedback feedback) = 0;
  virtual Task<Result<exchange::ResultCode>> RegisterAccessPoint(const CallContext& context,
                                                                 exchange::Registration registration) = 0;
  virtual Task<Result<std::vector<exchange::AccessPoint>>> ListAccessPoints(const CallContext& context,
                                                                            exchange::AccessPointFilter filter) = 0;
  virtual Task<Result<Instant>> Ping(const CallContext& context) = 0;  // the time at the centre
};

// A source's side.
class SourceService {
 public:
  virtual ~SourceService() = default;
  // The document is streamed into the answer after this returned; it is dropped when the answer is sent or lost.
  virtual Task<Result<exchange::DocumentAnswer>> FetchDocument(const CallContext& context,
                                                               exchange::DocumentRequest request) = 0;
  virtual Task<Result<Instant>> Ping(const CallContext& context) = 0;  // the time at the source
};

// Where notifications (a target's side) and feedback (a source's) come in: at an access point's notification URL.
class NoticeService {
 public:
  virtual ~NoticeService() = default;
  virtual Task<Result<exchange::ResultCode>> TakeNotice(const CallContext& context, exchange::Notice notice) = 0;
  virtual Task<Result<exchange::ResultCode>> TakeFeedback(const CallContext& context,
                                                          exchange::FeedbackReport report) = 0;
};

}  // namespace oso::wire
