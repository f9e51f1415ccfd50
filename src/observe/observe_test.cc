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

TEST_CASE("what becomes of new certificates and lists is counted, and when those in force run out is shown") {
  Metrics metrics;
  metrics.CountTlsReload("replaced");
  metrics.CountRevocationFetch("conflict");
  metrics.CountRevocationFetch("conflict");
  metrics.SetCertificateNotAfter(1);
  metrics.SetCertificateNotAfter(2'000'000'000);
  metrics.SetRevocationsNextUpdate(1'900'000'000);
  const std::string text = metrics.Text();
  CHECK(text.find(R"(oso_tls_reload_total{result="replaced"} 1)") != std::string::npos);
  CHECK(text.find(R"(oso_revocation_fetch_total{result="conflict"} 2)") != std::string::npos);
  CHECK(text.find("oso_certificate_not_after_seconds 2000000000") != std::string::npos);
  CHECK(text.find("oso_revocations_next_update_seconds 1900000000") != std::string::npos);
}

TEST_CASE("who waits is shown by list, as it is now") {
  Metrics metrics;
  metrics.SetWaiting("asked-not-ready", 2, 9);
  metrics.SetWaiting("asked-not-ready", 1, 3);
  metrics.SetWaiting("notice-not-seen", 0, 0);
  const std::string text = metrics.Text();
  CHECK(text.find(R"(oso_waiting{list="asked-not-ready"} 1)") != std::string::npos);
  CHECK(text.find(R"(oso_waiting_oldest_days{list="asked-not-ready"} 3)") != std::string::npos);
  CHECK(text.find(R"(oso_waiting{list="notice-not-seen"} 0)") != std::string::npos);
}

}  // namespace
}  // namespace oso::observe
