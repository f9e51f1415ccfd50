#include <doctest/doctest.h>

#include "audit/log_verifier.h"
#include "audit/receipt.h"
#include "audit/sealer.h"
#include "audit/stored_log.h"
#include "store/contract/contract.h"
#include "store/contract/log_entries.h"
#include "store/contract/places.h"
#include "store/sql/audit_log.h"
#include "store/sql/log_store.h"

namespace oso::store::contract {
namespace {

using audit::LogFault;

audit::NoteSigner Signer() {
  return audit::NoteSigner::Create("log.example/oso", audit::NoteKeyType::kEd25519,
                                   crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519))
      .value();
}

// A log of the centre in a database, and who verifies it.
struct Sealed {
  explicit Sealed(const MakePlace& make) : place(make()), database(place.Open(sql::kCenterSchema)) {}

  Place place;
  std::unique_ptr<sql::Database> database;
  sql::AuditLog events{*database};
  sql::LogStore log{*database};
  audit::StoredLog files{log};
  audit::NoteSigner signer = Signer();
  audit::Sealer sealer{log, signer};
  audit::LogPolicy policy{.log = signer.verifier()};
  BlockingExecutor run;
  int appended = 0;  // so that no two entries are alike

  void Append(int count) { AppendEntries(run, events, appended, count); }
  std::uint64_t Seal() { return run.Run(sealer.Run()).value(); }
  audit::LogReport Verify(std::optional<audit::Checkpoint> trusted = {}) {
    return run.Run(audit::VerifyLog(files, policy, std::move(trusted))).value();
  }
  // The one fault that is found after `sql` was run behind the log's back.
  LogFault FaultAfter(const std::string& sql) {
    REQUIRE(run.Run(Script(*database, sql)).ok());
    const auto report = Verify();
    REQUIRE_FALSE(report.findings.empty());
    return report.findings.front().fault;
  }
};

}  // namespace

void SealedLogContract(const MakePlace& make) {
  Sealed log(make);

  SUBCASE("an empty log has no checkpoint, and sealing it signs nothing") {
    CHECK(log.Seal() == 0);
    CHECK_FALSE(log.run.Run(log.log.Checkpoint()).value());
    CHECK(log.run.Run(log.files.Read("checkpoint")).error().code == ErrorCode::kNotFound);
  }

  SUBCASE("what was sealed is whole, across tiles and restarts, and only grew") {
    std::optional<audit::Checkpoint> trusted;
    for (const int more : {3, 300, 250, 1}) {
      log.Append(more);
      audit::Sealer again(log.log, log.signer);  // as after a restart: from what the store has
      REQUIRE(log.run.Run(again.Run()).ok());
      const auto report = log.Verify(trusted);
      CHECK(report.findings.empty());
      REQUIRE(report.checkpoint);
      trusted = report.checkpoint;
    }
    CHECK(trusted->size == 554);
    CHECK(log.Seal() == 554);
  }

  SUBCASE("a receipt is there once its entry is sealed, and proves itself") {
    log.Append(270);
    CHECK(log.run.Run(audit::ReceiptOf(log.log, 5)).error().code == ErrorCode::kUnavailable);
    log.Seal();
    for (const std::uint64_t position : {0U, 5U, 255U, 256U, 269U}) {
      const std::string receipt = log.run.Run(audit::ReceiptOf(log.log, position)).value();
      const auto verified = audit::VerifyReceipt(receipt, log.policy);
      REQUIRE(verified.ok());
      CHECK(verified->index == position);
    }
    CHECK_FALSE(log.run.Run(audit::ReceiptOf(log.log, 270)).ok());
  }

  SUBCASE("two who seal one log make one tree") {
    audit::Sealer other(log.log, log.signer);
    for (int i = 0; i < 5; ++i) {
      log.Append(60);
      std::vector<Task<Result<std::uint64_t>>> both;
      both.push_back(log.sealer.Run());
      both.push_back(other.Run());
      for (const auto& sealed : log.run.RunTogether(std::move(both))) CHECK(sealed.ok());
    }
    const auto report = log.Verify();
    CHECK(report.findings.empty());
    CHECK(report.entries == 300);
  }

  SUBCASE("who has the database in hand and changes what is stored is found out") {
    log.Append(300);
    log.Seal();
    const std::string open_up =
        log.place.text.starts_with("postgresql:")
            ? "DROP TRIGGER audit_event_is_append_only ON audit_event;"
            : "DROP TRIGGER audit_event_is_not_changed; DROP TRIGGER audit_event_is_not_deleted;";
    SUBCASE("an entry") {
      CHECK(log.FaultAfter(open_up + "UPDATE audit_event SET entry = replace(entry, 'tester', 'nobody') "
                                     "WHERE position = 17;") == LogFault::kEntryChanged);
    }
    SUBCASE("an entry taken out") {
      CHECK(log.FaultAfter(open_up + "DELETE FROM audit_event WHERE position = 299;") == LogFault::kMissing);
    }
    SUBCASE("two entries in each other's place") {
      log.Append(1);
      CHECK(log.FaultAfter(open_up +
                           "UPDATE audit_event SET entry = (SELECT entry FROM audit_event WHERE position = 300)"
                           " || ' ' WHERE position = 10;") == LogFault::kEntryChanged);
    }
    SUBCASE("a tile") {
      CHECK(log.FaultAfter("UPDATE log_tile SET hashes = (SELECT hashes FROM log_tile WHERE level = 0 AND number = 0) "
                           "WHERE level = 0 AND number = 1;") == LogFault::kTileChanged);
    }
    SUBCASE("the checkpoint") {
      CHECK(log.FaultAfter("UPDATE log_checkpoint SET note = replace(note, '300', '299');") == LogFault::kNotSigned);
    }
    SUBCASE("all of it, signed anew") {
      const auto trusted = log.Verify().checkpoint;
      REQUIRE(log.run
                  .Run(Script(*log.database, open_up + "UPDATE audit_event SET entry = replace(entry, 'tester', "
                                                       "'nobody') WHERE position = 17;"
                                                       "DELETE FROM log_tile; DELETE FROM log_checkpoint;"))
                  .ok());
      audit::Sealer forger(log.log, log.signer);
      REQUIRE(log.run.Run(forger.Run()).ok());
      CHECK(log.Verify().findings.empty());  // the log by itself is whole
      const auto report = log.Verify(trusted);
      REQUIRE_FALSE(report.findings.empty());
      CHECK(report.findings.front().fault == LogFault::kForked);
    }
  }
}

}  // namespace oso::store::contract
