// The REST side of a source: one route, where a target asks for a dossier. api/school.openapi.yaml is the source of
// truth: a test holds this table to that file.
#pragma once

#include <array>

#include "wire/rest/endpoint.h"

namespace oso::wire::rest {

inline constexpr std::array kSourceRoutes = std::to_array<Route>({
    {.method = "POST",
     .path = "/v1/document-requests",
     .operation = "fetchDocument",
     .body = Body::kJson,
     .produces = "application/xml"},
});

// 200 with the dossier's root element, byte for byte; a refusal is a problem with its result code. `service` outlives
// them.
Actions SourceActions(SourceService& service);

}  // namespace oso::wire::rest
