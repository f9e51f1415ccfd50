// The register as a whole at one moment: who takes part, and what binds them. Immutable, in memory; any thread. The
// centre keeps it up to date (center/registry.h); a school system keeps the signed document of it, and goes on with
// that when the centre is away.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <span>
#include <variant>

#include "base/result.h"
#include "exchange/parties.h"

namespace oso::exchange {

using RegisterEntry = std::variant<Board, School, Supplier, SupplierCertificate, AccessPoint, Agreement, Mandate,
                                   Qualification, RegistrationKey>;

// "board", "school", "supplier", "certificate", "access-point", "agreement", "mandate", "qualification",
// "registration-key".
std::string_view KindOf(const RegisterEntry& entry);
// What an entry is called among those of its kind: "41234", "01AA", "00000099000000000001", "01AA/0001",
// "41234 00000099000000000001 01AA OV", ... An entry with the same kind and key takes the place of the earlier one.
std::string KeyOf(const RegisterEntry& entry);

// One entry of the register as it became, when, by whom and why. Changes are only ever added; the register is what they
// add up to, and its version is that of the last.
struct RegisterChange {
  std::int64_t version = 0;  // 1, 2, 3, ...; several changes that are one act follow each other
  Instant at;
  std::string actor;
  std::string why;
  RegisterEntry entry;
};

class Register {
 public:
  Register() = default;

  // This register with `entries` in it, in order; those of before, and the kinds that nothing changed of, are shared,
  // not copied.
  std::shared_ptr<const Register> With(std::vector<RegisterEntry> entries, std::int64_t version) const;

  std::int64_t version() const { return version_; }  // of the last change in it; 0: empty

  // nullptr: not in the register. What is given lives as long as this register.
  const RegisterEntry* FindLike(const RegisterEntry& entry) const;  // of the same kind and key
  const Board* FindBoard(std::string_view number) const;
  const School* FindSchool(const Brin& brin) const;
  const Supplier* FindSupplier(const Oin& oin) const;
  const SupplierCertificate* FindCertificate(std::string_view fingerprint) const;
  const AccessPoint* FindAccessPoint(const AccessPointId& id) const;
  const Agreement* FindAgreement(std::string_view board) const;
  const RegistrationKey* FindRegistrationKey(const AccessPointId& id) const;
  std::vector<const AccessPoint*> AccessPointsOf(const Brin& brin) const;  // by index, whatever their state

  // A supplier in the register that is not blocked: its systems may take part at all.
  bool MayAct(const Oin& supplier) const;
  // An access point that is active, of this supplier, which may act.
  bool IsActiveOf(const AccessPointId& id, const Oin& supplier) const;
  // Does the board of `school` let this supplier act for it now?
  bool HasMandate(const Oin& supplier, const School& school, Purpose purpose, Instant now) const;
  // Is the board's agreement in force; for `kInclusiveEducation` with its extension?
  bool HasAgreement(std::string_view board, Purpose purpose, Instant now) const;
  // Has any product of the supplier shown this?
  bool IsQualified(const Oin& supplier, Role role, dossier::Profile profile, Instant now) const;

  // Everything, kind by kind in the order of RegisterEntry, each by key.
  void ForEach(const std::function<void(const RegisterEntry&)>& visit) const;
  // Of one kind, by key.
  template <class T>
  std::vector<const T*> All() const {
    std::vector<const T*> all;
    for (const Shared& one : OfKind(KindIndex<T>())) all.push_back(std::get_if<T>(&one->entry));
    return all;
  }

 private:
  struct Keyed {
    std::string key;
    RegisterEntry entry;
  };
  using Shared = std::shared_ptr<const Keyed>;
  using Entries = std::vector<Shared>;  // of one kind, by key

  // For the searches and sorts of Entries.
  static std::string_view KeyIn(const Shared& one) { return one->key; }

  template <class T>
  static constexpr std::size_t KindIndex() {
    return RegisterEntry(T{}).index();
  }
  const Entries& OfKind(std::size_t kind) const;
  std::span<const Shared> From(std::size_t kind, std::string_view key) const;  // those with this key and later ones
  const RegisterEntry* Find(std::size_t kind, std::string_view key) const;
  template <class T>
  const T* Find(std::string_view key) const {
    return std::get_if<T>(Find(KindIndex<T>(), key));
  }

  std::int64_t version_ = 0;
  std::array<std::shared_ptr<const Entries>, std::variant_size_v<RegisterEntry>> entries_;  // null: none of that kind
};

// The profile of a transfer between two sectors, as far as it follows from them: POPO, POVO, VOVO, and POSWV or VOSWV
// to a partnership; special education counts as the education it belongs to.
dossier::Profile ProfileBetween(Sector source, Sector target);

}  // namespace oso::exchange
