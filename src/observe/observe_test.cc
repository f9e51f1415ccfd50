#include <doctest/doctest.h>

#include "observe/metrics.h"

namespace oso::observe {
namespace {

TEST_CASE("calls are counted by operation and result") {
  Metrics metrics;
  metrics.CountCall("overdracht", "OverdrachtGeslaagd", 0.002);
  metrics.CountCall("overdracht", "OverdrachtGeslaagd", 0.2);
  metrics.CountRefusedConnection("certificate-revoked");
  const std::string text = metrics.Text();
  CHECK(text.find(R"(oso_calls_total{operation="overdracht",result="OverdrachtGeslaagd"} 2)") != std::string::npos);
  CHECK(text.find(R"(oso_call_seconds_bucket{operation="overdracht",le="0.0025"} 1)") != std::string::npos);
  CHECK(text.find(R"(oso_refused_connections_total{reason="certificate-revoked"} 1)") != std::string::npos);
}

}  // namespace
}  // namespace oso::observe
