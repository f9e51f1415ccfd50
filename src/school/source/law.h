// What the law asks of an inspection, and before a dossier may leave the source school, as small units. The law
// changes: each unit has its articles with the days on which they hold, and is asked on the days on which one of them
// does.
#pragma once

#include <span>
#include <variant>

#include "school/source/stores.h"

namespace oso::school::source {

struct Article {
  std::string_view text;
  Day from;                       // the first day on which it holds
  std::optional<Day> until = {};  // the first on which it no longer does
};

// What the rules look at. To record an inspection: with `dossier.inspection` as it would be recorded.
struct LegalCase {
  const StoredDossier& dossier;
  std::optional<Day> born = {};  // of the pupil; asked only to record, when the document is at hand
};

enum class Asked { kToRecord, kToLeave, kAlways };

struct LegalRule {
  std::string_view id;
  std::string_view dutch;  // for the school's administrator
  std::string_view english;
  std::string_view who_mends;  // as exchange::ResultCodeInfo has it
  Asked asked;
  std::span<const Article> articles;  // in the order of time
  bool (*applies)(const LegalCase&);
  bool (*met)(const LegalCase&);

  const Article* ArticleOn(Day day) const;  // nullptr: it is no law on that day
};

std::span<const LegalRule> LegalRules();

// The first rule that applies and is not met; nullptr if there is none.
const LegalRule* ObstacleToRecord(const LegalCase& one, Day today);
const LegalRule* ObstacleToLeave(const StoredDossier& dossier, Day today);

// A dossier that may leave. Only Clear makes one, and nothing else is served.
class Deliverable {
 public:
  const StoredDossier& dossier() const { return dossier_; }

 private:
  friend std::variant<Deliverable, const LegalRule*> Clear(StoredDossier dossier, Day today);
  explicit Deliverable(StoredDossier dossier) : dossier_(std::move(dossier)) {}

  StoredDossier dossier_;
};
std::variant<Deliverable, const LegalRule*> Clear(StoredDossier dossier, Day today);

}  // namespace oso::school::source
