// Commands on the centre's keys, and on what is signed with them.
#pragma once

#include "app/output.h"
#include "app/settings.h"

namespace oso::app {

// `keys create`: makes them, once. Both print what others verify with: the JWK Set, the same key as PEM, and the log's
// verifier key.
Status CreateKeysCommand(const std::string& settings_file, OutputFormat format);
Status ShowKeys(const std::string& settings_file, OutputFormat format);

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
