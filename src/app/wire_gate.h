// Adapts the gate to the endpoints, SOAP and REST: gate/ and wire/ have the same rank and do not know each other.
#pragma once

#include "gate/gate.h"
#include "wire/services.h"

namespace oso::app {

class WireGate final : public wire::CallGate {
 public:
  WireGate(gate::Gate& gate, const Clock& clock) : gate_(gate), clock_(clock) {}  // both outlive this

  Task<Result<wire::CallContext>> Admit(const http::Request& request, std::string_view operation,
                                        audit::Subject subject) override;
  void Answered(const http::Request& request, const wire::CallContext& context, std::string_view outcome,
                std::string_view detail) override;
  void Unreadable(const http::Request& request, const Error& why) override;

 private:
  gate::Gate& gate_;
  const Clock& clock_;
};

}  // namespace oso::app
