#include "http/client.h"

#include "http/connection_pool.h"
#include "http/dial.h"
#include "http/head_text.h"
#include "http/incoming.h"
#include "http/response_body.h"
#include "http/url.h"

namespace oso::http {
namespace {

std::string HeadOf(const ClientRequest& request, const Url& url) {
  std::string head;
  head.reserve(256);
  head.append(request.method).append(" ").append(url.target).append(" HTTP/1.1\r\n");
  AppendHeader(head, "Host", url.authority());
  AppendHeaders(head, request.headers);
  const bool has_body = !request.body.empty() || (request.method != "GET" && request.method != "HEAD");
  if (has_body) AppendHeader(head, "Content-Length", std::to_string(request.body.size()));
  head += "\r\n";
  return head;
}

// A request on one connection, as far as the answer's head.
class Exchange {
 public:
  Exchange(const ClientSettings& settings, const ClientRequest& request, const Url& url, Lease& lease)
      : settings_(settings), request_(request), url_(url), lease_(lease) {}

  Task<Result<std::unique_ptr<Incoming>>> Run();
  // The server closed an idle connection just as we took it.
  bool met_stale_connection() const { return lease_.is_reused && was_cut_ && !has_answer_; }

 private:
  Error Failure(const Status& sent, const Error& error) const;

  const ClientSettings& settings_;
  const ClientRequest& request_;
  const Url& url_;
  Lease& lease_;
  bool was_cut_ = false;
  bool has_answer_ = false;  // a byte of one
};

Task<Result<std::unique_ptr<Incoming>>> Exchange::Run() {
  Connection& connection = *lease_.connection;
  std::string head = HeadOf(request_, url_);
  ByteView body = AsBytes(request_.body);
  if (body.size() < InputBuffer::kSmall) head += AsText(std::exchange(body, {}));
  const Status sent = co_await connection.Write(AsBytes(head), body, settings_.response_seconds);
  // A server that refuses does not wait for the whole request: its answer, or TLS's alert, says more than a broken
  // write.
  connection.SetDeadline(settings_.response_seconds);
  const auto kind = request_.method == "HEAD" ? MessageKind::kResponseToHead : MessageKind::kResponse;
  const ParseLimits limits{settings_.max_header_bytes, std::nullopt};
  for (;;) {
    auto incoming = std::make_unique<Incoming>(connection, kind, limits, settings_.response_seconds);
    const auto fault = co_await incoming->ReadHead();
    has_answer_ = has_answer_ || incoming->has_begun();
    if (!fault.ok()) {
      was_cut_ = fault.error().code == ErrorCode::kUnavailable;
      co_return Failure(sent, fault.error());
    }
    if (*fault != ParseFault::kNone) co_return Failure(sent, Fail(ErrorCode::kTimeout, "the answer is not HTTP"));
    if (incoming->parser().head().status / 100 == 1) continue;
    connection.ClearDeadline();
    if (!sent.ok()) incoming->ForbidReuse();
    co_return incoming;
  }
}

Error Exchange::Failure(const Status& sent, const Error& error) const {
  Error seen = At(url_, *lease_.connection, error);
  if (seen.code != ErrorCode::kUnauthenticated) seen.code = sent.ok() ? ErrorCode::kTimeout : ErrorCode::kUnavailable;
  return seen;
}

ClientResponse Respond(const std::shared_ptr<ClientConnections>& client, Lease lease,
                       std::unique_ptr<Incoming> incoming, Url url) {
  ClientResponse response;
  MessageHead& head = incoming->parser().head();
  response.status = head.status;
  response.headers = std::move(head.headers);
  if (lease.connection->tls() != nullptr) response.peer = lease.connection->tls()->peer().value();
  response.body = std::make_unique<ResponseBody>(client, std::move(lease), std::move(incoming), std::move(url));
  return response;
}

Task<Result<ClientResponse>> SendRequest(std::shared_ptr<ClientConnections> client, ClientRequest request) {
  CO_ASSIGN_OR_RETURN(Url url, ParseUrl(request.url));
  if (url.is_secure && !client->tls) co_return Fail(ErrorCode::kInvalidArgument, "url: https, but there are no keys");
  const Headers method_as_name = {{request.method, ""}};
  if (!AreWritable(method_as_name) || !AreWritable(request.headers)) {
    co_return Fail(ErrorCode::kInvalidArgument, "a method or header that cannot be sent");
  }
  const std::size_t loop = client->loops.IndexOf(co_await CurrentExecutor{});
  if (loop == client->loops.loops.size()) co_return Fail(ErrorCode::kInternal, "http: not on a loop of this client");

  auto choice = ClientConnections::Choice::kIdleOrNew;
  for (;;) {
    CO_ASSIGN_OR_RETURN(Lease lease, co_await client->Obtain(loop, url, choice));
    const crypto::TlsSession* tls = lease.connection->tls();
    if (request.server && (tls == nullptr || tls->peer()->oin != request.server)) {
      lease.connection->Close();
      co_return Fail(ErrorCode::kUnauthenticated,
                     url.authority() + ": the server's certificate is of another organisation");
    }
    Exchange exchange(client->settings, request, url, lease);
    auto incoming = co_await exchange.Run();
    if (incoming.ok()) co_return Respond(client, std::move(lease), std::move(*incoming), std::move(url));
    lease.connection->Close();
    if (!exchange.met_stale_connection()) co_return std::move(incoming).error();
    choice = ClientConnections::Choice::kNew;
  }
}

}  // namespace

struct Client::State final : ClientConnections {};

Client::Client(EventLoops& loops, ClientSettings settings, crypto::CurrentTls tls)
    : state_(std::make_shared<State>(
          State{{loops.state(), settings, std::move(tls), std::vector<ConnectionPool>(loops.state().loops.size())}})) {}

Client::~Client() {
  for (std::size_t i = 0; i < state_->pools.size(); ++i) {
    state_->loops.loops[i]->Post([state = state_, i] { state->pools[i].CloseAll(); });
  }
}

Task<Result<ClientResponse>> Client::Send(ClientRequest request) { return SendRequest(state_, std::move(request)); }

}  // namespace oso::http
