#include "app/school/center_fetch.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "wire/rest/client.h"

namespace oso::app {
namespace {

// Of a call that is out when it is time to stop: most end by themselves in this time, and only one that hangs is left.
constexpr std::chrono::milliseconds kLastWait(500);

// What `task` gives on a loop. Nothing: it is time to stop, and the task is left to the loops, which drop what waits.
template <class T>
std::optional<T> RunUnlessStopped(http::EventLoops& loops, Task<T> task, const std::stop_token& stop) {
  struct Waiting {
    std::mutex mutex;
    std::condition_variable_any is_done;
    std::optional<T> given;
  };
  const auto waiting = std::make_shared<Waiting>();  // with the task, which may outlast the wait
  Spawn<T>(loops.next_executor(), std::move(task), [waiting](T value) {
    const std::lock_guard lock(waiting->mutex);
    waiting->given.emplace(std::move(value));
    waiting->is_done.notify_all();
  });
  std::unique_lock lock(waiting->mutex);
  const auto is_given = [&] { return waiting->given.has_value(); };
  if (!waiting->is_done.wait(lock, stop, is_given)) waiting->is_done.wait_for(lock, kLastWait, is_given);
  return std::move(waiting->given);
}

}  // namespace

CenterFetch::CenterFetch(Center center, KeptCenter& kept, observe::Metrics& metrics, Logger& log)
    : center_(std::move(center)),
      kept_(kept),
      metrics_(metrics),
      log_(log),
      keys_{.name = "keys",
            .path = "/keys",
            .max_bytes = exchange::kMaxKeySetBytes,
            .take = &KeptCenter::TakeKeys,
            .etag = {}},
      register_{.name = "register",
                .path = "/register",
                .max_bytes = crypto::kMaxJwsSize,
                .take = &KeptCenter::TakeRegister,
                .etag = {}} {}

void CenterFetch::Run(const std::stop_token& stop) {
  for (Kind* kind : {&keys_, &register_}) {
    if (!stop.stop_requested()) Tell(*kind, Fetch(*kind, stop));
  }
}

Result<CenterFetch::Outcome> CenterFetch::Fetch(Kind& kind, const std::stop_token& stop) {
  auto answer = RunUnlessStopped(
      center_.loops, wire::rest::FetchPublished(center_.transport, center_.url, kind.path, kind.etag, kind.max_bytes),
      stop);
  if (!answer) return Outcome::kStopped;
  ASSIGN_OR_RETURN(auto fetched, std::move(*answer));
  if (!fetched) return Outcome::kUnchanged;
  RETURN_IF_ERROR((kept_.*kind.take)(fetched->text));
  kind.etag = std::move(fetched->etag);
  return Outcome::kTakenOver;
}

void CenterFetch::Tell(const Kind& kind, const Result<Outcome>& fetched) {
  if (!fetched.ok()) {
    metrics_.CountCenterFetch(kind.name, WireName(fetched.error().code));
    log_.Warning("not fetched from the centre, what is kept stays",
                 {{"what", kind.name}, {"code", fetched.error().code}, {"detail", fetched.error().detail}});
    return;
  }
  if (*fetched == Outcome::kStopped) return;
  const bool is_new = *fetched == Outcome::kTakenOver;
  metrics_.CountCenterFetch(kind.name, is_new ? "taken-over" : "unchanged");
  if (is_new) log_.Info("kept anew from the centre", {{"what", kind.name}});
  if (const auto kept = kept_.Register()) metrics_.SetKeptRegisterVersion(kept->registry->version());
}

}  // namespace oso::app
