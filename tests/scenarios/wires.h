// The wires between the systems of a scenario: a request goes straight into the handler at its URL, with the caller's
// OIN as the certificate would prove it, and may go wrong on the way.
#pragma once

#include <map>

#include "scenarios/faults.h"
#include "wire/services.h"
#include "wire/transport.h"

namespace oso::scenario {

class Wires {
 public:
  explicit Wires(Faults& faults) : faults_(faults) {}  // outlives this

  void Connect(std::string url, Oin oin, http::Handler& handler);  // `handler` outlives this
  void Disconnect(const std::string& url) { stations_.erase(url); }
  // kUnavailable where nothing is connected, kUnauthenticated where another is than the request is meant for.
  Task<Result<http::ClientResponse>> Carry(Oin caller, http::ClientRequest request);

 private:
  struct Station {
    Oin oin;
    http::Handler* handler;
  };
  Faults& faults_;
  std::map<std::string, Station> stations_;
  int carried_ = 0;
};

// The end of the wires at the system with this OIN.
class Caller final : public wire::Transport {
 public:
  Caller(Wires& wires, Oin oin) : wires_(wires), oin_(oin) {}  // `wires` outlives this
  Task<Result<http::ClientResponse>> Send(http::ClientRequest request) override {
    return wires_.Carry(oin_, std::move(request));
  }

 private:
  Wires& wires_;
  Oin oin_;
};

// The gate of gate/ has its own tests; this one lets in whom the wires name.
class OpenGate final : public wire::CallGate {
 public:
  Task<Result<wire::CallContext>> Admit(const http::Request& request, std::string_view operation,
                                        audit::Subject subject) override;
  void Answered(const http::Request&, const wire::CallContext&, std::string_view, std::string_view) override {}
  void Unreadable(const http::Request&, const Error&) override {}
};

}  // namespace oso::scenario
