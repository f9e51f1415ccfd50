// The other systems of the exchange, reached over REST: the ports of exchange/ that a school system calls. What is sent
// and answered is in api/center.openapi.yaml and api/school.openapi.yaml.
//
// Errors of both:
//   kUnavailable       the other system was not reached, or is too busy (HTTP 429, 503): safe to repeat
//   kTimeout           it was reached, but no whole answer came (or HTTP 504): the outcome is unknown
//   kPeerRefused       it answered with a problem that is no result code; the detail has the problem's code
//   kMalformedMessage  its answer is not what it should be
//   kUnauthenticated   TLS was refused, or the certificate at an access point's URL is not of its supplier
//   kInvalidArgument   a URL that cannot be
// and of FetchDocument alone: kTooLarge of what arrived, and the sink's own errors.
#pragma once

#include <boost/json/object.hpp>

#include "base/random.h"
#include "exchange/source_system.h"
#include "wire/transport.h"

namespace oso::wire::rest {

// Where REST is at the host of `url`: scheme and authority of an access point or a centre, then /v1. kInvalidArgument.
Result<std::string> RestBase(std::string_view url);

// What the centre publishes for others to keep: its keys ("/keys"), its register ("/register").
struct PublishedDocument {
  std::string text;
  std::string etag;  // to ask with the next time; "": none was given
};
// From the centre at `url`, as RestTrafficCenter's. `etag` of what is at hand, or "". Nothing: it is still the one with
// that tag. Errors as above; kTooLarge. The answer is not verified.
Task<Result<std::optional<PublishedDocument>>> FetchPublished(Transport& transport, std::string url, std::string path,
                                                              std::string etag, std::size_t max_bytes);

class RestTrafficCenter final : public exchange::TrafficCenter {
 public:
  // `transport` and `random` outlive this. `url`: https://host[:port] of the centre, with any path.
  RestTrafficCenter(Transport& transport, std::string url, Random& random);

  // The same request is sent once more when its answer was lost, under the same idempotency key: one session is opened.
  Task<Result<exchange::OrRefusal<exchange::OpenedSession>>> OpenSession(exchange::SessionRequest request) override;
  Task<Result<exchange::OrRefusal<exchange::ValidSession>>> CheckSession(exchange::SessionFacts facts) override;
  Task<Result<exchange::ResultCode>> CloseSession(exchange::SessionFacts facts, exchange::ResultCode best) override;
  // Repeated like OpenSession: one koppelsleutel is issued.
  Task<Result<exchange::OrRefusal<exchange::GrantedNotification>>> MayNotify(
      exchange::Notification notification) override;
  Task<Result<exchange::OrRefusal<exchange::GrantedFeedback>>> MayGiveFeedback(exchange::Feedback feedback) override;
  Task<Result<exchange::ResultCode>> RegisterAccessPoint(exchange::Registration registration) override;
  Task<Result<std::vector<exchange::AccessPoint>>> ListAccessPoints(exchange::AccessPointFilter filter) override;
  Task<Status> Ping() override;

 private:
  using Answer = exchange::OrRefusal<boost::json::object>;
  Task<Result<Answer>> Call(std::string method, std::string path, std::string body, http::Headers headers = {});
  Task<Result<Answer>> CallOnce(std::string path, std::string body);  // under an idempotency key of its own
  Task<Result<exchange::ResultCode>> Put(std::string path, std::string body);

  Transport& transport_;
  std::string url_;
  Random& random_;
};

class RestSourceSystem final : public exchange::SourceSystem {
 public:
  // `transport` outlives this.
  RestSourceSystem(Transport& transport, std::uint64_t max_document_bytes)
      : transport_(transport), max_document_bytes_(max_document_bytes) {}

  // Holds one piece of the document at a time.
  Task<Result<exchange::ResultCode>> FetchDocument(const exchange::AccessPoint& access_point,
                                                   exchange::DocumentRequest request,
                                                   exchange::DocumentSink& sink) override;

 private:
  Task<Result<exchange::ResultCode>> Receive(http::BodyReader& body, exchange::DocumentSink& sink);

  Transport& transport_;
  std::uint64_t max_document_bytes_;
};

}  // namespace oso::wire::rest
