// What the tests of http/ share: a handler made of a function, a raw socket, certificates, a server that is ready to
// use.
#pragma once

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "base/fakes.h"
#include "http/client.h"
#include "http/server.h"

namespace oso::http {

// A FakeRandom that several loops may use.
class SharedRandom final : public Random {
 public:
  void Fill(std::span<std::uint8_t> bytes) override {
    const std::scoped_lock lock(mutex_);
    random_.Fill(bytes);
  }

 private:
  std::mutex mutex_;
  FakeRandom random_;
};

class CountingLogger final : public Logger {
 public:
  void Log(LogLevel, std::string_view message, std::initializer_list<LogField>) override {
    const std::scoped_lock lock(mutex_);
    lines_.emplace_back(message);
  }
  std::vector<std::string> lines() {
    const std::scoped_lock lock(mutex_);
    return lines_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> lines_;
};

class FunctionHandler final : public Handler {
 public:
  explicit FunctionHandler(std::function<Task<Response>(Request&)> function) : function_(std::move(function)) {}
  Task<Response> Handle(Request& request) override { return function_(request); }

 private:
  std::function<Task<Response>(Request&)> function_;
};

// Answers with the request's body, or its target when there is none.
inline Task<Response> Echo(Request& request) {
  auto body = co_await ReadAll(*request.body, std::size_t{1} << 20);
  Response response;
  if (!body.ok()) {
    response.status = 400;
    response.body = std::string(WireName(body.error().code));
  } else {
    response.body = body->empty() ? request.target : *body;
  }
  co_return response;
}

class RecordingObserver final : public ConnectionObserver {
 public:
  struct Refused {
    crypto::TlsRefusal why;
    std::string fingerprint;
  };
  void HandshakeRefused(crypto::TlsRefusal why, std::string_view fingerprint) override {
    const std::scoped_lock lock(mutex_);
    refused_.push_back({why, std::string(fingerprint)});
  }
  // Waits up to three seconds for the first.
  std::optional<Refused> first() {
    for (int i = 0; i < 300; ++i) {
      {
        const std::scoped_lock lock(mutex_);
        if (!refused_.empty()) return refused_.front();
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return std::nullopt;
  }

 private:
  std::mutex mutex_;
  std::vector<Refused> refused_;
};

// A server on a free port of this machine, with limits that make tests quick.
struct Site {
  explicit Site(std::function<Task<Response>(Request&)> function = Echo, crypto::CurrentTls tls = nullptr,
                std::uint16_t port = 0)
      : handler(std::move(function)) {
    settings.port = port;
    settings.handshake_seconds = settings.header_seconds = settings.idle_seconds = 1;
    keys = std::move(tls);
  }
  std::uint16_t Start() {
    auto created = Server::Create(loops, settings, keys, handler, &observer, log, random);
    REQUIRE(created.ok());
    server = std::move(*created);
    return server->port();
  }

  EventLoops loops{2};
  ServerSettings settings;
  crypto::CurrentTls keys;
  FunctionHandler handler;
  RecordingObserver observer;
  CountingLogger log;
  SharedRandom random;
  std::unique_ptr<Server> server;
};

// A blocking socket that says exactly what the test says.
class RawPeer {
 public:
  explicit RawPeer(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    const timeval patience{5, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  ~RawPeer() { ::close(socket_); }
  RawPeer(const RawPeer&) = delete;
  RawPeer& operator=(const RawPeer&) = delete;

  bool Say(std::string_view text) {
    return ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
  }
  // What comes until the other side closes, or until it is as much as `enough` says.
  std::string Hear(std::size_t enough = std::string::npos) {
    std::string heard;
    char buffer[4096];
    while (heard.size() < enough) {
      const ssize_t got = ::recv(socket_, buffer, sizeof buffer, 0);
      if (got <= 0) break;
      heard.append(buffer, static_cast<std::size_t>(got));
    }
    return heard;
  }
  // What comes until `text` is there.
  std::string HearUntil(std::string_view text) {
    std::string heard;
    while (heard.find(text) == std::string::npos) {
      const std::string more = Hear(1);
      if (more.empty()) break;
      heard += more;
    }
    return heard;
  }

 private:
  int socket_;
};

struct Answer {
  int status = 0;
  std::string body;
  std::string id;
};

inline Task<Result<Answer>> Ask(Client& client, ClientRequest request) {
  CO_ASSIGN_OR_RETURN(ClientResponse response, co_await client.Send(std::move(request)));
  CO_ASSIGN_OR_RETURN(std::string body, co_await ReadAll(*response.body, std::size_t{1} << 20));
  const std::string* id = Find(response.headers, "x-request-id");
  co_return Answer{response.status, std::move(body), id == nullptr ? "" : *id};
}

inline ClientRequest Post(std::string url, std::string body) {
  ClientRequest request;
  request.url = std::move(url);
  request.body = std::move(body);
  return request;
}

inline std::string At(std::uint16_t port, std::string_view path = "/", std::string_view scheme = "http") {
  return std::string(scheme) + "://127.0.0.1:" + std::to_string(port) + std::string(path);
}

// Gives `size` bytes in pieces of 64 KiB.
class ZeroSource final : public BodySource {
 public:
  explicit ZeroSource(std::uint64_t size) : size_(size), left_(size) {}
  std::uint64_t size() const override { return size_; }
  Task<Result<ByteView>> Next() override {
    const std::size_t piece = std::min<std::uint64_t>(left_, bytes_.size());
    left_ -= piece;
    co_return ByteView(bytes_).first(piece);
  }

 private:
  std::uint64_t size_;
  std::uint64_t left_;
  Bytes bytes_ = Bytes(64 * 1024);
};

// Reads a body and forgets it: how many bytes.
inline Task<Result<std::uint64_t>> Count(BodyReader& body) {
  std::uint64_t total = 0;
  for (;;) {
    CO_ASSIGN_OR_RETURN(const ByteView piece, co_await body.Next());
    if (piece.empty()) co_return total;
    total += piece.size();
  }
}

}  // namespace oso::http
