// What a version and profile of the data set demand of a dossier: a report, or a ValidatedDossier. Only Validate can
// make a ValidatedDossier, so what was never validated cannot be sent or imported; only ValidateContent a
// ComposedDossier, so what is not right cannot be shown to parents.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "base/pgn.h"
#include "dossier/document.h"
#include "profile/messages.h"
#include "profile/rules/check.h"

namespace oso::profile {

// One broken rule, at one place.
struct Finding {
  const Check* check;  // lives as long as the program
  std::string path;    // indexed: "/dossier[1]/huidigeschool[1]/leerling[1]"; "/[1]" is the document
  std::uint64_t line;  // of its start tag; 1 for the document
  Severity severity;
  std::string name;  // for {name} in the message; "" of most

  // Without a full stop of the path or a value of the document; UTF-8.
  std::string Message(Language language) const;
  std::string Remedy(Language language) const;
};

using Findings = std::vector<Finding>;

// So many are kept of one document: no real one has a tenth of it.
inline constexpr std::size_t kMaxFindings = 5'000;

enum class Rules : std::uint8_t {
  kOfficial,  // what the published schema and stylesheets find, with their dead rules and mistakes; all are errors
  kIntended,  // the rules as they were meant, and ours (OSO.*); only errors stop a dossier
};

enum class Scope : std::uint8_t {
  kAll,
  // All but what the dossier says of its own inspection and of consent (OVa.IZ01-05, OS.cat02.VERPLICHT, OSO.consent.*
  // and the like): that comes into it when it was shown. That it may not come into it (OS.cat02.VERBODEN, OPT-UIT) is
  // told already.
  kContent,
};

struct Options {
  Rules rules = Rules::kIntended;
  std::string_view today = {};  // yyyy-mm-dd; "" leaves out what depends on it
  Scope scope = Scope::kAll;
};

// In document order, kMaxFindings of each at most. The rules are not asked of a document with schema errors: they could
// be fooled by it.
struct Report {
  Findings schema;    // the document's schema errors, in the same form
  Findings findings;  // of code lists and rules

  bool accepted() const;
};

Report Judge(const dossier::Document& document, const Options& options);

// What kind of dossier it says it is: POPO, POVO, VOVO, binnenBRIN, POSWV, VOSWV; "" for any other.
std::string_view ProfileNameOf(const dossier::Document& document);

// What a dossier says of itself, once the rules have seen to it that it is there.
class CheckedDossier {
 public:
  DataSetVersion version() const { return version_; }
  dossier::TransferKind kind() const { return kind_; }
  std::optional<dossier::Profile> profile() const { return profile_; }
  const Brin& school() const { return school_; }
  const std::optional<Pgn>& pgn() const { return pgn_; }  // always there, except in a swv-dossier: never there
  const Findings& warnings() const { return warnings_; }  // and notices

 protected:
  CheckedDossier(const dossier::Document& document, Findings warnings);

 private:
  DataSetVersion version_;
  dossier::TransferKind kind_;
  std::optional<dossier::Profile> profile_;
  Brin school_;
  std::optional<Pgn> pgn_;
  Findings warnings_;
};

// All rules hold: it may be sent, and imported.
class ValidatedDossier final : public CheckedDossier {
  friend std::variant<ValidatedDossier, Findings> Validate(const dossier::Document& document, std::string_view today);
  using CheckedDossier::CheckedDossier;
};

// All rules hold but those of inspection and consent: it may be shown to the parents.
class ComposedDossier final : public CheckedDossier {
  friend std::variant<ComposedDossier, Findings> ValidateContent(const dossier::Document& document,
                                                                 std::string_view today);
  using CheckedDossier::CheckedDossier;
};

// When the pupil was born; nothing where the dossier does not tell the day.
std::optional<Day> BirthDayOf(const dossier::Document& document);

// The finding of who knows which school the dossier should be of.
Finding OtherSchool();

// By the intended rules. All findings, of the schema or of the rules, if one of them is an error. `today` as in
// Options.
std::variant<ValidatedDossier, Findings> Validate(const dossier::Document& document, std::string_view today = {});
std::variant<ComposedDossier, Findings> ValidateContent(const dossier::Document& document, std::string_view today = {});

}  // namespace oso::profile
