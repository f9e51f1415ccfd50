// Bytes received and not yet used. Small while a connection is idle. Only for http/ itself.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>

#include "base/bytes.h"

namespace oso::http {

class InputBuffer {
 public:
  ByteView bytes() const { return {buffer_.get() + begin_, end_ - begin_}; }
  bool empty() const { return begin_ == end_; }

  void Use(std::size_t count) {
    begin_ += count;
    if (begin_ == end_) begin_ = end_ = 0;
  }

  // Free room behind the bytes, after making the whole at least `size` and the room at least one byte. Moves the bytes.
  std::span<std::uint8_t> Room(std::size_t size) {
    if (begin_ > 0) {
      std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    if (end_ == size_) size = std::max(size, 2 * size_);
    if (size > size_) Resize(size);
    return {buffer_.get() + end_, size_ - end_};
  }
  void Added(std::size_t count) { end_ += count; }

  // Gives back what a large body took.
  void Shrink() {
    if (empty() && size_ > kSmall) {
      buffer_.reset();
      size_ = 0;
    }
  }

  static constexpr std::size_t kSmall = std::size_t{4} * 1024;
  static constexpr std::size_t kLarge = std::size_t{64} * 1024;

 private:
  void Resize(std::size_t size) {
    auto larger = std::make_unique_for_overwrite<std::uint8_t[]>(size);
    if (end_ > 0) std::memcpy(larger.get(), buffer_.get(), end_);
    buffer_ = std::move(larger);
    size_ = size;
  }

  std::unique_ptr<std::uint8_t[]> buffer_;
  std::size_t size_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace oso::http
