#include "app/server.h"

#include <csignal>

#include "app/files.h"
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
  listener.idle_seconds = static_cast<int>(settings.number("limits.idle_seconds"));
  return listener;
}

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

}  // namespace

Result<std::shared_ptr<const crypto::TlsContext>> LoadTls(const Settings& settings) {
  crypto::TlsMaterial material;
  ASSIGN_OR_RETURN(material.certificate, ReadSmallFile(settings.path("tls.certificate")));
  ASSIGN_OR_RETURN(material.private_key, ReadSecretFile(settings.path("tls.private_key")));
  ASSIGN_OR_RETURN(material.authorities, ReadSmallFile(settings.path("tls.authorities")));
  ASSIGN_OR_RETURN(material.revocations, ReadSmallFile(settings.path("tls.revocations")));
  return crypto::TlsContext::Create(material);
}

std::size_t RequestLimit(const Settings& settings) {
  return static_cast<std::size_t>(settings.number("limits.request_bytes"));
}

void HoldStopSignals() {
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // Whoever reads our log may go away; that is no reason to stop.
  std::signal(SIGPIPE, SIG_IGN);
}

Status ServeUntilStopped(const Serving& serving) {
  gate::AdminPages pages(serving.metrics, serving.is_ready);
  ASSIGN_OR_RETURN(std::unique_ptr<http::Server> server,
                   http::Server::Create(serving.loops, ListenerOf(serving.settings, "listen.host", "listen.port"),
                                        serving.tls, serving.handler, &serving.observer, serving.log, serving.random));
  ASSIGN_OR_RETURN(std::unique_ptr<http::Server> admin,
                   http::Server::Create(serving.loops, ListenerOf(serving.settings, "admin.host", "admin.port"),
                                        nullptr, pages, nullptr, serving.log, serving.random));
  serving.log.Info("serving", {{"port", server->port()}, {"admin_port", admin->port()}});

  const sigset_t signals = StopSignals();
  int received = 0;
  sigwait(&signals, &received);
  serving.log.Info("stopping", {{"signal", received}});
  return {};
}

}  // namespace oso::app
