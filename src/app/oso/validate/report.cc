#include "app/oso/validate/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "app/oso/checks/checks.h"
#include "profile/words.h"

namespace oso::app {
namespace {

namespace json = boost::json;
using profile::Finding;
using profile::Language;
using profile::Severity;
using profile::WireName;

struct Place {
  std::uint64_t line = 1;
  std::uint64_t column = 1;
};

// Where an error of the XML reader says it is: "... at line 3, column 7"; nothing where it does not say.
std::optional<Place> PlaceOf(const Error& error) {
  constexpr std::string_view kLine = " at line ";
  constexpr std::string_view kColumn = ", column ";
  const auto line = error.detail.find(kLine);
  const auto column = error.detail.find(kColumn, line);
  if (line == std::string::npos || column == std::string::npos) return std::nullopt;
  const auto number_after = [&](std::size_t at) { return std::strtoull(error.detail.c_str() + at, nullptr, 10); };
  return Place{number_after(line + kLine.size()), number_after(column + kColumn.size())};
}

// Why a file is no dossier at all.
std::string MessageOf(const Error& error, Language language) {
  const auto in = [&](std::string_view dutch, std::string_view english) {
    return std::string(In(language, dutch, english));
  };
  switch (error.code) {
    case ErrorCode::kMalformedXml: {
      // The reader's own words are English.
      if (language == Language::kEnglish) return "This file is damaged or not XML: " + error.detail;
      const auto place = PlaceOf(error);
      return "Dit bestand is beschadigd of geen XML" +
             (place ? fmt::format(": het gaat mis bij regel {}, kolom {}", place->line, place->column) : ".");
    }
    case ErrorCode::kForbiddenXml:
      return in("Dit bestand bevat een DOCTYPE of is geen UTF-8; dat wordt nooit aangenomen.",
                "This file holds a DOCTYPE or is not UTF-8; that is never accepted.");
    case ErrorCode::kNotADossier:
      return in("Dit is geen overstapdossier van een bekende versie van de gegevensset.",
                "This is not a dossier of a known version of the data set.");
    case ErrorCode::kTooLarge:
      return in("Dit bestand is te groot voor een overstapdossier: het heeft te veel tekst of onderdelen.",
                "This file is too large for a dossier: it has too much text or too many elements.");
    default:
      return fmt::format("{} ({}).", in("Dit bestand kan niet worden gelezen", "This file cannot be read"),
                         error.detail);
  }
}

// A file's name as a relative reference (RFC 3986): what is no letter, digit or one of "-._~/" is percent-encoded.
std::string UriOf(std::string_view file) {
  std::string uri;
  for (const char c : file) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

json::object SchemaError(std::string_view path, std::uint64_t line, const std::string& message) {
  return {{"path", path}, {"line", line}, {"message", message}};
}

json::value OrNull(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

void AppendText(const Finding& finding, Language language, std::string& text) {
  const profile::Check& check = *finding.check;
  const std::string_view rule = check.key == "XSD"
                                    ? In(language, "opbouw van de gegevensset", "structure of the data set")
                                : check.ids.empty() ? check.key
                                                    : check.ids;
  text +=
      fmt::format("\n  {}: {} ({} {} {})\n    {}\n    {}: {}\n    {}: {}\n", SeverityWord(finding.severity, language),
                  profile::PlaceInWords(finding.path, language), In(language, "regel", "line"), finding.line,
                  In(language, "van het bestand", "of the file"), finding.Message(language),
                  In(language, "Doen", "To do"), finding.Remedy(language), In(language, "Voorschrift", "Rule"), rule);
}

// "2 fouten, 1 waarschuwing"
std::string Counted(const FileReport& report, Language language) {
  std::string text;
  for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNotice}) {
    auto count = std::ranges::count(report.report.findings, severity, &Finding::severity);
    if (severity == Severity::kError) count += static_cast<std::ptrdiff_t>(report.report.schema.size());
    if (count == 0) continue;
    const std::string_view plural = count == 1 ? "" : In(language, "en", "s");
    text += fmt::format("{}{} {}{}", text.empty() ? "" : ", ", count, SeverityWord(severity, language), plural);
  }
  return text.empty() ? std::string(In(language, "geen bevindingen", "no findings")) : text;
}

// How many of these bytes, the first included, are one character of UTF-8 (RFC 3629); 0: the first begins none.
std::size_t CharacterAt(std::string_view bytes) {
  const auto byte = [&](std::size_t at) { return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  // Neither longer than need be, nor a half of a UTF-16 pair, nor over U+10FFFF.
  const unsigned least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const unsigned most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (first < 0xc2 || first > 0xf4 || byte(1) < least || byte(1) > most) return 0;
  for (std::size_t at = 2; at < size; ++at) {
    if (byte(at) < 0x80 || byte(at) > 0xbf) return 0;
  }
  return size;
}

// The name of a file may be any bytes; JSON is UTF-8.
std::string AsUtf8(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t size = CharacterAt(bytes);
    text += size == 0 ? "\uFFFD" : bytes.substr(0, size);
    bytes.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return text;
}

}  // namespace

std::string AsText(const FileReport& report, Language language) {
  const std::string_view verdict = report.accepted()     ? In(language, "goedgekeurd", "accepted")
                                   : report.unreadable() ? In(language, "niet gelezen", "not read")
                                                         : In(language, "afgekeurd", "rejected");
  if (report.error) return fmt::format("{}: {}\n  {}\n", report.file, verdict, MessageOf(*report.error, language));
  std::string text = fmt::format("{}: {} ({}{}{}): {}\n", report.file, verdict, report.version,
                                 report.profile.empty() ? "" : ", ", report.profile, Counted(report, language));
  for (const Finding& finding : report.report.schema) AppendText(finding, language, text);
  for (const Finding& finding : report.report.findings) AppendText(finding, language, text);
  return text;
}

std::string AsJsonLine(const FileReport& report, Language language) {
  json::array findings;
  for (const Finding& finding : report.report.findings) {
    findings.push_back(json::object{{"check", finding.check->key},
                                    {"ruleIds", json::value_from(StandardIds(*finding.check))},
                                    {"path", finding.path},
                                    {"line", finding.line},
                                    {"severity", WireName(finding.severity)},
                                    {"message", finding.Message(language)}});
  }
  json::array schema;
  if (report.error)
    schema.push_back(
        SchemaError("/[1]", PlaceOf(*report.error).value_or(Place{}).line, MessageOf(*report.error, language)));
  for (const Finding& error : report.report.schema) {
    schema.push_back(SchemaError(error.path, error.line, error.Message(language)));
  }
  const json::object line{{"file", report.file},
                          {"version", OrNull(report.version)},
                          {"profile", OrNull(report.profile)},
                          {"wellformed", report.well_formed()},
                          {"schemaValid", schema.empty()},
                          {"verdict", report.accepted() ? "accept" : "reject"},
                          {"findings", std::move(findings)},
                          {"schemaErrors", std::move(schema)}};
  return AsUtf8(json::serialize(line)) + '\n';
}

std::string SarifLog::Begin() const {
  return R"({"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"results":[)";
}

std::string SarifLog::Add(const FileReport& report) {
  std::string added;
  const json::string uri(UriOf(report.file));
  const auto add = [&](std::string rule, std::string_view level, const std::string& message, std::string_view path,
                       std::uint64_t line) {
    const json::object place{
        {"physicalLocation", {{"artifactLocation", {{"uri", uri}}}, {"region", {{"startLine", line}}}}},
        {"logicalLocations", json::array{json::object{{"fullyQualifiedName", path}}}}};
    const json::object result{
        {"ruleId", rule}, {"level", level}, {"message", {{"text", message}}}, {"locations", json::array{place}}};
    added += (std::exchange(empty_, false) ? "\n" : ",\n") + AsUtf8(json::serialize(result));
    rules_.insert(std::move(rule));
  };
  if (report.error) {
    add(std::string(oso::WireName(report.error->code)), "error", MessageOf(*report.error, language_), "/[1]",
        PlaceOf(*report.error).value_or(Place{}).line);
  }
  for (const profile::Findings* findings : {&report.report.schema, &report.report.findings}) {
    for (const Finding& finding : *findings) {
      add(finding.check->key, finding.severity == Severity::kNotice ? "note" : WireName(finding.severity),
          finding.Message(language_), finding.path, finding.line);
    }
  }
  return added;
}

std::string SarifLog::End() const {
  json::array rules;
  for (const std::string& rule : rules_) rules.push_back(json::object{{"id", rule}});
  const json::object driver{{"name", "oso validate"}, {"rules", std::move(rules)}};
  return "\n],\"tool\":" + json::serialize(json::object{{"driver", driver}}) + "}]}\n";
}

}  // namespace oso::app
