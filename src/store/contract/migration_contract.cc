#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "store/contract/contract.h"
#include "store/contract/places.h"
#include "store/sql/source_store.h"

namespace oso::store::contract {

void MigrationContract(const MakePlace& make) {
  const Place place = make();
  BlockingExecutor run;
  REQUIRE(run.Run(Insert(*place.Open(kNumbers), 1)).ok());

  SUBCASE("a schema is brought forward, keeps its rows, and an older program refuses it") {
    sql::Schema newer = kNumbers;
    newer.migrations.emplace_back("CREATE TABLE other (value INTEGER) STRICT; INSERT INTO number VALUES (2);");
    CHECK(run.Run(Numbers(*place.Open(newer))).value().size() == 2);
    CHECK(run.Run(Numbers(*place.Open(newer))).value().size() == 2);
    const auto older = OpenDatabase(place.text, kNumbers);
    REQUIRE_FALSE(older.ok());
    CHECK(older.error().code == ErrorCode::kConfiguration);
    const auto other = OpenDatabase(place.text, sql::kCenterSchema);
    REQUIRE_FALSE(other.ok());
    CHECK(other.error().code == ErrorCode::kConfiguration);
  }

  SUBCASE("dossiers of a school's first version keep their inspection, and lack what was not kept then") {
    const Place place_of_school = make();
    sql::Schema first = sql::kSchoolSchema;
    first.migrations.resize(1);
    const std::string digest(64, 'a');
    REQUIRE(run.Run(Script(*place_of_school.Open(first),
                           "INSERT INTO dossier (id, school, version, kind, document, document_size, document_sha256, "
                           "collected_at, inspected_on, inspected_by, agreement, consent) VALUES "
                           "('00000000-0000-4000-8000-000000000001', '01AA', '2019.1', 'overstapdossier', "
                           "'00000000-0000-4000-8000-000000000001', 1, '" +
                               digest +
                               "', 1, '2017-03-31', 'leerling', 'Nee', 'given'), "
                               "('00000000-0000-4000-8000-000000000002', '01AA', '2019.1', 'overstapdossier', "
                               "'00000000-0000-4000-8000-000000000002', 1, '" +
                               digest + "', 2, NULL, NULL, NULL, NULL);"))
                .ok());
    const auto database = place_of_school.Open(sql::kSchoolSchema);
    sql::DossierStore dossiers(*database);
    const auto listed = run.Run(dossiers.List(BrinOf("01AA"))).value();
    REQUIRE(listed.size() == 2);
    CHECK_FALSE(listed[0].inspection);
    REQUIRE(listed[1].inspection);
    CHECK(listed[1].inspection->on == Day::Parse("2017-03-31").value());
    CHECK(listed[1].inspection->by == school::source::InspectedBy::kPupil);
    CHECK(listed[1].inspection->how == school::source::Shown::kOnScreen);
    CHECK(listed[1].inspection->consent == school::source::Consent::kGiven);
    CHECK_FALSE(listed[1].inspection->recorded_at);
    CHECK_FALSE(listed[1].content);
  }

  SUBCASE("a migration that fails leaves the database as it was") {
    sql::Schema broken = kNumbers;
    broken.migrations.emplace_back("INSERT INTO number VALUES (2); INSERT INTO nowhere VALUES (3);");
    CHECK_FALSE(OpenDatabase(place.text, broken).ok());
    CHECK(run.Run(Numbers(*place.Open(kNumbers))).value().size() == 1);
  }

  SUBCASE("of several that bring it forward at once one does, and all serve") {
    sql::Schema newer = kNumbers;
    newer.migrations.emplace_back("INSERT INTO number VALUES (2);");
    std::vector<std::thread> opening;
    opening.reserve(4);
    std::atomic<int> opened = 0;
    for (int i = 0; i < 4; ++i) {
      opening.emplace_back([&] { opened += OpenDatabase(place.text, newer).ok() ? 1 : 0; });
    }
    for (std::thread& thread : opening) thread.join();
    CHECK(opened == 4);
    CHECK(run.Run(Numbers(*place.Open(newer))).value().size() == 2);
  }

  SUBCASE("a database that is open goes on serving while another connection brings it forward") {
    auto database = place.Open(kNumbers);
    sql::Schema newer = kNumbers;
    newer.migrations.emplace_back(
        "CREATE TABLE other (value INTEGER) STRICT;\n"
        "INSERT INTO other WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
        "SELECT i FROM n;\n"
        "-- postgres:\nSELECT pg_sleep(0.3);\n-- end\n");
    std::atomic<bool> done = false;
    std::thread migrating([&] {
      CHECK(OpenDatabase(place.text, newer).ok());
      done = true;
    });
    std::int64_t served = 0;
    while (!done) {
      CHECK(run.Run(Numbers(*database)).ok());
      CHECK(run.Run(Insert(*database, 100 + served++)).ok());
    }
    migrating.join();
    // On SQLite a write that comes amid the migration waits for its end.
    CHECK(served >= (IsPostgres(place.text) ? 5 : 1));
  }
}

}  // namespace oso::store::contract
