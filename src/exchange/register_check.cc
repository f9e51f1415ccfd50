#include <algorithm>

#include "exchange/register_json.h"

namespace oso::exchange {
namespace {

Status Wrong(std::string_view what) { return Fail(ErrorCode::kInvalidArgument, std::string(what)); }

Status CheckName(std::string_view name) {
  const bool has_control = std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (name.empty() || name.size() > 200 || has_control)
    return Wrong("a name is 1 to 200 bytes, without control characters");
  return {};
}

Status CheckBoardNumber(std::string_view number) {
  const bool digits = std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
  if (number.size() != 5 || !digits) return Wrong("a board number is 5 digits");
  return {};
}

// Other systems will be sent here: nothing in it may mislead them or carry data.
Status CheckUrl(std::string_view url) {
  constexpr std::string_view kScheme = "https://";
  const auto wrong = [] { return Wrong("an access point's URL is https://host[:port]/path, without user or query"); };
  if (!url.starts_with(kScheme) || url.size() > 500) return wrong();
  const std::string_view rest = url.substr(kScheme.size());
  const auto slash = rest.find('/');
  if (slash == 0 || slash == std::string_view::npos) return wrong();
  const bool plain = std::ranges::all_of(rest, [](char c) {
    const bool letter_or_digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter_or_digit || std::string_view("-._~/:[]%").find(c) != std::string_view::npos;
  });
  if (!plain) return wrong();
  return {};
}

Status Check(const Board& board) {
  RETURN_IF_ERROR(CheckBoardNumber(board.number));
  return CheckName(board.name);
}

Status Check(const School& school) {
  RETURN_IF_ERROR(CheckName(school.name));
  RETURN_IF_ERROR(CheckBoardNumber(school.board));
  for (const Branch& branch : school.branches) {
    if (branch.code.size() != 6 || !branch.code.starts_with(school.brin.text())) {
      return Wrong("a branch code is the school's BRIN and two digits");
    }
    RETURN_IF_ERROR(CheckName(branch.name));
  }
  return {};
}

Status Check(const Supplier& supplier) {
  for (const std::string& product : supplier.products) RETURN_IF_ERROR(CheckName(product));
  return CheckName(supplier.name);
}

Status Check(const SupplierCertificate& certificate) {
  const bool hex = std::ranges::all_of(certificate.fingerprint,
                                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  if (certificate.fingerprint.size() != 64 || !hex) return Wrong("a fingerprint is 64 hexadecimal digits");
  return {};
}

Status Check(const AccessPoint& ap) {
  const bool has_address = ap.state != AccessPointState::kAnnounced && ap.state != AccessPointState::kLeft;
  if (has_address || !ap.url.empty()) RETURN_IF_ERROR(CheckUrl(ap.url));
  if (!ap.notification_url.empty()) RETURN_IF_ERROR(CheckUrl(ap.notification_url));
  return {};
}

Status Check(const Agreement& agreement) {
  RETURN_IF_ERROR(CheckBoardNumber(agreement.board));
  RETURN_IF_ERROR(CheckName(agreement.version));
  return CheckName(agreement.signed_by);
}

Status Check(const Mandate& mandate) {
  if (mandate.until && *mandate.until < mandate.from) return Wrong("a mandate ends after it begins");
  return CheckBoardNumber(mandate.board);
}

Status Check(const Qualification& qualification) {
  if (qualification.until && *qualification.until < qualification.from) {
    return Wrong("a qualification ends after it begins");
  }
  return CheckName(qualification.product);
}

Status Check(const RegistrationKey&) { return {}; }

}  // namespace

Status CheckEntry(const RegisterEntry& entry) {
  return std::visit([](const auto& row) { return Check(row); }, entry);
}

}  // namespace oso::exchange
