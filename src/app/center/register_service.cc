#include "app/center/register_service.h"

#include <algorithm>
#include <boost/json.hpp>

#include "audit/stored_log.h"

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

wire::SchoolEntry Describe(const Register& registry, const Participant& participant) {
  const exchange::Board* board = registry.FindBoard(participant.school->board);
  return {.school = *participant.school,
          .board_name = board == nullptr ? "" : board->name,
          .connected = participant.is_connected};
}

bool Fits(const wire::SchoolWish& wish, const Participant& one) {
  return (!wish.sector || *wish.sector == one.school->sector) &&
         (!wish.purpose || one.has_purpose.at(static_cast<std::size_t>(*wish.purpose))) &&
         (!wish.connected || *wish.connected == one.is_connected);
}

// Those that fit: all by BRIN, or those that are found by the words, the best first.
std::vector<const Participant*> FindSchools(const Published& published, const wire::SchoolWish& wish) {
  std::vector<const Participant*> found;
  const auto take = [&](const Participant& one) {
    if (Fits(wish, one)) found.push_back(&one);
  };
  if (wish.words.empty()) {
    std::ranges::for_each(published.schools, take);
    return found;
  }
  const auto brin_of = [](const Participant& one) { return one.school->brin; };
  for (const Brin& brin : published.search.Search(wish.words, kMostFound)) {
    take(*std::ranges::lower_bound(published.schools, brin, {}, brin_of));
  }
  return found;
}

template <class T>
wire::Listed<T> Page(const std::vector<const T*>& all, wire::PageWish page) {
  return Cut<T>(all, page, [](const T* one) { return *one; });
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

RegisterService::RegisterService(CenterParts& parts, const CenterKeys& keys, Publication& publication)
    : parts_(parts),
      key_set_(std::make_shared<const std::string>(exchange::WriteKeySet(keys.published))),
      publication_(publication) {}

Task<Result<wire::Listed<wire::SchoolEntry>>> RegisterService::ListSchools(const CallContext&, wire::SchoolWish wish,
                                                                           wire::PageWish page) {
  const std::shared_ptr<const Published> published = publication_.Now();
  co_return Cut<wire::SchoolEntry>(FindSchools(*published, wish), page,
                                   [&](const Participant* one) { return Describe(*published->registry, *one); });
}

Task<Result<wire::SchoolEntry>> RegisterService::FindSchool(const CallContext&, Brin brin) {
  const std::shared_ptr<const Register> registry = parts_.registry.Now();
  const School* school = registry->FindSchool(brin);
  if (school == nullptr) co_return Fail(ErrorCode::kNotFound, "no such school");
  wire::SchoolEntry entry = Describe(*registry, ParticipantOf(*registry, *school));
  for (const AccessPoint* ap : registry->AccessPointsOf(brin)) {
    if (ap->state != AccessPointState::kLeft) entry.access_points.push_back(*ap);
  }
  co_return entry;
}

Task<Result<AccessPoint>> RegisterService::FindAccessPoint(const CallContext&, AccessPointId id) {
  const std::shared_ptr<const Register> registry = parts_.registry.Now();
  const AccessPoint* found = registry->FindAccessPoint(id);
  if (found == nullptr || found->state == AccessPointState::kLeft) {
    co_return Fail(ErrorCode::kNotFound, "no such access point");
  }
  co_return *found;
}

Task<Result<wire::Listed<exchange::Board>>> RegisterService::ListBoards(const CallContext&, std::string words,
                                                                        wire::PageWish page) {
  const std::shared_ptr<const Published> published = publication_.Now();
  co_return Page(published->boards.Find(words), page);
}

Task<Result<wire::Listed<exchange::Supplier>>> RegisterService::ListSuppliers(const CallContext&, std::string words,
                                                                              wire::PageWish page) {
  const std::shared_ptr<const Published> published = publication_.Now();
  co_return Page(published->suppliers.Find(words), page);
}

Task<Result<wire::Listed<exchange::RegisterChange>>> RegisterService::History(const CallContext&, std::string kind,
                                                                              std::string key, wire::PageWish page) {
  CO_ASSIGN_OR_RETURN(const auto changes, co_await parts_.registry.History(std::move(kind), std::move(key)));
  if (changes.empty()) co_return Fail(ErrorCode::kNotFound, "not in the register");
  co_return Cut<exchange::RegisterChange>(changes, page, std::identity());
}

Task<Result<Bytestream>> RegisterService::RegisterDocument(const CallContext&) {
  const std::shared_ptr<const Published> published = publication_.Now();
  co_return Bytestream{.bytes = nullptr,
                       .media_type = "application/jose",
                       .version = publication_.VersionOf(*published),
                       .make = [this, published] { return publication_.DocumentOf(published); }};
}

Task<Result<Bytestream>> RegisterService::Keys(const CallContext&) {
  co_return Bytestream{.bytes = key_set_, .media_type = "application/jwk-set+json", .fresh_seconds = kForAnHour};
}

Task<Result<Bytestream>> RegisterService::Statistics(const CallContext&, wire::StatisticsWish wish) {
  const std::string dimension = wish.by == "day" ? "total" : wish.by;
  CO_ASSIGN_OR_RETURN(std::vector<center::Count> counts,
                      co_await parts_.statistics.Between(wish.from, wish.to, dimension));
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
  audit::StoredLog log(parts_.log);
  // A full tile never changes again, and a partial one is asked for by its width.
  co_return FromLog(co_await log.Read("tile/" + path), "application/octet-stream", kForAMinute);
}

// They name accounts, schools and moments: for operators alone, and kept by no cache.
Task<Result<Bytestream>> RegisterService::Entries(const CallContext&, std::string path) {
  audit::StoredLog log(parts_.log);
  co_return FromLog(co_await log.Read("tile/entries/" + path), "application/octet-stream", 0);
}

Task<Result<center::Session>> RegisterService::OwnSession(const CallContext& context, SessionId session) {
  CO_ASSIGN_OR_RETURN(const auto found, co_await parts_.sessions.Find(session));
  const Oin& caller = context.caller.supplier;
  const bool is_source =
      found && std::ranges::any_of(parts_.registry.Now()->AccessPointsOf(found->source), [&](const AccessPoint* ap) {
        return ap->supplier == caller && ap->state != AccessPointState::kAnnounced &&
               ap->state != AccessPointState::kLeft;
      });
  if (!found || (found->target_supplier != caller && !is_source)) {
    co_return Fail(ErrorCode::kNotFound, "no such session of this system");
  }
  co_return *found;
}

Task<Result<wire::KeptSession>> RegisterService::FindSession(const CallContext& context, SessionId session) {
  CO_ASSIGN_OR_RETURN(const center::Session found, co_await OwnSession(context, session));
  wire::KeptSession kept{.id = found.id,
                         .source = found.source,
                         .source_index = found.source_index,
                         .target = found.target,
                         .kind = found.kind,
                         .opened_at = found.opened_at,
                         .expires_at = found.expires_at};
  if (found.closing) kept.closing = {found.closing->result, found.closing->source, found.closing->at};
  co_return kept;
}

Task<Result<Bytestream>> RegisterService::Receipt(const CallContext& context, SessionId session) {
  CO_ASSIGN_OR_RETURN(const center::Session found, co_await OwnSession(context, session));
  const std::int64_t position = found.closing ? found.closing->log_position : found.log_position;
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
