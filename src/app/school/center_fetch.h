// Keeps what is kept of the centre up to date: asks for its keys and its register, and takes over what is new.
#pragma once

#include <stop_token>
#include <string>

#include "app/school/kept_center.h"
#include "base/log.h"
#include "http/event_loops.h"
#include "observe/metrics.h"
#include "wire/transport.h"

namespace oso::app {

class CenterFetch {
 public:
  struct Center {
    http::EventLoops& loops;
    wire::Transport& transport;
    std::string url;
  };
  CenterFetch(Center center, KeptCenter& kept, observe::Metrics& metrics, Logger& log);  // all outlive this

  // Once: first the keys, with which the register may be signed. Whatever fails changes nothing, is logged and counted,
  // and is tried again at the next. Waits: not on a loop. Told to stop it ends within a second; a call that hangs
  // then is dropped with the loops (http/event_loops.h).
  void Run(const std::stop_token& stop);

 private:
  struct Kind {
    std::string_view name;  // in the log and the metrics
    const char* path;
    std::size_t max_bytes;
    Status (KeptCenter::*take)(std::string_view);
    std::string etag;
  };
  enum class Outcome { kTakenOver, kUnchanged, kStopped };
  Result<Outcome> Fetch(Kind& kind, const std::stop_token& stop);
  void Tell(const Kind& kind, const Result<Outcome>& fetched);

  Center center_;
  KeptCenter& kept_;
  observe::Metrics& metrics_;
  Logger& log_;
  Kind keys_;
  Kind register_;
};

}  // namespace oso::app
