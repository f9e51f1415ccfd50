#include "app/center/published.h"

#include <malloc.h>

#include <algorithm>

#include "center/school_list.h"
#include "exchange/signed_register.h"
#include "schoollist/fold.h"

namespace oso::app {
namespace {

std::vector<Participant> ParticipantsOf(const exchange::Register& registry) {
  std::vector<Participant> schools;
  for (const exchange::School* school : registry.All<exchange::School>()) {
    if (!school->ended) schools.push_back(ParticipantOf(registry, *school));
  }
  schools.shrink_to_fit();
  return schools;
}

constexpr std::int64_t kKeptSeconds = 60;

// Reading and making leave as much free memory behind as what is kept: the allocator would hold on to it until the next
// change of the register.
void ReturnFreeMemory() { malloc_trim(0); }

}  // namespace

Participant ParticipantOf(const exchange::Register& registry, const exchange::School& school) {
  Participant participant{.school = &school};
  for (const exchange::AccessPoint* ap : registry.AccessPointsOf(school.brin)) {
    if (ap->state == exchange::AccessPointState::kActive) participant.is_connected = true;
    if (ap->state == exchange::AccessPointState::kLeft) continue;
    participant.has_purpose.at(static_cast<std::size_t>(ap->purpose)) = true;
  }
  return participant;
}

template <class T>
NameIndex<T>::NameIndex(const exchange::Register& registry) {
  for (const T* one : registry.All<T>()) {
    Row row{one, {}};
    for (const std::string& word : schoollist::FoldedWords(one->name)) row.words.append(" ").append(word);
    rows_.push_back(std::move(row));
  }
}

template <class T>
std::vector<const T*> NameIndex<T>::Find(std::string_view text) const {
  std::vector<std::string> wanted = schoollist::FoldedWords(text);
  for (std::string& word : wanted) word.insert(0, " ");
  std::vector<const T*> found;
  for (const Row& row : rows_) {
    const auto has = [&](const std::string& word) { return row.words.find(word) != std::string::npos; };
    if (std::ranges::all_of(wanted, has)) found.push_back(row.one);
  }
  return found;
}

template class NameIndex<exchange::Board>;
template class NameIndex<exchange::Supplier>;

Published::Published(std::shared_ptr<const exchange::Register> register_now, Instant now)
    : registry(std::move(register_now)),
      at(now),
      search(center::SearchEntries(*registry)),
      schools(ParticipantsOf(*registry)),
      boards(*registry),
      suppliers(*registry) {}

Publication::Publication(std::shared_ptr<const exchange::Register> first, const crypto::SigningKey& key,
                         const Clock& clock)
    : key_(key), clock_(clock), now_(std::make_shared<const Published>(std::move(first), clock.Now())) {
  ReturnFreeMemory();
}

void Publication::Publish(std::shared_ptr<const exchange::Register> registry) {
  if (Now()->registry->version() == registry->version()) return;
  auto published = std::make_shared<const Published>(std::move(registry), clock_.Now());
  {
    const std::lock_guard lock(mutex_);
    now_ = std::move(published);
    document_.reset();
    document_of_.reset();
  }
  ReturnFreeMemory();
}

std::string Publication::VersionOf(const Published& published) const {
  return std::to_string(published.registry->version()) + "." + key_.public_key().Thumbprint();
}

Task<Result<Publication::Document>> Publication::DocumentOf(std::shared_ptr<const Published> published) {
  co_return co_await maker_.Run<Result<Document>>([this, published] { return Make(published); });
}

// On the one thread of `maker_`: however many ask at once, it is made once.
Result<Publication::Document> Publication::Make(const std::shared_ptr<const Published>& published) {
  {
    const std::lock_guard lock(mutex_);
    asked_at_ = clock_.Now();
    if (document_of_ == published) return document_;
  }
  ASSIGN_OR_RETURN(std::string text, exchange::SignRegisterDocument(
                                         key_, exchange::WriteRegisterDocument(*published->registry, published->at)));
  auto document = std::make_shared<const std::string>(std::move(text));
  const std::lock_guard lock(mutex_);
  if (published != now_) return document;  // a later register has come: this one is not asked for again
  document_ = document;
  document_of_ = published;
  return document;
}

void Publication::ForgetUnasked() {
  {
    const std::lock_guard lock(mutex_);
    if (!document_ || clock_.Now() < asked_at_.PlusSeconds(kKeptSeconds)) return;
    document_.reset();
    document_of_.reset();
  }
  ReturnFreeMemory();
}

}  // namespace oso::app
