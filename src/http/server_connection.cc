#include "http/server_connection.h"

#include <algorithm>
#include <exception>
#include <typeinfo>

#include "http/head_text.h"
#include "http/incoming.h"

namespace oso::http {
namespace {

// What a peer may still send of a body that the handler did not want, before the connection is given up instead.
constexpr std::size_t kDrainBytes = std::size_t{64} * 1024;
// How long a peer may go on sending after our last word.
constexpr int kFinishSeconds = 2;
// A body of this size is copied behind its head, into one TLS record; a larger one is sent from where it is.
constexpr std::size_t kCopiedBodyBytes = std::size_t{12} * 1024;

enum class After { kNextRequest, kFinish, kClose };

int StatusOf(ParseFault fault) {
  switch (fault) {
    case ParseFault::kHeadTooLarge:
      return 431;
    case ParseFault::kBodyTooLarge:
      return 413;
    case ParseFault::kUnknownCoding:
      return 501;
    case ParseFault::kMalformed:
    case ParseFault::kNone:
      break;
  }
  return 400;
}

class ServerConnection {
 public:
  ServerConnection(Service service, Connection& connection) : service_(service), connection_(connection) {}

  Task<bool> Handshake();
  Task<After> ServeRequest();

 private:
  struct Exchange {
    std::string id;
    bool head_only = false;
    bool closes = false;
  };

  Task<bool> AwaitRequest();
  bool TakePlace();
  bool HasOldKeys() const;
  Task<Response> Handle(Request& request);
  Task<After> Answer(const Exchange& exchange, Response response);
  Task<After> Stream(const Exchange& exchange, Response response);
  Task<After> Refuse(Exchange exchange, int status);
  std::string Head(const Exchange& exchange, const Response& response, std::uint64_t size) const;
  int idle_seconds() const { return service_.settings.idle_seconds; }

  Service service_;
  Connection& connection_;
  Quota::Place place_;  // its organisation's
};

// The peer is known: may it have one more connection?
bool ServerConnection::TakePlace() {
  const auto& peer = connection_.tls()->peer();
  if (!peer) return true;
  auto place = service_.systems.Take(peer->oin ? std::string(peer->oin->text()) : peer->fingerprint);
  if (place) place_ = std::move(*place);
  if (!place && service_.observer != nullptr) {
    service_.observer->HandshakeRefused(crypto::TlsRefusal::kTooManyOfPeer, peer->fingerprint);
  }
  return place.has_value();
}

bool ServerConnection::HasOldKeys() const {
  return connection_.tls() != nullptr && !connection_.tls()->is_of(*service_.tls.Get());
}

Task<bool> ServerConnection::Handshake() {
  connection_.SetDeadline(service_.settings.handshake_seconds);
  const Status done = co_await connection_.Handshake(service_.tls.Get()->Accept(service_.settings.client_certificates));
  connection_.ClearDeadline();
  if (done.ok() && TakePlace()) co_return true;
  if (done.ok()) {
    (void)co_await connection_.Finish(kFinishSeconds);
    co_return false;
  }
  const auto why = connection_.tls()->refusal();
  if (!why) co_return false;  // it broke: nobody was refused
  if (service_.observer != nullptr) {
    service_.observer->HandshakeRefused(*why, connection_.tls()->refused_fingerprint());
  }
  (void)co_await connection_.Finish(kFinishSeconds);
  co_return false;
}

// Waits for a request's first byte.
Task<bool> ServerConnection::AwaitRequest() {
  connection_.input().Shrink();
  if (!connection_.input().empty()) co_return true;
  connection_.SetDeadline(idle_seconds());
  const auto received = co_await connection_.Fill(InputBuffer::kSmall);
  co_return received.ok() && *received > 0;
}

Task<After> ServerConnection::ServeRequest() {
  if (!co_await AwaitRequest()) co_return After::kClose;
  connection_.SetDeadline(service_.settings.header_seconds);
  Incoming message(connection_, MessageKind::kRequest,
                   {service_.settings.max_header_bytes, service_.settings.max_body_bytes}, idle_seconds(),
                   std::chrono::seconds(service_.settings.body_seconds));
  const auto fault = co_await message.ReadHead();
  connection_.ClearDeadline();
  if (!fault.ok()) co_return After::kClose;

  MessageHead& head = message.parser().head();
  Exchange exchange{Uuid::NewV4(service_.random).ToString(), head.method == "HEAD", true};
  if (*fault != ParseFault::kNone) co_return co_await Refuse(std::move(exchange), StatusOf(*fault));
  if (head.minor == 1 && Find(head.headers, "Host") == nullptr) co_return co_await Refuse(std::move(exchange), 400);
  const std::string* expect = Find(head.headers, "Expect");
  if (expect != nullptr && *expect == "100-continue" && head.minor == 1) message.PromiseContinue();

  Request request;
  request.method = std::move(head.method);
  request.target = std::move(head.target);
  request.headers = std::move(head.headers);
  if (connection_.tls() != nullptr) request.peer = connection_.tls()->peer();
  request.id = exchange.id;
  request.body = &message;
  Response response = co_await Handle(request);

  if (message.was_too_large()) co_return co_await Refuse(std::move(exchange), 413);
  // A peer that was never told to continue may send its body or may not: nobody could tell it from the next request.
  const bool leaves_body =
      !message.parser().is_done() && (message.owes_continue() || message.announced() > kDrainBytes);
  exchange.closes = leaves_body || head.minor == 0 || !message.parser().keeps_alive() || HasOldKeys();
  const After after = co_await Answer(exchange, std::move(response));
  if (after != After::kNextRequest) co_return after;
  co_return co_await message.Drain(kDrainBytes) ? After::kNextRequest : After::kFinish;
}

Task<Response> ServerConnection::Handle(Request& request) {
  std::string thrown;
  try {
    Response response = co_await service_.handler.Handle(request);
    if (AreWritable(response.headers)) co_return response;
    service_.log.Error("a handler's answer has a header that cannot be sent", {{"request", request.id}});
  } catch (const std::exception& exception) {
    thrown = typeid(exception).name();  // not what(): it may quote what it was given
  } catch (...) {
    thrown = "unknown";
  }
  if (!thrown.empty()) service_.log.Error("a handler threw", {{"request", request.id}, {"exception", thrown}});
  Response failed;
  failed.status = 500;
  co_return failed;
}

std::string ServerConnection::Head(const Exchange& exchange, const Response& response, std::uint64_t size) const {
  std::string head;
  head.reserve(256);
  AppendStatusLine(head, response.status);
  AppendHeaders(head, response.headers);
  AppendHeader(head, "X-Request-Id", exchange.id);
  // RFC 9110, 8.6: not in a 204, and in a 304 only the length that a 200 would have had.
  if (response.status != 204 && response.status != 304) AppendHeader(head, "Content-Length", std::to_string(size));
  if (exchange.closes) AppendHeader(head, "Connection", "close");
  head += "\r\n";
  return head;
}

Task<After> ServerConnection::Refuse(Exchange exchange, int status) {
  exchange.closes = true;
  Response response;
  response.status = status;
  co_return co_await Answer(exchange, std::move(response));
}

Task<After> ServerConnection::Answer(const Exchange& exchange, Response response) {
  const auto* text = std::get_if<std::string>(&response.body);
  if (text == nullptr) co_return co_await Stream(exchange, std::move(response));
  std::string head = Head(exchange, response, text->size());
  ByteView body = AsBytes(*text);
  if (exchange.head_only || response.status == 204 || response.status == 304) body = {};
  if (body.size() <= kCopiedBodyBytes) {
    head += AsText(body);
    body = {};
  }
  const Status sent = co_await connection_.Write(AsBytes(head), body, idle_seconds());
  connection_.ClearDeadline();
  if (!sent.ok()) co_return After::kClose;
  co_return exchange.closes ? After::kFinish : After::kNextRequest;
}

Task<After> ServerConnection::Stream(const Exchange& exchange, Response response) {
  BodySource& source = *std::get<std::unique_ptr<BodySource>>(response.body);
  std::uint64_t left = exchange.head_only ? 0 : source.size();
  std::string head = Head(exchange, response, source.size());
  do {
    ByteView piece;
    if (left > 0) {
      const auto next = co_await source.Next();
      const bool fits = next.ok() && !next->empty() && next->size() <= left;
      if (!fits) {
        service_.log.Error("a body could not be sent whole", {{"request", exchange.id}, {"bytes_left", left}});
        // Before the head went out there is still something to say; after it only the missing bytes tell.
        co_return head.empty() ? After::kClose : co_await Refuse(exchange, 500);
      }
      piece = *next;
    }
    const Status sent = co_await connection_.Write(AsBytes(head), piece, idle_seconds());
    connection_.ClearDeadline();
    if (!sent.ok()) co_return After::kClose;
    head.clear();
    left -= piece.size();
  } while (left > 0);
  co_return exchange.closes ? After::kFinish : After::kNextRequest;
}

}  // namespace

Task<Status> ServeConnection(Service service, std::shared_ptr<Connection> connection) {
  ServerConnection server(service, *connection);
  if (service.tls && !co_await server.Handshake()) co_return Status{};
  auto after = After::kNextRequest;
  while (after == After::kNextRequest) after = co_await server.ServeRequest();
  if (after == After::kFinish) (void)co_await connection->Finish(kFinishSeconds);
  co_return Status{};
}

}  // namespace oso::http
