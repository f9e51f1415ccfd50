#include "http/server.h"

#include "base/worker_pool.h"
#include "http/http_fakes.h"

namespace oso::http {
namespace {

using std::chrono::steady_clock;

std::string StatusOf(const std::string& answer) { return answer.substr(0, std::string("HTTP/1.1 200").size()); }

TEST_CASE("two requests in one packet get two answers in order, on one connection") {
  Site site;
  RawPeer peer(site.Start());
  REQUIRE(peer.Say("GET /one HTTP/1.1\r\nHost: x\r\n\r\nGET /two HTTP/1.1\r\nHost: x\r\n\r\n"));
  const std::string heard = peer.HearUntil("/two");
  CHECK(heard.find("/one") < heard.find("/two"));
  CHECK(heard.find("/two") != std::string::npos);
}

TEST_CASE("an answer has its length and its request's id, and the handler sees the same id") {
  Site site([](Request& request) -> Task<Response> {
    Response response;
    response.body = request.id;
    co_return response;
  });
  RawPeer peer(site.Start());
  REQUIRE(peer.Say("GET / HTTP/1.0\r\n\r\n"));
  const std::string heard = peer.Hear();
  const std::string id = heard.substr(heard.size() - 36);
  CHECK(Uuid::Parse(id).ok());
  CHECK(heard == "HTTP/1.1 200 OK\r\nX-Request-Id: " + id + "\r\nContent-Length: 36\r\nConnection: close\r\n\r\n" + id);
}

TEST_CASE("what is not a good request is answered with its status, and the connection closes") {
  struct Row {
    const char* request;
    const char* status;
  };
  Site site;
  site.settings.max_header_bytes = 512;
  site.settings.max_body_bytes = 16;
  const std::uint16_t port = site.Start();
  const std::string long_header = "GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(600, 'a') + "\r\n\r\n";
  for (const Row& row : {
           Row{"hello\r\n\r\n", "HTTP/1.1 400"},
           Row{"GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 400"},
           Row{"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 400"},
           Row{"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", "HTTP/1.1 501"},
           Row{"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 17\r\n\r\n", "HTTP/1.1 413"},
           Row{"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n11\r\n", "HTTP/1.1 413"},
           Row{long_header.c_str(), "HTTP/1.1 431"},
       }) {
    CAPTURE(row.request);
    RawPeer peer(port);
    REQUIRE(peer.Say(row.request));
    const std::string heard = peer.Hear();
    CHECK(StatusOf(heard) == row.status);
    CHECK(heard.find("Connection: close") != std::string::npos);
  }
}

TEST_CASE("a client that sends on after a refusal still gets to read it") {
  Site site;
  RawPeer peer(site.Start());
  REQUIRE(peer.Say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8000000\r\n\r\n"));
  const std::string megabyte(1024 * 1024, 'x');
  for (int i = 0; i < 7; ++i) REQUIRE(peer.Say(megabyte));
  CHECK(StatusOf(peer.HearUntil("\r\n\r\n")) == "HTTP/1.1 413");
}

TEST_CASE("a client that waits for 100 Continue is told to, when the handler wants the body") {
  Site site;
  RawPeer peer(site.Start());
  REQUIRE(peer.Say("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"));
  CHECK(peer.HearUntil("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  REQUIRE(peer.Say("ok"));
  CHECK(peer.HearUntil("ok").ends_with("\r\n\r\nok"));
}

TEST_CASE("a body that the handler leaves does not become the next request") {
  Site site([](Request&) -> Task<Response> { co_return Response{}; });
  RawPeer peer(site.Start());
  REQUIRE(peer.Say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.0\r\n\r\n"));
  const std::string heard = peer.Hear();
  CHECK(heard.find("HTTP/1.1 200", 12) != std::string::npos);
  CHECK(heard.find("HTTP/1.1 400") == std::string::npos);
}

TEST_CASE("a handler that throws, or sets a header that would smuggle, is a 500 and a line in the log") {
  Site site([](Request& request) -> Task<Response> {
    if (request.target == "/throw") throw std::runtime_error("broken");
    Response response;
    response.headers = {{"X", "a\r\nSet-Cookie: b"}};
    co_return response;
  });
  RawPeer peer(site.Start());
  for (const char* target : {"/throw", "/smuggle"}) {
    REQUIRE(peer.Say(std::string("GET ") + target + " HTTP/1.1\r\nHost: x\r\n\r\n"));
    CHECK(StatusOf(peer.HearUntil("\r\n\r\n")) == "HTTP/1.1 500");
  }
  CHECK(site.log.lines().size() == 2);
}

TEST_CASE("a client whose bytes trickle is cut, while another is served at once") {
  Site site;
  const std::uint16_t port = site.Start();
  RawPeer slow(port);
  const auto start = steady_clock::now();
  REQUIRE(slow.Say("GET / HT"));
  RawPeer quick(port);
  REQUIRE(quick.Say("GET /quick HTTP/1.0\r\n\r\n"));
  CHECK(quick.Hear().ends_with("/quick"));
  CHECK(steady_clock::now() - start < std::chrono::milliseconds(500));
  for (int i = 0; i < 30 && slow.Say("T"); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  const auto taken = steady_clock::now() - start;
  CHECK(taken > std::chrono::milliseconds(900));
  CHECK(taken < std::chrono::milliseconds(2500));
}

TEST_CASE("three hundred silent connections do not delay a request, and more than the limit are closed") {
  Site site;
  site.settings.max_connections = 301;
  const std::uint16_t port = site.Start();
  std::vector<std::unique_ptr<RawPeer>> silent;
  for (int i = 0; i < 300; ++i) silent.push_back(std::make_unique<RawPeer>(port));
  const auto start = steady_clock::now();
  RawPeer peer(port);
  REQUIRE(peer.Say("GET /here HTTP/1.1\r\nHost: x\r\n\r\n"));
  CHECK(peer.HearUntil("/here").ends_with("/here"));
  CHECK(steady_clock::now() - start < std::chrono::milliseconds(500));
  RawPeer too_many(port);
  CHECK(too_many.Hear().empty());
}

class SlowHandler final : public Handler {
 public:
  explicit SlowHandler(std::atomic<bool>& handled) : handled_(handled) {}
  Task<Response> Handle(Request&) override {
    handled_ = co_await workers_.Run<bool>([] {
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      return true;
    });
    co_return Response{};
  }

 private:
  std::atomic<bool>& handled_;
  WorkerPool workers_{1};
};

TEST_CASE("a server that ends closes its connections, and waits for its handlers") {
  Site site;
  std::atomic<bool> handled{false};
  SlowHandler slow(handled);
  auto server = Server::Create(site.loops, site.settings, nullptr, slow, nullptr, site.log, site.random);
  REQUIRE(server.ok());
  RawPeer idle((*server)->port());
  RawPeer busy((*server)->port());
  REQUIRE(busy.Say("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  server->reset();
  CHECK(handled);
  CHECK(idle.Hear().empty());
  CHECK(busy.Hear().empty());
}

TEST_CASE("an address that is taken, or is none, is a configuration error that names it") {
  Site site;
  const std::uint16_t port = site.Start();
  for (const char* host : {"127.0.0.1", "no address"}) {
    ServerSettings settings;
    settings.host = host;
    settings.port = port;
    const auto second = Server::Create(site.loops, settings, nullptr, site.handler, nullptr, site.log, site.random);
    REQUIRE_FALSE(second.ok());
    CHECK(second.error().code == ErrorCode::kConfiguration);
    CHECK(second.error().detail.find(host + (":" + std::to_string(port))) != std::string::npos);
  }
}

TEST_CASE("a body that breaks off before its first byte is a 500, after it a closed connection") {
  struct Broken final : BodySource {
    explicit Broken(int pieces) : left(pieces) {}
    std::uint64_t size() const override { return 10; }
    Task<Result<ByteView>> Next() override {
      if (left-- > 0) co_return AsBytes("abc");
      co_return Fail(ErrorCode::kStorage, "gone");
    }
    int left;
  };
  Site site([](Request& request) -> Task<Response> {
    Response response;
    response.body = std::make_unique<Broken>(request.target == "/none" ? 0 : 1);
    co_return response;
  });
  const std::uint16_t port = site.Start();
  RawPeer none(port);
  REQUIRE(none.Say("GET /none HTTP/1.1\r\nHost: x\r\n\r\n"));
  CHECK(StatusOf(none.Hear()) == "HTTP/1.1 500");
  RawPeer one(port);
  REQUIRE(one.Say("GET /one HTTP/1.1\r\nHost: x\r\n\r\n"));
  CHECK(one.Hear().ends_with("Content-Length: 10\r\n\r\nabc"));
}

}  // namespace
}  // namespace oso::http
