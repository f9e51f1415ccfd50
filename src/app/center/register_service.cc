#include "app/center/register_service.h"

#include <algorithm>
#include <boost/json.hpp>

#include "audit/stored_log.h"
#include "schoollist/fold.h"

namespace oso::app {
namespace {

using exchange::AccessPoint;
using exchange::AccessPointState;
using exchange::Register;
using exchange::School;
using wire::Bytestream;
using wire::CallContext;

constexpr std::size_t kMostFound = 1000;
constexpr int kForAnHour = 3600;
constexpr int kForAMinute = 60;

Bytestream Give(std::string bytes, std::string media_type, int fresh_seconds = 0) {
  return {.bytes = std::make_shared<const std::string>(std::move(bytes)),
          .media_type = std::move(media_type),
          .fresh_seconds = fresh_seconds};
}

// One page of what is there.
template <class T, class Item>
wire::Listed<T> Cut(const std::vector<Item>& all, wire::PageWish page, auto make) {
  wire::Listed<T> listed;
  listed.total = static_cast<std::int64_t>(all.size());
  const auto first = static_cast<std::size_t>(page.number - 1) * static_cast<std::size_t>(page.size);
  for (std::size_t i = first; i < all.size() && i < first + static_cast<std::size_t>(page.size); ++i) {
    listed.items.push_back(make(all[i]));
  }
  return listed;
}

bool HasWords(std::string_view name, const std::vector<std::string>& wanted) {
  const std::vector<std::string> words = schoollist::FoldedWords(name);
  return std::ranges::all_of(wanted, [&](const std::string& prefix) {
    return std::ranges::any_of(words, [&](const std::string& word) { return word.starts_with(prefix); });
  });
}

// Those whose name has every word.
template <class T>
wire::Listed<T> ListNamed(const Register& registry, std::string_view words, wire::PageWish page) {
  std::vector<const T*> all = registry.All<T>();
  const std::vector<std::string> wanted = schoollist::FoldedWords(words);
  std::erase_if(all, [&](const T* one) { return !HasWords(one->name, wanted); });
  return Cut<T>(all, page, [](const T* one) { return *one; });
}

bool IsConnected(const Register& registry, const Brin& brin) {
  return std::ranges::any_of(registry.AccessPointsOf(brin),
                             [](const AccessPoint* ap) { return ap->state == AccessPointState::kActive; });
}

bool HasPurpose(const Register& registry, const Brin& brin, exchange::Purpose purpose) {
  return std::ranges::any_of(registry.AccessPointsOf(brin), [purpose](const AccessPoint* ap) {
    return ap->purpose == purpose && ap->state != AccessPointState::kLeft;
  });
}

wire::SchoolEntry Describe(const Register& registry, const School& school) {
  const exchange::Board* board = registry.FindBoard(school.board);
  return {.school = school,
          .board_name = board == nullptr ? "" : board->name,
          .connected = IsConnected(registry, school.brin)};
}

// The days that are asked for, as far as there are any.
struct Days {
  std::string first, last;
};
Result<Days> DaysOf(const wire::StatisticsWish& wish) {
  const Days days{wish.from.empty() ? "0000-01-01" : wish.from, wish.to.empty() ? "9999-12-31" : wish.to};
  for (const std::string& day : {wish.from, wish.to}) {
    if (!day.empty() && !ParseDateTime(day + "T00:00:00Z").ok()) {
      return Fail(ErrorCode::kInvalidArgument, "a day is written as 2017-03-31");
    }
  }
  return days;
}

std::string AsJson(const std::vector<center::PublishedCount>& counts) {
  boost::json::array rows;
  for (const auto& [count, is_withheld] : counts) {
    boost::json::object row{{"day", count.day}, {"dimension", count.dimension}, {"value", count.value}};
    row["count"] = is_withheld ? boost::json::value(nullptr) : boost::json::value(count.count);
    rows.push_back(std::move(row));
  }
  return boost::json::serialize(boost::json::object{{"items", std::move(rows)}});
}

Result<Bytestream> FromLog(Result<Bytes> bytes, std::string media_type, int fresh_seconds) {
  if (!bytes.ok()) return std::move(bytes).error();
  return Give(std::string(AsText(*bytes)), std::move(media_type), fresh_seconds);
}

}  // namespace

RegisterService::RegisterService(CenterParts& parts, const CenterKeys& keys, const Publication& publication)
    : parts_(parts), key_set_(std::make_shared<const std::string>(KeySet(keys))), publication_(publication) {}

Task<Result<wire::Listed<wire::SchoolEntry>>> RegisterService::ListSchools(const CallContext&, wire::SchoolWish wish,
                                                                           wire::PageWish page) {
  const std::shared_ptr<const Published> published = publication_.Now();
  if (!published) co_return Fail(ErrorCode::kUnavailable, "the register is being read");
  const Register& registry = *published->registry;
  std::vector<const School*> found;
  if (wish.words.empty()) {
    found = registry.All<School>();
  } else {
    for (const Brin& brin : published->schools.Search(wish.words, kMostFound)) {
      found.push_back(registry.FindSchool(brin));
    }
  }
  std::erase_if(found, [&](const School* school) {
    return school->ended || (wish.sector && *wish.sector != school->sector) ||
           (wish.purpose && !HasPurpose(registry, school->brin, *wish.purpose)) ||
           (wish.connected && *wish.connected != IsConnected(registry, school->brin));
  });
  co_return Cut<wire::SchoolEntry>(found, page, [&](const School* school) { return Describe(registry, *school); });
}

Task<Result<wire::SchoolEntry>> RegisterService::FindSchool(const CallContext&, Brin brin) {
  const std::shared_ptr<const Register> registry = parts_.registry.Now();
  const School* school = registry->FindSchool(brin);
  if (school == nullptr) co_return Fail(ErrorCode::kNotFound, "no such school");
  wire::SchoolEntry entry = Describe(*registry, *school);
  for (const AccessPoint* ap : registry->AccessPointsOf(brin)) {
    if (ap->state != AccessPointState::kLeft) entry.access_points.push_back(*ap);
  }
  co_return entry;
}

Task<Result<wire::Listed<exchange::Board>>> RegisterService::ListBoards(const CallContext&, std::string words,
                                                                        wire::PageWish page) {
  co_return ListNamed<exchange::Board>(*parts_.registry.Now(), words, page);
}

Task<Result<wire::Listed<exchange::Supplier>>> RegisterService::ListSuppliers(const CallContext&, std::string words,
                                                                              wire::PageWish page) {
  co_return ListNamed<exchange::Supplier>(*parts_.registry.Now(), words, page);
}

Task<Result<wire::Listed<exchange::RegisterChange>>> RegisterService::History(const CallContext&, std::string kind,
                                                                              std::string key, wire::PageWish page) {
  CO_ASSIGN_OR_RETURN(const auto changes, co_await parts_.registry.History(std::move(kind), std::move(key)));
  if (changes.empty()) co_return Fail(ErrorCode::kNotFound, "not in the register");
  co_return Cut<exchange::RegisterChange>(changes, page, std::identity());
}

Task<Result<Bytestream>> RegisterService::RegisterDocument(const CallContext&) {
  const std::shared_ptr<const Published> published = publication_.Now();
  if (!published) co_return Fail(ErrorCode::kUnavailable, "the register is being read");
  co_return Bytestream{.bytes = published->document,
                       .media_type = "application/jose",
                       .version = std::to_string(published->registry->version())};
}

Task<Result<Bytestream>> RegisterService::Keys(const CallContext&) {
  co_return Bytestream{.bytes = key_set_, .media_type = "application/json", .fresh_seconds = kForAnHour};
}

Task<Result<Bytestream>> RegisterService::Statistics(const CallContext&, wire::StatisticsWish wish) {
  CO_ASSIGN_OR_RETURN(const Days days, DaysOf(wish));
  const std::string dimension = wish.by == "day" ? "total" : wish.by;
  CO_ASSIGN_OR_RETURN(std::vector<center::Count> counts,
                      co_await parts_.statistics.Between(days.first, days.last, dimension));
  const auto published = center::Publish(std::move(counts));
  const bool as_csv = wish.format == wire::StatisticsFormat::kCsv;
  co_return Give(as_csv ? center::ToCsv(published) : AsJson(published), as_csv ? "text/csv" : "application/json",
                 kForAnHour);
}

Task<Result<Bytestream>> RegisterService::Checkpoint(const CallContext&) {
  audit::StoredLog log(parts_.log);
  co_return FromLog(co_await log.Read("checkpoint"), "text/plain", 0);
}

Task<Result<Bytestream>> RegisterService::Tile(const CallContext&, std::string path) {
  // Entries name accounts, schools and moments: hashes are for anyone, entries for those they are about (receipts).
  if (path.starts_with("entries/")) co_return Fail(ErrorCode::kNotFound, "entries are not public");
  audit::StoredLog log(parts_.log);
  // A full tile never changes again, and a partial one is asked for by its width.
  co_return FromLog(co_await log.Read("tile/" + path), "application/octet-stream", kForAMinute);
}

Task<Result<Bytestream>> RegisterService::Receipt(const CallContext& context, SessionId session) {
  CO_ASSIGN_OR_RETURN(const auto found, co_await parts_.sessions.Find(session));
  const Oin& caller = context.caller.supplier;
  const bool is_source = found && std::ranges::any_of(parts_.registry.Now()->AccessPointsOf(found->source),
                                                      [&](const AccessPoint* ap) { return ap->supplier == caller; });
  if (!found || (found->target_supplier != caller && !is_source)) {
    co_return Fail(ErrorCode::kNotFound, "no such session of this system");
  }
  const std::int64_t position = found->closing ? found->closing->log_position : found->log_position;
  CO_ASSIGN_OR_RETURN(std::string receipt, co_await audit::ReceiptOf(parts_.log, static_cast<std::uint64_t>(position)));
  co_return Give(std::move(receipt), "text/plain");
}

Task<Result<Bytestream>> RegisterService::OpenApi(const CallContext&) {
  co_return Give(std::string(kOpenApi), "application/yaml", kForAnHour);
}

Task<Result<bool>> RegisterService::IsWritable(const CallContext&) {
  const Status written = co_await parts_.database->Write<void>([](store::sql::Connection&) -> Status { return {}; });
  co_return written.ok();
}

}  // namespace oso::app
