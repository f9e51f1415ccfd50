#include "app/school/center_fetch.h"

#include "wire/rest/client.h"

namespace oso::app {

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

void CenterFetch::Run() {
  for (Kind* kind : {&keys_, &register_}) Tell(*kind, Fetch(*kind));
}

Result<bool> CenterFetch::Fetch(Kind& kind) {
  ASSIGN_OR_RETURN(auto fetched, center_.loops.Run(wire::rest::FetchPublished(center_.transport, center_.url, kind.path,
                                                                              kind.etag, kind.max_bytes)));
  if (!fetched) return false;
  RETURN_IF_ERROR((kept_.*kind.take)(fetched->text));
  kind.etag = std::move(fetched->etag);
  return true;
}

void CenterFetch::Tell(const Kind& kind, const Result<bool>& fetched) {
  if (!fetched.ok()) {
    metrics_.CountCenterFetch(kind.name, WireName(fetched.error().code));
    log_.Warning("not fetched from the centre, what is kept stays",
                 {{"what", kind.name}, {"code", fetched.error().code}, {"detail", fetched.error().detail}});
    return;
  }
  metrics_.CountCenterFetch(kind.name, *fetched ? "taken-over" : "unchanged");
  if (*fetched) log_.Info("kept anew from the centre", {{"what", kind.name}});
  if (const auto kept = kept_.Register()) metrics_.SetKeptRegisterVersion(kept->registry->version());
}

}  // namespace oso::app
