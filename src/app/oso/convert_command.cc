#include "app/oso/commands.h"

namespace oso::app {
void AddConvertCommand(CLI::App&, Action&, int&) {}
}  // namespace oso::app
