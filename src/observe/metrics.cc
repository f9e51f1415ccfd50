#include "observe/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace oso::observe {

struct Metrics::State {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& calls = prometheus::BuildCounter()
                                                       .Name("oso_calls_total")
                                                       .Help("Answered calls by operation and result")
                                                       .Register(registry);
  prometheus::Family<prometheus::Histogram>& seconds =
      prometheus::BuildHistogram().Name("oso_call_seconds").Help("Time to answer a call").Register(registry);
  prometheus::Family<prometheus::Counter>& refused = prometheus::BuildCounter()
                                                         .Name("oso_refused_connections_total")
                                                         .Help("Connections that failed their TLS handshake, by reason")
                                                         .Register(registry);
};

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

void Metrics::CountCall(std::string_view operation, std::string_view result, double seconds) {
  static const prometheus::Histogram::BucketBoundaries bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                              0.05,   0.1,   0.25,   0.5,   1,    5};
  const std::string name(operation);
  state_->calls.Add({{"operation", name}, {"result", std::string(result)}}).Increment();
  state_->seconds.Add({{"operation", name}}, bounds).Observe(seconds);
}

void Metrics::CountRefusedConnection(std::string_view reason) {
  state_->refused.Add({{"reason", std::string(reason)}}).Increment();
}

std::string Metrics::Text() const { return prometheus::TextSerializer().Serialize(state_->registry.Collect()); }

}  // namespace oso::observe
