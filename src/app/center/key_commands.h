// Commands on the centre's keys, and on what is signed with them.
#pragma once

#include "app/center/keys.h"
#include "app/output.h"

namespace oso::app {

// `keys ...`: does one of keys.h, and prints what others verify with then: the set of keys, the one that signs as PEM,
// and the log's verifier key.
using KeysAct = Result<CenterKeys> (*)(const Settings&);
Status RunKeysCommand(const std::string& settings_file, OutputFormat format, KeysAct act);

// `token issue`: a token for a user of the portal, printed once. `role` is school, board or operator, `scope` a BRIN or
// a board's number. kInvalidArgument.
struct TokenTexts {
  std::string user;
  std::string role;
  std::string scope;
  std::int64_t minutes = 60;
};
Status IssueTokenCommand(const std::string& settings_file, const TokenTexts& texts, OutputFormat format);

// `api routes`: every route of the REST interface with its operation.
Status PrintApiRoutes();

}  // namespace oso::app
