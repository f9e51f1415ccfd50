#include "app/wire_gate.h"

namespace oso::app {

Task<Result<wire::CallContext>> WireGate::Admit(const http::Request& request, std::string_view operation,
                                                audit::Subject subject) {
  const Instant started = clock_.Now();
  Result<gate::Admitted> admitted = co_await gate_.Admit(request, operation, std::move(subject));
  if (!admitted.ok()) {
    gate_.Answered(request, operation, WireName(admitted.error().code), admitted.error().detail, started);
    co_return std::move(admitted).error();
  }
  co_return wire::CallContext{std::move(admitted->caller), std::string(operation), started};
}

void WireGate::Answered(const http::Request& request, const wire::CallContext& context, std::string_view outcome,
                        std::string_view detail) {
  gate_.Answered(request, context.operation, outcome.empty() ? "ok" : outcome, detail, context.started);
}

void WireGate::Unreadable(const http::Request& request, const Error& why) {
  gate_.Answered(request, "unreadable", WireName(why.code), why.detail, clock_.Now());
}

}  // namespace oso::app
