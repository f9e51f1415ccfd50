// The operations of each side, for a SoapEndpoint: each decodes its request, calls the service, and encodes the answer.
#pragma once

#include <array>

#include "wire/soap/endpoint.h"

namespace oso::wire::soap {

inline constexpr std::array kCenterOperations = std::to_array<std::string_view>(
    {"overdracht", "sessiecontrole", "afmelding", "meldenNotificatie", "meldenTerugkoppeling",
     "aanleverpuntRegistratie", "overzichtAanleverpunt", "ping"});
inline constexpr std::array kSourceOperations = std::to_array<std::string_view>({"document", "ping"});
inline constexpr std::array kNoticeOperations = std::to_array<std::string_view>({"notificatie", "terugkoppeling"});

// kCenterOperations. `service` outlives them.
std::vector<Operation> CenterOperations(CenterService& service);

// kSourceOperations. `service` outlives them.
std::vector<Operation> SourceOperations(SourceService& service);

// kNoticeOperations; with those of SourceOperations where both come in at one address. `service` outlives
// them. An endpoint with these takes requests of SoapEndpoint::kMaxFeedbackBytes.
std::vector<Operation> NoticeOperations(NoticeService& service);

}  // namespace oso::wire::soap
