// The source systems of a network that speaks more than one dialect: each access point is asked in one that it speaks.
#pragma once

#include "exchange/source_system.h"

namespace oso::wire {

class MixedSources final : public exchange::SourceSystem {
 public:
  // Both outlive this. REST goes first: it alone carries a signed session, and needs no call back to the centre.
  MixedSources(exchange::SourceSystem& rest, exchange::SourceSystem& soap) : rest_(rest), soap_(soap) {}

  Task<Result<exchange::ResultCode>> FetchDocument(const exchange::AccessPoint& access_point,
                                                   exchange::DocumentRequest request,
                                                   exchange::DocumentSink& sink) override {
    exchange::SourceSystem& chosen = access_point.Speaks(exchange::Protocol::kRest1) ? rest_ : soap_;
    return chosen.FetchDocument(access_point, std::move(request), sink);
  }

 private:
  exchange::SourceSystem& rest_;
  exchange::SourceSystem& soap_;
};

}  // namespace oso::wire
