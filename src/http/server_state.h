// What a server and its connections share. Only for http/ itself.
#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <condition_variable>
#include <mutex>
#include <unordered_set>
#include <vector>

#include "http/connection.h"
#include "http/quota.h"
#include "http/server.h"

namespace oso::http {

struct Server::State : std::enable_shared_from_this<Server::State> {
  State(EventLoops& where, ServerSettings how, crypto::CurrentTls keys, Handler& what, ConnectionObserver* who,
        Logger& service_log, Random& randomness);

  Status Listen();
  void Accept();                            // on the first loop
  void Welcome(Loop& loop, Socket socket);  // on the first loop
  void CloseAll();                          // on every loop; returns when all is closed
  // Its address's place, or empty: it is refused, and that is told.
  std::optional<Quota::Place> Admit(const Socket& socket);

  EventLoops::State& loops;
  const ServerSettings settings;
  const crypto::CurrentTls tls;  // empty: plain
  Handler& handler;
  ConnectionObserver* const observer;
  Logger& log;
  Random& random;

  boost::asio::basic_socket_acceptor<Tcp, LoopExecutor> acceptor;  // on the first loop
  Timer retry;                                                     // after a failed accept
  std::atomic<bool> closing{false};
  // The open connections of each loop, touched on that loop alone.
  std::vector<std::unordered_set<Connection*>> connections;

  Quota systems;    // connections of each organisation
  Quota addresses;  // and of each address of strangers

  std::mutex mutex;
  std::condition_variable changed;
  std::size_t open = 0;
};

}  // namespace oso::http
