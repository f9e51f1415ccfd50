#include "app/server.h"

#include <csignal>

#include "app/revocation_fetch.h"
#include "gate/admin.h"

namespace oso::app {
namespace {

http::ServerSettings ListenerOf(const Settings& settings, std::string_view host_key, std::string_view port_key) {
  http::ServerSettings listener;
  listener.host = settings.text(host_key);
  listener.port = static_cast<std::uint16_t>(settings.number(port_key));
  listener.max_connections = static_cast<std::size_t>(settings.number("limits.connections"));
  listener.max_body_bytes = static_cast<std::uint64_t>(settings.number("limits.request_bytes"));
  listener.handshake_seconds = static_cast<int>(settings.number("limits.handshake_seconds"));
  listener.header_seconds = static_cast<int>(settings.number("limits.header_seconds"));
  listener.max_connections_per_system = static_cast<std::size_t>(settings.number("limits.connections_per_system"));
  listener.max_connections_per_address = static_cast<std::size_t>(settings.number("limits.connections_per_address"));
  listener.body_seconds = static_cast<int>(settings.number("limits.body_seconds"));
  listener.idle_seconds = static_cast<int>(settings.number("limits.idle_seconds"));
  return listener;
}

sigset_t OurSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  return signals;
}

}  // namespace

std::size_t RequestLimit(const Settings& settings) {
  return static_cast<std::size_t>(settings.number("limits.request_bytes"));
}

void HoldStopSignals() {
  const sigset_t signals = OurSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // Whoever reads our log may go away; that is no reason to stop.
  std::signal(SIGPIPE, SIG_IGN);
}

Status ServeUntilStopped(const Serving& serving) {
  gate::AdminPages pages(serving.metrics, serving.is_ready);
  ASSIGN_OR_RETURN(std::unique_ptr<http::Server> server,
                   http::Server::Create(serving.loops, ListenerOf(serving.settings, "listen.host", "listen.port"),
                                        serving.tls, serving.handler, &serving.observer, serving.log, serving.random));
  std::unique_ptr<http::Server> anyone;
  if (serving.anyone != nullptr) {
    http::ServerSettings listener = ListenerOf(serving.settings, "public.host", "public.port");
    listener.client_certificates = crypto::ClientCertificates::kNone;
    ASSIGN_OR_RETURN(anyone, http::Server::Create(serving.loops, listener, serving.tls, *serving.anyone,
                                                  &serving.observer, serving.log, serving.random));
  }
  // Last: who is told that we are ready reaches the others.
  ASSIGN_OR_RETURN(std::unique_ptr<http::Server> admin,
                   http::Server::Create(serving.loops, ListenerOf(serving.settings, "admin.host", "admin.port"),
                                        nullptr, pages, nullptr, serving.log, serving.random));
  TlsWatch watch(serving.settings, serving.tls, serving.metrics, serving.log);
  const RevocationFetch fetch(serving.settings, serving.metrics, serving.log, [&watch] { watch.LookNow(); });
  serving.log.Info("serving", {{"port", server->port()},
                               {"admin_port", admin->port()},
                               {"public_port", anyone == nullptr ? 0 : anyone->port()}});

  const sigset_t signals = OurSignals();
  int received = 0;
  while (sigwait(&signals, &received) == 0 && received == SIGHUP) watch.LookNow();
  serving.log.Info("stopping", {{"signal", received}});
  return {};
}

}  // namespace oso::app
