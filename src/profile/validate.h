// What a version and profile of the data set demand of a dossier: findings, or a ValidatedDossier. Only Validate can
// make a ValidatedDossier, so what was never validated cannot be set ready or imported.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/pgn.h"
#include "dossier/dossier.h"

namespace oso::profile {

enum class Severity { kError, kWarning };

// One broken rule. `check` is the rule's own key ("OVa.IZ03"); `where` an element path; `message` is Dutch, for a
// school's administrator, and repeats nothing that the dossier says of a person.
struct Finding {
  std::string_view check;
  Severity severity = Severity::kError;
  std::string_view where;
  std::string_view message;
};

// A rule is a small unit: its id, the versions and transfers it holds for, where it looks, and the test.
struct Rule {
  std::string_view check;
  Severity severity = Severity::kError;
  std::string_view where;
  std::string_view message;
  bool (*applies)(const dossier::Dossier&);
  bool (*broken)(const dossier::Dossier&);
};
std::span<const Rule> Rules();

class ValidatedDossier {
 public:
  dossier::DataSetVersion version() const { return version_; }
  dossier::TransferKind kind() const { return kind_; }
  std::optional<dossier::Profile> profile() const { return profile_; }
  const Brin& school() const { return school_; }
  const std::optional<Pgn>& pgn() const { return pgn_; }  // always there, except in a swv-dossier: never there
  const std::vector<Finding>& warnings() const { return warnings_; }

 private:
  friend std::variant<ValidatedDossier, std::vector<Finding>> Validate(const dossier::Dossier& dossier);
  ValidatedDossier(dossier::DataSetVersion version, dossier::TransferKind kind, std::optional<dossier::Profile> profile,
                   Brin school, std::optional<Pgn> pgn, std::vector<Finding> warnings);

  dossier::DataSetVersion version_;
  dossier::TransferKind kind_;
  std::optional<dossier::Profile> profile_;
  Brin school_;
  std::optional<Pgn> pgn_;
  std::vector<Finding> warnings_;
};

// All findings if one of them is an error. Checked: the version fields, the kind and profile, the inspection block, the
// PGN (there, or forbidden, and its check digit), the school. Not checked yet: structure and types of every element,
// code lists, categories.
std::variant<ValidatedDossier, std::vector<Finding>> Validate(const dossier::Dossier& dossier);

}  // namespace oso::profile
