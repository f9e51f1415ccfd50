// For tests: both sides of the interface in one process. A client's request goes straight into a handler, and the
// answer comes back in pieces of any size.
#pragma once

#include <functional>
#include <map>

#include "wire/soap/client.h"
#include "wire/soap/operations.h"

namespace oso::wire::soap {

inline constexpr std::string_view kCallerOin = "00000001800000000001";
inline constexpr std::string_view kNoticeUrl = "https://localhost/berichten";
inline constexpr std::string_view kSession = "42a12e8a-f721-4b26-b2d9-586e2b2123ec";

// Gives a text in pieces; `next_size` says how large each is.
class PiecewiseBody final : public http::BodyReader {
 public:
  PiecewiseBody(std::string text, std::function<std::size_t()> next_size)
      : text_(std::move(text)), next_size_(std::move(next_size)) {}
  Task<Result<ByteView>> Next() override {
    const std::size_t size = std::min(next_size_(), text_.size() - at_);
    at_ += size;
    co_return AsBytes(text_).subspan(at_ - size, size);
  }

 private:
  std::string text_;
  std::function<std::size_t()> next_size_;
  std::size_t at_ = 0;
};

inline Task<std::string> TextOf(http::Response& response) {
  if (auto* text = std::get_if<std::string>(&response.body)) co_return *text;
  std::string whole;
  auto& source = *std::get<std::unique_ptr<http::BodySource>>(response.body);
  for (;;) {
    const Result<ByteView> bytes = co_await source.Next();
    if (!bytes.ok() || bytes->empty()) break;
    whole += AsText(*bytes);
  }
  co_return whole;
}

class Loopback final : public Transport {
 public:
  explicit Loopback(http::Handler& handler) : handler_(handler) {}

  std::function<std::size_t()> next_size = [] { return std::size_t{4096}; };
  std::function<void(http::Response&)> on_answer = [](http::Response&) {};
  std::string_view peer_oin = kCallerOin;

  Task<Result<http::ClientResponse>> Send(http::ClientRequest request) override {
    // As http::Client does, before anything is sent.
    if (request.server && request.server->text() != peer_oin) {
      co_return Fail(ErrorCode::kUnauthenticated, "another organisation's certificate");
    }
    const std::size_t piece = std::max(std::size_t{100}, request.body.size() / 100);
    PiecewiseBody body(std::move(request.body), [piece] { return piece; });
    http::Request incoming{.method = request.method,
                           .target = "/",
                           .headers = request.headers,
                           .peer = std::nullopt,
                           .id = std::string(kSession),
                           .body = &body};
    http::Response response = co_await handler_.Handle(incoming);
    on_answer(response);
    http::ClientResponse answer{.status = response.status, .headers = response.headers, .peer = {}, .body = nullptr};
    answer.peer.oin = Oin::Parse(peer_oin).value();
    answer.body = std::make_unique<PiecewiseBody>(co_await TextOf(response), next_size);
    co_return answer;
  }

 private:
  http::Handler& handler_;
};

// Answers every request with the same words.
class FixedHandler final : public http::Handler {
 public:
  int status = 200;
  std::string content_type = std::string("text/xml; charset=utf-8");
  std::string text;
  Task<http::Response> Handle(http::Request&) override {
    co_return http::Response{.status = status, .headers = {{"Content-Type", content_type}}, .body = text};
  }
};

class FakeGate final : public CallGate {
 public:
  std::optional<Error> refusal;
  std::vector<std::string> seen;  // what it was told, in order
  Task<Result<CallContext>> Admit(const http::Request& request, std::string_view operation, audit::Subject) override {
    seen.push_back("admit " + std::string(operation));
    if (refusal) co_return *refusal;
    co_return CallContext{
        {Oin::Parse(kCallerOin).value(), audit::Actor::Unknown(request.id)}, std::string(operation), Instant{}};
  }
  void Answered(const http::Request&, const CallContext& context, std::string_view outcome, std::string_view) override {
    seen.push_back("answered " + context.operation + " " + std::string(outcome));
  }
  void Unreadable(const http::Request&, const Error& why) override {
    seen.push_back("unreadable " + std::string(WireName(why.code)));
  }
};

class FakeCenter final : public CenterService {
 public:
  std::optional<Error> error;  // the answer to everything
  std::optional<exchange::ResultCode> refusal;
  std::vector<exchange::AccessPoint> access_points;
  std::optional<exchange::SessionRequest> opened;
  std::optional<exchange::SessionFacts> checked, closed;
  std::optional<exchange::ResultCode> best;
  std::optional<exchange::Notification> notified;
  std::optional<exchange::Feedback> feedback;
  std::optional<exchange::Registration> registration;
  exchange::AccessPointFilter filter;

  Task<Result<exchange::OrRefusal<exchange::OpenedSession>>> OpenSession(const CallContext&,
                                                                         exchange::SessionRequest request) override {
    opened = std::move(request);
    if (error) co_return *error;
    if (refusal) co_return exchange::OrRefusal<exchange::OpenedSession>(*refusal);
    co_return exchange::OrRefusal<exchange::OpenedSession>(
        exchange::OpenedSession{SessionId::Parse(kSession).value(), access_points});
  }
  Task<Result<exchange::OrRefusal<exchange::ValidSession>>> CheckSession(const CallContext&,
                                                                         exchange::SessionFacts facts) override {
    checked = std::move(facts);
    if (error) co_return *error;
    if (refusal) co_return exchange::OrRefusal<exchange::ValidSession>(*refusal);
    co_return exchange::OrRefusal<exchange::ValidSession>(exchange::ValidSession{exchange::Sector::kSecondary});
  }
  Task<Result<exchange::ResultCode>> CloseSession(const CallContext&, exchange::SessionFacts facts,
                                                  exchange::ResultCode result) override {
    closed = std::move(facts);
    best = result;
    if (error) co_return *error;
    co_return refusal.value_or(exchange::ResultCode::kTransferSucceeded);
  }
  Task<Result<exchange::OrRefusal<exchange::GrantedNotification>>> MayNotify(
      const CallContext&, exchange::Notification notification) override {
    notified = notification;
    if (error) co_return *error;
    if (refusal) co_return exchange::OrRefusal<exchange::GrantedNotification>(*refusal);
    exchange::GrantedNotification granted{.url = std::string(kNoticeUrl)};
    if (notification.purpose == exchange::Purpose::kInclusiveEducation) {
      granted.key = exchange::LinkKey::Parse(kSession).value();
    }
    co_return exchange::OrRefusal<exchange::GrantedNotification>(std::move(granted));
  }
  Task<Result<exchange::OrRefusal<exchange::GrantedFeedback>>> MayGiveFeedback(const CallContext&,
                                                                               exchange::Feedback about) override {
    feedback = about;
    if (error) co_return *error;
    if (refusal) co_return exchange::OrRefusal<exchange::GrantedFeedback>(*refusal);
    co_return exchange::OrRefusal<exchange::GrantedFeedback>(exchange::GrantedFeedback{std::string(kNoticeUrl)});
  }
  Task<Result<exchange::ResultCode>> RegisterAccessPoint(const CallContext&, exchange::Registration made) override {
    registration = std::move(made);
    if (error) co_return *error;
    co_return refusal.value_or(exchange::ResultCode::kRegistered);
  }
  Task<Result<std::vector<exchange::AccessPoint>>> ListAccessPoints(const CallContext&,
                                                                    exchange::AccessPointFilter which) override {
    filter = which;
    if (error) co_return *error;
    co_return access_points;
  }
  Task<Result<Instant>> Ping(const CallContext&) override {
    if (error) co_return *error;
    co_return Instant{1'483'228'800'000'000};
  }
};

class TextDocument final : public exchange::DocumentSource {
 public:
  TextDocument(std::string text, std::uint64_t announced) : text_(std::move(text)), announced_(announced) {}
  std::uint64_t size() const override { return announced_; }
  Task<Result<ByteView>> Next() override {
    const std::size_t size = std::min(std::size_t{1000}, text_.size() - at_);
    at_ += size;
    co_return AsBytes(text_).subspan(at_ - size, size);
  }

 private:
  std::string text_;
  std::uint64_t announced_;
  std::size_t at_ = 0;
};

class FakeSource final : public SourceService {
 public:
  exchange::ResultCode result = exchange::ResultCode::kTransferSucceeded;
  std::string document;
  std::int64_t announced_too_much = 0;
  std::optional<exchange::DocumentRequest> asked;
  Task<Result<exchange::DocumentAnswer>> FetchDocument(const CallContext&, exchange::DocumentRequest request) override {
    asked = std::move(request);
    exchange::DocumentAnswer answer{.result = result, .document = nullptr};
    if (result == exchange::ResultCode::kTransferSucceeded) {
      const auto announced = static_cast<std::int64_t>(document.size()) + announced_too_much;
      answer.document = std::make_unique<TextDocument>(document, announced);
    }
    co_return answer;
  }
  Task<Result<Instant>> Ping(const CallContext&) override { co_return Instant{1'483'228'800'000'000}; }
};

class FakeNotices final : public NoticeService {
 public:
  std::optional<exchange::Notice> notice;
  std::optional<exchange::FeedbackReport> report;
  Task<Result<exchange::ResultCode>> TakeNotice(const CallContext&, exchange::Notice told) override {
    notice = told;
    co_return exchange::ResultCode::kNotificationReceived;
  }
  Task<Result<exchange::ResultCode>> TakeFeedback(const CallContext&, exchange::FeedbackReport told) override {
    report = std::move(told);
    co_return exchange::ResultCode::kFeedbackReceived;
  }
};

}  // namespace oso::wire::soap
