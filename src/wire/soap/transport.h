// The SOAP clients reach the other system as the REST clients do.
#pragma once

#include "wire/transport.h"

namespace oso::wire::soap {

using wire::HttpTransport;
using wire::Transport;

}  // namespace oso::wire::soap
