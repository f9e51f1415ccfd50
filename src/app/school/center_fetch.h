// Keeps what is kept of the centre up to date: asks for its keys and its register, and takes over what is new.
#pragma once

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
  // and is tried again at the next. Waits: not on a loop.
  void Run();

 private:
  struct Kind {
    std::string_view name;  // in the log and the metrics
    const char* path;
    std::size_t max_bytes;
    Status (KeptCenter::*take)(std::string_view);
    std::string etag;
  };
  // False: what is at hand is still the one.
  Result<bool> Fetch(Kind& kind);
  void Tell(const Kind& kind, const Result<bool>& fetched);

  Center center_;
  KeptCenter& kept_;
  observe::Metrics& metrics_;
  Logger& log_;
  Kind keys_;
  Kind register_;
};

}  // namespace oso::app
