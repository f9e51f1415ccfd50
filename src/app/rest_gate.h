// Adapts the gate to the REST endpoint: the two have the same rank and do not know each other.
#pragma once

#include "app/soap_gate.h"

namespace oso::app {

class RestGate final : public wire::RestGate {
 public:
  RestGate(gate::Gate& gate, const Clock& clock) : gate_(gate), clock_(clock) {}  // both outlive this

  Task<Result<wire::CallContext>> Admit(const http::Request& request, std::string_view operation) override;
  Task<Result<wire::CallContext>> AdmitFor(const http::Request& request, std::string_view operation,
                                           wire::Subject subject) override;
  void Answered(const http::Request& request, const wire::CallContext& context, std::string_view outcome,
                std::string_view detail) override;
  void Unreadable(const http::Request& request, const Error& why) override;

 private:
  gate::Gate& gate_;
  const Clock& clock_;
};

}  // namespace oso::app
