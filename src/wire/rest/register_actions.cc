// What may be read: the register, its history, the log, statistics, and what this interface itself is.
#include <algorithm>
#include <boost/json.hpp>

#include "wire/rest/answers.h"
#include "wire/rest/center_api.h"
#include "wire/rest/center_messages.h"
#include "wire/rest/tile_path.h"

namespace oso::wire::rest {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxWords = 100;

Task<Outcome> Schools(RegisterService& service, const Call& call) {
  Invalid invalid;
  SchoolWish wish;
  wish.words = QueryText(call, "q", kMaxWords, invalid);
  wish.sector = QueryParameter<exchange::Sector>(call, "sector", exchange::ParseSector, invalid);
  wish.purpose = QueryParameter<exchange::Purpose>(call, "purpose", exchange::ParsePurpose, invalid);
  wish.connected = QueryParameter<bool>(call, "connected", ParseFlag, invalid);
  const PageWish page = QueryPage(call, invalid);
  if (!invalid.empty()) co_return Problem::Invalid(std::move(invalid));
  const auto found = co_await service.ListSchools(call.context, std::move(wish), page);
  if (!found.ok()) co_return Problem::Of(found.error());
  json::array items;
  for (const SchoolEntry& school : found->items) items.push_back(WriteSchool(school));
  co_return ListAnswer(call, "schools", std::move(items), page, found->total);
}

Task<Outcome> School(RegisterService& service, const Call& call) {
  Invalid invalid;
  const Brin brin = PathParameter<Brin>(call, "brin", Brin::Parse, invalid);
  if (!invalid.empty()) co_return Problem::Invalid(std::move(invalid));
  const auto found = co_await service.FindSchool(call.context, brin);
  if (!found.ok()) co_return Problem::Of(found.error());
  co_return JsonAnswer(WriteSchool(*found));
}

Task<Outcome> AccessPoint(RegisterService& service, const Call& call) {
  Invalid invalid;
  const AccessPointId id = PathAccessPoint(call, invalid);
  if (!invalid.empty()) co_return Problem::Invalid(std::move(invalid));
  const auto found = co_await service.FindAccessPoint(call.context, id);
  if (!found.ok()) co_return Problem::Of(found.error());
  co_return JsonAnswer(WriteAccessPoint(*found));
}

Task<Outcome> Session(RegisterService& service, const Call& call) {
  Invalid invalid;
  const SessionId id = PathParameter<SessionId>(call, "sessionId", SessionId::Parse, invalid);
  if (!invalid.empty()) co_return Problem::Invalid(std::move(invalid));
  const auto found = co_await service.FindSession(call.context, id);
  if (!found.ok()) co_return Problem::Of(found.error());
  co_return JsonAnswer(WriteSession(*found));
}

template <class T>
using Lister = Task<Result<Listed<T>>> (RegisterService::*)(const CallContext&, std::string, PageWish);

template <class T>
Task<Outcome> ListByWords(RegisterService& service, const Call& call, Lister<T> list, std::string_view name,
                          json::object (*write)(const T&)) {
  Invalid invalid;
  std::string words = QueryText(call, "q", kMaxWords, invalid);
  const PageWish page = QueryPage(call, invalid);
  if (!invalid.empty()) co_return Problem::Invalid(std::move(invalid));
  const auto found = co_await (service.*list)(call.context, std::move(words), page);
  if (!found.ok()) co_return Problem::Of(found.error());
  json::array items;
  for (const T& one : found->items) items.push_back(write(one));
  co_return ListAnswer(call, name, std::move(items), page, found->total);
}

Task<Outcome> Boards(RegisterService& service, const Call& call) {
  return ListByWords<exchange::Board>(service, call, &RegisterService::ListBoards, "boards", WriteBoard);
}

Task<Outcome> Suppliers(RegisterService& service, const Call& call) {
  return ListByWords<exchange::Supplier>(service, call, &RegisterService::ListSuppliers, "suppliers", WriteSupplier);
}

// An entry of the register, as the path names it.
struct Named {
  std::string_view kind;
  std::string (*key)(const Call& call, Invalid& invalid);
};

std::string BoardKey(const Call& call, Invalid&) { return *Find(call.parameters, "board"); }
std::string SchoolKey(const Call& call, Invalid& invalid) {
  return std::string(PathParameter<Brin>(call, "brin", Brin::Parse, invalid).text());
}
std::string SupplierKey(const Call& call, Invalid& invalid) {
  return std::string(PathParameter<Oin>(call, "supplier", Oin::Parse, invalid).text());
}
std::string AccessPointKey(const Call& call, Invalid& invalid) {
  exchange::AccessPoint ap;
  ap.id = PathAccessPoint(call, invalid);
  return exchange::KeyOf(ap);
}
std::string MandateKey(const Call& call, Invalid& invalid) {
  exchange::Mandate mandate;
  mandate.board = *Find(call.parameters, "board");
  mandate.supplier = PathParameter<Oin>(call, "supplier", Oin::Parse, invalid);
  mandate.school = PathParameter<Brin>(call, "brin", Brin::Parse, invalid);
  mandate.purpose = PathParameter<exchange::Purpose>(call, "purpose", exchange::ParsePurpose, invalid);
  return exchange::KeyOf(mandate);
}

Task<Outcome> History(RegisterService& service, const Call& call, Named named) {
  Invalid invalid;
  std::string key = named.key(call, invalid);
  const PageWish page = QueryPage(call, invalid);
  if (!invalid.empty()) co_return Problem::Invalid(std::move(invalid));
  const auto found = co_await service.History(call.context, std::string(named.kind), std::move(key), page);
  if (!found.ok()) co_return Problem::Of(found.error());
  json::array items;
  for (const exchange::RegisterChange& change : found->items) items.push_back(WriteHistory(change));
  co_return ListAnswer(call, "history", std::move(items), page, found->total);
}

using Reader = Task<Result<Bytestream>> (RegisterService::*)(const CallContext&);

Task<Outcome> Bytes(RegisterService& service, const Call& call, Reader read) {
  Result<Bytestream> bytes = co_await (service.*read)(call.context);
  if (!bytes.ok()) co_return Problem::Of(bytes.error());
  co_return BytesAnswer(std::move(bytes).value());
}

using FileReader = Task<Result<Bytestream>> (RegisterService::*)(const CallContext&, std::string);

// A file of the log, at a path of the form that `is_path` says.
Task<Outcome> LogFile(RegisterService& service, const Call& call, bool (*is_path)(std::string_view), FileReader read) {
  const std::string& path = *Find(call.parameters, "path");
  if (!is_path(path)) co_return Problem::Of(Fail(ErrorCode::kNotFound, "not the path of a file of the log"));
  Result<Bytestream> bytes = co_await (service.*read)(call.context, path);
  if (!bytes.ok()) co_return Problem::Of(bytes.error());
  co_return BytesAnswer(std::move(bytes).value());
}

Task<Outcome> Tile(RegisterService& service, const Call& call) {
  return LogFile(service, call, IsTilePath, &RegisterService::Tile);
}

Task<Outcome> Entries(RegisterService& service, const Call& call) {
  return LogFile(service, call, IsBundlePath, &RegisterService::Entries);
}

Task<Outcome> Receipt(RegisterService& service, const Call& call) {
  Invalid invalid;
  const SessionId session = PathParameter<SessionId>(call, "sessionId", SessionId::Parse, invalid);
  if (!invalid.empty()) co_return Problem::Invalid(std::move(invalid));
  Result<Bytestream> bytes = co_await service.Receipt(call.context, session);
  if (!bytes.ok()) co_return Problem::Of(bytes.error());
  co_return BytesAnswer(std::move(bytes).value());
}

// What is told of statistics at once: a year, and unless it is said otherwise a month until today.
constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::int64_t kMostDays = 366;
constexpr std::int64_t kUsualDays = 31;
constexpr std::size_t kDayLength = 10;

// "2026-03-01" of a year that has such a day.
std::optional<Instant> ParseDay(std::string_view text) {
  if (text.size() != kDayLength) return std::nullopt;
  const Result<Instant> start = ParseDateTime(std::string(text) + "T00:00:00Z");
  return start.ok() ? std::optional(*start) : std::nullopt;
}

std::string DayOf(Instant at) { return ToIso8601(at).substr(0, kDayLength); }

std::optional<std::string> ParseGrouping(std::string_view text) {
  constexpr std::array kKnown = std::to_array<std::string_view>({"day", "result", "province", "supplier"});
  const bool is_known = std::ranges::find(kKnown, text) != kKnown.end();
  return is_known ? std::optional(std::string(text)) : std::nullopt;
}

Task<Outcome> Statistics(RegisterService& service, const Call& call) {
  Invalid invalid;
  StatisticsWish wish;
  const std::optional<Instant> from = QueryParameter<Instant>(call, "from", ParseDay, invalid);
  const Instant to = QueryParameter<Instant>(call, "to", ParseDay, invalid).value_or(call.context.started);
  const Instant first = from.value_or(std::max(Instant{}, to.PlusSeconds(-(kUsualDays - 1) * kDaySeconds)));
  wish.from = DayOf(first);
  wish.to = DayOf(to);
  wish.by = QueryParameter<std::string>(call, "by", ParseGrouping, invalid).value_or(wish.by);
  const bool too_long = first.PlusSeconds(kMostDays * kDaySeconds) <= to;
  if (wish.to < wish.from || too_long) invalid.push_back({"query", from ? "from" : "to", "invalid"});
  if (!invalid.empty()) co_return Problem::Invalid(std::move(invalid));
  wish.format = call.media == "text/csv" ? StatisticsFormat::kCsv : StatisticsFormat::kJson;
  Result<Bytestream> bytes = co_await service.Statistics(call.context, std::move(wish));
  if (!bytes.ok()) co_return Problem::Of(bytes.error());
  co_return BytesAnswer(std::move(bytes).value());
}

// Whether writing is possible; that this is answered says that reading is.
Task<Outcome> Health(RegisterService& service, const Call& call) {
  const Result<bool> writable = co_await service.IsWritable(call.context);
  if (!writable.ok()) co_return Problem::Of(writable.error());
  co_return JsonAnswer({{"status", *writable ? "pass" : "warn"}, {"writable", *writable}, {"version", kApiVersion}});
}

Task<Outcome> ExplainProblem(RegisterService&, const Call& call) {
  const ProblemInfo* info = FindProblem(*Find(call.parameters, "code"));
  if (info == nullptr) co_return Problem::Of(Fail(ErrorCode::kNotFound, "no such problem"));
  co_return Answer{.body = ProblemText({.code = info->code}, call.language, "")};
}

}  // namespace

Actions RegisterActions(RegisterService& service) {
  const auto on = [&service](Task<Outcome> (*read)(RegisterService&, const Call&)) -> Action {
    return [&service, read](const Call& call) { return read(service, call); };
  };
  const auto bytes = [&service](Reader read) -> Action {
    return [&service, read](const Call& call) { return Bytes(service, call, read); };
  };
  const auto history = [&service](Named named) -> Action {
    return [&service, named](const Call& call) { return History(service, call, named); };
  };
  return {{"listSchools", on(Schools)},
          {"readSchool", on(School)},
          {"readAccessPoint", on(AccessPoint)},
          {"readSession", on(Session)},
          {"listBoards", on(Boards)},
          {"listSuppliers", on(Suppliers)},
          {"readRegister", bytes(&RegisterService::RegisterDocument)},
          {"readKeys", bytes(&RegisterService::Keys)},
          {"readStatistics", on(Statistics)},
          {"readCheckpoint", bytes(&RegisterService::Checkpoint)},
          {"readTile", on(Tile)},
          {"readEntries", on(Entries)},
          {"readReceipt", on(Receipt)},
          {"readOpenApi", bytes(&RegisterService::OpenApi)},
          {"readHealth", on(Health)},
          {"readProblem", on(ExplainProblem)},
          {"readBoardHistory", history({"board", BoardKey})},
          {"readAgreementHistory", history({"agreement", BoardKey})},
          {"readSchoolHistory", history({"school", SchoolKey})},
          {"readAccessPointHistory", history({"access-point", AccessPointKey})},
          {"readMandateHistory", history({"mandate", MandateKey})},
          {"readSupplierHistory", history({"supplier", SupplierKey})}};
}

}  // namespace oso::wire::rest
