// GETs over kept-alive mutual TLS: each address of standard input in turn, over and over.
// Usage: get_load PKI_FOLDER CERTIFICATE_NAME TOTAL CONCURRENCY < URLs; prints one line of JSON. An answer that is not
// 200 counts as failed.
#include <cstdlib>
#include <iostream>

#include "app/files.h"
#include "bench/load.h"
#include "http/client.h"

namespace oso::bench {
namespace {

constexpr std::size_t kLargestAnswer = std::size_t{1} << 20;

Task<Status> Get(http::Client& client, std::string url) {
  http::ClientRequest request{.method = "GET", .url = std::move(url), .headers = {}, .body = {}};
  CO_ASSIGN_OR_RETURN(http::ClientResponse response, co_await client.Send(std::move(request)));
  CO_ASSIGN_OR_RETURN(std::string body, co_await http::ReadAll(*response.body, kLargestAnswer));
  if (response.status != 200) co_return Fail(ErrorCode::kPeerRefused, std::to_string(response.status) + ": " + body);
  co_return Status{};
}

int Main(int argc, char** argv) {
  if (argc != 5) return 2;
  const std::string certificate = std::string(argv[1]) + "/" + argv[2];
  const std::string authority = std::string(argv[1]) + "/ca.pem";
  const std::string revoked = std::string(argv[1]) + "/crl.pem";
  auto tls = crypto::TlsContext::Create({app::ReadSmallFile(certificate + ".pem").value(),
                                         app::ReadSmallFile(certificate + ".key").value(),
                                         app::ReadSmallFile(authority).value(), app::ReadSmallFile(revoked).value()})
                 .value();
  std::vector<std::string> urls;
  for (std::string line; std::getline(std::cin, line);) urls.push_back(line);
  if (urls.empty()) return 2;

  http::EventLoops loops(1);
  http::Client client(loops, {}, tls);
  const auto job = [&](int, int turn) { return Get(client, urls[static_cast<std::size_t>(turn) % urls.size()]); };
  const int concurrency = std::atoi(argv[4]);
  Run(loops, concurrency, concurrency * 4, job);  // connections and caches warm
  PrintJson(Run(loops, concurrency, std::atoi(argv[3]), job));
  return 0;
}

}  // namespace
}  // namespace oso::bench

int main(int argc, char** argv) { return oso::bench::Main(argc, argv); }
