// The other systems of the exchange, reached over SOAP: the ports of exchange/ that a school system calls.
//
// Errors of both:
//   kUnavailable       the other system was not reached, is too busy, or cannot write now (HTTP 503; the faults
//                      too-many-calls, unavailable, storage): the same may be asked again later
//   kTimeout           it was reached, but no whole answer came: the outcome is unknown
//   kPeerRefused       it answered with a fault, or with an HTTP status that means no; the detail has the fault's code
//   kMalformedMessage  its answer is not what it should be
//   kUnauthenticated   TLS was refused, or the certificate at an access point's URL is not of its supplier
//   kInvalidArgument   a URL that cannot be
// and of FetchDocument alone: kMalformedXml, kForbiddenXml, kTooLarge of what arrived, and the sink's own errors.
#pragma once

#include "wire/soap/dialect.h"
#include "wire/soap/messages.h"
#include "wire/transport.h"

namespace oso::wire::soap {

class SoapTrafficCenter final : public exchange::TrafficCenter {
 public:
  // `transport` and `dialect` outlive this. `url`: https://host[:port]/path of the centre.
  SoapTrafficCenter(Transport& transport, std::string url, const Dialect& dialect = kDialect17);

  Task<Result<exchange::OrRefusal<exchange::OpenedSession>>> OpenSession(exchange::SessionRequest request) override;
  Task<Result<exchange::OrRefusal<exchange::ValidSession>>> CheckSession(exchange::SessionFacts facts) override;
  Task<Result<exchange::ResultCode>> CloseSession(exchange::SessionFacts facts, exchange::ResultCode best) override;
  Task<Result<exchange::OrRefusal<exchange::GrantedNotification>>> MayNotify(
      exchange::Notification notification) override;
  Task<Result<exchange::OrRefusal<exchange::GrantedFeedback>>> MayGiveFeedback(exchange::Feedback feedback) override;
  Task<Result<exchange::ResultCode>> RegisterAccessPoint(exchange::Registration registration) override;
  // In '21 an index cannot be asked for without its BRIN: kInvalidArgument.
  Task<Result<std::vector<exchange::AccessPoint>>> ListAccessPoints(exchange::AccessPointFilter filter) override;
  Task<Status> Ping() override;

 private:
  template <class Response, class Request>
  Task<Result<Response>> Call(const Request& request);  // written before it returns

  Transport& transport_;
  std::string url_;
  const Dialect& dialect_;
};

// notificatie and terugkoppeling, to another school's system.
class SoapNoticeBoxes final : public exchange::NoticeBoxes {
 public:
  // `transport` and `dialect` outlive this.
  explicit SoapNoticeBoxes(Transport& transport, const Dialect& dialect = kDialect17)
      : transport_(transport), dialect_(dialect) {}

  Task<Result<exchange::ResultCode>> Notify(exchange::NoticeAddress address, exchange::Notice notice) override;
  Task<Result<exchange::ResultCode>> GiveFeedback(exchange::NoticeAddress address,
                                                  exchange::FeedbackReport report) override;

 private:
  Transport& transport_;
  const Dialect& dialect_;
};

class SoapSourceSystem final : public exchange::SourceSystem {
 public:
  static constexpr std::uint64_t kDefaultMaxDocumentBytes = 100ULL * 1024 * 1024;

  // `transport` and `dialect` outlive this.
  explicit SoapSourceSystem(Transport& transport, std::uint64_t max_document_bytes = kDefaultMaxDocumentBytes,
                            const Dialect& dialect = kDialect17);

  // Holds one piece of the document at a time. OverdrachtGeslaagd only when the source said so, the document was
  // complete and the envelope around it whole.
  Task<Result<exchange::ResultCode>> FetchDocument(const exchange::AccessPoint& access_point,
                                                   exchange::DocumentRequest request,
                                                   exchange::DocumentSink& sink) override;

 private:
  Task<Result<exchange::ResultCode>> Receive(http::BodyReader& body, exchange::DocumentSink& sink);

  Transport& transport_;
  std::uint64_t max_document_bytes_;
  const Dialect& dialect_;
};

}  // namespace oso::wire::soap
