#include "http/server.h"

#include <boost/asio/ip/address.hpp>

#include "http/server_connection.h"
#include "http/server_state.h"

namespace oso::http {
namespace {

using boost::system::error_code;

// After a failed accept, which is nearly always for want of file descriptors.
constexpr auto kAcceptPause = std::chrono::milliseconds(100);

}  // namespace

Server::State::State(EventLoops& where, ServerSettings how, crypto::CurrentTls keys, Handler& what,
                     ConnectionObserver* who, Logger& service_log, Random& randomness)
    : loops(where.state()),
      settings(std::move(how)),
      tls(std::move(keys)),
      handler(what),
      observer(who),
      log(service_log),
      random(randomness),
      acceptor(loops.loops.front()->context().get_executor()),
      retry(loops.loops.front()->context().get_executor()),
      connections(loops.loops.size()),
      systems(settings.max_connections_per_system),
      addresses(settings.max_connections_per_address) {}

Status Server::State::Listen() {
  const auto refuse = [this](const error_code& failure) {
    return Fail(ErrorCode::kConfiguration,
                "cannot listen on " + settings.host + ":" + std::to_string(settings.port) + ": " + failure.message());
  };
  error_code failure;
  const auto address =
      boost::asio::ip::make_address(settings.host == "localhost" ? "127.0.0.1" : settings.host, failure);
  if (failure) return refuse(failure);
  const Tcp::endpoint endpoint(address, settings.port);
  acceptor.open(endpoint.protocol(), failure);
  if (!failure) acceptor.set_option(Tcp::acceptor::reuse_address(true), failure);
  if (!failure) acceptor.bind(endpoint, failure);
  if (!failure) acceptor.listen(boost::asio::socket_base::max_listen_connections, failure);
  if (failure) return refuse(failure);
  return {};
}

void Server::State::Accept() {
  Loop& loop = loops.Next();
  acceptor.async_accept(loop.context(), [self = shared_from_this(), &loop](const error_code& failure, Socket socket) {
    if (self->closing) return;
    if (!failure) {
      self->Welcome(loop, std::move(socket));
      return self->Accept();
    }
    self->retry.expires_after(kAcceptPause);
    self->retry.async_wait([self](const error_code&) {
      if (!self->closing) self->Accept();
    });
  });
}

std::optional<Quota::Place> Server::State::Admit(const Socket& socket) {
  if (!tls || settings.client_certificates == crypto::ClientCertificates::kDemanded) return Quota::Place();
  error_code gone;
  const auto from = socket.remote_endpoint(gone);
  if (gone) return std::nullopt;
  auto place = addresses.Take(from.address().to_string());
  if (!place && observer != nullptr) observer->HandshakeRefused(crypto::TlsRefusal::kTooManyOfPeer, "");
  return place;
}

void Server::State::Welcome(Loop& loop, Socket socket) {
  auto place = Admit(socket);
  if (!place) return;  // and the socket is closed
  {
    const std::scoped_lock lock(mutex);
    if (open >= settings.max_connections) return;  // and the socket is closed
    ++open;
  }
  const std::size_t index = loops.IndexOf(loop);
  auto connection = std::make_shared<Connection>(loop, std::move(socket));
  // A step is copied about, a place is not.
  auto held = std::make_shared<Quota::Place>(std::move(*place));
  loop.Post([self = shared_from_this(), &loop, index, held, connection = std::move(connection)] {
    self->connections[index].insert(connection.get());
    if (self->closing) connection->Close();
    const Service service{self->settings, self->tls, self->systems, self->handler,
                          self->observer, self->log, self->random};
    Spawn<Status>(loop, ServeConnection(service, connection), [self, index, held, connection](const Status&) {
      self->connections[index].erase(connection.get());
      connection->Close();
      held->Free();
      const std::scoped_lock lock(self->mutex);
      --self->open;
      self->changed.notify_all();
    });
  });
}

void Server::State::CloseAll() {
  closing = true;
  std::size_t asked = loops.loops.size();
  for (std::size_t i = 0; i < loops.loops.size(); ++i) {
    loops.loops[i]->Post([self = shared_from_this(), &asked, i] {
      if (i == 0) {
        error_code ignored;
        self->acceptor.close(ignored);
        self->retry.cancel();
      }
      for (Connection* connection : self->connections[i]) connection->Close();
      const std::scoped_lock lock(self->mutex);
      --asked;
      self->changed.notify_all();
    });
  }
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return asked == 0 && open == 0; });
}

Server::Server(std::shared_ptr<State> state) : state_(std::move(state)) {}

Server::~Server() { state_->CloseAll(); }

Result<std::unique_ptr<Server>> Server::Create(EventLoops& loops, ServerSettings settings, crypto::CurrentTls tls,
                                               Handler& handler, ConnectionObserver* observer, Logger& log,
                                               Random& random) {
  auto state = std::make_shared<State>(loops, std::move(settings), std::move(tls), handler, observer, log, random);
  RETURN_IF_ERROR(state->Listen());
  state->loops.loops.front()->Post([state] {
    if (!state->closing) state->Accept();
  });
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

std::uint16_t Server::port() const {
  error_code ignored;
  return state_->acceptor.local_endpoint(ignored).port();
}

}  // namespace oso::http
