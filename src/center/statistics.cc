#include "center/statistics.h"

#include <algorithm>
#include <array>

namespace oso::center {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;
constexpr int kPage = 1000;

Instant StartOfDay(Instant at) {
  const std::int64_t micros = kDaySeconds * 1'000'000;
  return {at.micros - at.micros % micros};
}

std::string DayOf(Instant at) { return ToIso8601(at).substr(0, 10); }

std::string ProvinceOf(const exchange::Register& registry, const Brin& school) {
  const exchange::School* found = registry.FindSchool(school);
  if (found == nullptr || found->branches.empty() || found->branches.front().address.province.empty()) return "unknown";
  return found->branches.front().address.province;
}

std::string DurationOf(const Session& session) {
  const std::int64_t seconds = (session.closing->at.micros - session.opened_at.micros) / 1'000'000;
  for (const std::int64_t limit : {10, 60, 600, 3600}) {
    if (seconds <= limit) return std::to_string(limit);
  }
  return "more";
}

// Of one day: dimension and value -> how many.
using Tally = std::map<std::pair<std::string, std::string>, std::int64_t>;

void Add(Tally& tally, const Session& session, const exchange::Register& registry) {
  ++tally[{"total", ""}];
  ++tally[{"kind", std::string(dossier::WireName(session.kind))}];
  ++tally[{"province", ProvinceOf(registry, session.target.brin)}];
  ++tally[{"supplier", std::string(session.target_supplier.text())}];
  ++tally[{"result", session.closing ? std::string(exchange::WireName(session.closing->result)) : "open"}];
  if (session.closing) ++tally[{"seconds", DurationOf(session)}];
}

}  // namespace

Task<Status> CountSessions::Run(Instant first) {
  CO_ASSIGN_OR_RETURN(const auto last, co_await statistics_.LastDay());
  Instant day = StartOfDay(first);
  if (last) {
    CO_ASSIGN_OR_RETURN(const Instant counted, ParseDateTime(*last + "T00:00:00Z"));
    day = counted.PlusSeconds(kDaySeconds);
  }
  for (; day.PlusSeconds(kDaySeconds + kSettledSeconds) <= clock_.Now(); day = day.PlusSeconds(kDaySeconds)) {
    CO_ASSIGN_OR_RETURN(std::vector<Count> counts, co_await CountDay(day));
    const Status added = co_await statistics_.Add(std::move(counts));
    if (!added.ok() && added.error().code != ErrorCode::kAlreadyExists) co_return added;
  }
  co_return Status{};
}

Task<Result<std::vector<Count>>> CountSessions::CountDay(Instant day) {
  const std::shared_ptr<const exchange::Register> registry = registry_.Now();
  Tally tally{{{"total", ""}, 0}};  // a day without sessions is counted too
  std::optional<SessionId> after;
  while (true) {
    CO_ASSIGN_OR_RETURN(const std::vector<Session> page,
                        co_await sessions_.OpenedBetween(day, day.PlusSeconds(kDaySeconds), after, kPage));
    for (const Session& session : page) Add(tally, session, *registry);
    if (page.size() < kPage) break;
    after = page.back().id;
  }
  std::vector<Count> counts;
  counts.reserve(tally.size());
  for (const auto& [what, count] : tally) counts.push_back({DayOf(day), what.first, what.second, count});
  co_return counts;
}

std::vector<PublishedCount> Publish(std::vector<Count> counts) {
  std::map<std::pair<std::string, std::string>, std::vector<PublishedCount>> groups;  // of a day and a dimension
  for (Count& count : counts) {
    const auto group = std::pair(count.day, count.dimension);
    const bool is_small = count.count > 0 && count.count < kSmallestPublished;
    groups[group].push_back({std::move(count), is_small});
  }
  std::vector<PublishedCount> published;
  for (auto& [what, group] : groups) {
    std::ranges::sort(group, {}, [](const PublishedCount& one) { return one.count.count; });
    const auto withheld = std::ranges::count(group, true, &PublishedCount::is_withheld);
    // The next smallest that is more than nothing goes with a single one.
    const auto next =
        std::ranges::find_if(group, [](const PublishedCount& one) { return !one.is_withheld && one.count.count > 0; });
    if (withheld == 1 && next != group.end()) next->is_withheld = true;
    std::ranges::sort(group, {}, [](const PublishedCount& one) { return one.count.value; });
    for (PublishedCount& one : group) {
      if (one.is_withheld) one.count.count = 0;
      published.push_back(std::move(one));
    }
  }
  return published;
}

std::string ToCsv(const std::vector<PublishedCount>& counts) {
  std::string csv = "day,dimension,value,count\r\n";
  for (const auto& [count, is_withheld] : counts) {
    csv.append(count.day).append(",").append(count.dimension).append(",").append(count.value).append(",");
    if (!is_withheld) csv.append(std::to_string(count.count));
    csv.append("\r\n");
  }
  return csv;
}

}  // namespace oso::center
