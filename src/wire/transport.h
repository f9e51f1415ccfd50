// How the clients reach the other system: over http::Client, or in a test straight into a handler.
#pragma once

#include "http/client.h"

namespace oso::wire {

class Transport {
 public:
  virtual ~Transport() = default;
  // Errors as http::Client::Send.
  virtual Task<Result<http::ClientResponse>> Send(http::ClientRequest request) = 0;
};

class HttpTransport final : public Transport {
 public:
  explicit HttpTransport(http::Client& client) : client_(client) {}  // `client` outlives this
  Task<Result<http::ClientResponse>> Send(http::ClientRequest request) override {
    return client_.Send(std::move(request));
  }

 private:
  http::Client& client_;
};

}  // namespace oso::wire
