#include "http/dial.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/basic_resolver.hpp>

namespace oso::http {
namespace {

using boost::system::error_code;
using Endpoints = std::vector<Tcp::endpoint>;
using Resolver = boost::asio::ip::basic_resolver<Tcp, LoopExecutor>;

// The look-up itself runs on the library's own thread and cannot be broken off: the deadline here leaves it behind.
Task<Result<Endpoints>> Resolve(Loop& loop, const Url& url, int seconds) {
  error_code no_address;
  const auto address = boost::asio::ip::make_address(url.host, no_address);
  if (!no_address) co_return Endpoints{{address, static_cast<std::uint16_t>(std::stoi(url.port))}};
  Resolver resolver(loop.context().get_executor());
  Timer timer(loop.context().get_executor());
  co_return co_await WaitFor<Result<Endpoints>>([&](const Completer<Result<Endpoints>>& done) {
    timer.expires_after(std::chrono::seconds(seconds));
    timer.async_wait([done](const error_code& cancelled) {
      if (!cancelled) done(Fail(ErrorCode::kUnavailable, "the name's look-up takes too long"));
    });
    resolver.async_resolve(url.host, url.port, [done](const error_code& failure, const Resolver::results_type& found) {
      if (failure) return done(Fail(ErrorCode::kUnavailable, "name look-up: " + failure.message()));
      Endpoints endpoints;
      for (const auto& entry : found) endpoints.push_back(entry.endpoint());
      done(std::move(endpoints));
    });
  });
}

}  // namespace

Error At(const Url& url, const Connection& connection, const Error& error) {
  std::string detail = url.authority() + ": ";
  if (connection.tls() != nullptr && connection.tls()->refusal()) {
    detail.append(WireName(*connection.tls()->refusal())).append(": ");
  }
  return Fail(error.code, detail + error.detail);
}

Task<Result<std::shared_ptr<Connection>>> Dial(Loop& loop, Url url, std::shared_ptr<const crypto::TlsContext> tls,
                                               int seconds) {
  auto endpoints = co_await Resolve(loop, url, seconds);
  if (!endpoints.ok()) co_return Fail(endpoints.error().code, url.authority() + ": " + endpoints.error().detail);
  auto connection = std::make_shared<Connection>(loop, Socket(loop.context().get_executor()));
  connection->SetDeadline(seconds);
  Status done = co_await connection->Connect(std::move(*endpoints));
  if (done.ok() && url.is_secure) done = co_await connection->Handshake(tls->Connect(url.host));
  connection->ClearDeadline();
  if (done.ok()) co_return connection;
  Error error = At(url, *connection, done.error());
  // Nothing was asked yet: whatever went wrong, it is safe to try again.
  if (error.code == ErrorCode::kTimeout) error.code = ErrorCode::kUnavailable;
  connection->Close();
  co_return error;
}

}  // namespace oso::http
