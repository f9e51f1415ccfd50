// The rules as small units. Ids and conditions are those of the official stylesheets: OV for transfers between and
// within schools, PaO for dossiers to a partnership; 2016.1 has one stylesheet with ids of its own. What the official
// rules do not look at carries an id of ours (OSO.*).
#include <algorithm>
#include <array>
#include <initializer_list>

#include "profile/validate.h"

namespace oso::profile {
namespace {

using dossier::DataSetVersion;
using dossier::Dossier;
using dossier::InspectionBlock;

constexpr std::string_view kSpace = " \t\r\n";

// xs:boolean: the white space around it does not count.
bool IsTrue(const std::optional<std::string>& text) {
  if (!text) return false;
  const auto first = text->find_first_not_of(kSpace);
  if (first == std::string::npos) return false;
  const auto word = std::string_view(*text).substr(first, text->find_last_not_of(kSpace) - first + 1);
  return word == "true" || word == "1";
}

bool IsOneOf(const std::optional<std::string>& text, std::initializer_list<std::string_view> codes) {
  return text && std::ranges::find(codes, std::string_view(*text)) != codes.end();
}

// Which stylesheet judges. Of a kind that nobody knows the profile tells whom it was meant for.
bool Always(const Dossier&) { return true; }
bool Is2016(const Dossier& d) { return d.version == DataSetVersion::k2016_1; }
bool IsAfter2016(const Dossier& d) { return !Is2016(d); }
bool IsPao(const Dossier& d) {
  if (Is2016(d)) return false;
  if (d.transfer_kind == "swv-dossier") return true;
  return !dossier::ParseTransferKind(d.transfer_kind) && IsOneOf(d.profile, {"POSWV", "VOSWV"});
}
bool IsOv(const Dossier& d) { return IsAfter2016(d) && !IsPao(d); }

bool IsBetweenSchools(const Dossier& d) { return IsOv(d) && d.transfer_kind == "overstapdossier"; }
bool IsBetweenSchools2016(const Dossier& d) { return Is2016(d) && d.transfer_kind == "overstapdossier"; }
bool IsWithinBrin(const Dossier& d) { return d.transfer_kind == "overdrachtbinnenbrin"; }
bool IsWithinBrinAfter2016(const Dossier& d) { return IsAfter2016(d) && IsWithinBrin(d); }
bool IsToPartnership(const Dossier& d) { return IsPao(d) && d.transfer_kind == "swv-dossier"; }
bool IsVovo(const Dossier& d) { return IsBetweenSchools(d) && d.profile == "VOVO"; }
bool IsVovo2016(const Dossier& d) { return IsBetweenSchools2016(d) && d.profile == "VOVO"; }

bool WrongStandardVersion(const Dossier& d) { return d.standard_version != WireName(d.version); }
bool WrongValidationVersion(const Dossier& d) {
  switch (d.version) {
    case DataSetVersion::k2016_1:
      return d.validation_version != "2016.1.2";
    case DataSetVersion::k2017_1:
      return d.validation_version != "2017.1.2";
    case DataSetVersion::k2018_1:
      return d.validation_version != "2018.1.1";
    case DataSetVersion::k2019_1:
      return d.validation_version != "2019.1.1";
  }
  return true;
}
bool NoLasPart(const Dossier& d) { return !IsOneOf(d.part, {"LAS", "LASLVS"}); }
bool NoCategories(const Dossier& d) { return !d.has_categories; }
bool NoProfile(const Dossier& d) { return !d.profile; }
bool NotASchoolProfile(const Dossier& d) { return !IsOneOf(d.profile, {"POPO", "POVO", "VOVO"}); }
bool NotAPartnershipProfile(const Dossier& d) { return !IsOneOf(d.profile, {"POSWV", "VOSWV"}); }

// The partnerships' codes came after 2016.1.
bool UnknownKind(const Dossier& d) {
  return !dossier::ParseTransferKind(d.transfer_kind) || (Is2016(d) && d.transfer_kind == "swv-dossier");
}
bool UnknownProfile(const Dossier& d) {
  if (!d.profile || (!Is2016(d) && IsOneOf(d.profile, {"POSWV", "VOSWV"}))) return false;
  return !IsOneOf(d.profile, {"VSPO", "VSWEC", "POPO", "POWEC", "POVO", "VOVO", "VOMBO", "VOHBO", "VOWO", "WECWEC",
                              "WECVO", "WECMBO", "WECHBO", "WECWO", "OVERIG"});
}
bool UnknownAnswer(const Dossier& d, std::optional<std::string> InspectionBlock::* field) {
  return d.inspection && (*d.inspection).*field && !IsOneOf((*d.inspection).*field, {"Ja", "Nee", "Onbekend"});
}

bool NoInspection(const Dossier& d) { return !d.inspection; }
bool NotInspected(const Dossier& d) { return d.inspection && !IsTrue(d.inspection->inspected); }
bool NoInspectionDate(const Dossier& d) {
  return d.inspection && IsTrue(d.inspection->inspected) && !d.inspection->date;
}
bool NoAgreement(const Dossier& d) {
  return d.inspection && IsTrue(d.inspection->inspected) && !d.inspection->agreement;
}
bool NoConsent(const Dossier& d) { return d.inspection && !d.inspection->consent; }

bool NoPgn(const Dossier& d) { return !d.bsn && !d.onderwijsnummer; }
bool AnyPgn(const Dossier& d) { return !NoPgn(d); }
bool WrongPgn(const Dossier& d) {
  return (d.bsn && !Pgn::Parse(d.bsn->Reveal()).ok()) ||
         (d.onderwijsnummer && !Pgn::Parse(d.onderwijsnummer->Reveal()).ok());
}

constexpr Severity kError = Severity::kError;

constexpr std::string_view kStandardVersion = "/dossier/metadata/standaardversie";
constexpr std::string_view kValidationVersion = "/dossier/metadata/validatieversie";
constexpr std::string_view kPart = "/dossier/metadata/deeldossier";
constexpr std::string_view kCategories = "/dossier/metadata/categorie_uitlevering";
constexpr std::string_view kProfile = "/dossier/metadata/overstap";
constexpr std::string_view kKind = "/dossier/overdrachtsoort";
constexpr std::string_view kInspection = "/dossier/inzage";
constexpr std::string_view kInspected = "/dossier/inzage/inzage";
constexpr std::string_view kInspectionDate = "/dossier/inzage/inzagedatum";
constexpr std::string_view kAgreement = "/dossier/inzage/akkoord";
constexpr std::string_view kConsent = "/dossier/inzage/toestemming";
constexpr std::string_view kPupil = "/dossier/huidigeschool/leerling";

constexpr std::string_view kStandardVersionText =
    "De standaardversie hoort niet bij deze versie van de gegevensset; maak het dossier opnieuw aan in uw systeem.";
constexpr std::string_view kValidationVersionText =
    "De validatieversie hoort niet bij deze versie van de gegevensset; maak het dossier opnieuw aan in uw systeem.";
constexpr std::string_view kPartText =
    "Alleen een dossier met de gegevens van het LAS (LAS of LASLVS) kan worden overgedragen.";
constexpr std::string_view kCategoriesText = "Welke categorieën worden uitgeleverd, staat niet in het dossier.";
constexpr std::string_view kNoProfileText = "De soort overstap ontbreekt.";
constexpr std::string_view kSchoolProfileText = "De soort overstap is niet POPO, POVO of VOVO.";
constexpr std::string_view kNoInspectionText = "De inzage door de ouders is niet vastgelegd.";
constexpr std::string_view kNotInspectedText = "De ouders hebben het dossier nog niet ingezien.";
constexpr std::string_view kNoDateText = "De datum van inzage ontbreekt.";
constexpr std::string_view kNoAgreementText = "Of de ouders akkoord zijn met de inhoud, is niet vastgelegd.";
constexpr std::string_view kNoConsentText = "De toestemming van de ouders of de leerling is niet vastgelegd.";
constexpr std::string_view kNoPgnText = "Het BSN of onderwijsnummer van de leerling ontbreekt.";

constexpr std::array kRules = std::to_array<Rule>({
    // What the document says it is.
    {"OG.02", kError, kStandardVersion, kStandardVersionText, IsAfter2016, WrongStandardVersion},
    {"OS.M05", kError, kStandardVersion, kStandardVersionText, Is2016, WrongStandardVersion},
    {"OVa.MD02", kError, kValidationVersion, kValidationVersionText, IsOv, WrongValidationVersion},
    {"PaO.MD02", kError, kValidationVersion, kValidationVersionText, IsPao, WrongValidationVersion},
    {"OS.M06", kError, kValidationVersion, kValidationVersionText, Is2016, WrongValidationVersion},
    {"CL33.deeldossier", kError, kPart, "Het deeldossier is niet LAS, LVS, LASLVS of TIB.", Always,
     [](const Dossier& d) { return !IsOneOf(d.part, {"LAS", "LVS", "LASLVS", "TIB"}); }},
    {"OVa.MD01", kError, kPart, kPartText, IsOv, NoLasPart},
    {"PaO.MD01", kError, kPart, kPartText, IsPao, NoLasPart},
    {"OS.M01", kError, kPart, kPartText, Is2016, NoLasPart},
    {"OVa.MD03", kError, kCategories, kCategoriesText, IsBetweenSchools, NoCategories},
    {"OVb.MD03", kError, kCategories, kCategoriesText, IsWithinBrinAfter2016, NoCategories},
    {"PaO.MD03", kError, kCategories, kCategoriesText, IsToPartnership, NoCategories},

    // The kind of transfer and the profile.
    {"CL29.overdrachtsoort", kError, kKind, "De soort overdracht is geen bekende code.", Always, UnknownKind},
    {"OVa.OS03", kError, kKind, "De soort overdracht is niet overstapdossier of overdrachtbinnenbrin.", IsOv,
     [](const Dossier& d) { return !IsOneOf(d.transfer_kind, {"overstapdossier", "overdrachtbinnenbrin"}); }},
    {"PaO.SO03", kError, kKind, "De soort overdracht is niet swv-dossier.", IsPao,
     [](const Dossier& d) { return d.transfer_kind != "swv-dossier"; }},
    {"CL16.overstap", kError, kProfile, "De soort overstap is geen bekende code.", Always, UnknownProfile},
    {"OVa.OS01", kError, kProfile, kNoProfileText, IsBetweenSchools, NoProfile},
    {"OVa.OS02", kError, kProfile, kSchoolProfileText, IsBetweenSchools, NotASchoolProfile},
    {"PaO.SO01", kError, kProfile, kNoProfileText, IsToPartnership, NoProfile},
    {"PaO.SO02", kError, kProfile, "De soort overstap is niet POSWV of VOSWV.", IsToPartnership,
     NotAPartnershipProfile},
    {"OS.M02", kError, kProfile, kNoProfileText, IsBetweenSchools2016, NoProfile},
    {"OS.M03", kError, kProfile, kSchoolProfileText, IsBetweenSchools2016, NotASchoolProfile},

    // Inspection by the parents, and consent.
    {"OVa.IZ01", kError, kInspection, kNoInspectionText, IsBetweenSchools, NoInspection},
    {"OVa.IZ02", kError, kInspected, kNotInspectedText, IsBetweenSchools, NotInspected},
    {"OVa.IZ03", kError, kInspectionDate, kNoDateText, IsBetweenSchools, NoInspectionDate},
    {"OVa.IZ04", kError, kAgreement, kNoAgreementText, IsBetweenSchools, NoAgreement},
    {"OVa.IZ05", kError, kConsent, kNoConsentText, IsVovo, NoConsent},
    {"OS.I01", kError, kInspection, kNoInspectionText, IsBetweenSchools2016, NoInspection},
    {"OS.I02", kError, kInspected, kNotInspectedText, IsBetweenSchools2016, NotInspected},
    {"OS.I03", kError, kInspectionDate, kNoDateText, IsBetweenSchools2016, NoInspectionDate},
    {"OS.I04", kError, kAgreement, kNoAgreementText, IsBetweenSchools2016, NoAgreement},
    {"OS.I05", kError, kConsent, kNoConsentText, IsVovo2016, NoConsent},
    {"CL37.akkoord", kError, kAgreement, "Akkoord is niet Ja, Nee of Onbekend.", Always,
     [](const Dossier& d) { return UnknownAnswer(d, &InspectionBlock::agreement); }},
    {"CL37.toestemming", kError, kConsent, "Toestemming is niet Ja, Nee of Onbekend.", Always,
     [](const Dossier& d) { return UnknownAnswer(d, &InspectionBlock::consent); }},
    // WVO art. 103b lid 7: without consent it may not leave, whatever else is recorded.
    {"OSO.consent.refused", kError, kConsent,
     "In het dossier staat dat er geen toestemming is; zonder toestemming mag het niet weg.",
     [](const Dossier& d) { return d.transfer_kind == "overstapdossier" && d.profile == "VOVO"; },
     [](const Dossier& d) { return d.inspection && IsOneOf(d.inspection->consent, {"Nee", "Onbekend"}); }},
    {"OSO.inspection.provisional", Severity::kWarning, "/dossier/inzage/voorlopigdossier",
     "Dit is een voorlopig dossier; vraag later het definitieve op.", Always,
     [](const Dossier& d) { return d.inspection && IsTrue(d.inspection->provisional); }},

    // The pupil and the school.
    {"OVa.LL12", kError, kPupil, kNoPgnText, IsBetweenSchools, NoPgn},
    {"OS.L08", kError, kPupil, kNoPgnText, IsBetweenSchools2016, NoPgn},
    {"PaO.LL12", kError, kPupil, "Een dossier voor een samenwerkingsverband mag geen BSN of onderwijsnummer bevatten.",
     IsToPartnership, AnyPgn},
    // Without it the other system could not ask for this pupil.
    {"OSO.pgn.missing", kError, kPupil,
     "Het BSN of onderwijsnummer van de leerling ontbreekt; daarmee wordt het dossier opgevraagd.", IsWithinBrin,
     NoPgn},
    {"OSO.pgn.two", kError, kPupil, "De leerling heeft een BSN en een onderwijsnummer; verwijder het onderwijsnummer.",
     Always, [](const Dossier& d) { return d.bsn && d.onderwijsnummer; }},
    {"OSO.pgn.check-digit", kError, kPupil,
     "Het BSN of onderwijsnummer van de leerling is onjuist; controleer het op een typefout.", Always, WrongPgn},
    {"OSO.pupil.family-name", kError, "/dossier/huidigeschool/leerling/achternaam",
     "De achternaam van de leerling ontbreekt.", Always, [](const Dossier& d) { return !d.has_family_name; }},
    {"OSO.school.brin", kError, "/dossier/huidigeschool/brincode",
     "De BRIN van de school is geen twee cijfers met twee hoofdletters.", Always,
     [](const Dossier& d) { return !Brin::Parse(d.brin).ok(); }},
});

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace oso::profile
