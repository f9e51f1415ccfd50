#include "app/center/published.h"

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

Published::Published(std::shared_ptr<const exchange::Register> register_now, std::string signed_document,
                     std::string version_of_document)
    : registry(std::move(register_now)),
      document(std::make_shared<const std::string>(std::move(signed_document))),
      version(std::move(version_of_document)),
      search(center::SearchEntries(*registry)),
      schools(ParticipantsOf(*registry)),
      boards(*registry),
      suppliers(*registry) {}

Status Publication::Publish(const std::shared_ptr<const exchange::Register>& registry, const crypto::SigningKey& key,
                            Instant now) {
  if (const auto last = Now(); last && last->registry->version() == registry->version()) return {};
  ASSIGN_OR_RETURN(std::string document,
                   exchange::SignRegisterDocument(key, exchange::WriteRegisterDocument(*registry, now)));
  auto published = std::make_shared<const Published>(
      registry, std::move(document), std::to_string(registry->version()) + "." + key.public_key().Thumbprint());
  const std::lock_guard lock(mutex_);
  now_ = std::move(published);
  return {};
}

}  // namespace oso::app
