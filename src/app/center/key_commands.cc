#include "app/center/key_commands.h"

#include <boost/json.hpp>
#include <cstdio>

#include "app/center/center.h"
#include "app/center/keys.h"
#include "gate/portal.h"
#include "wire/rest/center_api.h"

namespace oso::app {
namespace {

Result<Settings> LoadSettings(const std::string& file) {
  return Settings::Load(file, Join(CommonSettings(), CenterSettings()));
}

void PrintKeys(const CenterKeys& keys, OutputFormat format) {
  Print(format, boost::json::object{{"keySet", exchange::WriteKeySet(keys.published)},
                                    {"signingKey", keys.signing.public_key().ToPem()},
                                    {"logVerifier", keys.log.verifier().ToString()}});
}

}  // namespace

Status RunKeysCommand(const std::string& settings_file, OutputFormat format, KeysAct act) {
  ASSIGN_OR_RETURN(const Settings settings, LoadSettings(settings_file));
  ASSIGN_OR_RETURN(const CenterKeys keys, act(settings));
  PrintKeys(keys, format);
  return {};
}

Status IssueTokenCommand(const std::string& settings_file, const TokenTexts& texts, OutputFormat format) {
  ASSIGN_OR_RETURN(const Settings settings, LoadSettings(settings_file));
  ASSIGN_OR_RETURN(const CenterKeys keys, LoadKeys(settings));
  const auto role = gate::ParsePortalRole(texts.role);
  if (!role) return Fail(ErrorCode::kInvalidArgument, "role must be one of school, board, service-desk, operator");
  const gate::PortalUser user{.account = texts.user, .role = *role, .scope = texts.scope};
  ASSIGN_OR_RETURN(const std::string token, gate::IssueToken(keys.signing, keys.signing.public_key().Thumbprint(), user,
                                                             SystemClock().Now(), texts.minutes * 60));
  Print(format, boost::json::object{{"token", token}});
  return {};
}

Status PrintApiRoutes() {
  std::fputs(wire::rest::PrintRoutes(wire::rest::kCenterRoutes).c_str(), stdout);
  return {};
}

}  // namespace oso::app
