#include "school/source/inspection.h"

#include "base/words.h"

namespace oso::school::source {
namespace {

constexpr auto kBy = std::to_array<Word<InspectedBy>>({
    {InspectedBy::kParent, "ouder"},
    {InspectedBy::kPupil, "leerling"},
});
constexpr auto kShown = std::to_array<Word<Shown>>({
    {Shown::kOnScreen, "getoond"},
    {Shown::kPrinted, "afgedrukt"},
    {Shown::kDigitally, "digitaal"},
    {Shown::kInLas, "in-las"},
});
constexpr auto kAgreements = std::to_array<Word<Agreement>>({
    {Agreement::kYes, "Ja"},
    {Agreement::kNo, "Nee"},
    {Agreement::kUnknown, "Onbekend"},
});
constexpr auto kConsents = std::to_array<Word<Consent>>({
    {Consent::kNotNeeded, "not-needed"},
    {Consent::kGiven, "given"},
    {Consent::kRefused, "refused"},
});

}  // namespace

std::string_view WireName(InspectedBy by) { return TextOf(kBy, by); }
std::string_view WireName(Shown how) { return TextOf(kShown, how); }
std::string_view WireName(Agreement agreement) { return TextOf(kAgreements, agreement); }
std::string_view WireName(Consent consent) { return TextOf(kConsents, consent); }
std::optional<InspectedBy> ParseInspectedBy(std::string_view text) { return ValueOf(kBy, text); }
std::optional<Shown> ParseShown(std::string_view text) { return ValueOf(kShown, text); }
std::optional<Agreement> ParseAgreement(std::string_view text) { return ValueOf(kAgreements, text); }
std::optional<Consent> ParseConsent(std::string_view text) { return ValueOf(kConsents, text); }

}  // namespace oso::school::source
