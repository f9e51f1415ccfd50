#include "http/client.h"

#include "http/http_fakes.h"

namespace oso::http {
namespace {

ClientSettings Quick() {
  ClientSettings settings;
  settings.connect_seconds = settings.response_seconds = 1;
  return settings;
}

// Listens, and accepts nothing.
class SilentPort {
 public:
  SilentPort() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    socklen_t size = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  ~SilentPort() { ::close(socket_); }
  SilentPort(const SilentPort&) = delete;
  SilentPort& operator=(const SilentPort&) = delete;
  std::uint16_t port() const { return port_; }
  void Listen() { ::listen(socket_, 8); }
  // Accepts one connection, and answers what comes with `text`.
  void AnswerOnce(std::string_view text) {
    const int peer = ::accept(socket_, nullptr, nullptr);
    char buffer[4096];
    (void)::recv(peer, buffer, sizeof buffer, 0);
    (void)::send(peer, text.data(), text.size(), MSG_NOSIGNAL);
    ::close(peer);
  }

 private:
  int socket_;
  std::uint16_t port_ = 0;
};

std::size_t ResidentBytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  file >> total >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

#if defined(__SANITIZE_ADDRESS__) || (defined(__has_feature) && __has_feature(address_sanitizer))
constexpr std::size_t kMegabytes = 20;
constexpr std::size_t kAllowedGrowth = 200 << 20;  // freed memory is held back to find its late users
#else
constexpr std::size_t kMegabytes = 100;
constexpr std::size_t kAllowedGrowth = 32 << 20;
#endif

Task<Result<std::uint64_t>> Download(Client& client, std::string url) {
  ClientRequest request;
  request.method = "GET";
  request.url = std::move(url);
  CO_ASSIGN_OR_RETURN(ClientResponse response, co_await client.Send(std::move(request)));
  co_return co_await Count(*response.body);
}

TEST_CASE("a question gets its answer, and the next goes over the same connection") {
  Site site;
  site.settings.max_connections = 1;
  const std::uint16_t port = site.Start();
  EventLoops loops(1);
  Client client(loops, Quick(), nullptr);
  for (const char* text : {"one", "two", "three"}) {
    const auto answer = loops.Run(Ask(client, Post(At(port), text)));
    REQUIRE(answer.ok());
    CHECK(answer->status == 200);
    CHECK(answer->body == text);
    CHECK(Uuid::Parse(answer->id).ok());
  }
}

TEST_CASE("an answer that is dropped unread closes its connection, and the client goes on") {
  Site site([](Request&) -> Task<Response> {
    Response response;
    response.body = std::make_unique<ZeroSource>(10 << 20);
    co_return response;
  });
  const std::uint16_t port = site.Start();
  EventLoops loops(1);
  Client client(loops, Quick(), nullptr);
  for (int i = 0; i < 3; ++i) CHECK(loops.Run(client.Send(Post(At(port), ""))).ok());
}

TEST_CASE("a connection that the server closed meanwhile is replaced, unseen") {
  auto site = std::make_unique<Site>();
  const std::uint16_t port = site->Start();
  EventLoops loops(1);
  Client client(loops, Quick(), nullptr);
  REQUIRE(loops.Run(Ask(client, Post(At(port), "before"))).ok());
  site = std::make_unique<Site>(Echo, nullptr, port);
  site->Start();
  const auto answer = loops.Run(Ask(client, Post(At(port), "after")));
  REQUIRE(answer.ok());
  CHECK(answer->body == "after");
}

TEST_CASE("nobody listening is unavailable, and says where") {
  SilentPort silent;
  EventLoops loops(1);
  Client client(loops, Quick(), nullptr);
  const auto answer = loops.Run(Ask(client, Post(At(silent.port()), "x")));
  REQUIRE_FALSE(answer.ok());
  CHECK(answer.error().code == ErrorCode::kUnavailable);
  CHECK(answer.error().detail.find("127.0.0.1:" + std::to_string(silent.port())) == 0);
}

TEST_CASE("a server that never answers is a timeout, one that breaks off has an unknown outcome") {
  SilentPort silent;
  silent.Listen();
  EventLoops loops(1);
  Client client(loops, Quick(), nullptr);
  CHECK(loops.Run(Ask(client, Post(At(silent.port()), "x"))).error().code == ErrorCode::kTimeout);
  SilentPort broken;
  broken.Listen();
  for (const char* text : {"", "HTTP/1.1 2", "not HTTP at all\r\n\r\n"}) {
    std::thread server([&] { broken.AnswerOnce(text); });
    CHECK(loops.Run(Ask(client, Post(At(broken.port()), "x"))).error().code == ErrorCode::kTimeout);
    server.join();
  }
}

TEST_CASE("an answer is read chunked, until the connection closes, and after an interim one") {
  SilentPort server;
  server.Listen();
  EventLoops loops(1);
  Client client(loops, Quick(), nullptr);
  for (const char* text : {
           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
           "HTTP/1.0 200 OK\r\n\r\nok",
           "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
       }) {
    std::thread answering([&] { server.AnswerOnce(text); });
    const auto answer = loops.Run(Ask(client, Post(At(server.port()), "x")));
    answering.join();
    REQUIRE(answer.ok());
    CHECK(answer->body == "ok");
  }
}

TEST_CASE("a body that breaks off is unavailable, and one over the reader's limit too large") {
  SilentPort server;
  server.Listen();
  EventLoops loops(1);
  Client client(loops, Quick(), nullptr);
  std::thread breaking([&] { server.AnswerOnce("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok"); });
  CHECK(loops.Run(Ask(client, Post(At(server.port()), "x"))).error().code == ErrorCode::kUnavailable);
  breaking.join();
  std::thread boasting([&] { server.AnswerOnce("HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n"); });
  CHECK(loops.Run(Ask(client, Post(At(server.port()), "x"))).error().code == ErrorCode::kTooLarge);
  boasting.join();
}

TEST_CASE("a request that cannot be sent is refused before anything is") {
  EventLoops loops(1);
  Client client(loops, Quick(), nullptr);
  ClientRequest smuggling = Post("http://127.0.0.1:1/", "");
  smuggling.headers = {{"X", "a\r\nY: b"}};
  ClientRequest two_lines = Post("http://127.0.0.1:1/", "");
  two_lines.method = "GET / HTTP/1.1\r\nX:";
  for (const ClientRequest& request : {smuggling, two_lines, Post("https://127.0.0.1:1/", ""), Post("nowhere", "")}) {
    CHECK(loops.Run(Ask(client, request)).error().code == ErrorCode::kInvalidArgument);
  }
}

TEST_CASE("a large body passes in bounded memory, and its connection is used again") {
  Site site([](Request&) -> Task<Response> {
    Response response;
    response.body = std::make_unique<ZeroSource>(kMegabytes << 20);
    co_return response;
  });
  site.settings.max_connections = 1;
  const std::uint16_t port = site.Start();
  EventLoops loops(1);
  Client client(loops, Quick(), nullptr);
  const std::size_t before = ResidentBytes();
  for (int i = 0; i < 2; ++i) CHECK(loops.Run(Download(client, At(port))).value() == kMegabytes << 20);
  CHECK(ResidentBytes() < before + kAllowedGrowth);
}

TEST_CASE("a large request body passes in bounded memory") {
  Site site([](Request& request) -> Task<Response> {
    const auto size = co_await Count(*request.body);
    Response response;
    response.body = std::to_string(size.ok() ? *size : 0);
    co_return response;
  });
  site.settings.max_body_bytes = 200 << 20;
  RawPeer peer(site.Start());
  const std::size_t before = ResidentBytes();
  const std::string size = std::to_string(kMegabytes << 20);
  REQUIRE(peer.Say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + size + "\r\n\r\n"));
  const std::string megabyte(1024 * 1024, 'x');
  for (std::size_t i = 0; i < kMegabytes; ++i) REQUIRE(peer.Say(megabyte));
  CHECK(peer.HearUntil(size).ends_with("\r\n\r\n" + size));
  CHECK(ResidentBytes() < before + kAllowedGrowth);
}

}  // namespace
}  // namespace oso::http
