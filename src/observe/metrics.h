// Counters and timings for operators, in Prometheus' text format; the only user of prometheus-cpp. Labels are operation
// names, result codes and reasons: closed lists, never ids of pupils, schools or sessions.
#pragma once

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

  std::string Text() const;  // what GET /metrics answers

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace oso::observe
