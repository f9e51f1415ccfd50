// Whatever the bytes: no crash; what is found can be told in both languages, in UTF-8; and what the rules say of a
// document agrees with itself. Corpus: testdata.
#include "dossier/reader.h"
#include "profile/validate.h"
#include "profile/words.h"

namespace {

using namespace oso;

void Demand(bool holds) {
  if (!holds) __builtin_trap();
}

bool IsUtf8(std::string_view text) {
  std::size_t following = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (following > 0 ? (byte & 0xc0) != 0x80 : (byte & 0xc0) == 0x80) return false;
    following = following > 0 ? following - 1 : byte < 0x80 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
  }
  return following == 0;
}

bool IsSentence(std::string_view text) {
  return !text.empty() && IsUtf8(text) && text.find_first_of("{}") == std::string_view::npos;
}

void Tell(const profile::Findings& findings) {
  for (const profile::Finding& finding : findings) {
    Demand(finding.line > 0);
    for (const auto language : {profile::Language::kDutch, profile::Language::kEnglish}) {
      Demand(IsSentence(finding.Message(language)));
      Demand(IsSentence(finding.Remedy(language)));
      Demand(IsSentence(profile::PlaceInWords(finding.path, language)));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dossier::DossierReader reader({.max_bytes = 1 << 20});
  if (!reader.Feed({data, size}).ok()) return 0;
  const auto document = reader.Finish();
  if (!document.ok()) return 0;

  const profile::Report official = profile::Judge(*document, {.rules = profile::Rules::kOfficial});
  const profile::Report intended = profile::Judge(*document, {.today = "2026-01-01"});
  for (const profile::Report* report : {&official, &intended}) {
    Tell(report->schema);
    Tell(report->findings);
    Demand(report->schema.size() == document->schema_errors().size());
    Demand(report->schema.empty() || report->findings.empty());
    Demand(!report->accepted() || report->schema.empty());
  }
  Demand(official.accepted() == (official.schema.empty() && official.findings.empty()));

  // Who asks for the use of it gets the same answer.
  const auto validated = profile::Validate(*document, "2026-01-01");
  Demand(std::holds_alternative<profile::ValidatedDossier>(validated) == intended.accepted());
  return 0;
}
