#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "audit/event.h"
#include "base/fakes.h"

namespace oso::audit {
namespace {

TEST_CASE("an event carries exactly the fields of its catalogue entry") {
  const Oin oin = Oin::Parse("00000099000000000001").value();
  const AccessPointId ap = AccessPointId::Parse("01AA/1").value();
  const Event event =
      AccessPointStateChanged(Actor::ForSystem(oin, "r-1"), FakeClock().Now(), ap, "registered", "first time");
  CHECK(event.type == "access-point-state-changed");
  CHECK(event.actor.name == "oin:00000099000000000001");
  REQUIRE(event.fields.size() == 3);
  CHECK(event.fields[0].key == "access-point");
  CHECK(event.fields[0].value == "01AA/1");
  CHECK(event.fields[1].value == "registered");
}

TEST_CASE("event types are listed once") {
  std::set<std::string_view> types;
  for (const EventType& entry : Catalogue()) CHECK(types.insert(entry.type).second);
}

TEST_CASE("every event and each of its fields is documented in docs/audit-events.md") {
  std::ifstream file(OSO_TESTDATA "/../docs/audit-events.md");
  std::stringstream text;
  text << file.rdbuf();
  const std::string page = text.str();
  for (const EventType& entry : Catalogue()) {
    std::string row = "| `" + std::string(entry.type) + "` | ";
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
      row += (i == 0 ? "`" : ", `") + std::string(entry.fields[i]) + "`";
    }
    row += " | " + std::string(entry.meaning) + " |";
    CHECK_MESSAGE(page.find(row) != std::string::npos, "docs/audit-events.md lacks this row: " << row);
  }
}

}  // namespace
}  // namespace oso::audit
