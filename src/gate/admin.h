// The pages for operators, on an address of their own: GET /health/live, /health/ready, /metrics.
#pragma once

#include <functional>

#include "http/message.h"
#include "observe/metrics.h"

namespace oso::gate {

class AdminPages final : public http::Handler {
 public:
  // `is_ready` says whether the process can do its work now; both outlive this.
  AdminPages(const observe::Metrics& metrics, std::function<Task<Status>()> is_ready)
      : metrics_(metrics), is_ready_(std::move(is_ready)) {}
  Task<http::Response> Handle(http::Request& request) override;

 private:
  const observe::Metrics& metrics_;
  std::function<Task<Status>()> is_ready_;
};

}  // namespace oso::gate
