// The way in: every step from every state, what each demands, and what is on record of it.
#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <sstream>

#include "center/access_point_steps.h"
#include "scenarios/connecting.h"

namespace oso::scenarios {
namespace {

using center::AccessPointStep;
using exchange::AccessPointState;
using exchange::ResultCode;

constexpr std::array kStates = {AccessPointState::kAnnounced, AccessPointState::kRegistered, AccessPointState::kTested,
                                AccessPointState::kQualified, AccessPointState::kActive,     AccessPointState::kPaused,
                                AccessPointState::kLeft};
constexpr std::array kSteps = {AccessPointStep::kIssueKey, AccessPointStep::kRegister, AccessPointStep::kTest,
                               AccessPointStep::kQualify,  AccessPointStep::kActivate, AccessPointStep::kPause,
                               AccessPointStep::kLeave};

// Takes the step by the use case; what came of it.
ErrorCode Take(Connecting& world, AccessPointStep step, const std::string& key) {
  constexpr ErrorCode kDone = ErrorCode::kInternal;
  center::Connect& connect = world.connect;
  const auto code = [&](Task<Status> task) {
    const Status status = world.run.Run(std::move(task));
    return status.ok() ? kDone : status.error().code;
  };
  switch (step) {
    case AccessPointStep::kIssueKey: {
      const Result<std::string> issued =
          world.run.Run(connect.IssueRegistrationKey(kOperator, "asked by the school", kFirst));
      return issued.ok() ? kDone : issued.error().code;
    }
    case AccessPointStep::kRegister:
      return world.Register(key, kNorth, kFirst, "https://noord.example/elders").value() == ResultCode::kRegistered
                 ? kDone
                 : ErrorCode::kConflict;
    case AccessPointStep::kTest:
      return code(connect.RecordTest(kOperator, kFirst));
    case AccessPointStep::kQualify:
      return code(connect.Qualify(kOperator, "all seen", kFirst));
    case AccessPointStep::kActivate:
      return code(connect.Activate(kOperator, "may begin", kFirst));
    case AccessPointStep::kPause:
      return code(connect.Pause(kOperator, "holiday", kFirst));
    case AccessPointStep::kLeave:
      return code(connect.Leave(kOperator, "stops", kFirst));
  }
  return ErrorCode::kInternal;
}

TEST_CASE("from every state every step leads where the table says, or is refused and changes nothing") {
  for (const AccessPointState from : kStates) {
    for (const AccessPointStep step : kSteps) {
      CAPTURE(exchange::WireName(from));
      CAPTURE(center::WireName(step));
      Connecting world;
      world.Bind();
      REQUIRE(world.Announce().value() == kFirst);
      const std::string early_key = world.Key();
      world.Bring(kFirst, from);
      REQUIRE(world.StateOf() == from);
      const bool ended = from == AccessPointState::kLeft;
      const std::string key = step != AccessPointStep::kRegister || ended ? early_key : world.Key();
      const auto expected = center::StateAfter(*world.registry.Now()->FindAccessPoint(kFirst), step);
      const std::int64_t version = world.registry.Now()->version();
      const ErrorCode code = Take(world, step, key);
      if (expected.ok()) {
        CHECK(code == ErrorCode::kInternal);
        CHECK(world.StateOf() == *expected);
      } else {
        CHECK(code == ErrorCode::kConflict);
        CHECK(world.StateOf() == from);
        CHECK(world.registry.Now()->version() == version);
      }
    }
  }
}

TEST_CASE("the page shows each step of the table") {
  std::ifstream file(OSO_TESTDATA "/../docs/connecting.md");
  std::stringstream text;
  text << file.rdbuf();
  for (const center::StepRow& row : center::StepRows()) {
    std::string line = "| `";
    line.append(exchange::WireName(row.from)).append("` | `").append(center::WireName(row.step)).append("` | `");
    line.append(exchange::WireName(row.to)).append("` |");
    CHECK_MESSAGE(text.str().find(line) != std::string::npos, "docs/connecting.md lacks: " << line);
  }
}

TEST_CASE("history tells of each state who made it, when and why, and the log has the same") {
  Connecting world;
  world.Bind();
  REQUIRE(world.Announce().ok());
  world.clock.Advance(60);
  world.Bring(kFirst, AccessPointState::kActive);
  const auto history = world.run.Run(world.registry.History("access-point", "01AA/0000")).value();
  REQUIRE(history.size() == 5);
  CHECK(history[0].actor == "account:operator");
  CHECK(history[0].why == "a new system");
  CHECK(history[0].at.PlusSeconds(60) == history[1].at);
  CHECK(history[1].actor == "oin:00000099000000000001");
  CHECK(history[1].why == "its system registered");
  CHECK(std::get<exchange::AccessPoint>(history[1].entry).url == "https://noord.example/oso");
  CHECK(history[4].why == "may begin");
  CHECK(std::get<exchange::AccessPoint>(history[3].entry).state == AccessPointState::kQualified);
  const auto keys = world.run.Run(world.registry.History("registration-key", "01AA/0000")).value();
  CHECK(keys.front().why == "asked by the school");
  const auto events = world.Events();
  CHECK(events.back().type == "access-point-state-changed");
  CHECK(events.back().fields == R"({"access-point":"01AA/0","state":"active","why":"may begin"})");
}

TEST_CASE("a reason is demanded, and is one line") {
  Connecting world;
  for (const std::string& why : {std::string(), std::string("a\nb"), std::string(201, 'x')}) {
    CHECK(CodeOf(world.run.Run(world.connect.Block(kOperator, why, kNorth))) == ErrorCode::kInvalidArgument);
  }
  CHECK_FALSE(world.registry.Now()->FindSupplier(kNorth)->blocked);
}

TEST_CASE("what is entered again changes nothing; what it names must be there; an access point is entered once") {
  Connecting world;
  const auto enter = [&](exchange::RegisterEntry entry) {
    return world.run.Run(world.connect.Enter(kOperator, "entered", {std::move(entry)}));
  };
  exchange::AccessPoint ap{
      .id = kFirst, .supplier = kNorth, .url = "https://a.example/oso", .state = AccessPointState::kActive};
  REQUIRE(enter(ap).ok());
  const std::size_t events = world.Events().size();
  CHECK(enter(ap).ok());
  CHECK(enter(exchange::Board{.number = "41234", .name = "Stichting aan de Vecht"}).ok());
  CHECK(world.Events().size() == events);
  ap.url = "https://b.example/oso";
  CHECK(CodeOf(enter(ap)) == ErrorCode::kConflict);
  ap.id.index = 1;
  ap.supplier = Oin::Parse("00000099000000000009").value();
  CHECK(CodeOf(enter(ap)) == ErrorCode::kNotFound);
  CHECK(CodeOf(enter(exchange::School{.brin = kOak, .name = "De Eik", .board = "99999"})) == ErrorCode::kNotFound);
  CHECK(CodeOf(enter(exchange::RegistrationKey{.access_point = kFirst, .digest = {}, .expires_at = {}})) ==
        ErrorCode::kInvalidArgument);
  exchange::Mandate mandate = world.Mandate();
  mandate.board = "55555";
  CHECK(CodeOf(enter(mandate)) == ErrorCode::kConflict);
  CHECK(world.Events().size() == events);
}

TEST_CASE("entering is all or nothing") {
  Connecting world;
  const std::int64_t version = world.registry.Now()->version();
  const Status status = world.run.Run(world.connect.Enter(
      kOperator, "entered",
      {exchange::Board{.number = "61234", .name = "Goed"}, exchange::Board{.number = "6", .name = "Fout"}}));
  CHECK(CodeOf(status) == ErrorCode::kInvalidArgument);
  CHECK(world.registry.Now()->version() == version);
  CHECK(world.run.Run(world.store.Version()).value() == version);
}

TEST_CASE("an access point is announced for a school and supplier that are there, with an agreement") {
  Connecting world;
  CHECK(CodeOf(world.Announce()) == ErrorCode::kConflict);  // no agreement
  world.Bind();
  const auto announce = [&](exchange::Announcement announcement) {
    return world.run.Run(world.connect.Announce(kOperator, "a new system", announcement));
  };
  CHECK(CodeOf(announce({.school = Brin::Parse("09ZZ").value(), .supplier = kNorth})) == ErrorCode::kNotFound);
  CHECK(CodeOf(announce({.school = kOak, .supplier = Oin::Parse("00000099000000000009").value()})) ==
        ErrorCode::kNotFound);
  CHECK(CodeOf(announce({.school = kOak, .index = std::uint16_t{10000}, .supplier = kNorth})) ==
        ErrorCode::kInvalidArgument);
  CHECK(CodeOf(announce({.school = kOak, .purpose = exchange::Purpose::kInclusiveEducation, .supplier = kNorth})) ==
        ErrorCode::kConflict);
  CHECK(announce({.school = kOak, .index = std::uint16_t{1}, .supplier = kNorth}).value() == AccessPointId{kOak, 1});
  CHECK(CodeOf(announce({.school = kOak, .index = std::uint16_t{1}, .supplier = kNorth})) == ErrorCode::kConflict);
  CHECK(announce({.school = kOak, .supplier = kNorth}).value().index == 0);
  CHECK(announce({.school = kOak, .supplier = kNorth}).value().index == 2);
  REQUIRE(world.run.Run(world.connect.Leave(kOperator, "stops", {kOak, 0})).ok());
  CHECK(announce({.school = kOak, .supplier = kNorth}).value().index == 3);  // 0 is not used again
  REQUIRE(world.run.Run(world.connect.Block(kOperator, "unsafe", kNorth)).ok());
  CHECK(CodeOf(announce({.school = kOak, .supplier = kNorth})) == ErrorCode::kConflict);
  exchange::School ended = *world.registry.Now()->FindSchool(kOak);
  ended.ended = exchange::SchoolEnd{.at = world.clock.Now()};
  REQUIRE(world.run.Run(world.connect.Enter(kOperator, "closed", {ended})).ok());
  CHECK(CodeOf(announce({.school = kOak, .supplier = kSouth})) == ErrorCode::kConflict);
}

TEST_CASE("an access point for partnerships asks for the extension of the agreement") {
  Connecting world;
  world.Bind();
  REQUIRE(world.run.Run(world.connect.SignAgreement(kOperator, "the extension", world.Agreement(true))).ok());
  const auto announced = world.run.Run(
      world.connect.Announce(kOperator, "a new system",
                             {.school = kOak, .purpose = exchange::Purpose::kInclusiveEducation, .supplier = kNorth}));
  REQUIRE(announced.ok());
  CHECK(world.Register(world.Key()).value() == ResultCode::kNoMandate);  // there is one for OV alone
  CHECK(world.run.Run(world.registry.History("agreement", "41234")).value().size() == 2);
  REQUIRE(world.run.Run(world.connect.EndAgreement(kOperator, "by letter", "41234")).ok());
  CHECK_FALSE(world.registry.Now()->HasAgreement("41234", exchange::Purpose::kTransfer, world.clock.Now()));
  CHECK(world.Register(world.Key()).value() == ResultCode::kNoAgreement);
  CHECK(CodeOf(world.run.Run(world.connect.EndAgreement(kOperator, "by letter", "55555"))) == ErrorCode::kNotFound);
  exchange::Agreement future = world.Agreement();
  future.signed_at = world.clock.Now().PlusSeconds(1);
  CHECK(CodeOf(world.run.Run(world.connect.SignAgreement(kOperator, "too early", future))) ==
        ErrorCode::kInvalidArgument);
}

TEST_CASE("a mandate that has not begun, has ended or was revoked lets nobody in") {
  Connecting world;
  REQUIRE(world.run.Run(world.connect.SignAgreement(kOperator, "signed", world.Agreement())).ok());
  REQUIRE(world.Announce().ok());
  exchange::Mandate mandate = world.Mandate();
  mandate.from = world.clock.Now().PlusSeconds(100);
  mandate.until = world.clock.Now().PlusSeconds(200);
  REQUIRE(world.run.Run(world.connect.GiveMandate(kOperator, "from then on", mandate)).ok());
  const std::string key = world.Key();
  CHECK(world.Register(key).value() == ResultCode::kNoMandate);
  world.clock.Advance(100);
  CHECK(world.Register(key).value() == ResultCode::kRegistered);
  REQUIRE(world.run.Run(world.connect.RecordTest(kOperator, kFirst)).ok());
  REQUIRE(world.run.Run(world.connect.Qualify(kOperator, "all seen", kFirst)).ok());
  world.clock.Advance(100);
  CHECK(CodeOf(world.run.Run(world.connect.Activate(kOperator, "may begin", kFirst))) == ErrorCode::kConflict);
  REQUIRE(world.run.Run(world.connect.GiveMandate(kOperator, "again", world.Mandate())).ok());
  REQUIRE(world.run.Run(world.connect.Activate(kOperator, "may begin", kFirst)).ok());
  REQUIRE(world.run
              .Run(world.connect.RevokeMandate(kOperator, "other supplier", kNorth, kOak, exchange::Purpose::kTransfer))
              .ok());
  const auto registry = world.registry.Now();
  CHECK_FALSE(
      registry->HasMandate(kNorth, *registry->FindSchool(kOak), exchange::Purpose::kTransfer, world.clock.Now()));
  CHECK(world.Register(world.Key()).value() == ResultCode::kNoMandate);
  CHECK(CodeOf(world.run.Run(world.connect.RevokeMandate(kOperator, "never given", kSouth, kOak,
                                                         exchange::Purpose::kTransfer))) == ErrorCode::kNotFound);
}

TEST_CASE("a mandate in force is extended or cut short, and not interrupted; one that has not begun can be revoked") {
  Connecting world;
  world.Bind();
  exchange::Mandate next = world.Mandate();
  const Instant began = next.from;
  next.until = world.clock.Now().PlusSeconds(100);
  REQUIRE(world.run.Run(world.connect.GiveMandate(kOperator, "for a while", next)).ok());
  next.from = world.clock.Now().PlusSeconds(50);
  next.until = world.clock.Now().PlusSeconds(500);
  REQUIRE(world.run.Run(world.connect.GiveMandate(kOperator, "longer", next)).ok());
  CHECK(world.registry.Now()->All<exchange::Mandate>().front()->from == began);
  next.from = world.clock.Now().PlusSeconds(501);
  next.until = {};
  CHECK(CodeOf(world.run.Run(world.connect.GiveMandate(kOperator, "with a gap", next))) == ErrorCode::kConflict);

  exchange::Mandate future = world.Mandate(kSouth);
  future.from = world.clock.Now().PlusSeconds(100);
  REQUIRE(world.run.Run(world.connect.GiveMandate(kOperator, "in time", future)).ok());
  REQUIRE(world.run.Run(world.connect.RevokeMandate(kOperator, "no", kSouth, kOak, exchange::Purpose::kTransfer)).ok());
  world.clock.Advance(100);
  const auto registry = world.registry.Now();
  CHECK_FALSE(
      registry->HasMandate(kSouth, *registry->FindSchool(kOak), exchange::Purpose::kTransfer, world.clock.Now()));
}

TEST_CASE("a registration key: 26 letters and digits, for one access point, once, for 14 days, the last one") {
  Connecting world;
  world.Bind();
  REQUIRE(world.Announce().ok());
  REQUIRE(world.Announce().ok());
  const std::string first = world.Key();
  CHECK(first.size() == 30);
  CHECK(first.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ-") == std::string::npos);
  const std::string second = world.Key();
  CHECK(first != second);
  CHECK(world.Register(first).value() == ResultCode::kRegistrationKeyWrong);
  CHECK(world.Register(second, kNorth, {kOak, 1}).value() == ResultCode::kRegistrationKeyWrong);
  CHECK(world.Register(second, kNorth, {kOak, 7}).value() == ResultCode::kRegistrationKeyWrong);
  CHECK(world.Register("", kNorth).value() == ResultCode::kRegistrationKeyWrong);
  CHECK(world.Register(second, kSouth).value() == ResultCode::kWrongCertificate);
  CHECK(CodeOf(world.Register(second, kNorth, kFirst, "http://noord.example/oso")) == ErrorCode::kInvalidArgument);
  CHECK(world.StateOf() == AccessPointState::kAnnounced);

  std::string typed;
  for (const char c : second) {
    if (c != '-') typed += static_cast<char>(std::tolower(c));
  }
  std::ranges::replace(typed, '0', 'o');
  std::ranges::replace(typed, '1', 'l');
  CHECK(world.Register(typed).value() == ResultCode::kRegistered);
  const std::int64_t version = world.registry.Now()->version();
  CHECK(world.Register(second).value() == ResultCode::kRegistered);  // the answer may have been lost
  CHECK(world.registry.Now()->version() == version);
  CHECK(world.Register(second, kNorth, kFirst, "https://noord.example/elders").value() ==
        ResultCode::kRegistrationKeyWrong);

  const std::string old = world.Key();
  world.clock.Advance(std::int64_t{14} * 24 * 3600 - 1);
  CHECK(world.Register(old, kNorth, kFirst, "https://noord.example/net-op-tijd").value() == ResultCode::kRegistered);
  const std::string older = world.Key();
  world.clock.Advance(std::int64_t{14} * 24 * 3600);
  CHECK(world.Register(older).value() == ResultCode::kRegistrationKeyWrong);
}

TEST_CASE("nothing that is kept or on record tells the registration key") {
  Connecting world;
  world.Bind();
  REQUIRE(world.Announce().ok());
  const std::string key = world.Key();
  REQUIRE(world.Register(key).ok());
  const auto history = world.run.Run(world.registry.History("registration-key", "01AA/0000")).value();
  REQUIRE(history.size() == 2);
  CHECK(std::get<exchange::RegistrationKey>(history[0].entry).digest.size() == 64);
  CHECK(std::get<exchange::RegistrationKey>(history[1].entry).used_at == world.clock.Now());
  for (const audit::StoredEvent& event : world.Events()) CHECK(event.fields.find(key) == std::string::npos);
}

TEST_CASE("a system that guesses keys is not heard for a while, also with the right one; others are") {
  Connecting world;
  world.Bind();
  REQUIRE(world.Announce().ok());
  const std::string key = world.Key();
  for (int i = 0; i < 10; ++i) CHECK(world.Register("WRONG").value() == ResultCode::kRegistrationKeyWrong);
  CHECK(world.Register(key).value() == ResultCode::kTooManyRequests);
  CHECK(world.Register(key, kSouth).value() == ResultCode::kWrongCertificate);
  CHECK(world.Events().back().type == "registration-refused");
  CHECK(world.Events()[world.Events().size() - 2].fields == R"({"access-point":"01AA/0","result":"TeVeelVerzoeken"})");
  world.clock.Advance(60);
  CHECK(world.Register(key).value() == ResultCode::kRegistered);
}

TEST_CASE("moving: the old access point stays active until the new one is, and is left in the same act") {
  Connecting world;
  world.Bind();
  REQUIRE(world.Announce().ok());
  world.Bring(kFirst, AccessPointState::kActive);
  REQUIRE(world.run.Run(world.connect.GiveMandate(kOperator, "the new supplier", world.Mandate(kSouth))).ok());
  const AccessPointId next = world.Announce(kSouth, std::uint16_t{0}).value();
  CHECK(CodeOf(world.Announce(kSouth, std::uint16_t{0})) == ErrorCode::kConflict);  // is being replaced already
  CHECK(CodeOf(world.Announce(kSouth, std::uint16_t{9})) == ErrorCode::kNotFound);
  world.Bring(next, AccessPointState::kQualified, kSouth);
  CHECK(world.StateOf() == AccessPointState::kActive);
  const std::int64_t version = world.registry.Now()->version();
  REQUIRE(world.run.Run(world.connect.Activate(kOperator, "moved", next)).ok());
  CHECK(world.StateOf(next) == AccessPointState::kActive);
  CHECK(world.StateOf() == AccessPointState::kLeft);
  CHECK(world.registry.Now()->version() == version + 2);  // one act, two entries
  const auto history = world.run.Run(world.registry.History("access-point", "01AA/0000")).value();
  CHECK(history.back().why == "moved");
  CHECK(CodeOf(world.Announce(kSouth, std::uint16_t{0})) == ErrorCode::kConflict);  // has left
}

TEST_CASE("moving is given up: the old access point stays and can be replaced by another") {
  Connecting world;
  world.Bind();
  REQUIRE(world.Announce().ok());
  world.Bring(kFirst, AccessPointState::kActive);
  const AccessPointId next = world.Announce(kSouth, std::uint16_t{0}).value();
  REQUIRE(world.run.Run(world.connect.Leave(kOperator, "changed their mind", next)).ok());
  CHECK(world.StateOf() == AccessPointState::kActive);
  CHECK(world.Announce(kSouth, std::uint16_t{0}).ok());
}

TEST_CASE("a supplier is let out and in again, a certificate withdrawn, a qualification ended: on record") {
  Connecting world;
  const std::string print(64, 'a');
  const exchange::Qualification shown{
      .supplier = kNorth, .product = "Las", .role = exchange::Role::kTarget, .from = world.clock.Now()};
  const exchange::SupplierCertificate certificate{
      .fingerprint = print, .supplier = kNorth, .not_after = world.clock.Now().PlusSeconds(1000)};
  REQUIRE(world.run.Run(world.connect.Enter(kOperator, "seen", {certificate, shown})).ok());
  world.clock.Advance(10);
  REQUIRE(world.run.Run(world.connect.Block(kOperator, "unsafe", kNorth)).ok());
  CHECK(world.registry.Now()->FindSupplier(kNorth)->blocked);
  const std::int64_t version = world.registry.Now()->version();
  REQUIRE(world.run.Run(world.connect.Block(kOperator, "once more", kNorth)).ok());
  CHECK(world.registry.Now()->version() == version);
  REQUIRE(world.run.Run(world.connect.Unblock(kOperator, "mended", kNorth)).ok());
  CHECK_FALSE(world.registry.Now()->FindSupplier(kNorth)->blocked);
  REQUIRE(world.run.Run(world.connect.WithdrawCertificate(kOperator, "lost", print)).ok());
  CHECK(world.registry.Now()->FindCertificate(print)->withdrawn);
  CHECK(CodeOf(world.run.Run(world.connect.WithdrawCertificate(kOperator, "lost", std::string(64, 'b')))) ==
        ErrorCode::kNotFound);
  const auto qualified = [&] {
    return world.registry.Now()->IsQualified(kNorth, exchange::Role::kTarget, shown.profile, world.clock.Now());
  };
  CHECK(qualified());
  REQUIRE(world.run.Run(world.connect.EndQualification(kOperator, "does not hold", shown)).ok());
  CHECK_FALSE(qualified());
}

// A store at which, just before something is written, another process may be first.
class Contended final : public center::RegisterStore {
 public:
  explicit Contended(center::RegisterStore& store) : store_(store) {}
  Task<Result<std::vector<exchange::RegisterChange>>> Changes(std::int64_t after, int limit) override {
    return store_.Changes(after, limit);
  }
  Task<Result<std::vector<exchange::RegisterChange>>> History(std::string kind, std::string key) override {
    return store_.History(std::move(kind), std::move(key));
  }
  Task<Result<std::int64_t>> Version() override { return store_.Version(); }
  Task<Result<std::int64_t>> Append(std::int64_t after, std::vector<exchange::RegisterChange> changes,
                                    std::vector<audit::Event> events) override {
    while (!first.empty()) {
      Task<Status> other = std::move(first.back());
      first.pop_back();
      CO_RETURN_IF_ERROR(co_await std::move(other));
    }
    co_return co_await store_.Append(after, std::move(changes), std::move(events));
  }

  std::vector<Task<Status>> first;

 private:
  center::RegisterStore& store_;
};

TEST_CASE("two processes announce at once: each access point has an index of its own") {
  Connecting world;
  world.Bind();
  Contended contended(world.store);
  Process other(contended, world.audit, world.clock, world.random);
  REQUIRE(world.run.Run(other.registry.Refresh()).ok());
  const auto announce = [&]() -> Task<Status> {
    CO_RETURN_IF_ERROR(co_await world.connect.Announce(kOperator, "was first", {.school = kOak, .supplier = kNorth}));
    co_return Status();
  };
  contended.first.push_back(announce());
  const Result<AccessPointId> second =
      world.run.Run(other.connect.Announce(kOperator, "was second", {.school = kOak, .supplier = kNorth}));
  CHECK(second.value().index == 1);
  REQUIRE(world.run.Run(world.registry.Refresh()).ok());
  CHECK(world.registry.Now()->version() == other.registry.Now()->version());
  CHECK(world.registry.Now()->AccessPointsOf(kOak).size() == 2);
}

TEST_CASE("two processes use one registration key at once: it serves once") {
  Connecting world;
  world.Bind();
  REQUIRE(world.Announce().ok());
  const std::string key = world.Key();
  Contended contended(world.store);
  Process other(contended, world.audit, world.clock, world.random);
  REQUIRE(world.run.Run(other.registry.Refresh()).ok());
  const auto first = [&]() -> Task<Status> {
    CO_RETURN_IF_ERROR(co_await world.connect.Register(
        CallerOf(kNorth), {.access_point = kFirst, .key = key, .url = "https://een.example/oso"}));
    co_return Status();
  };
  contended.first.push_back(first());
  const auto second = world.run.Run(other.connect.Register(
      CallerOf(kNorth), {.access_point = kFirst, .key = key, .url = "https://twee.example/oso"}));
  CHECK(second.value() == ResultCode::kRegistrationKeyWrong);
  CHECK(other.registry.Now()->FindAccessPoint(kFirst)->url == "https://een.example/oso");
}

TEST_CASE("the register is changed by others time and again: told, and nothing is written") {
  Connecting world;
  class AlwaysFirst final : public center::RegisterStore {
   public:
    explicit AlwaysFirst(center::RegisterStore& store) : store_(store) {}
    Task<Result<std::vector<exchange::RegisterChange>>> Changes(std::int64_t after, int limit) override {
      return store_.Changes(after, limit);
    }
    Task<Result<std::vector<exchange::RegisterChange>>> History(std::string kind, std::string key) override {
      return store_.History(std::move(kind), std::move(key));
    }
    Task<Result<std::int64_t>> Version() override { return store_.Version(); }
    Task<Result<std::int64_t>> Append(std::int64_t after, std::vector<exchange::RegisterChange>,
                                      std::vector<audit::Event>) override {
      std::vector<exchange::RegisterChange> theirs{
          {.at = {}, .actor = "another", .why = "first", .entry = exchange::Board{.number = "70000", .name = "Zij"}}};
      CO_RETURN_IF_ERROR(co_await store_.Append(after, std::move(theirs), {}));
      co_return Fail(ErrorCode::kConflict, "the register has changed");
    }

   private:
    center::RegisterStore& store_;
  } always(world.store);
  Process third(always, world.audit, world.clock, world.random);
  REQUIRE(world.run.Run(third.registry.Refresh()).ok());
  CHECK(CodeOf(world.run.Run(third.connect.Block(kOperator, "unsafe", kNorth))) == ErrorCode::kConflict);
  CHECK_FALSE(third.registry.Now()->FindSupplier(kNorth)->blocked);
}

}  // namespace
}  // namespace oso::scenarios
