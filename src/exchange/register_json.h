// The entries of the register as JSON objects: how the centre stores them, and how the register document and the REST
// dialect show them. Member names are camelCase; moments are ISO 8601 in UTC; closed lists are their wire names; what
// is absent or an empty text has no member.
#pragma once

#include <boost/json/fwd.hpp>

#include "exchange/register.h"

namespace oso::exchange {

boost::json::object ToJson(const RegisterEntry& entry);
// By kind ("board"). Members that it does not know are passed over: a later version may have more.
// Errors: kInvalidArgument, with the member that is missing or of another type.
Result<RegisterEntry> EntryFromJson(std::string_view kind, const boost::json::object& object);

// Every value in it is one that may be in the register: names 1 to 200 bytes of UTF-8 without control characters, other
// texts the same or empty, lists of at most 200, board numbers of 5 digits, digests of 64 hexadecimal digits, URLs
// https://host[:port]/path of at most 500 bytes without user, query or fragment, branch codes that begin with the
// school's BRIN. kInvalidArgument.
Status CheckEntry(const RegisterEntry& entry);

}  // namespace oso::exchange
