#include "gate/admin.h"

namespace oso::gate {
namespace {

http::Response Text(int status, std::string text, std::string type = "text/plain; charset=utf-8") {
  return {.status = status,
          .headers = {{"Content-Type", std::move(type)}, {"Cache-Control", "no-store"}},
          .body = std::move(text)};
}

}  // namespace

Task<http::Response> AdminPages::Handle(http::Request& request) {
  if (request.method != "GET") co_return Text(405, "only GET\n");
  if (request.target == "/health/live") co_return Text(200, "live\n");
  if (request.target == "/health/ready") {
    const Status ready = co_await is_ready_();
    if (ready.ok()) co_return Text(200, "ready\n");
    co_return Text(503, "not ready: " + std::string(WireName(ready.error().code)) + "\n");
  }
  if (request.target == "/metrics") co_return Text(200, metrics_.Text(), "text/plain; version=0.0.4");
  co_return Text(404, "here are /health/live, /health/ready and /metrics\n");
}

}  // namespace oso::gate
