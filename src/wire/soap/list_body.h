// A long list of access points as it is sent: made a piece at a time, with the event loop free between the pieces, and
// held as pieces until they are sent.
#pragma once

#include <string>
#include <vector>

#include "exchange/parties.h"
#include "http/message.h"
#include "wire/soap/dialect.h"

namespace oso::wire::soap {

class ListBody final : public http::BodySource {
 public:
  // So many access points are written at once; a list that is no longer is not worth a body of its own.
  static constexpr std::size_t kPiece = 200;

  ListBody(std::vector<std::string> pieces, std::uint64_t size) : pieces_(std::move(pieces)), size_(size) {}
  Task<Result<ByteView>> Next() override;
  std::uint64_t size() const override { return size_; }

 private:
  std::vector<std::string> pieces_;
  std::uint64_t size_;
  std::size_t next_ = 0;
};

// `head` and `tail` are what stands around the list. `dialect` outlives the task.
Task<std::unique_ptr<ListBody>> MakeListBody(std::string head, std::vector<exchange::AccessPoint> list,
                                             std::string tail, const Dialect& dialect);

}  // namespace oso::wire::soap
