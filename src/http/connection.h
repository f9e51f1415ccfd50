// One TCP connection, plain or under TLS, on one loop: everything here is called there, one operation at a time.
// Only for http/ itself.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/tls.h"
#include "http/input_buffer.h"
#include "http/loop.h"

namespace oso::http {

// The caller of a task keeps the connection alive until the task ends. Errors of every wait: kTimeout when the deadline
// passed, kUnavailable when the connection broke or was closed, by us or by the peer.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Loop& loop, Socket socket);

  // When the deadline passes the socket is closed, and so every wait ends. A task that waits sets one.
  void SetDeadline(std::chrono::steady_clock::duration from_now);
  void SetDeadline(int seconds) { SetDeadline(std::chrono::seconds(seconds)); }
  void ClearDeadline() { deadline_ = kNever; }

  // Tries each address in turn.
  Task<Status> Connect(std::vector<Tcp::endpoint> endpoints);
  // kUnauthenticated when either side refused the other: our own alert has been sent, and tls()->refusal() says why.
  Task<Status> Handshake(std::unique_ptr<crypto::TlsSession> tls);
  // Receives more into input(): how many bytes; 0 when the peer has closed. kUnauthenticated: a TLS alert.
  Task<Result<std::size_t>> Fill(std::size_t room);
  // Sends both, in as few packets as they take; `stall_seconds` is the deadline of each wait for the peer to take more.
  Task<Status> Write(ByteView first, ByteView second, int stall_seconds);
  // Says goodbye and takes what the peer still sends until it closes: to close on unread bytes would reset the
  // connection, and the peer would lose our last answer.
  Task<Status> Finish(int seconds);
  void Close();

  // False when the peer closed, or sent what nobody asked for, while no operation was under way. Does not wait.
  bool IsQuiet();

  Loop& loop() { return loop_; }
  InputBuffer& input() { return input_; }  // received, not yet used
  bool is_open() const { return socket_.is_open(); }
  bool timed_out() const { return timed_out_; }
  const crypto::TlsSession* tls() const { return tls_.get(); }  // null: plain

 private:
  using TimePoint = std::chrono::steady_clock::time_point;
  static constexpr TimePoint kNever = TimePoint::max();

  void Arm();
  void OnTimer();
  Error Broken(const boost::system::error_code& failure) const;
  Task<Result<std::size_t>> ReadSome(std::span<std::uint8_t> out);
  Task<Result<std::size_t>> Receive(std::span<std::uint8_t> out);
  Task<Status> Send(ByteView first, ByteView second, int stall_seconds);
  Task<Status> Flush(int stall_seconds);

  Loop& loop_;
  Socket socket_;
  std::unique_ptr<crypto::TlsSession> tls_;
  InputBuffer input_;
  Timer timer_;
  TimePoint deadline_ = kNever;
  TimePoint armed_ = kNever;  // when the timer fires: at or before deadline_
  bool drained_ = true;       // the last read took all there was: wait before the next
  bool timed_out_ = false;
};

}  // namespace oso::http
