#include "app/log_report.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "app/files.h"

namespace oso::app {
namespace {

using audit::NoteKeyType;

boost::json::array ToJson(const std::vector<audit::Cosigned>& cosigned) {
  boost::json::array rows;
  for (const audit::Cosigned& one : cosigned) {
    rows.push_back({{"witness", one.witness}, {"at", ToIso8601(one.at)}});
  }
  return rows;
}

boost::json::array ToJson(const std::vector<audit::LogFinding>& findings) {
  boost::json::array rows;
  for (const audit::LogFinding& finding : findings) {
    boost::json::object row{{"finding", audit::WireName(finding.fault)}, {"path", finding.path}};
    row["entry"] = finding.entry ? boost::json::value(*finding.entry) : boost::json::value(nullptr);
    row["detail"] = finding.detail;
    rows.push_back(std::move(row));
  }
  return rows;
}

void PrintFindings(const std::vector<audit::LogFinding>& findings) {
  for (const audit::LogFinding& finding : findings) {
    const std::string entry = finding.entry ? fmt::format("entry {}: ", *finding.entry) : "";
    fmt::print("{}  {}  {}{}\n", audit::WireName(finding.fault), finding.path, entry, finding.detail);
  }
  if (findings.size() >= audit::kMostFindings) fmt::print("there may be more: it was read no further\n");
}

Result<audit::NoteVerifier> ParseKey(std::string_view option, std::string_view text, NoteKeyType type,
                                     std::string_view whose) {
  auto key = audit::NoteVerifier::Parse(text);
  if (!key.ok()) {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("{}: {}", option, key.error().detail));
  }
  if (key->type() != type) {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("{}: this is not the key of {}", option, whose));
  }
  return key;
}

}  // namespace

void PrintLogReport(const audit::LogReport& report, audit::LogDepth depth,
                    const std::optional<audit::Checkpoint>& trusted, OutputFormat format) {
  const bool is_whole = report.findings.empty();
  const bool has_entries = depth == audit::LogDepth::kEntries;
  boost::json::object facts;
  if (report.checkpoint) {
    facts["log"] = report.checkpoint->origin;
    facts["size"] = report.checkpoint->size;
    facts["root"] = crypto::Base64Encode(report.checkpoint->root);
  }
  if (format == OutputFormat::kJson) {
    facts["whole"] = is_whole;
    facts["entriesRead"] = has_entries ? boost::json::value(report.entries) : boost::json::value(nullptr);
    facts["since"] = trusted ? boost::json::value(trusted->size) : boost::json::value(nullptr);
    facts["cosigned"] = ToJson(report.cosigned);
    facts["findings"] = ToJson(report.findings);
    return Print(format, facts);
  }
  facts["verified"] = has_entries ? fmt::format("{} entries, and every hash over them", report.entries)
                                  : "the hashes and the signed root; not the entries, which were not read";
  if (trusted && is_whole) facts["since"] = fmt::format("the first {} entries are as they were", trusted->size);
  for (const audit::Cosigned& one : report.cosigned) facts["witness " + one.witness] = ToIso8601(one.at);
  facts["outcome"] = is_whole ? "whole" : "NOT WHOLE";
  Print(format, facts);
  if (format == OutputFormat::kText) PrintFindings(report.findings);
}

Result<audit::NoteVerifier> ParseLogKey(std::string_view option, std::string_view text) {
  return ParseKey(option, text, NoteKeyType::kEd25519, "a log (see `oso-center keys show`)");
}

Result<audit::NoteVerifier> ParseWitnessKey(std::string_view option, std::string_view text) {
  return ParseKey(option, text, NoteKeyType::kCosignature, "a witness (see `oso log witness-key`)");
}

Result<audit::Checkpoint> ReadKeptCheckpoint(const std::string& file, const audit::LogPolicy& policy) {
  ASSIGN_OR_RETURN(const std::string note, ReadFile(file, audit::kMaxNote));
  auto verified = audit::VerifyCheckpoint(note, policy);
  if (!verified.ok()) return Fail(verified.error().code, file + ": " + verified.error().detail);
  return std::move(verified->checkpoint);
}

}  // namespace oso::app
