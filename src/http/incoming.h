// One message as it comes in over a connection: its head, then its body piece by piece. Only for http/ itself.
#pragma once

#include <chrono>

#include "http/connection.h"
#include "http/message.h"
#include "http/message_parser.h"

namespace oso::http {

class Incoming final : public BodyReader {
 public:
  using Duration = std::chrono::steady_clock::duration;

  // `connection` outlives this. A wait for more of the body ends after `stall_seconds`, and all waits for it together
  // after `patience`: the time that its reader takes is not the peer's.
  Incoming(Connection& connection, MessageKind kind, ParseLimits limits, int stall_seconds,
           Duration patience = Duration::max())
      : connection_(connection), parser_(kind, limits), stall_seconds_(stall_seconds), patience_(patience) {}

  // Under the deadline that the caller has set. A fault is the peer's; an error is the connection's.
  Task<Result<ParseFault>> ReadHead();
  Task<Result<ByteView>> Next() override;
  std::optional<std::uint64_t> announced() const override { return parser_.remaining(); }
  // Reads away at most `limit` bytes of the body: is it at its end now?
  Task<bool> Drain(std::size_t limit);

  // The peer waits for "100 Continue" before it sends its body: said at the first Next.
  void PromiseContinue() { owes_continue_ = true; }
  bool owes_continue() const { return owes_continue_; }

  bool has_begun() const { return has_begun_; }  // a byte of the message has come
  // The connection is not fit for another message, whatever this one says.
  void ForbidReuse() { forbids_reuse_ = true; }
  bool keeps_alive() const { return !forbids_reuse_ && parser_.keeps_alive(); }

  MessageParser& parser() { return parser_; }
  bool was_too_large() const { return was_too_large_; }

 private:
  Task<Status> SayContinue();
  Task<Result<std::size_t>> FillBody();
  Error Fault(ParseFault fault);

  Connection& connection_;
  MessageParser parser_;
  int stall_seconds_;
  Duration patience_;      // what is left of it
  std::size_t given_ = 0;  // bytes behind the view that the last Next gave
  bool owes_continue_ = false;
  bool has_begun_ = false;
  bool forbids_reuse_ = false;
  bool was_too_large_ = false;
};

}  // namespace oso::http
