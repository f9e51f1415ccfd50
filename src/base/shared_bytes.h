// Bytes that many answers give at once: none has a copy, however slowly it is read.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "base/bytes.h"
#include "base/task.h"

namespace oso {

// `Source`: a port with size() and Next(), such as http::BodySource.
template <class Source>
class SharedBytes final : public Source {
 public:
  explicit SharedBytes(std::shared_ptr<const std::string> bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_->size(); }
  Task<Result<ByteView>> Next() override {
    constexpr std::size_t kPiece = std::size_t{64} * 1024;
    const std::size_t at = std::exchange(at_, std::min(at_ + kPiece, bytes_->size()));
    co_return AsBytes(*bytes_).subspan(at, at_ - at);
  }

 private:
  std::shared_ptr<const std::string> bytes_;
  std::size_t at_ = 0;
};

}  // namespace oso
