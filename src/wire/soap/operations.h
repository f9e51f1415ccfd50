// The operations of each side, for a SoapEndpoint: each decodes its request, calls the service, and encodes the answer.
//
// A request with a koppelsleutel is answered SleutelOnjuist here: no system of ours issues one yet, so no service knows
// it.
#pragma once

#include "wire/soap/endpoint.h"

namespace oso::wire::soap {

// overdracht, sessiecontrole, afmelding, overzichtAanleverpunt, ping. `service` outlives them.
std::vector<Operation> CenterOperations(CenterService& service);

// document, ping. `service` outlives them.
std::vector<Operation> SourceOperations(SourceService& service);

}  // namespace oso::wire::soap
