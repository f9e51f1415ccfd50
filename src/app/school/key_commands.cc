#include <boost/json.hpp>

#include "app/school/commands.h"
#include "app/school/root_key.h"

namespace oso::app {

using boost::json::object;

Status CreateKeys(const std::string& settings_file, OutputFormat format) {
  ASSIGN_OR_RETURN(const Settings settings, Settings::Load(settings_file, Join(CommonSettings(), SchoolSettings())));
  const std::string file = settings.path("keys.root");
  crypto::SystemRandom random;
  ASSIGN_OR_RETURN(const crypto::Key root, CreateRootKey(file, random));
  Print(format, object{{"root", store::sql::RootName(root)}, {"file", file}});
  return {};
}

Status RotateKeys(const SchoolCommand& command, const std::string& brin) {
  ASSIGN_OR_RETURN(const Brin school, Brin::Parse(brin));
  ASSIGN_OR_RETURN(const std::int64_t wrapped,
                   command.parts.loops.Run(command.parts.keys.Rotate(command.actor, school)));
  Print(command.format, object{{"school", school.text()}, {"wrapped_anew", wrapped}});
  return {};
}

}  // namespace oso::app
