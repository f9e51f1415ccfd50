// The operations of each side, for a SoapEndpoint: each decodes its request, calls the service, and encodes the answer.
#pragma once

#include "wire/soap/endpoint.h"

namespace oso::wire::soap {

// overdracht, sessiecontrole, afmelding, meldenNotificatie, meldenTerugkoppeling, aanleverpuntRegistratie,
// overzichtAanleverpunt, ping. `service` outlives them.
std::vector<Operation> CenterOperations(CenterService& service);

// document, ping. `service` outlives them.
std::vector<Operation> SourceOperations(SourceService& service);

// notificatie, terugkoppeling; with those of SourceOperations where both come in at one address. `service` outlives
// them. An endpoint with these takes requests of SoapEndpoint::kMaxFeedbackBytes.
std::vector<Operation> NoticeOperations(NoticeService& service);

}  // namespace oso::wire::soap
