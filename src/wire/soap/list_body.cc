#include "wire/soap/list_body.h"

#include <span>

#include "wire/soap/messages.h"

namespace oso::wire::soap {
namespace {

std::string Written(std::span<const exchange::AccessPoint> list, const Dialect& dialect) {
  std::string text;
  xml::Writer writer(text);
  for (const exchange::AccessPoint& ap : list) WriteAccessPoint(ap, dialect, writer);
  return text;
}

// Goes on when all else that waits for this loop has had its turn.
Task<bool> LetOthersGo() {
  co_return co_await WaitFor<bool>([](const Completer<bool>& done) { done(true); });
}

}  // namespace

Task<Result<ByteView>> ListBody::Next() {
  if (next_ > 0) std::string().swap(pieces_[next_ - 1]);  // sent
  if (next_ == pieces_.size()) co_return ByteView{};
  co_return AsBytes(pieces_[next_++]);
}

Task<std::unique_ptr<ListBody>> MakeListBody(std::string head, std::vector<exchange::AccessPoint> list,
                                             std::string tail, const Dialect& dialect) {
  std::vector<std::string> pieces{std::move(head)};
  for (std::span<const exchange::AccessPoint> rest = list; !rest.empty();) {
    const std::size_t count = std::min(rest.size(), ListBody::kPiece);
    pieces.push_back(Written(rest.first(count), dialect));
    rest = rest.subspan(count);
    (void)co_await LetOthersGo();
  }
  pieces.push_back(std::move(tail));
  std::uint64_t size = 0;
  for (const std::string& piece : pieces) size += piece.size();
  co_return std::make_unique<ListBody>(std::move(pieces), size);
}

}  // namespace oso::wire::soap
