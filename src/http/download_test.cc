#include "http/download.h"

#include <doctest/doctest.h>

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
  CHECK(code(At(port, "/gone")) == ErrorCode::kUnavailable);
  CHECK(code("file:///etc/hostname") == ErrorCode::kInvalidArgument);
  CHECK(code("http://user:word@127.0.0.1/") == ErrorCode::kInvalidArgument);
  site.server.reset();
  CHECK(code(At(port, "/list")) == ErrorCode::kUnavailable);
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
