#include "center/register.h"

#include <algorithm>

namespace oso::center {
namespace {

Status CheckName(std::string_view name) {
  if (name.empty() || name.size() > 200) return Fail(ErrorCode::kInvalidArgument, "a name is 1 to 200 bytes");
  return {};
}

Status CheckBoardNumber(std::string_view number) {
  const bool digits = std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
  if (number.size() != 5 || !digits) return Fail(ErrorCode::kInvalidArgument, "a board number is 5 digits");
  return {};
}

// Other systems will be sent here: nothing in it may mislead them or carry data.
Status CheckUrl(std::string_view url) {
  constexpr std::string_view kScheme = "https://";
  const auto wrong = [] {
    return Fail(ErrorCode::kInvalidArgument,
                "an access point's URL is https://host[:port]/path, without user or query");
  };
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

}  // namespace

Register::Register(RegisterWriter& writer, const Clock& clock) : writer_(writer), clock_(clock) {}

Task<Status> Register::AddBoard(audit::Actor actor, exchange::Board board) {
  CO_RETURN_IF_ERROR(CheckBoardNumber(board.number));
  CO_RETURN_IF_ERROR(CheckName(board.name));
  audit::Event event = audit::BoardAdded(std::move(actor), clock_.Now(), board.number);
  co_return co_await writer_.AddBoard(std::move(board), std::move(event));
}

Task<Status> Register::AddSchool(audit::Actor actor, exchange::School school) {
  CO_RETURN_IF_ERROR(CheckName(school.name));
  audit::Event event = audit::SchoolAdded(std::move(actor), clock_.Now(), school.brin);
  co_return co_await writer_.AddSchool(std::move(school), std::move(event));
}

Task<Status> Register::AddSupplier(audit::Actor actor, exchange::Supplier supplier) {
  CO_RETURN_IF_ERROR(CheckName(supplier.name));
  audit::Event event = audit::SupplierAdded(std::move(actor), clock_.Now(), supplier.oin);
  co_return co_await writer_.AddSupplier(std::move(supplier), std::move(event));
}

Task<Status> Register::AddAccessPoint(audit::Actor actor, exchange::AccessPoint ap) {
  CO_RETURN_IF_ERROR(CheckUrl(ap.url));
  audit::Event event = audit::AccessPointAdded(std::move(actor), clock_.Now(), ap.id, ap.supplier);
  co_return co_await writer_.AddAccessPoint(std::move(ap), std::move(event));
}

Task<Status> Register::SetAccessPointState(audit::Actor actor, AccessPointId ap, exchange::AccessPointState state) {
  audit::Event event = audit::AccessPointStateChanged(std::move(actor), clock_.Now(), ap, exchange::WireName(state));
  co_return co_await writer_.SetAccessPointState(ap, state, std::move(event));
}

}  // namespace oso::center
