#include "app/oso/commands.h"

namespace oso::app {
void AddSchemaCommand(CLI::App&, Action&) {}
}  // namespace oso::app
