#include "app/oso/commands.h"

namespace oso::app {
void AddRenderCommand(CLI::App&, Action&) {}
}  // namespace oso::app
