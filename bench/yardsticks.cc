// What the machine does without us, in the same run: a bare exchange of the same bytes over HTTPS, and raw fdatasync.
// Usage: yardsticks PKI_DIR CERTIFICATE_NAME; prints one line of JSON.
#include <fcntl.h>
#include <unistd.h>

#include <array>

#include "app/files.h"
#include "bench/load.h"
#include "crypto/digest.h"
#include "http/client.h"
#include "http/server.h"

namespace oso::bench {
namespace {

// Answers /N with N bytes.
class SoManyBytes final : public http::Handler {
 public:
  Task<http::Response> Handle(http::Request& request) override {
    co_return http::Response{
        .status = 200, .headers = {}, .body = std::string(std::stoul(request.target.substr(1)), 'x')};
  }
};

Task<Status> Exchange(http::Client& client, std::string url) {
  http::ClientRequest request{.method = "GET", .url = std::move(url), .headers = {}, .body = {}};
  CO_ASSIGN_OR_RETURN(http::ClientResponse response, co_await client.Send(std::move(request)));
  CO_ASSIGN_OR_RETURN(std::string body, co_await http::ReadAll(*response.body, 1 << 20));
  co_return Status{};
}

double FdatasyncPerSecond() {
  std::string path = "yardstick.XXXXXX";
  const int file = mkstemp(path.data());
  std::array<char, 4096> block{};
  for (int i = 0; i < 256; ++i) {
    if (pwrite(file, block.data(), block.size(), i * 4096L) < 0) return 0;
  }
  fsync(file);
  const auto started = SteadyClock::now();
  constexpr int kRounds = 2000;
  for (int i = 0; i < kRounds; ++i) {
    if (pwrite(file, block.data(), block.size(), (i % 256) * 4096L) < 0) return 0;
    fdatasync(file);
  }
  const std::chrono::duration<double> took = SteadyClock::now() - started;
  close(file);
  unlink(path.c_str());
  return kRounds / took.count();
}

int Main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string pki = argv[1];
  const std::string name = argv[2];
  auto tls =
      crypto::TlsContext::Create(
          {app::ReadSmallFile(pki + "/" + name + ".pem").value(), app::ReadSmallFile(pki + "/" + name + ".key").value(),
           app::ReadSmallFile(pki + "/ca.pem").value(), app::ReadSmallFile(pki + "/crl.pem").value()})
          .value();
  http::EventLoops loops(2);
  NullLogger log;
  crypto::SystemRandom random;
  SoManyBytes handler;
  auto server = http::Server::Create(loops, {}, tls, handler, nullptr, log, random).value();
  http::Client client(loops, {}, tls);
  const std::string base = "https://127.0.0.1:" + std::to_string(server->port());
  const auto exchange = [&](const char* bytes) {
    return [&client, url = base + bytes](int, int) { return Exchange(client, url); };
  };
  Run(loops, 32, 500, exchange("/175000"));
  const Timing small = Run(loops, 32, 20000, exchange("/500"));
  const Timing large = Run(loops, 32, 5000, exchange("/175000"));
  std::printf(R"({"https_500b_per_second": %.0f, "https_175kb_per_second": %.0f, "fdatasync_per_second": %.0f})"
              "\n",
              small.PerSecond(), large.PerSecond(), FdatasyncPerSecond());
  return 0;
}

}  // namespace
}  // namespace oso::bench

int main(int argc, char** argv) { return oso::bench::Main(argc, argv); }
