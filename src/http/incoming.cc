#include "http/incoming.h"

#include <algorithm>

namespace oso::http {

Task<Result<ParseFault>> Incoming::ReadHead() {
  InputBuffer& input = connection_.input();
  for (;;) {
    if (!input.empty()) {
      has_begun_ = true;
      const MessageParser::Step step = parser_.Put(input.bytes());
      input.Use(step.used);
      if (step.fault != ParseFault::kNone || parser_.is_head_done()) co_return step.fault;
    }
    CO_ASSIGN_OR_RETURN(const std::size_t received, co_await connection_.Fill(InputBuffer::kSmall));
    if (received == 0) co_return Fail(ErrorCode::kUnavailable, "connection: closed inside a message's head");
  }
}

Task<Result<ByteView>> Incoming::Next() {
  InputBuffer& input = connection_.input();
  input.Use(std::exchange(given_, 0));
  while (!parser_.is_done()) {
    if (!input.empty()) {
      const MessageParser::Step step = parser_.Put(input.bytes());
      if (step.fault != ParseFault::kNone) co_return Fault(step.fault);
      if (!step.body.empty()) {
        given_ = step.used;
        co_return step.body;
      }
      input.Use(step.used);
      if (step.used > 0) continue;
      // The line of a chunk's size is all that can be incomplete here.
      if (input.bytes().size() >= InputBuffer::kLarge) co_return Fault(ParseFault::kMalformed);
    }
    if (owes_continue_) CO_RETURN_IF_ERROR(co_await SayContinue());
    const auto received = co_await FillBody();
    if (!received.ok()) co_return received.error();
    if (*received == 0 && !parser_.PutEnd()) {
      co_return Fail(ErrorCode::kUnavailable, "connection: closed inside a body");
    }
  }
  co_return ByteView{};
}

Task<Result<std::size_t>> Incoming::FillBody() {
  const auto begin = std::chrono::steady_clock::now();
  connection_.SetDeadline(std::min<Duration>(std::chrono::seconds(stall_seconds_), patience_));
  auto received = co_await connection_.Fill(InputBuffer::kLarge);
  connection_.ClearDeadline();
  if (patience_ != Duration::max()) patience_ -= std::min(patience_, std::chrono::steady_clock::now() - begin);
  co_return received;
}

Task<bool> Incoming::Drain(std::size_t limit) {
  std::size_t drained = 0;
  while (drained <= limit) {
    const auto piece = co_await Next();
    if (!piece.ok()) co_return false;
    if (piece->empty()) co_return true;
    drained += piece->size();
  }
  co_return false;
}

Task<Status> Incoming::SayContinue() {
  owes_continue_ = false;
  co_return co_await connection_.Write(AsBytes("HTTP/1.1 100 Continue\r\n\r\n"), {}, stall_seconds_);
}

Error Incoming::Fault(ParseFault fault) {
  if (fault != ParseFault::kBodyTooLarge) return Fail(ErrorCode::kInvalidArgument, "the body's framing is malformed");
  was_too_large_ = true;
  return Fail(ErrorCode::kTooLarge, "the body is over the limit");
}

}  // namespace oso::http
