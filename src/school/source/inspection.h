// Inspection by the parents (inzage; WPO art. 42(1), data set OVa.IZ01-05) and, from secondary education, consent
// (toestemming; WVO art. 103b(7)): what is recorded of it, as evidence.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"

namespace oso::school::source {

enum class InspectedBy { kParent, kPupil };                    // the role, never a name: "ouder", "leerling"
enum class Shown { kOnScreen, kPrinted, kDigitally, kInLas };  // "getoond", "afgedrukt", "digitaal", "in-las"
enum class Agreement { kYes, kNo, kUnknown };  // akkoord with the content: "Ja", "Nee", "Onbekend" (code list 37)
enum class Consent { kNotNeeded, kGiven, kRefused };  // "not-needed", "given", "refused"

std::string_view WireName(InspectedBy by);
std::string_view WireName(Shown how);
std::string_view WireName(Agreement agreement);
std::string_view WireName(Consent consent);
// Nothing for any other text.
std::optional<InspectedBy> ParseInspectedBy(std::string_view text);
std::optional<Shown> ParseShown(std::string_view text);
std::optional<Agreement> ParseAgreement(std::string_view text);
std::optional<Consent> ParseConsent(std::string_view text);

struct Inspection {
  Day on;
  InspectedBy by = InspectedBy::kParent;
  Shown how = Shown::kOnScreen;
  Agreement agreement = Agreement::kUnknown;
  Consent consent = Consent::kNotNeeded;
  // When and by whom it was recorded; nothing of those that are older than this record.
  std::optional<Instant> recorded_at = {};
  std::optional<std::string> recorded_by = {};  // as audit::Actor::name
};

}  // namespace oso::school::source
