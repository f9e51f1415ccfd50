#include "http/download.h"

#include <doctest/doctest.h>

#include "crypto/tls_fixture.h"
#include "http/http_fakes.h"

namespace oso::http {
namespace {

// Answers by path, as publishers do and as they should not.
Task<Response> Publish(Request& request) {
  Response response;
  const auto redirect = [&response](std::string where) {
    response.status = 302;
    response.headers = {{"Location", std::move(where)}};
  };
  if (request.target == "/list") response.body = std::string("\x30\0binary", 8);
  if (request.target == "/large") response.body = std::make_unique<ZeroSource>(200'000);
  if (request.target == "/moved") redirect("/list");
  if (request.target == "/file") redirect("file:///etc/hostname");
  if (request.target == "/ftp") redirect("ftp://127.0.0.1/list");
  if (request.target == "/loop") redirect("/loop");
  if (request.target == "/gone") response.status = 404;
  if (request.target == "/broken") response.status = 500;
  if (request.target == "/closed") {
    const std::string* token = Find(request.headers, "authorization");
    response.status = token == nullptr ? 401 : *token == "Bearer right" ? 200 : 403;
  }
  if (request.target.starts_with("/elsewhere?")) redirect("http://localhost:" + request.target.substr(11) + "/closed");
  co_return response;
}

TEST_CASE("a file is fetched, byte for byte, also from where it has moved to") {
  Site site(Publish);
  const std::uint16_t port = site.Start();
  CHECK(Download(At(port, "/list"), {}).value() == std::string("\x30\0binary", 8));
  CHECK(Download(At(port, "/moved"), {}).value().size() == 8);
  CHECK(Download(At(port, "/large"), {.max_bytes = 200'000}).value().size() == 200'000);
}

TEST_CASE("what is too large, elsewhere, gone or no URL of ours is an error") {
  Site site(Publish);
  const std::uint16_t port = site.Start();
  const auto code = [&](const std::string& url) { return Download(url, {.max_bytes = 1000}).error().code; };
  CHECK(code(At(port, "/large")) == ErrorCode::kTooLarge);
  CHECK(code(At(port, "/file")) == ErrorCode::kUnavailable);
  CHECK(code(At(port, "/ftp")) == ErrorCode::kUnavailable);
  CHECK(code(At(port, "/loop")) == ErrorCode::kUnavailable);
  CHECK(code(At(port, "/gone")) == ErrorCode::kNotFound);
  CHECK(code(At(port, "/broken")) == ErrorCode::kUnavailable);
  CHECK(code("file:///etc/hostname") == ErrorCode::kInvalidArgument);
  CHECK(code("http://user:word@127.0.0.1/") == ErrorCode::kInvalidArgument);
  site.server.reset();
  CHECK(code(At(port, "/list")) == ErrorCode::kUnavailable);
}

TEST_CASE("a token is shown to the host it is for, and to no other") {
  Site site(Publish);
  const std::uint16_t port = site.Start();
  const auto code = [&](DownloadTrust trust, const std::string& path) {
    return Downloader(std::move(trust)).Get(At(port, path), {}).error().code;
  };
  CHECK(Downloader({.authorities = {}, .bearer = "right"}).Get(At(port, "/closed"), {}).ok());
  CHECK(code({.authorities = {}, .bearer = "wrong"}, "/closed") == ErrorCode::kForbidden);
  CHECK(code({}, "/closed") == ErrorCode::kUnauthenticated);
  CHECK(code({.authorities = {}, .bearer = "right"}, "/elsewhere?" + std::to_string(port)) ==
        ErrorCode::kUnauthenticated);
}

TEST_CASE("over TLS files come one after the other, from a server of the authorities that are given, and no other") {
  crypto::testing::Network network;
  crypto::testing::Network other;
  Site site(Publish, network.Context());
  site.settings.client_certificates = crypto::ClientCertificates::kNone;
  const std::uint16_t port = site.Start();
  const auto get = [&](Downloader& downloader) { return downloader.Get(At(port, "/list", "https"), {}); };
  Downloader of_the_system;
  CHECK(get(of_the_system).error().code == ErrorCode::kUnavailable);
  Downloader of_another({.authorities = other.authority.certificate, .bearer = {}});
  CHECK(get(of_another).error().code == ErrorCode::kUnavailable);
  Downloader broken({.authorities = "no certificate", .bearer = {}});
  CHECK(get(broken).error().code == ErrorCode::kCertificate);
  Downloader downloader({.authorities = network.authority.certificate, .bearer = {}});
  for (int i = 0; i < 3; ++i) CHECK(get(downloader).value().size() == 8);
}

TEST_CASE("a publisher that says nothing is left after the time limit, and at once when we stop") {
  Site site;
  site.settings.idle_seconds = site.settings.header_seconds = 30;
  site.handler = FunctionHandler([](Request&) -> Task<Response> {
    co_await WaitFor<int>([](const Completer<int>& done) {
      std::thread([done] {
        std::this_thread::sleep_for(std::chrono::seconds(3));
        done(0);
      }).detach();
    });
    co_return Response{};
  });
  const std::uint16_t port = site.Start();
  auto begin = std::chrono::steady_clock::now();
  CHECK(Download(At(port), {.seconds = 1}).error().code == ErrorCode::kUnavailable);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(2500));
  std::stop_source stop;
  stop.request_stop();
  begin = std::chrono::steady_clock::now();
  CHECK(Download(At(port), {}, stop.get_token()).error().code == ErrorCode::kUnavailable);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(2500));
  std::this_thread::sleep_for(std::chrono::seconds(3));  // the handlers are done
}

}  // namespace
}  // namespace oso::http
