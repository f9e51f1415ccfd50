#include "exchange/register.h"

#include <algorithm>
#include <map>

namespace oso::exchange {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

bool IsInForce(Instant from, const std::optional<Instant>& until, Instant now) {
  return from <= now && (!until || now < *until);
}

std::string Joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) {
    if (!text.empty()) text += ' ';
    text += part;
  }
  return text;
}

std::string MandateKey(std::string_view board, const Oin& supplier, const Brin& school, Purpose purpose) {
  return Joined({board, supplier.text(), school.text(), WireName(purpose)});
}

// So that keys of access points, as text, stand in the order of their index.
std::string AccessPointKey(const AccessPointId& id) {
  std::string index = std::to_string(id.index);
  return std::string(id.brin.text()).append("/").append(4 - std::min<std::size_t>(index.size(), 4), '0').append(index);
}

bool IsPrimary(Sector sector) { return sector == Sector::kPrimary || sector == Sector::kSpecial; }

}  // namespace

std::string_view KindOf(const RegisterEntry& entry) {
  constexpr std::array<std::string_view, std::variant_size_v<RegisterEntry>> kKinds = {
      "board",     "school",  "supplier",      "certificate",     "access-point",
      "agreement", "mandate", "qualification", "registration-key"};
  return kKinds[entry.index()];
}

std::string KeyOf(const RegisterEntry& entry) {
  return std::visit(Overloaded{[](const Board& board) { return board.number; },
                               [](const School& school) { return std::string(school.brin.text()); },
                               [](const Supplier& supplier) { return std::string(supplier.oin.text()); },
                               [](const SupplierCertificate& certificate) { return certificate.fingerprint; },
                               [](const AccessPoint& ap) { return AccessPointKey(ap.id); },
                               [](const Agreement& agreement) { return agreement.board; },
                               [](const Mandate& m) { return MandateKey(m.board, m.supplier, m.school, m.purpose); },
                               [](const Qualification& q) {
                                 return Joined({q.supplier.text(), WireName(q.role), dossier::WireName(q.profile),
                                                dossier::WireName(q.version), q.product});
                               },
                               [](const RegistrationKey& key) { return AccessPointKey(key.access_point); }},
                    entry);
}

std::shared_ptr<const Register> Register::With(std::vector<RegisterEntry> entries, std::int64_t version) const {
  auto changed = std::make_shared<Register>(*this);
  std::array<std::map<std::string, RegisterEntry*>, std::variant_size_v<RegisterEntry>> last;  // of each key
  for (RegisterEntry& entry : entries) last[entry.index()].insert_or_assign(KeyOf(entry), &entry);
  for (std::size_t kind = 0; kind < last.size(); ++kind) {
    if (last[kind].empty()) continue;
    Entries added;
    for (auto& [key, entry] : last[kind]) added.push_back(std::make_shared<const Keyed>(key, std::move(*entry)));
    auto merged = std::make_shared<Entries>();
    merged->reserve(added.size() + OfKind(kind).size());
    // Of two with one key it takes that of the first.
    std::ranges::set_union(added, OfKind(kind), std::back_inserter(*merged), {}, KeyIn, KeyIn);
    merged->shrink_to_fit();
    changed->entries_[kind] = std::move(merged);
  }
  changed->version_ = version;
  return changed;
}

const Register::Entries& Register::OfKind(std::size_t kind) const {
  static const Entries none;
  return entries_[kind] ? *entries_[kind] : none;
}

std::span<const Register::Shared> Register::From(std::size_t kind, std::string_view key) const {
  const Entries& all = OfKind(kind);
  return {std::ranges::lower_bound(all, key, {}, KeyIn), all.end()};
}

const RegisterEntry* Register::Find(std::size_t kind, std::string_view key) const {
  const std::span<const Shared> found = From(kind, key);
  return !found.empty() && found.front()->key == key ? &found.front()->entry : nullptr;
}

const RegisterEntry* Register::FindLike(const RegisterEntry& entry) const { return Find(entry.index(), KeyOf(entry)); }

const Board* Register::FindBoard(std::string_view number) const { return Find<Board>(number); }
const School* Register::FindSchool(const Brin& brin) const { return Find<School>(brin.text()); }
const Supplier* Register::FindSupplier(const Oin& oin) const { return Find<Supplier>(oin.text()); }
const SupplierCertificate* Register::FindCertificate(std::string_view fingerprint) const {
  return Find<SupplierCertificate>(fingerprint);
}
const AccessPoint* Register::FindAccessPoint(const AccessPointId& id) const {
  return Find<AccessPoint>(AccessPointKey(id));
}
const Agreement* Register::FindAgreement(std::string_view board) const { return Find<Agreement>(board); }
const RegistrationKey* Register::FindRegistrationKey(const AccessPointId& id) const {
  return Find<RegistrationKey>(AccessPointKey(id));
}

std::vector<const AccessPoint*> Register::AccessPointsOf(const Brin& brin) const {
  std::vector<const AccessPoint*> found;
  const std::string start = std::string(brin.text()) + "/";
  for (const Shared& one : From(KindIndex<AccessPoint>(), start)) {
    if (!one->key.starts_with(start)) break;
    found.push_back(std::get_if<AccessPoint>(&one->entry));
  }
  return found;
}

bool Register::MayAct(const Oin& supplier) const {
  const Supplier* found = FindSupplier(supplier);
  return found != nullptr && !found->blocked;
}

bool Register::IsActiveOf(const AccessPointId& id, const Oin& supplier) const {
  const AccessPoint* found = FindAccessPoint(id);
  return found != nullptr && found->state == AccessPointState::kActive && found->supplier == supplier &&
         MayAct(supplier);
}

bool Register::HasMandate(const Oin& supplier, const School& school, Purpose purpose, Instant now) const {
  const auto* mandate = Find<Mandate>(MandateKey(school.board, supplier, school.brin, purpose));
  return mandate != nullptr && IsInForce(mandate->from, mandate->until, now);
}

bool Register::HasAgreement(std::string_view board, Purpose purpose, Instant now) const {
  const Agreement* agreement = FindAgreement(board);
  if (agreement == nullptr || !IsInForce(agreement->signed_at, agreement->ended, now)) return false;
  return purpose == Purpose::kTransfer || agreement->partnerships;
}

bool Register::IsQualified(const Oin& supplier, Role role, dossier::Profile profile, Instant now) const {
  const std::string start = Joined({supplier.text(), WireName(role), dossier::WireName(profile)}) + " ";
  for (const Shared& one : From(KindIndex<Qualification>(), start)) {
    if (!one->key.starts_with(start)) break;
    const auto* qualification = std::get_if<Qualification>(&one->entry);
    if (IsInForce(qualification->from, qualification->until, now)) return true;
  }
  return false;
}

void Register::ForEach(const std::function<void(const RegisterEntry&)>& visit) const {
  for (std::size_t kind = 0; kind < entries_.size(); ++kind) {
    for (const Shared& one : OfKind(kind)) visit(one->entry);
  }
}

dossier::Profile ProfileBetween(Sector source, Sector target) {
  using enum dossier::Profile;
  if (target == Sector::kPartnership) return IsPrimary(source) ? kPoswv : kVoswv;
  if (!IsPrimary(source)) return kVovo;
  return IsPrimary(target) ? kPopo : kPovo;
}

}  // namespace oso::exchange
