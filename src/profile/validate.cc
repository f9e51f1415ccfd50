#include "profile/validate.h"

#include <algorithm>
#include <utility>

#include "dossier/values.h"
#include "profile/categories.h"

namespace oso::profile {
namespace {

using dossier::Document;
using dossier::Occurrence;

// A date without its time zone.
std::string_view WithoutZone(std::string_view date) {
  const auto zone = date.find_first_of("Z+", 1);
  if (zone != std::string_view::npos) return date.substr(0, zone);
  const auto minus = date.size() > 6 && date[date.size() - 3] == ':' ? date.size() - 6 : date.size();
  return date.substr(0, minus);
}

// By kind; of an unknown kind the profile tells whom it was meant for.
bool IsJudgedByPao(const Document& document, std::optional<dossier::TransferKind> kind, std::string_view profile) {
  if (document.version() == DataSetVersion::k2016_1) return false;
  if (kind) return kind == dossier::TransferKind::kToPartnership;
  return profile == "POSWV" || profile == "VOSWV";
}

Facts FactsOf(const Document& document, std::string_view today) {
  const auto kind = dossier::ParseTransferKind(document.Value("overdrachtsoort").value_or(""));
  const std::string_view profile = document.Value("metadata/overstap").value_or("");
  return {.version = document.version(),
          .kind = kind,
          .profile = profile,
          .part = document.Value("metadata/deeldossier").value_or(""),
          .school_kind = document.Value("huidigeschool/soort").value_or(""),
          .compiled_on = WithoutZone(document.Value("metadata/datum").value_or("")),
          .today = today,
          .judged_by_pao = IsJudgedByPao(document, kind, profile)};
}

bool IsReached(Reaches reaches, const Facts& facts) {
  switch (reaches) {
    case Reaches::kAll:
      return true;
    case Reaches::kOv:
      return !facts.judged_by_pao;
    case Reaches::kPao:
      return facts.judged_by_pao;
    case Reaches::kBetween:
      return facts.kind == dossier::TransferKind::kBetweenSchools;
    case Reaches::kWithin:
      return facts.kind == dossier::TransferKind::kWithinBrin;
    case Reaches::kPartnership:
      return facts.kind == dossier::TransferKind::kToPartnership;
  }
  return false;
}

// What a dossier says of its own inspection, and of consent.
bool IsOfInspection(const Check& check) {
  if (check.category != nullptr) return check.category->number == dossier::Category::kInspection;
  constexpr std::uint8_t kAgreement = 37;  // the code list of akkoord and toestemming
  if (check.codes != nullptr) return check.codes->number == kAgreement;
  return check.text.starts_with("inspection.") || check.text.starts_with("consent.") ||
         check.context == "dossier/inzage" || check.context.starts_with("inzage/");
}

// A category's answer keeps the block of this check out of the dossier.
bool IsWithheld(const Check& check, std::string_view answer) {
  return (check.text == "category.forbidden" && answer == "VERBODEN") ||
         (check.text == "category.opted-out" && answer == "OPT-UIT");
}

// Asks the checks of one version of one document.
class Judgement {
 public:
  Judgement(const Document& document, const Options& options)
      : document_(document),
        options_(options),
        plan_(PlanOf(document.version())),
        facts_(FactsOf(document, options.today)) {}

  Findings Run() {
    const Occurrence& root = document_.all().front();
    for (const Check* check : plan_.at_document) {
      if (IsBroken(*check, root)) AtDocument(*check);
    }
    AskCategories();
    const auto& elements = document_.definition().elements;
    for (const Occurrence& occurrence : document_.all()) {
      const auto element = static_cast<std::size_t>(occurrence.element - elements.data());
      for (const Check* check : plan_.at_element[element]) {
        if (!IsBroken(*check, occurrence) || !IsKept(*check)) continue;
        found_.push_back({check, document_.PathOf(occurrence), occurrence.line, SeverityOf(*check), {}});
      }
    }
    return std::move(found_);
  }

 private:
  bool IsAsked(const Check& check) const {
    if (options_.rules == Rules::kOfficial && (check.dead || check.key.starts_with("OSO."))) return false;
    if (options_.scope == Scope::kContent && check.category == nullptr && IsOfInspection(check)) return false;
    return IsAskedOf(check, facts_);
  }

  bool IsBroken(const Check& check, const Occurrence& occurrence) const {
    if (!IsAsked(check)) return false;
    const Place place(document_, occurrence, facts_);
    return check.codes != nullptr ? place.IsNone(check.codes->codes) : check.rule->broken(place);
  }

  void AskCategories() {
    const dossier::Category* asked = nullptr;
    std::string_view answer;
    for (const Check* check : plan_.of_categories) {
      if (check->category != asked) {
        asked = check->category;
        answer = document_.Value("metadata/categorie_uitlevering/" + dossier::AnswerName(asked->name)).value_or("");
      }
      if (answer.empty() || answer == "OPTIONEEL" || !IsAsked(*check)) continue;
      if (IsBrokenCategory(*check, answer)) AtDocument(*check);
    }
  }

  // Of the content alone it is asked whether the block of inspection, which is still to come, may stand there.
  bool IsBrokenCategory(const Check& check, std::string_view answer) const {
    if (options_.scope == Scope::kAll || !IsOfInspection(check)) return IsCategoryBroken(check, answer, document_);
    return facts_.kind == dossier::TransferKind::kBetweenSchools && IsWithheld(check, answer);
  }

  void AtDocument(const Check& check) {
    if (IsKept(check)) found_.push_back({&check, "/[1]", 1, SeverityOf(check), {}});
  }

  // Beyond the limit only the first error, for the verdict.
  bool IsKept(const Check& check) {
    const bool first_error = SeverityOf(check) == Severity::kError && !std::exchange(has_error_, true);
    return first_error || found_.size() < kMaxFindings;
  }

  Severity SeverityOf(const Check& check) const {
    return options_.rules == Rules::kOfficial ? Severity::kError : check.severity;
  }

  const Document& document_;
  const Options options_;
  const Plan& plan_;
  const Facts facts_;
  Findings found_;
  bool has_error_ = false;
};

std::optional<Pgn> PgnOf(const Document& document) {
  for (const std::string_view path : {"huidigeschool/leerling/bsn", "huidigeschool/leerling/onderwijsnummer"}) {
    const auto text = document.Value(path);
    if (!text) continue;
    auto pgn = Pgn::Parse(*text);
    if (pgn.ok()) return *pgn;
  }
  return std::nullopt;
}

bool HasError(const Findings& findings) {
  return std::ranges::find(findings, Severity::kError, &Finding::severity) != findings.end();
}

}  // namespace

std::string_view WireName(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNotice:
      break;
  }
  return "notice";
}

bool IsAskedOf(const Check& check, const Facts& facts) {
  return IsReached(check.reaches, facts) &&
         (check.rule == nullptr || check.rule->when == nullptr || check.rule->when(facts));
}

bool Report::accepted() const { return schema.empty() && !HasError(findings); }

Report Judge(const Document& document, const Options& options) {
  Report report;
  for (const dossier::SchemaError& error : document.schema_errors()) {
    report.schema.push_back(
        {&SchemaChecks()[static_cast<std::size_t>(error.fault)], error.path, error.line, Severity::kError, error.name});
  }
  if (report.schema.empty()) report.findings = Judgement(document, options).Run();
  return report;
}

std::string_view ProfileNameOf(const Document& document) {
  const auto kind = dossier::ParseTransferKind(document.Value("overdrachtsoort").value_or(""));
  if (kind == dossier::TransferKind::kWithinBrin) return WireName(Route::kWithinBrin);
  const auto profile = dossier::ParseProfile(document.Value("metadata/overstap").value_or(""));
  return profile ? dossier::WireName(*profile) : std::string_view();
}

std::optional<Day> BirthDayOf(const Document& document) {
  const auto day = Day::Parse(WithoutZone(document.Value("huidigeschool/leerling/geboortedatum").value_or("")));
  return day.ok() ? std::optional(*day) : std::nullopt;
}

// The rules have seen to it that what is taken here is there.
CheckedDossier::CheckedDossier(const Document& document, Findings warnings)
    : version_(document.version()),
      kind_(*dossier::ParseTransferKind(*document.Value("overdrachtsoort"))),
      profile_(dossier::ParseProfile(document.Value("metadata/overstap").value_or(""))),
      school_(Brin::Parse(*document.Value("huidigeschool/brincode")).value()),
      pgn_(PgnOf(document)),
      warnings_(std::move(warnings)) {}

Finding OtherSchool() {
  static const Check check{.key = "OSO.school", .text = "own.other-school", .context = "huidigeschool/brincode"};
  return {&check, "/dossier[1]/huidigeschool[1]/brincode[1]", 1, Severity::kError, {}};
}

std::variant<ValidatedDossier, Findings> Validate(const Document& document, std::string_view today) {
  Report report = Judge(document, {.rules = Rules::kIntended, .today = today});
  if (!report.accepted()) return std::move(report.schema.empty() ? report.findings : report.schema);
  return ValidatedDossier(document, std::move(report.findings));
}

std::variant<ComposedDossier, Findings> ValidateContent(const Document& document, std::string_view today) {
  Report report = Judge(document, {.rules = Rules::kIntended, .today = today, .scope = Scope::kContent});
  if (!report.accepted()) return std::move(report.schema.empty() ? report.findings : report.schema);
  return ComposedDossier(document, std::move(report.findings));
}

}  // namespace oso::profile
