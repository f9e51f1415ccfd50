// Counters and timings for operators, in Prometheus' text format; the only user of prometheus-cpp. Labels are operation
// names, result codes and reasons: closed lists, never ids of pupils, schools or sessions.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace oso::observe {

class Metrics {
 public:
  Metrics();
  ~Metrics();

  // Any thread.
  void CountCall(std::string_view operation, std::string_view result, double seconds);
  void CountRefusedConnection(std::string_view reason);
  void CountTlsReload(std::string_view result);        // "replaced", "refused"
  void CountRevocationFetch(std::string_view result);  // "taken-over", "unchanged", or an error's wire name
  // What a school system keeps of the centre. `what` is "keys" or "register"; `result` as of revocation lists.
  void CountCenterFetch(std::string_view what, std::string_view result);
  void SetKeptRegisterVersion(std::int64_t version);
  // Of one of a school system's lists (school/waiting.h): how many wait, and how long the first has, in days.
  void SetWaiting(std::string_view list, std::int64_t count, std::int64_t oldest_days);
  // Seconds since 1970.
  void SetCertificateNotAfter(std::int64_t seconds);
  void SetRevocationsNextUpdate(std::int64_t seconds);  // of the list that runs out first

  std::string Text() const;  // what GET /metrics answers

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace oso::observe
