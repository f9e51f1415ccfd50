#include "app/soap_gate.h"

namespace oso::app {

Task<Result<wire::CallContext>> SoapGate::Admit(const http::Request& request, std::string_view operation) {
  const Instant started = clock_.Now();
  Result<audit::Caller> caller = co_await gate_.Admit(request, operation);
  if (!caller.ok()) {
    gate_.Answered(request, operation, WireName(caller.error().code), caller.error().detail, started);
    co_return std::move(caller).error();
  }
  co_return wire::CallContext{std::move(*caller), std::string(operation), started};
}

void SoapGate::Answered(const http::Request& request, const wire::CallContext& context, std::string_view outcome,
                        std::string_view detail) {
  gate_.Answered(request, context.operation, outcome.empty() ? "ok" : outcome, detail, context.started);
}

void SoapGate::Unreadable(const http::Request& request, const Error& why) {
  gate_.Answered(request, "unreadable", WireName(why.code), why.detail, clock_.Now());
}

}  // namespace oso::app
