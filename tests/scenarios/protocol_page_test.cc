// docs/protocol.md says what the code does.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "app/center/test_school.h"
#include "center/conditions.h"
#include "scenarios/network.h"

namespace oso::scenario {
namespace {

std::string Page() {
  std::ostringstream text;
  text << std::ifstream(OSO_DOCS "/protocol.md").rdbuf();
  REQUIRE_FALSE(text.str().empty());
  return text.str();
}

void CheckHas(const std::string& page, const std::string& part) {
  CAPTURE(part);
  CHECK(page.find(part) != std::string::npos);
}

std::string TableOf(std::string_view operation, const std::vector<center::Condition>& conditions) {
  std::ostringstream table;
  table << "### " << operation << "\n\n| otherwise | condition |\n|---|---|\n";
  for (const center::Condition& condition : conditions) {
    table << "| `" << exchange::WireName(condition.otherwise) << "` | " << condition.holds << " |\n";
  }
  return table.str() + "\n";
}

TEST_CASE("docs: the protocol's page has the conditions of each operation, in order") {
  const std::string page = Page();
  CheckHas(page, TableOf("overdracht", center::ConditionsOfOpening()));
  CheckHas(page, TableOf("sessiecontrole", center::ConditionsOfChecking()));
  CheckHas(page, TableOf("afmelding", center::ConditionsOfClosing()));
  CheckHas(page, TableOf("meldenNotificatie", center::ConditionsOfNotifying()));
  CheckHas(page, TableOf("meldenTerugkoppeling", center::ConditionsOfFeedback()));
}

TEST_CASE("docs: the protocol's page has every result code, in order") {
  std::ostringstream table;
  table << "| code | rank | who mends it | meaning |\n|---|---|---|---|\n";
  for (const exchange::ResultCodeInfo& info : exchange::ResultCodes()) {
    table << "| `" << info.wire_name << "` | " << static_cast<int>(info.rank) << " | " << info.who_mends << " | "
          << info.meaning << " |\n";
  }
  CheckHas(Page(), table.str() + "\n");
}

TEST_CASE("docs: the protocol's page has every dialect, operation and pupil of the test school") {
  const std::string page = Page();
  for (const wire::soap::Dialect& dialect : wire::soap::Dialects()) {
    CheckHas(page,
             "| `" + std::string(dialect.uri) + "` | `" + std::string(exchange::WireName(dialect.protocol)) + "` |\n");
  }
  World world;
  Center center(world);
  SchoolSystem school(world, kNoord);
  for (const auto& operations : {wire::soap::CenterOperations(center), wire::soap::SourceOperations(school)}) {
    for (const wire::soap::Operation& operation : operations) {
      CheckHas(page, "| `" + std::string(operation.name) + "` |");
    }
  }
  for (const app::TestScenario& scenario : app::TestScenarios()) CheckHas(page, std::string(scenario.pgn));
}

}  // namespace
}  // namespace oso::scenario
