#include "store/memory/school_store.h"

#include <algorithm>
#include <map>
#include <ranges>

namespace oso::store::memory {
namespace {

using school::source::Offer;
using school::source::ReceivedRequest;
using school::source::StoredDossier;
using school::target::Intake;
using school::target::IntakeState;

// Those that `keep` holds for, newest by `at` first; of one moment, the last that came first.
template <class T>
std::vector<T> NewestFirst(const std::vector<T>& rows, Instant T::* at, auto keep) {
  std::multimap<Instant, T, std::greater<>> kept;  // keeps equals in the order in which they are put in
  for (const T& row : std::views::reverse(rows)) {
    if (keep(row)) kept.emplace(row.*at, row);
  }
  const auto values = std::views::values(kept);
  return {values.begin(), values.end()};
}

// The row that `is_it` holds for, or null.
template <class T>
T* FindRow(std::vector<T>& rows, auto is_it) {
  const auto found = std::ranges::find_if(rows, is_it);
  return found == rows.end() ? nullptr : &*found;
}

Status NoDossier(const DossierId& id) { return Fail(ErrorCode::kNotFound, "no dossier " + id.ToString()); }

bool Unfinished(const Intake& intake) {
  return intake.state == IntakeState::kAsked || intake.state == IntakeState::kImported;
}
bool SameDossier(const Intake& a, const Intake& b) {
  return a.target == b.target && a.source == b.source && a.key == b.key && a.kind == b.kind;
}

}  // namespace

StoredDossier* DossierStore::Get(const DossierId& id) {
  return FindRow(dossiers_, [&](const StoredDossier& row) { return row.id == id; });
}

Task<Status> DossierStore::Add(StoredDossier dossier, audit::Event event) {
  if (Get(dossier.id) != nullptr) co_return Fail(ErrorCode::kAlreadyExists, "dossier " + dossier.id.ToString());
  dossiers_.push_back(std::move(dossier));
  audit_.Write(event);
  co_return Status();
}

Task<Result<std::optional<StoredDossier>>> DossierStore::Find(DossierId id) {
  const StoredDossier* row = Get(id);
  co_return row != nullptr ? std::optional(*row) : std::nullopt;
}

Task<Result<std::vector<StoredDossier>>> DossierStore::List(Brin school) {
  co_return NewestFirst(dossiers_, &StoredDossier::collected_at,
                        [&](const StoredDossier& row) { return row.school == school; });
}

Task<Status> DossierStore::RecordInspection(StoredDossier dossier, DocumentId from, audit::Event event) {
  StoredDossier* row = Get(dossier.id);
  if (row == nullptr) co_return NoDossier(dossier.id);
  if (row->document.id != from) {
    co_return Fail(ErrorCode::kConflict, "dossier " + dossier.id.ToString() + " was changed by someone else");
  }
  row->inspection = std::move(dossier.inspection);
  row->document = std::move(dossier.document);
  row->content = std::move(dossier.content);
  audit_.Write(event);
  co_return Status();
}

Task<Status> DossierStore::SetReady(DossierId id, Offer offer, audit::Event event) {
  StoredDossier* row = Get(id);
  if (row == nullptr) co_return NoDossier(id);
  row->offer = std::move(offer);
  audit_.Write(event);
  co_return Status();
}

Task<Status> DossierStore::Withdraw(DossierId id, audit::Event event) {
  StoredDossier* row = Get(id);
  if (row == nullptr) co_return NoDossier(id);
  row->offer.reset();
  audit_.Write(event);
  co_return Status();
}

Task<Result<std::vector<StoredDossier>>> DossierStore::FindOffered(Brin school, exchange::SearchKey key) {
  co_return NewestFirst(dossiers_, &StoredDossier::collected_at, [&](const StoredDossier& row) {
    return row.school == school && row.offer && row.offer->key == key;
  });
}

ReceivedRequest* RequestStore::Get(const SessionId& session, const AccessPointId& source) {
  return FindRow(requests_, [&](const ReceivedRequest& row) { return row.session == session && row.source == source; });
}

Task<Status> RequestStore::Record(ReceivedRequest request) {
  if (ReceivedRequest* row = Get(request.session, request.source)) {
    *row = std::move(request);
  } else {
    requests_.push_back(std::move(request));
  }
  co_return Status();
}

Task<Result<bool>> RequestStore::RecordFirst(ReceivedRequest request) {
  if (Get(request.session, request.source) != nullptr) co_return false;
  requests_.push_back(std::move(request));
  co_return true;
}

Task<Status> RequestStore::Answer(SessionId session, AccessPointId source, exchange::ResultCode result,
                                  audit::Event event) {
  ReceivedRequest* row = Get(session, source);
  if (row == nullptr) co_return Fail(ErrorCode::kNotFound, "no request in session " + session.ToString());
  row->result = result;
  audit_.Write(event);
  co_return Status();
}

Task<Result<std::vector<ReceivedRequest>>> RequestStore::List(Brin school) {
  co_return NewestFirst(requests_, &ReceivedRequest::at,
                        [&](const ReceivedRequest& row) { return row.source.brin == school; });
}

Task<Result<Intake>> IntakeStore::Begin(Intake intake, audit::Event event) {
  const auto same = [&](const Intake& row) { return Unfinished(row) && SameDossier(row, intake); };
  if (const Intake* unfinished = FindRow(intakes_, same)) co_return *unfinished;
  intakes_.push_back(intake);
  audit_.Write(event);
  co_return intake;
}

Task<Result<std::optional<Intake>>> IntakeStore::Find(IntakeId id) {
  const Intake* row = FindRow(intakes_, [&](const Intake& stored) { return stored.id == id; });
  co_return row != nullptr ? std::optional(*row) : std::nullopt;
}

Task<Result<std::vector<Intake>>> IntakeStore::ListUnfinished() {
  std::vector<Intake> listed = NewestFirst(intakes_, &Intake::asked_at, Unfinished);
  std::ranges::reverse(listed);
  co_return listed;
}

Task<Result<std::vector<Intake>>> IntakeStore::List(Brin school) {
  co_return NewestFirst(intakes_, &Intake::asked_at, [&](const Intake& row) { return row.target.brin == school; });
}

Task<Status> IntakeStore::Update(Intake intake, IntakeState from, audit::Event event) {
  Intake* row = FindRow(intakes_, [&](const Intake& stored) { return stored.id == intake.id; });
  if (row == nullptr) co_return Fail(ErrorCode::kNotFound, "no intake " + intake.id.ToString());
  const auto rival = [&](const Intake& stored) {
    return stored.id != intake.id && Unfinished(stored) && SameDossier(stored, intake);
  };
  if (row->state != from || (Unfinished(intake) && FindRow(intakes_, rival) != nullptr)) {
    co_return Fail(ErrorCode::kConflict, "intake " + intake.id.ToString() + " was taken on by someone else");
  }
  *row = std::move(intake);
  audit_.Write(event);
  co_return Status();
}

}  // namespace oso::store::memory
