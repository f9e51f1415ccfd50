// What the standard does not check and a school would want to know. A dossier that the standard accepts is stopped only
// where handing it over would be unlawful, impossible or dangerous; the rest are warnings and notices.
#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "base/pgn.h"
#include "dossier/values.h"
#include "profile/categories.h"
#include "profile/rules/rule.h"

namespace oso::profile {
namespace {

using dossier::Attachment;
using dossier::AttachmentFault;
using dossier::TransferKind;

// ---- dates: of the form yyyy-mm-dd they compare as text; others (a time zone, a year before 0) are left alone

std::string_view Day(std::string_view date) {
  const std::string_view day = date.substr(0, 10);
  return day.size() == 10 && day[4] == '-' && day[0] != '-' ? day : std::string_view();
}
// Nothing that has happened lies after it.
std::string_view Horizon(const Place& p) { return std::max(p.facts().today, Day(p.facts().compiled_on)); }
bool IsAfter(std::string_view date, std::string_view limit) {
  return !Day(date).empty() && !limit.empty() && Day(date) > limit;
}
bool IsInFuture(const Place& p) { return IsAfter(p.value(), Horizon(p)); }

// From when to when.
struct Period {
  std::string_view element;
  std::string_view from;
  std::string_view to;
};
constexpr std::array kPeriods = std::to_array<Period>({
    {"leerling", "datuminschrijving", "datumuitschrijving"},
    {"vroegschools", "vroegschoolsdatumingang", "vroegschoolseinddatum"},
    {"schoolloopbaan", "begindatum", "einddatum"},
    {"handelingsplan", "startdatum", "einddatum"},
    {"opp", "opp_ingangdatum", "opp_einddatum"},
    {"tlv", "tlvingangdatum", "tlveinddatum"},
    {"arrangement_pao", "arrangement_datum", "arrangement_einddatum"},
    {"lwoo", "lwoo_ingangdatum", "lwoo_einddatum"},
    {"lgf", "lgfdatum", "lgfeinddatum"},
    {"verblijf_opdc", "opdc_ingangdatum", "opdc_einddatum"},
    {"stage", "begindatum", "einddatum"},
});
bool IsBackwards(const Place& p) {
  const auto* period = std::ranges::find(kPeriods, p.at().element->name, &Period::element);
  return period != kPeriods.end() && IsAfter(p.Value(period->from), Day(p.Value(period->to)));
}

int Number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// Younger than 2 or older than 25 when the dossier was made.
bool IsOddAge(const Place& p) {
  const std::string_view born = Day(p.value());
  const std::string_view made = Day(p.facts().compiled_on);
  if (born.empty() || made.empty() || born > made) return false;
  const int age = Number(made.substr(0, 4)) - Number(born.substr(0, 4)) - (made.substr(5) < born.substr(5) ? 1 : 0);
  return age < 2 || age > 25;
}

// dd-mm-yyyy, of the municipal register, against the dossier's own date of birth.
bool DiffersFromRegister(const Place& p) {
  const std::string_view gba = p.Value("gba/gbageboortedatum");
  const std::string_view born = Day(p.Value("geboortedatum"));
  if (gba.size() != 10 || born.empty()) return false;
  return std::string(gba.substr(6)) + '-' + std::string(gba.substr(3, 2)) + '-' + std::string(gba.substr(0, 2)) != born;
}

// ---- numbers

bool IsWrongPgn(const Place& p) { return !Pgn::Parse(p.value()).ok(); }

// ISO 13616: the first four to the end, letters as numbers, and the rest after division by 97 is 1.
bool IsWrongIban(const Place& p) {
  std::string text;
  for (char c : p.value()) {
    if (c != ' ') text += c;
  }
  if (text.size() < 15 || text.size() > 34) return true;
  std::rotate(text.begin(), text.begin() + 4, text.end());
  int rest = 0;
  for (char c : text) {
    if (c >= '0' && c <= '9') {
      rest = (rest * 10 + (c - '0')) % 97;
    } else if (c >= 'A' && c <= 'Z') {
      rest = (rest * 100 + (c - 'A' + 10)) % 97;
    } else {
      return true;
    }
  }
  return rest != 1;
}

// Four digits, the first not 0, and two letters. An address with a country may have another kind.
bool IsWrongPostcode(const Place& p) {
  if (p.Has("land")) return false;
  std::string text;
  for (char c : p.Value("postcode")) {
    if (c != ' ') text += c;
  }
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  return text.size() != 6 || text[0] == '0' || !std::all_of(text.begin(), text.begin() + 4, digit) ||
         !std::all_of(text.begin() + 4, text.end(), letter);
}

// ---- categories and parts

bool DeviatesFromMatrix(const Place& p) {
  const auto& document = p.document();
  const auto route = RouteOf(document.Value("overdrachtsoort").value_or(""), p.facts().profile);
  const auto answer = ParseOutgoing(p.value());
  const dossier::Category* category = document.definition().CategoryOfAnswer(p.at().element->name);
  if (!route || !answer || category == nullptr) return false;
  const Outgoing meant = OutgoingOf(*route, category->number, p.facts().version);
  return meant == Outgoing::kOptional ? *answer != Outgoing::kOptional && *answer != Outgoing::kOptedOut
                                      : *answer != meant;
}

bool HasGuidance(const Place& p) {
  constexpr std::array<std::string_view, 5> kGuidance = {"zorg", "onderwijsondersteuning", "toetslijst",
                                                         "handelingsplanlijst", "sefunctioneren"};
  return std::ranges::any_of(kGuidance, [&](std::string_view block) { return p.Has(block); });
}

// ---- attachments

const Attachment& AttachmentAt(const Place& p) { return *p.document().AttachmentOf(p.at()); }
template <AttachmentFault kFault>
bool Has(const Place& p) {
  return AttachmentAt(p).fault == kFault;
}
std::string_view FileName(const Place& p) {
  const dossier::Occurrence& document = p.document().all()[p.at().parent];
  return p.document().TextOf(*p.document().Child(document, "bestandsnaam"));
}
bool AnyEntry(const Place& p, bool (*odd)(std::string_view)) {
  return std::ranges::any_of(AttachmentAt(p).entries, odd, &dossier::ArchiveEntry::name);
}
bool HoldsOtherFile(const Place& p) {
  const Attachment& attachment = AttachmentAt(p);
  return attachment.fault == AttachmentFault::kNone &&
         std::ranges::find(attachment.entries, FileName(p), &dossier::ArchiveEntry::name) == attachment.entries.end();
}

constexpr std::string_view kContent = "document/bestandsinhoud";

constexpr Rule Happened(std::string_view context, std::string_view key) {
  return {.text = "own.date-future",
          .context = context,
          .keys = {.every = key},
          .broken = IsInFuture,
          .severity = Severity::kWarning};
}
constexpr Rule Lasts(std::string_view context, std::string_view key) {
  return {.text = "own.period",
          .context = context,
          .keys = {.every = key},
          .broken = IsBackwards,
          .severity = Severity::kWarning};
}

constexpr std::array kRules =
    std::to_array<Rule>(
        {
            // WVO art. 103b lid 7: without consent it may not leave, whatever else is recorded.
            {.text = "own.consent-refused",
             .context = "dossier/inzage",
             .keys = {.every = "OSO.consent.refused"},
             .broken = [](const Place& p) { return p.Is("toestemming", "Nee") || p.Is("toestemming", "Onbekend"); },
             .when = [](const Facts& f) { return f.kind == TransferKind::kBetweenSchools && f.profile == "VOVO"; }},
            {.text = "own.provisional",
             .context = "inzage/voorlopigdossier",
             .keys = {.every = "OSO.inspection.provisional"},
             .broken = [](const Place& p) { return dossier::IsTrue(p.value()); },
             .severity = Severity::kNotice},
            // Without it the other system could not ask for this pupil.
            {.text = "own.pgn-missing",
             .context = "leerling",
             .keys = {.every = "OSO.pgn.missing"},
             .broken = [](const Place& p) { return !p.Has("bsn") && !p.Has("onderwijsnummer"); },
             .when = [](const Facts& f) { return f.kind == TransferKind::kWithinBrin; }},
            {.text = "own.bsn", .context = "leerling/bsn", .keys = {.every = "OSO.pgn.bsn"}, .broken = IsWrongPgn},
            {.text = "own.onderwijsnummer",
             .context = "leerling/onderwijsnummer",
             .keys = {.every = "OSO.pgn.onderwijsnummer"},
             .broken = IsWrongPgn},
            {.text = "own.blank-name",
             .context = "achternaam",
             .keys = {.every = "OSO.name.blank"},
             .broken = [](const Place& p) { return dossier::Trimmed(p.value()).empty(); }},

            {.text = "own.birth-future",
             .context = "leerling/geboortedatum",
             .keys = {.every = "OSO.birth.future"},
             .broken = [](const Place& p) { return IsAfter(p.value(), Day(p.facts().compiled_on)); }},
            {.text = "own.birth-age",
             .context = "leerling/geboortedatum",
             .keys = {.every = "OSO.birth.age"},
             .broken = IsOddAge,
             .severity = Severity::kWarning},
            {.text = "own.birth-month",
             .context = "leerling/geboortemaand",
             .keys = {.every = "OSO.birth.month"},
             .broken =
                 [](const Place& p) {
                   const std::string_view month = p.value().size() == 7 ? p.value().substr(5) : "";
                   return month < "01" || month > "12";
                 },
             .severity = Severity::kWarning},
            {.text = "own.birth-register",
             .context = "leerling",
             .keys = {.every = "OSO.birth.register"},
             .broken = DiffersFromRegister,
             .severity = Severity::kWarning},

            {.text = "own.compiled-future",
             .context = "metadata/datum",
             .keys = {.every = "OSO.date.compiled"},
             .broken = [](const Place& p) { return IsAfter(p.value(), p.facts().today); },
             .severity = Severity::kWarning},
            Happened("inzage/inzagedatum", "OSO.date.inspection"),
            Happened("leerling/datuminschrijving", "OSO.date.enrolment"),
            Happened("schoolloopbaan/begindatum", "OSO.date.career"),
            Happened("diagnose/datum", "OSO.date.diagnosis"),
            Happened("afname/afnamedatum", "OSO.date.test"),
            Happened("eindtoetsresultaat/datum_afname", "OSO.date.final-test"),
            Happened("verzorger/overlijdensdatum", "OSO.date.death"),
            Happened("examenresultaat/datumuitslag", "OSO.date.exam"),
            Happened("resultaatvakkenvo/datumafgerond", "OSO.date.subject"),
            Lasts("leerling", "OSO.period.leerling"),
            Lasts("vroegschools", "OSO.period.vroegschools"),
            Lasts("schoolloopbaan", "OSO.period.schoolloopbaan"),
            Lasts("handelingsplan", "OSO.period.handelingsplan"),
            Lasts("opp", "OSO.period.opp"),
            Lasts("tlv", "OSO.period.tlv"),
            Lasts("arrangement_pao", "OSO.period.arrangement_pao"),
            Lasts("lwoo", "OSO.period.lwoo"),
            Lasts("lgf", "OSO.period.lgf"),
            Lasts("verblijf_opdc", "OSO.period.verblijf_opdc"),
            Lasts("stage", "OSO.period.stage"),
            {.text = "own.school-year",
             .context = "schoolloopbaan/schooljaar",
             .keys = {.every = "OSO.school-year"},
             .broken = [](const Place& p) { return Number(p.value().substr(0, 4)) + 1 != Number(p.value().substr(5)); },
             .severity = Severity::kWarning},

            {.text = "own.postcode",
             .context = "adres",
             .keys = {.every = "OSO.postcode"},
             .broken = IsWrongPostcode,
             .severity = Severity::kWarning},
            {.text = "own.iban",
             .context = "verzorger/iban",
             .keys = {.every = "OSO.iban"},
             .broken = IsWrongIban,
             .severity = Severity::kWarning},

            {.text = "own.category",
             .context = "categorie_uitlevering/*",
             .keys = {.every = "OSO.category"},
             .broken = DeviatesFromMatrix,
             .severity = Severity::kWarning},
            {.text = "own.part",
             .context = "leerling",
             .keys = {.every = "OSO.part"},
             .broken = HasGuidance,
             .when = [](const Facts& f) { return f.part == "LAS"; },
             .severity = Severity::kWarning},

            {.text = "own.file-type",
             .context = "document/bestandsnaam",
             .keys = {.every = "OSO.attachment.type"},
             .broken = [](const Place& p) { return !dossier::IsPermittedFileType(p.value()); },
             .severity = Severity::kWarning},
            {.text = "own.not-base64",
             .context = kContent,
             .keys = {.every = "OSO.attachment.base64"},
             .broken = Has<AttachmentFault::kNotBase64>,
             .severity = Severity::kWarning},
            {.text = "own.not-a-zip",
             .context = kContent,
             .keys = {.every = "OSO.attachment.zip"},
             .broken = Has<AttachmentFault::kNotAZip>,
             .severity = Severity::kWarning},
            {.text = "own.damaged-zip",
             .context = kContent,
             .keys = {.every = "OSO.attachment.damaged"},
             .broken = Has<AttachmentFault::kDamagedZip>,
             .severity = Severity::kWarning},
            {.text = "own.encrypted-zip",
             .context = kContent,
             .keys = {.every = "OSO.attachment.encrypted"},
             .broken = Has<AttachmentFault::kEncryptedZip>,
             .severity = Severity::kWarning},
            // Whoever opens these could be harmed.
            {.text = "own.implausible-zip",
             .context = kContent,
             .keys = {.every = "OSO.attachment.size"},
             .broken = Has<AttachmentFault::kImplausibleSize>},
            {.text = "own.unsafe-entry",
             .context = kContent,
             .keys = {.every = "OSO.attachment.entry-name"},
             .broken = [](const Place& p) { return AnyEntry(p, dossier::IsUnsafeEntryName); }},
            {.text = "own.entry-type",
             .context = kContent,
             .keys = {.every = "OSO.attachment.entry-type"},
             .broken =
                 [](const Place& p) {
                   return AnyEntry(p, [](std::string_view name) {  // folders are of no type
                     return !name.ends_with('/') && !dossier::IsPermittedFileType(name);
                   });
                 },
             .severity = Severity::kWarning},
            {.text = "own.other-file",
             .context = kContent,
             .keys = {.every = "OSO.attachment.other-file"},
             .broken = HoldsOtherFile,
             .severity = Severity::kNotice},
        });

}  // namespace

std::span<const Rule> OwnRules() { return kRules; }

}  // namespace oso::profile
