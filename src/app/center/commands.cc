#include "app/center/commands.h"

#include <boost/json.hpp>

#include "app/files.h"
#include "crypto/certificate.h"
#include "exchange/register_json.h"

namespace oso::app {
namespace {

using boost::json::array;
using boost::json::object;
using exchange::RegisterEntry;

// What a table for people shows of an entry: few columns, the same of each.
object Row(const exchange::Board& board) { return {{"number", board.number}, {"name", board.name}}; }
object Row(const exchange::School& school) {
  return {{"brin", school.brin.text()},
          {"sector", exchange::WireName(school.sector)},
          {"board", school.board},
          {"branches", school.branches.size()},
          {"ended", school.ended ? boost::json::value(ToIso8601(school.ended->at)) : boost::json::value(nullptr)},
          {"name", school.name}};
}
object Row(const exchange::Supplier& supplier) {
  return {{"oin", supplier.oin.text()}, {"blocked", supplier.blocked}, {"name", supplier.name}};
}
object Row(const exchange::AccessPoint& ap) {
  return {{"id", ap.id.ToString()},
          {"state", exchange::WireName(ap.state)},
          {"purpose", exchange::WireName(ap.purpose)},
          {"sector", exchange::WireName(ap.sector)},
          {"supplier", ap.supplier.text()},
          {"url", ap.url}};
}
// The others: their key, and what there is of moments.
template <class T>
object Row(const T& entry) {
  object row{{"key", exchange::KeyOf(entry)}};
  object all = exchange::ToJson(entry);
  const auto put = [&](const char* name) { row[name] = all.contains(name) ? all[name] : nullptr; };
  if constexpr (requires { entry.signed_at; }) put("signedAt");
  if constexpr (requires { entry.from; }) put("from");
  if constexpr (requires { entry.until; }) put("until");
  if constexpr (requires { entry.not_after; }) put("notAfter");
  if constexpr (requires { entry.withdrawn; }) put("withdrawn");
  if constexpr (requires { entry.partnerships; }) put("partnerships");
  if constexpr (requires { entry.ended; }) put("ended");
  return row;
}

object Described(OutputFormat format, const RegisterEntry& entry) {
  if (format == OutputFormat::kJson) return exchange::ToJson(entry);
  return std::visit([](const auto& row) { return Row(row); }, entry);
}

Result<std::string> KeyFromText(std::string_view kind, const std::string& text) {
  if (kind != "access-point") return text;
  ASSIGN_OR_RETURN(const AccessPointId id, AccessPointId::Parse(text));
  return exchange::KeyOf(exchange::AccessPoint{.id = id, .supplier = {}});
}

Error NotThere(std::string_view kind, std::string_view key) {
  return Fail(ErrorCode::kNotFound, std::string("no ").append(kind).append(" ").append(key).append(" in the register"));
}

}  // namespace

Status ListEntries(const CenterCommand& command, const std::string& kind) {
  array rows;
  command.parts.registry.Now()->ForEach([&](const RegisterEntry& entry) {
    if (exchange::KindOf(entry) == kind) rows.push_back(Described(command.format, entry));
  });
  Print(command.format, rows);
  return {};
}

Status ShowEntry(const CenterCommand& command, const std::string& kind, const std::string& key) {
  ASSIGN_OR_RETURN(const std::string stored_key, KeyFromText(kind, key));
  std::optional<object> found;
  command.parts.registry.Now()->ForEach([&](const RegisterEntry& entry) {
    if (exchange::KindOf(entry) == kind && exchange::KeyOf(entry) == stored_key) found = exchange::ToJson(entry);
  });
  if (!found) return NotThere(kind, key);
  Print(command.format, *found);
  return {};
}

Status ShowHistory(const CenterCommand& command, const std::string& kind, const std::string& key) {
  ASSIGN_OR_RETURN(const std::string stored_key, KeyFromText(kind, key));
  ASSIGN_OR_RETURN(const std::vector<exchange::RegisterChange> changes,
                   command.parts.loops.Run(command.parts.registry.History(kind, stored_key)));
  if (changes.empty()) return NotThere(kind, key);
  array rows;
  for (const exchange::RegisterChange& change : changes) {
    rows.push_back({{"version", change.version},
                    {"at", ToIso8601(change.at)},
                    {"actor", change.actor},
                    {"why", change.why},
                    {"entry", exchange::ToJson(change.entry)}});
  }
  Print(command.format, rows);
  return {};
}

Status EnterEntry(const CenterCommand& command, const RegisterEntry& entry) {
  RETURN_IF_ERROR(command.parts.loops.Run(command.parts.connect.Enter(command.actor, command.why, {entry})));
  Print(command.format, exchange::ToJson(entry));
  return {};
}

Result<RegisterEntry> EntryFromTexts(std::string_view kind,
                                     const std::vector<std::pair<std::string, std::string>>& texts) {
  object json;
  for (const auto& [name, text] : texts) json[name] = text;
  return exchange::EntryFromJson(kind, json);
}

Status AddCertificate(const CenterCommand& command, const std::string& pem_file) {
  ASSIGN_OR_RETURN(const std::string pem, ReadSmallFile(pem_file));
  ASSIGN_OR_RETURN(const crypto::PeerCertificate certificate, crypto::ReadCertificate(pem));
  if (!certificate.oin) return Fail(ErrorCode::kInvalidArgument, pem_file + ": the certificate names no OIN");
  return EnterEntry(command, exchange::SupplierCertificate{.fingerprint = certificate.fingerprint,
                                                           .supplier = *certificate.oin,
                                                           .not_after = certificate.not_after});
}

Status WithdrawCertificate(const CenterCommand& command, const std::string& fingerprint) {
  RETURN_IF_ERROR(
      command.parts.loops.Run(command.parts.connect.WithdrawCertificate(command.actor, command.why, fingerprint)));
  return ShowEntry(command, "certificate", fingerprint);
}

Status BlockSupplier(const CenterCommand& command, const std::string& oin, bool blocked) {
  ASSIGN_OR_RETURN(const Oin supplier, Oin::Parse(oin));
  center::Connect& connect = command.parts.connect;
  RETURN_IF_ERROR(command.parts.loops.Run(blocked ? connect.Block(command.actor, command.why, supplier)
                                                  : connect.Unblock(command.actor, command.why, supplier)));
  return ShowEntry(command, "supplier", oin);
}

}  // namespace oso::app
