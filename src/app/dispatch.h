// One listener for both dialects: REST is below /v1/, everything else is SOAP.
#pragma once

#include "http/message.h"

namespace oso::app {

class DialectDispatch final : public http::Handler {
 public:
  DialectDispatch(http::Handler& rest, http::Handler& soap) : rest_(rest), soap_(soap) {}  // both outlive this
  Task<http::Response> Handle(http::Request& request) override {
    return request.target.starts_with("/v1/") ? rest_.Handle(request) : soap_.Handle(request);
  }

 private:
  http::Handler& rest_;
  http::Handler& soap_;
};

}  // namespace oso::app
