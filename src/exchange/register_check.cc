#include <algorithm>

#include "exchange/register_json.h"

namespace oso::exchange {
namespace {

Status Wrong(std::string_view what) { return Fail(ErrorCode::kInvalidArgument, std::string(what)); }

// The length of the UTF-8 character that the text begins with; 0: it begins with none (RFC 3629).
std::size_t CharacterLength(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  std::size_t length = 0;
  if (first >= 0xc2 && first < 0xe0) length = 2;
  if (first >= 0xe0 && first < 0xf0) length = 3;
  if (first >= 0xf0 && first < 0xf5) length = 4;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) return 0;
  }
  const bool overlong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xf0 && byte(1) < 0x90);
  const bool no_character = (first == 0xed && byte(1) > 0x9f) || (first == 0xf4 && byte(1) > 0x8f);
  return overlong || no_character ? 0 : length;
}

bool IsText(std::string_view text) {
  if (text.size() > 200) return false;
  while (!text.empty()) {
    const std::size_t length = CharacterLength(text);
    const bool is_control = static_cast<unsigned char>(text[0]) < 0x20 || text[0] == 0x7f;
    if (length == 0 || is_control) return false;
    text.remove_prefix(length);
  }
  return true;
}

Status CheckName(std::string_view name) {
  if (!name.empty() && IsText(name)) return {};
  return Wrong("a name is 1 to 200 bytes of UTF-8, without control characters");
}

// What may be absent.
Status CheckTexts(std::initializer_list<std::string_view> texts) {
  if (std::ranges::all_of(texts, IsText)) return {};
  return Wrong("a text is at most 200 bytes of UTF-8, without control characters");
}

Status CheckCount(std::size_t count) {
  if (count <= 200) return {};
  return Wrong("a list has at most 200 values");
}

Status CheckHash(std::string_view hash) {
  const bool hex = std::ranges::all_of(hash, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  if (hash.size() == 64 && hex) return {};
  return Wrong("a fingerprint or digest is 64 hexadecimal digits");
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
  RETURN_IF_ERROR(CheckCount(school.branches.size()));
  for (const Branch& branch : school.branches) {
    const bool digits = std::ranges::all_of(branch.code.substr(std::min<std::size_t>(4, branch.code.size())),
                                            [](char c) { return c >= '0' && c <= '9'; });
    if (branch.code.size() != 6 || !branch.code.starts_with(school.brin.text()) || !digits) {
      return Wrong("a branch code is the school's BRIN and two digits");
    }
    RETURN_IF_ERROR(CheckName(branch.name));
    RETURN_IF_ERROR(CheckTexts({branch.denomination, branch.phone, branch.website}));
    const Address& at = branch.address;
    RETURN_IF_ERROR(CheckTexts({at.street, at.house_number, at.postcode, at.town, at.municipality, at.province}));
  }
  return {};
}

Status Check(const Supplier& supplier) {
  RETURN_IF_ERROR(CheckCount(supplier.products.size()));
  for (const std::string& product : supplier.products) RETURN_IF_ERROR(CheckName(product));
  return CheckName(supplier.name);
}

Status Check(const SupplierCertificate& certificate) { return CheckHash(certificate.fingerprint); }

Status Check(const AccessPoint& ap) {
  const bool has_address = ap.state != AccessPointState::kAnnounced && ap.state != AccessPointState::kLeft;
  if (has_address || !ap.url.empty()) RETURN_IF_ERROR(CheckUrl(ap.url));
  RETURN_IF_ERROR(CheckCount(ap.versions.size()));
  RETURN_IF_ERROR(CheckCount(ap.protocols.size()));
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

Status Check(const RegistrationKey& key) { return CheckHash(key.digest); }

}  // namespace

Status CheckEntry(const RegisterEntry& entry) {
  return std::visit([](const auto& row) { return Check(row); }, entry);
}

}  // namespace oso::exchange
