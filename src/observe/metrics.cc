#include "observe/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <mutex>
#include <unordered_map>

namespace oso::observe {
namespace {

const prometheus::Histogram::BucketBoundaries kBounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                      0.05,   0.1,   0.25,   0.5,   1,    5};

}  // namespace

struct Metrics::State {
  // Families look their members up by all labels each time; a call is counted often, so its members are kept.
  struct Call {
    prometheus::Counter* count;
    prometheus::Histogram* seconds;
  };
  Call& Find(std::string_view operation, std::string_view result) {
    std::string key;
    key.append(operation).append(" ").append(result);
    const std::lock_guard lock(mutex);
    const auto found = known.find(key);
    if (found != known.end()) return found->second;
    const std::string name(operation);
    const Call made{&calls.Add({{"operation", name}, {"result", std::string(result)}}),
                    &seconds.Add({{"operation", name}}, kBounds)};
    return known.emplace(std::move(key), made).first->second;
  }

  std::mutex mutex;
  std::unordered_map<std::string, Call> known;
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& calls = prometheus::BuildCounter()
                                                       .Name("oso_calls_total")
                                                       .Help("Answered calls by operation and result")
                                                       .Register(registry);
  prometheus::Family<prometheus::Histogram>& seconds =
      prometheus::BuildHistogram().Name("oso_call_seconds").Help("Time to answer a call").Register(registry);
  prometheus::Family<prometheus::Counter>& refused =
      prometheus::BuildCounter()
          .Name("oso_refused_connections_total")
          .Help("Connections refused in their TLS handshake or after it, by reason")
          .Register(registry);
  prometheus::Family<prometheus::Counter>& reloads = prometheus::BuildCounter()
                                                         .Name("oso_tls_reload_total")
                                                         .Help("Changed certificates and lists, by what became of them")
                                                         .Register(registry);
  prometheus::Family<prometheus::Counter>& fetches = prometheus::BuildCounter()
                                                         .Name("oso_revocation_fetch_total")
                                                         .Help("Fetched revocation lists, by what became of them")
                                                         .Register(registry);
  prometheus::Family<prometheus::Counter>& center_fetches = prometheus::BuildCounter()
                                                                .Name("oso_center_fetch_total")
                                                                .Help("What was asked of the centre to keep it")
                                                                .Register(registry);
  prometheus::Family<prometheus::Gauge>& kept_version = prometheus::BuildGauge()
                                                            .Name("oso_kept_register_version")
                                                            .Help("Version of the centre's register that is kept")
                                                            .Register(registry);
  prometheus::Family<prometheus::Gauge>& waiting =
      prometheus::BuildGauge().Name("oso_waiting").Help("How many wait, by list").Register(registry);
  prometheus::Family<prometheus::Gauge>& waiting_oldest = prometheus::BuildGauge()
                                                              .Name("oso_waiting_oldest_days")
                                                              .Help("Days that the first of a list has waited")
                                                              .Register(registry);
  prometheus::Family<prometheus::Gauge>& not_after = prometheus::BuildGauge()
                                                         .Name("oso_certificate_not_after_seconds")
                                                         .Help("When our certificate expires, in seconds since 1970")
                                                         .Register(registry);
  prometheus::Family<prometheus::Gauge>& next_update =
      prometheus::BuildGauge()
          .Name("oso_revocations_next_update_seconds")
          .Help("When the first of the revocation lists expires, in seconds since 1970")
          .Register(registry);
};

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

void Metrics::CountCall(std::string_view operation, std::string_view result, double seconds) {
  State::Call& call = state_->Find(operation, result);
  call.count->Increment();
  call.seconds->Observe(seconds);
}

void Metrics::CountRefusedConnection(std::string_view reason) {
  state_->refused.Add({{"reason", std::string(reason)}}).Increment();
}

void Metrics::CountTlsReload(std::string_view result) {
  state_->reloads.Add({{"result", std::string(result)}}).Increment();
}

void Metrics::CountRevocationFetch(std::string_view result) {
  state_->fetches.Add({{"result", std::string(result)}}).Increment();
}

void Metrics::CountCenterFetch(std::string_view what, std::string_view result) {
  state_->center_fetches.Add({{"what", std::string(what)}, {"result", std::string(result)}}).Increment();
}

void Metrics::SetKeptRegisterVersion(std::int64_t version) {
  state_->kept_version.Add({}).Set(static_cast<double>(version));
}

void Metrics::SetWaiting(std::string_view list, std::int64_t count, std::int64_t oldest_days) {
  state_->waiting.Add({{"list", std::string(list)}}).Set(static_cast<double>(count));
  state_->waiting_oldest.Add({{"list", std::string(list)}}).Set(static_cast<double>(oldest_days));
}

void Metrics::SetCertificateNotAfter(std::int64_t seconds) {
  state_->not_after.Add({}).Set(static_cast<double>(seconds));
}

void Metrics::SetRevocationsNextUpdate(std::int64_t seconds) {
  state_->next_update.Add({}).Set(static_cast<double>(seconds));
}

std::string Metrics::Text() const { return prometheus::TextSerializer().Serialize(state_->registry.Collect()); }

}  // namespace oso::observe
