// Opens client connections: name, TCP, TLS. Only for http/ itself.
#pragma once

#include "http/connection.h"
#include "http/url.h"

namespace oso::http {

// On `loop`, within `seconds`. kUnavailable; kUnauthenticated with the refusal's wire name in the detail. The detail of
// every error begins with the authority. `tls` may be null for a plain `url`.
Task<Result<std::shared_ptr<Connection>>> Dial(Loop& loop, Url url, std::shared_ptr<const crypto::TlsContext> tls,
                                               int seconds);

// `error` as the client's caller sees it.
Error At(const Url& url, const Connection& connection, const Error& error);

}  // namespace oso::http
