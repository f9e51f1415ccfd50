#include "app/oso/commands.h"

namespace oso::app {
void AddMergeCommands(CLI::App&, Action&, int&) {}
}  // namespace oso::app
