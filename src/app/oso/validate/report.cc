#include "app/oso/validate/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "profile/words.h"

namespace oso::app {
namespace {

namespace json = boost::json;
using profile::Finding;
using profile::Language;
using profile::Severity;
using profile::WireName;

// A closed set of words of this page, in both languages.
struct Words {
  std::string_view accepted, rejected, error, warning, notice, line, todo, rule, schema, nothing;
};
constexpr Words kDutch{"goedgekeurd",
                       "afgekeurd",
                       "fout",
                       "waarschuwing",
                       "opmerking",
                       "regel",
                       "Doen",
                       "Voorschrift",
                       "opbouw van de gegevensset",
                       "geen bevindingen"};
constexpr Words kEnglish{
    "accepted",   "rejected", "error", "warning", "notice", "line", "To do", "Rule", "structure of the data set",
    "no findings"};

const Words& WordsOf(Language language) { return language == Language::kDutch ? kDutch : kEnglish; }

std::string_view WordOf(Severity severity, const Words& words) {
  switch (severity) {
    case Severity::kError:
      return words.error;
    case Severity::kWarning:
      return words.warning;
    case Severity::kNotice:
      break;
  }
  return words.notice;
}

// Why a file is no dossier at all.
std::string MessageOf(const Error& error, Language language) {
  const bool dutch = language == Language::kDutch;
  switch (error.code) {
    case ErrorCode::kMalformedXml:
      return (dutch ? "Dit bestand is beschadigd of geen XML: " : "This file is damaged or not XML: ") + error.detail;
    case ErrorCode::kForbiddenXml:
      return dutch ? "Dit bestand bevat een DOCTYPE of is geen UTF-8; dat wordt nooit aangenomen."
                   : "This file holds a DOCTYPE or is not UTF-8; that is never accepted.";
    case ErrorCode::kNotADossier:
      return dutch ? "Dit is geen overstapdossier van een bekende versie van de gegevensset."
                   : "This is not a dossier of a known version of the data set.";
    case ErrorCode::kTooLarge:
      return dutch ? "Dit bestand is te groot voor een overstapdossier: het heeft te veel tekst of onderdelen."
                   : "This file is too large for a dossier: it has too much text or too many elements.";
    default:
      return (dutch ? "Dit bestand kan niet worden gelezen: " : "This file cannot be read: ") + error.detail;
  }
}

// The line that an error of the XML reader names; 1 where it names none.
std::uint64_t LineOf(const Error& error) {
  constexpr std::string_view kMark = " at line ";
  const auto at = error.detail.find(kMark);
  if (at == std::string::npos) return 1;
  return std::strtoull(error.detail.c_str() + at + kMark.size(), nullptr, 10);
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

json::array IdsOf(const profile::Check& check) {
  json::array ids;
  for (std::string_view rest = check.ids; !rest.empty();) {
    const auto space = std::min(rest.find(' '), rest.size());
    ids.emplace_back(rest.substr(0, space));
    rest.remove_prefix(std::min(space + 1, rest.size()));
  }
  return ids;
}

json::value OrNull(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

void AppendText(const Finding& finding, Language language, std::string& text) {
  const Words& words = WordsOf(language);
  const std::string& key = finding.check->key;
  const std::string rule = key == "XSD"                 ? std::string(words.schema)
                           : finding.check->ids.empty() ? key
                                                        : finding.check->ids;
  text += fmt::format("\n  {}: {} ({} {})\n    {}\n    {}: {}\n    {}: {}\n", WordOf(finding.severity, words),
                      profile::PlaceInWords(finding.path, language), words.line, finding.line,
                      finding.Message(language), words.todo, finding.Remedy(language), words.rule, rule);
}

// "2 fouten, 1 waarschuwing"
std::string Counted(const FileReport& report, Language language) {
  const Words& words = WordsOf(language);
  std::string text;
  for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNotice}) {
    auto count = std::ranges::count(report.report.findings, severity, &Finding::severity);
    if (severity == Severity::kError) count += static_cast<std::ptrdiff_t>(report.report.schema.size());
    if (count == 0) continue;
    const std::string_view plural = count == 1 ? "" : language == Language::kEnglish ? "s" : "en";
    text += fmt::format("{}{} {}{}", text.empty() ? "" : ", ", count, WordOf(severity, words), plural);
  }
  return text.empty() ? std::string(words.nothing) : text;
}

}  // namespace

std::string AsText(const FileReport& report, Language language) {
  const Words& words = WordsOf(language);
  const std::string_view verdict = report.accepted() ? words.accepted : words.rejected;
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
                                    {"ruleIds", IdsOf(*finding.check)},
                                    {"path", finding.path},
                                    {"line", finding.line},
                                    {"severity", WireName(finding.severity)},
                                    {"message", finding.Message(language)}});
  }
  json::array schema;
  if (report.error) schema.push_back(SchemaError("/[1]", LineOf(*report.error), MessageOf(*report.error, language)));
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
  return json::serialize(line) + '\n';
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
    added += (std::exchange(empty_, false) ? "\n" : ",\n") + json::serialize(result);
    rules_.insert(std::move(rule));
  };
  if (report.error) {
    add(std::string(oso::WireName(report.error->code)), "error", MessageOf(*report.error, language_), "/[1]",
        LineOf(*report.error));
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
