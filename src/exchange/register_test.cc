#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>

#include "base/fakes.h"
#include "exchange/register_document.h"
#include "exchange/register_json.h"

namespace oso::exchange {
namespace {

const Brin kOak = Brin::Parse("01AA").value();
const Oin kNorth = Oin::Parse("00000099000000000001").value();
const Oin kSouth = Oin::Parse("00000099000000000002").value();
const Instant kNow = FakeClock().Now();

// One entry of every kind, with every member set.
std::vector<RegisterEntry> OneOfEach() {
  return {
      Board{.number = "41234", .name = "Stichting \"Noord\" é"},
      School{.brin = kOak,
             .name = "De Eik",
             .sector = Sector::kSpecialSecondary,
             .board = "41234",
             .branches = {{.code = "01AA00",
                           .name = "De Eik",
                           .address = {"Dorpsstraat", "1-A", "1234 AB", "Weesp", "Weesp", "Noord-Holland"},
                           .denomination = "Openbaar",
                           .phone = "0294-000000",
                           .website = "www.eik.example"},
                          {.code = "01AA01", .name = "Het Eikje"}},
             .ended = SchoolEnd{.at = kNow, .into = Brin::Parse("02BB").value()}},
      Supplier{.oin = kNorth, .name = "Noord", .products = {"Las", "Volg"}, .blocked = true},
      SupplierCertificate{
          .fingerprint = std::string(64, 'a'), .supplier = kNorth, .not_after = kNow, .withdrawn = true},
      AccessPoint{.id = {kOak, 10},
                  .purpose = Purpose::kInclusiveEducation,
                  .sector = Sector::kPartnership,
                  .supplier = kNorth,
                  .url = "https://noord.example:8443/oso",
                  .notification_url = "https://noord.example/bericht",
                  .versions = {dossier::DataSetVersion::k2017_1, dossier::DataSetVersion::k2019_1},
                  .protocols = {Protocol::kSoap18, Protocol::kRest1},
                  .state = AccessPointState::kPaused,
                  .replaces = std::uint16_t{9}},
      Agreement{.board = "41234",
                .signed_by = "bestuurder",
                .signed_at = kNow,
                .version = "2017",
                .partnerships = true,
                .ended = kNow.PlusSeconds(5)},
      Mandate{.board = "41234",
              .supplier = kNorth,
              .school = kOak,
              .purpose = Purpose::kInclusiveEducation,
              .from = kNow,
              .until = kNow.PlusSeconds(1)},
      Qualification{.supplier = kNorth,
                    .product = "Las",
                    .role = Role::kTarget,
                    .profile = dossier::Profile::kVoswv,
                    .version = dossier::DataSetVersion::k2018_1,
                    .from = kNow,
                    .until = kNow.PlusSeconds(1)},
      RegistrationKey{.access_point = {kOak, 10}, .digest = std::string(64, 'b'), .expires_at = kNow, .used_at = kNow},
  };
}

// What may be absent is absent or not, by chance; moments and texts too.
RegisterEntry Varied(RegisterEntry entry) {
  const auto text = [] { return *rc::gen::container<std::string>(rc::gen::elementOf(std::string("aZ0 \"\\/<&-.,'"))); };
  const auto moment = [] { return Instant{*rc::gen::inRange<std::int64_t>(0, 4'000'000'000) * 1'000'003}; };
  const auto maybe = [&](std::optional<Instant>& at) {
    at = *rc::gen::arbitrary<bool>() ? std::optional(moment()) : std::nullopt;
  };
  const auto flag = [] { return *rc::gen::arbitrary<bool>(); };
  std::visit(
      [&]<class T>(T& row) {
        if constexpr (requires { row.name; }) row.name = text();
        if constexpr (requires { row.until; }) maybe(row.until);
        if constexpr (std::same_as<T, Agreement>) maybe(row.ended);
        if constexpr (std::same_as<T, RegistrationKey>) maybe(row.used_at);
        if constexpr (requires { row.from; }) row.from = moment();
        if constexpr (std::same_as<T, School>) {
          if (flag()) row.ended.reset();
          if (flag()) row.branches.pop_back();
        }
        if constexpr (std::same_as<T, AccessPoint>) {
          if (flag()) row.replaces.reset();
          if (flag()) row.versions.clear();
          row.state =
              *rc::gen::element(AccessPointState::kAnnounced, AccessPointState::kActive, AccessPointState::kLeft);
        }
      },
      entry);
  return entry;
}

std::shared_ptr<const Register> RegisterOf(const std::vector<RegisterEntry>& entries) {
  return Register().With(entries, static_cast<std::int64_t>(entries.size()));
}

TEST_CASE("an entry of every kind is written as JSON and read back the same") {
  for (const RegisterEntry& entry : OneOfEach()) {
    const auto read = EntryFromJson(KindOf(entry), ToJson(entry));
    REQUIRE(read.ok());
    CHECK(*read == entry);
    CHECK(CheckEntry(entry).ok());
  }
  CHECK(rc::check("whatever is in it", [] {
    const RegisterEntry entry = Varied(*rc::gen::elementOf(OneOfEach()));
    const std::string text = boost::json::serialize(ToJson(entry));
    const auto read = EntryFromJson(KindOf(entry), boost::json::parse(text).as_object());
    RC_ASSERT(read.ok());
    RC_ASSERT(*read == entry);
    RC_ASSERT(KeyOf(*read) == KeyOf(entry));
  }));
}

TEST_CASE("a member of another type is named; one that is missing is named unless it may be absent") {
  int demanded = 0;
  for (const RegisterEntry& entry : OneOfEach()) {
    const boost::json::object whole = ToJson(entry);
    for (const auto& [name, value] : whole) {
      CAPTURE(KindOf(entry));
      CAPTURE(std::string_view(name));
      boost::json::object wrong = whole;
      wrong[name] = 1.5;
      const auto mistyped = EntryFromJson(KindOf(entry), wrong);
      REQUIRE_FALSE(mistyped.ok());
      CHECK(mistyped.error().code == ErrorCode::kInvalidArgument);
      CHECK(mistyped.error().detail.find(name) != std::string::npos);
      boost::json::object without = whole;
      without.erase(name);
      const auto missing = EntryFromJson(KindOf(entry), without);
      if (!missing.ok()) {
        ++demanded;
        CHECK(missing.error().detail.find(name) != std::string::npos);
      }
    }
  }
  CHECK(demanded >= 9);
}

TEST_CASE("what is not said has no member") {
  const School school{.brin = Brin::Parse("01AA").value(), .name = "Oost", .board = "41234", .branches = {{"01AA00"}}};
  CHECK(boost::json::serialize(ToJson(school)) ==
        R"({"brin":"01AA","name":"Oost","sector":"PO","board":"41234","branches":[{"code":"01AA00"}]})");
}

TEST_CASE("members that are not known are passed over; kinds are not") {
  boost::json::object board = ToJson(Board{.number = "41234", .name = "Noord"});
  board["colour"] = "green";
  CHECK(EntryFromJson("board", board).ok());
  CHECK_FALSE(EntryFromJson("boards", board).ok());
  CHECK_FALSE(EntryFromJson("", board).ok());
}

template <class T>
bool IsRefused(T row, auto change) {
  change(row);
  const Status status = CheckEntry(row);
  return !status.ok() && status.error().code == ErrorCode::kInvalidArgument;
}

TEST_CASE("a value that may not be in the register is refused") {
  const auto all = OneOfEach();
  const auto& board = std::get<Board>(all[0]);
  for (const std::string& name : {std::string(), std::string(201, 'x'), std::string("a\tb"), std::string("a\x7f"),
                                  std::string("\xc3"), std::string("\xed\xa0\x80"), std::string("\xc0\xaf"),
                                  std::string("\xf4\x90\x80\x80"), std::string("\xe0\x80\x80")}) {
    CHECK(IsRefused(board, [&](Board& row) { row.name = name; }));
  }
  for (const std::string& name :
       {std::string(200, 'x'), std::string("\xf0\x9f\x8c\xb3"), std::string("\xe2\x82\xac")}) {
    CHECK_FALSE(IsRefused(board, [&](Board& row) { row.name = name; }));
  }
  CHECK(IsRefused(board, [](Board& row) { row.number = "4123"; }));
  CHECK(IsRefused(board, [](Board& row) { row.number = "4123x"; }));
  const auto& school = std::get<School>(all[1]);
  CHECK(IsRefused(school, [](School& row) { row.board.clear(); }));
  CHECK(IsRefused(school, [](School& row) { row.branches[0].code = "02BB00"; }));
  CHECK(IsRefused(school, [](School& row) { row.branches[0].code = "01AA0x"; }));
  CHECK(IsRefused(school, [](School& row) { row.branches[0].code = "01"; }));
  CHECK(IsRefused(school, [](School& row) { row.branches[0].address.town = std::string(201, 'x'); }));
  CHECK(IsRefused(school, [](School& row) { row.branches[0].website = "a\nb"; }));
  CHECK(IsRefused(school, [](School& row) { row.branches.resize(201, row.branches[0]); }));
  CHECK(IsRefused(std::get<Supplier>(all[2]), [](Supplier& row) { row.products[1].clear(); }));
  CHECK(IsRefused(std::get<SupplierCertificate>(all[3]), [](auto& row) { row.fingerprint[3] = 'A'; }));
  const auto& ap = std::get<AccessPoint>(all[4]);
  for (const char* url : {"", "http://a.example/oso", "https://a.example", "https:///oso", "https://u@a.example/oso",
                          "https://a.example/oso?x=1", "https://a.example/oso#x", "https://a.example/o so"}) {
    CHECK(IsRefused(ap, [&](AccessPoint& row) { row.url = url; }));
  }
  CHECK(IsRefused(ap, [](AccessPoint& row) { row.url = "https://a.example/" + std::string(500, 'x'); }));
  CHECK(IsRefused(ap, [](AccessPoint& row) { row.notification_url = "ftp://a.example/oso"; }));
  CHECK_FALSE(IsRefused(ap, [](AccessPoint& row) { row.url = "", row.state = AccessPointState::kAnnounced; }));
  CHECK(IsRefused(std::get<Agreement>(all[5]), [](Agreement& row) { row.signed_by.clear(); }));
  CHECK(IsRefused(std::get<Mandate>(all[6]), [](Mandate& row) { row.until = row.from.PlusSeconds(-1); }));
  CHECK(IsRefused(std::get<Qualification>(all[7]), [](auto& row) { row.until = row.from.PlusSeconds(-1); }));
  CHECK(IsRefused(std::get<RegistrationKey>(all[8]), [](RegistrationKey& row) { row.digest.clear(); }));
}

TEST_CASE("entries are found by kind and key; access points of a school by index") {
  auto entries = OneOfEach();
  for (const std::uint16_t index : {std::uint16_t{9}, std::uint16_t{0}, std::uint16_t{9999}}) {
    entries.emplace_back(AccessPoint{.id = {kOak, index}, .supplier = kSouth});
  }
  entries.emplace_back(AccessPoint{.id = {Brin::Parse("01AB").value(), 1}, .supplier = kSouth});
  const auto registry = RegisterOf(entries);
  CHECK(registry->version() == 13);
  CHECK(registry->FindBoard("41234")->name == "Stichting \"Noord\" é");
  CHECK(registry->FindBoard("4123") == nullptr);
  CHECK(registry->FindSchool(kOak)->branches.size() == 2);
  CHECK(registry->FindSupplier(kSouth) == nullptr);
  CHECK(registry->FindCertificate(std::string(64, 'a'))->withdrawn);
  CHECK(registry->FindRegistrationKey({kOak, 10}) != nullptr);
  CHECK(registry->FindRegistrationKey({kOak, 1}) == nullptr);
  std::vector<std::uint16_t> indexes;
  for (const AccessPoint* ap : registry->AccessPointsOf(kOak)) indexes.push_back(ap->id.index);
  CHECK(indexes == std::vector<std::uint16_t>{0, 9, 10, 9999});
  CHECK(registry->All<AccessPoint>().size() == 5);
  for (const RegisterEntry& entry : entries) CHECK(*registry->FindLike(entry) == entry);
  CHECK(registry->FindLike(Board{.number = "00000", .name = {}}) == nullptr);
  std::size_t count = 0;
  registry->ForEach([&](const RegisterEntry&) { ++count; });
  CHECK(count == entries.size());
}

TEST_CASE("a mandate, agreement or qualification holds from its beginning until just before its end") {
  const auto registry = RegisterOf(OneOfEach());
  const School& school = *registry->FindSchool(kOak);
  using enum Purpose;
  const auto mandate = [&](Instant at) { return registry->HasMandate(kNorth, school, kInclusiveEducation, at); };
  CHECK_FALSE(mandate(kNow.PlusSeconds(-1)));
  CHECK(mandate(kNow));
  CHECK_FALSE(mandate(kNow.PlusSeconds(1)));
  CHECK_FALSE(registry->HasMandate(kNorth, school, kTransfer, kNow));
  CHECK_FALSE(registry->HasMandate(kSouth, school, kInclusiveEducation, kNow));
  School moved = school;
  moved.board = "55555";
  CHECK_FALSE(registry->HasMandate(kNorth, moved, kInclusiveEducation, kNow));
  CHECK(registry->HasAgreement("41234", kInclusiveEducation, kNow));
  CHECK_FALSE(registry->HasAgreement("41234", kTransfer, kNow.PlusSeconds(5)));
  CHECK_FALSE(registry->HasAgreement("55555", kTransfer, kNow));
  CHECK(registry->IsQualified(kNorth, Role::kTarget, dossier::Profile::kVoswv, kNow));
  CHECK_FALSE(registry->IsQualified(kNorth, Role::kSource, dossier::Profile::kVoswv, kNow));
  CHECK_FALSE(registry->IsQualified(kNorth, Role::kTarget, dossier::Profile::kPoswv, kNow));
  CHECK_FALSE(registry->IsQualified(kNorth, Role::kTarget, dossier::Profile::kVoswv, kNow.PlusSeconds(1)));
}

TEST_CASE("a change leaves the register of before as it was") {
  const auto before = RegisterOf(OneOfEach());
  const auto after = before->With(
      std::vector<RegisterEntry>{Board{.number = "41234", .name = "Anders"}, Board{.number = "55555", .name = "Erbij"}},
      20);
  CHECK(before->FindBoard("41234")->name == "Stichting \"Noord\" é");
  CHECK(before->FindBoard("55555") == nullptr);
  CHECK(before->version() == 9);
  CHECK(after->FindBoard("41234")->name == "Anders");
  CHECK(after->version() == 20);
  CHECK(after->FindSchool(kOak) == before->FindSchool(kOak));  // shared
}

TEST_CASE("of several entries with one key the last counts, in one change and over changes; all stand by key") {
  const auto board = [](std::string number, std::string name) {
    return Board{.number = std::move(number), .name = std::move(name)};
  };
  auto registry = Register().With(
      {board("30000", "first"), board("10000", "a"), board("30000", "second"), Supplier{.oin = kNorth, .name = "N"}},
      4);
  registry = registry->With({board("20000", "b"), board("10000", "c"), board("40000", "d"), board("10000", "e")}, 8);
  std::vector<std::string> all;
  for (const Board* one : registry->All<Board>()) all.push_back(one->number + " " + one->name);
  CHECK(all == std::vector<std::string>{"10000 e", "20000 b", "30000 second", "40000 d"});
  CHECK(registry->FindBoard("30000")->name == "second");
  CHECK(registry->FindBoard("35000") == nullptr);
  CHECK(registry->FindBoard("50000") == nullptr);
  CHECK(registry->FindSupplier(kNorth)->name == "N");
}

TEST_CASE("the document has what others may know, and is read back the same") {
  auto entries = OneOfEach();
  for (const auto& [index, state] : {std::pair{std::uint16_t{1}, AccessPointState::kActive},
                                     std::pair{std::uint16_t{2}, AccessPointState::kQualified},
                                     std::pair{std::uint16_t{3}, AccessPointState::kLeft}}) {
    entries.emplace_back(
        AccessPoint{.id = {kOak, index}, .supplier = kNorth, .url = "https://a.example/oso", .state = state});
  }
  const auto registry = RegisterOf(entries);
  const std::string text = WriteRegisterDocument(*registry, kNow);
  CHECK(text.find("bestuurder") == std::string::npos);
  CHECK(text.find("digest") == std::string::npos);
  const auto document = ReadRegisterDocument(text);
  REQUIRE(document.ok());
  CHECK(document->made_at == kNow);
  CHECK(document->registry->version() == registry->version());
  CHECK(document->registry->FindSchool(kOak)->ended == registry->FindSchool(kOak)->ended);
  CHECK(document->registry->AccessPointsOf(kOak).size() == 2);
  CHECK(document->registry->FindAgreement("41234") == nullptr);
  CHECK(document->registry->FindRegistrationKey({kOak, 10}) == nullptr);
  CHECK(WriteRegisterDocument(*document->registry, kNow) == text);
  const std::string empty = WriteRegisterDocument(Register(), kNow);
  CHECK(empty == R"({"version":0,"madeAt":"2017-01-01T00:00:00.000000Z","entries":{}})");
  CHECK(ReadRegisterDocument(empty).ok());
}

TEST_CASE("a document that is not one is refused, each flaw by name") {
  const std::string head = R"({"version":1,"madeAt":"2017-01-01T00:00:00Z","entries":)";
  const std::string board = R"({"number":"41234","name":"Noord"})";
  const auto why = [](const std::string& text, DocumentLimits limits = {}) {
    const auto document = ReadRegisterDocument(text, limits);
    return document.ok() ? "read" : document.error().detail;
  };
  CHECK(why(head + R"({"board":[)" + board + R"(],"later":[7]}})") == "read");
  CHECK(why(head + R"({"registration-key":[7],"agreement":7}})") == "read");
  CHECK(why("") == "register document: not JSON");
  CHECK(why(head + "{}} ") == "read");
  CHECK(why(head + "{}}x") == "register document: not JSON");
  CHECK(why(std::string(100'000, '[')) == "register document: not JSON");
  CHECK(why("[]") == "register document: not an object");
  CHECK(why(R"({"version":-1,"madeAt":"2017-01-01T00:00:00Z","entries":{}})").find("version") != std::string::npos);
  CHECK(why(R"({"version":"1","madeAt":"2017-01-01T00:00:00Z","entries":{}})").find("version") != std::string::npos);
  CHECK(why(R"({"version":1,"entries":{}})").find("madeAt") != std::string::npos);
  CHECK(why(R"({"version":1,"madeAt":"yesterday","entries":{}})") != "read");
  CHECK(why(head + "[]}").find("entries") != std::string::npos);
  CHECK(why(head + R"({"board":{}}})").find("not a list") != std::string::npos);
  CHECK(why(head + R"({"board":[1]}})").find("not an object") != std::string::npos);
  CHECK(why(head + R"({"board":[{"number":"41234"}]}})") != "");
  CHECK(why(head + R"({"board":[{"number":"4","name":"x"}]}})") == "a board number is 5 digits");
  CHECK(why(head + R"({"board":[)" + board + "," + board + "]}}").find("twice") != std::string::npos);
  CHECK(why(head + R"({"access-point":[{"id":"01AA/1","purpose":"OV","sector":"PO","supplier":"00000099000000000001",)"
                   R"("state":"left"}]}})")
            .find("does not take part") != std::string::npos);
  const std::string two = head + R"({"board":[)" + board + R"(,{"number":"41235","name":"Zuid"}]}})";
  CHECK(why(two, {.bytes = two.size(), .entries = 2}) == "read");
  CHECK(why(two, {.bytes = two.size() - 1}) == "register document: too large");
  CHECK(why(two, {.entries = 1}) == "register document: too many entries");
}

// A country: schools with two branches and one access point each, and a mandate for it.
std::vector<RegisterEntry> Country(int schools) {
  std::vector<RegisterEntry> entries;
  for (int i = 0; i < schools; ++i) {
    const int number = i / 676;
    const int letters = i % 676;
    std::string text = std::to_string(number / 10) + std::to_string(number % 10);
    text += static_cast<char>('A' + letters / 26);
    text += static_cast<char>('A' + letters % 26);
    const Brin brin = Brin::Parse(text).value();
    const std::string board = std::to_string(40000 + i / 6);
    if (i % 6 == 0) entries.emplace_back(Board{.number = board, .name = "Stichting " + board});
    School school{.brin = brin, .name = "School " + text, .board = board};
    for (const char* code : {"00", "01"}) {
      school.branches.push_back({.code = text + code,
                                 .name = "School " + text,
                                 .address = {"Dorpsstraat", "1", "1234 AB", "Nieuwstad", "Nieuwstad", "Utrecht"},
                                 .denomination = "Openbaar",
                                 .phone = "030-0000000",
                                 .website = "www.school.example"});
    }
    entries.emplace_back(std::move(school));
    entries.emplace_back(AccessPoint{.id = {brin, 0},
                                     .supplier = kNorth,
                                     .url = "https://noord.example/oso/" + text,
                                     .state = AccessPointState::kActive});
    entries.emplace_back(Mandate{.board = board, .supplier = kNorth, .school = brin, .from = kNow});
  }
  return entries;
}

double ResidentMegabytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t pages = 0;
  file >> pages >> pages;
  return static_cast<double>(pages) * 4096 / 1e6;
}

TEST_CASE("a register of 10 000 schools is kept, changed and written in moments") {
  const auto began = [] { return std::chrono::steady_clock::now(); };
  const auto ms = [](auto since) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - since).count();
  };
  const auto entries = Country(10'000);
  std::vector<std::pair<std::string, std::string>> rows;
  for (const RegisterEntry& entry : entries) {
    rows.emplace_back(KindOf(entry), boost::json::serialize(ToJson(entry)));
  }
  const double before = ResidentMegabytes();
  auto since = began();
  std::vector<RegisterEntry> read;
  for (const auto& [kind, json] : rows) {
    read.push_back(EntryFromJson(kind, boost::json::parse(json).as_object()).value());
  }
  const auto registry = RegisterOf(read);
  const double load = ms(since);
  read = {};
  const double memory = ResidentMegabytes() - before;
  since = began();
  auto changed = registry;
  constexpr int kChanges = 20;
  for (int i = 0; i < kChanges; ++i) {
    changed = changed->With(std::vector<RegisterEntry>{AccessPoint{.id = {kOak, 1}, .supplier = kNorth}}, 50'000 + i);
  }
  const double with = ms(since) / kChanges;
  since = began();
  const std::string text = WriteRegisterDocument(*registry, kNow);
  const double write = ms(since);
  since = began();
  const auto document = ReadRegisterDocument(text);
  const double reading = ms(since);
  REQUIRE(document.ok());
  CHECK(document->registry->All<School>().size() == 10'000);
  CHECK(WriteRegisterDocument(*document->registry, kNow) == text);
  MESSAGE("load from JSON " << load << " ms, +" << memory << " MB; With " << with << " ms; document of "
                            << static_cast<double>(text.size()) / 1e6 << " MB: write " << write << " ms, read "
                            << reading << " ms");
  CHECK(load < 60'000);  // an order of magnitude, with sanitizers on a busy machine
  CHECK(with < 2'000);
}

}  // namespace
}  // namespace oso::exchange
