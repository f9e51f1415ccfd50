#include "http/connection.h"

#include <array>
#include <boost/asio/buffer.hpp>

namespace oso::http {
namespace {

using boost::system::error_code;
namespace asio = boost::asio;

// What is encrypted and sent at a time: more would only wait in memory.
constexpr std::size_t kSendBytes = std::size_t{64} * 1024;

asio::mutable_buffer Buffer(std::span<std::uint8_t> bytes) { return {bytes.data(), bytes.size()}; }
asio::const_buffer Buffer(ByteView bytes) { return {bytes.data(), bytes.size()}; }

// Waits until the socket can be read or written. Resumes the task straight from the loop's own callback, where a
// Completer would post once more: both are on the same loop.
class Ready {
 public:
  Ready(Socket& socket, Socket::wait_type what) : socket_(socket), what_(what) {}

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> awaiting) {
    socket_.async_wait(what_, [this, awaiting](const error_code& failure) {
      failure_ = failure;
      awaiting.resume();
    });
  }
  error_code await_resume() const { return failure_; }

 private:
  Socket& socket_;
  Socket::wait_type what_;
  error_code failure_;
};

}  // namespace

Connection::Connection(Loop& loop, Socket socket)
    : loop_(loop), socket_(std::move(socket)), timer_(loop.context().get_executor()) {
  if (!socket_.is_open()) return;
  error_code ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(Tcp::no_delay(true), ignored);
}

void Connection::SetDeadline(std::chrono::steady_clock::duration from_now) {
  deadline_ = std::chrono::steady_clock::now() + from_now;
  // A timer that fires too early finds the later deadline then: a busy connection moves its deadline at no cost.
  if (armed_ > deadline_) Arm();
}

void Connection::Arm() {
  armed_ = deadline_;
  timer_.expires_at(armed_);
  timer_.async_wait([weak = weak_from_this()](const error_code& failure) {
    const auto self = weak.lock();
    if (self && !failure) self->OnTimer();
  });
}

void Connection::OnTimer() {
  armed_ = kNever;
  if (deadline_ == kNever) return;
  if (std::chrono::steady_clock::now() < deadline_) return Arm();
  timed_out_ = true;
  Close();
}

void Connection::Close() {
  error_code ignored;
  socket_.close(ignored);
  timer_.cancel();
}

Error Connection::Broken(const error_code& failure) const {
  if (timed_out_) return Fail(ErrorCode::kTimeout, "no progress in time");
  return Fail(ErrorCode::kUnavailable, "connection: " + failure.message());
}

Task<Status> Connection::Connect(std::vector<Tcp::endpoint> endpoints) {
  error_code failure = asio::error::host_not_found;
  for (const Tcp::endpoint& endpoint : endpoints) {
    if (timed_out_) break;
    socket_.close(failure);
    socket_.open(endpoint.protocol(), failure);
    if (failure) continue;
    socket_.non_blocking(true, failure);
    socket_.set_option(Tcp::no_delay(true), failure);
    socket_.connect(endpoint, failure);
    if (failure == asio::error::in_progress || failure == asio::error::would_block) {
      failure = co_await Ready(socket_, Socket::wait_write);
      asio::detail::socket_option::integer<SOL_SOCKET, SO_ERROR> outcome;
      if (!failure) socket_.get_option(outcome, failure);
      if (!failure) failure = error_code(outcome.value(), boost::system::system_category());
    }
    if (!failure) co_return Status{};
  }
  Error error = Broken(failure);
  Close();
  co_return error;
}

Task<Status> Connection::Handshake(std::unique_ptr<crypto::TlsSession> tls) {
  tls_ = std::move(tls);
  for (;;) {
    auto progress = tls_->Handshake();
    if (!progress.ok()) {
      (void)co_await Flush(0);  // the alert that tells the peer why
      co_return std::move(progress).error();
    }
    CO_RETURN_IF_ERROR(co_await Flush(0));
    if (*progress == crypto::TlsSession::Progress::kDone) co_return Status{};
    CO_ASSIGN_OR_RETURN(const std::size_t received, co_await Receive(loop_.scratch()));
    if (received == 0) co_return Fail(ErrorCode::kUnavailable, "the peer closed during the TLS handshake");
    tls_->PutInput(loop_.scratch().first(received));
  }
}

Task<Result<std::size_t>> Connection::Fill(std::size_t room) {
  auto received = co_await ReadSome(input_.Room(room));
  if (received.ok()) input_.Added(*received);
  co_return received;
}

Task<Result<std::size_t>> Connection::ReadSome(std::span<std::uint8_t> out) {
  if (!tls_) co_return co_await Receive(out);
  for (;;) {
    auto read = tls_->Read(out);
    if (!read.ok() || *read > 0 || tls_->closed()) co_return read;
    CO_RETURN_IF_ERROR(co_await Flush(0));
    CO_ASSIGN_OR_RETURN(const std::size_t received, co_await Receive(loop_.scratch()));
    if (received == 0) co_return Fail(ErrorCode::kUnavailable, "connection: cut off inside TLS");
    tls_->PutInput(loop_.scratch().first(received));
  }
}

Task<Result<std::size_t>> Connection::Receive(std::span<std::uint8_t> out) {
  for (;;) {
    error_code failure;
    if (drained_) failure = co_await Ready(socket_, Socket::wait_read);
    if (failure) co_return Broken(failure);
    const std::size_t received = socket_.read_some(Buffer(out), failure);
    drained_ = received < out.size();
    if (!failure) co_return received;
    if (failure == asio::error::eof) co_return std::size_t{0};
    if (failure != asio::error::would_block) co_return Broken(failure);
  }
}

Task<Status> Connection::Write(ByteView first, ByteView second, int stall_seconds) {
  if (!tls_) co_return co_await Send(first, second, stall_seconds);
  CO_RETURN_IF_ERROR(tls_->Write(first));
  do {
    const ByteView part = second.first(std::min(second.size(), kSendBytes));
    CO_RETURN_IF_ERROR(tls_->Write(part));
    CO_RETURN_IF_ERROR(co_await Flush(stall_seconds));
    second = second.subspan(part.size());
  } while (!second.empty());
  co_return Status{};
}

Task<Status> Connection::Flush(int stall_seconds) {
  for (;;) {
    const std::size_t size = tls_->TakeOutput(loop_.scratch());
    if (size == 0) co_return Status{};
    const ByteView output = loop_.scratch().first(size);
    error_code failure;
    const std::size_t sent = socket_.write_some(Buffer(output), failure);
    if (sent == size) continue;
    // The scratch is everyone's: what the peer does not take at once waits in a copy.
    const Bytes rest(output.begin() + static_cast<std::ptrdiff_t>(sent), output.end());
    CO_RETURN_IF_ERROR(co_await Send(rest, {}, stall_seconds));
  }
}

Task<Status> Connection::Send(ByteView first, ByteView second, int stall_seconds) {
  while (!first.empty() || !second.empty()) {
    error_code failure;
    const std::array<asio::const_buffer, 2> both{Buffer(first), Buffer(second)};
    std::size_t sent = socket_.write_some(both, failure);
    if (failure == asio::error::would_block) {
      if (stall_seconds > 0) SetDeadline(stall_seconds);
      failure = co_await Ready(socket_, Socket::wait_write);
    }
    if (failure) co_return Broken(failure);
    const std::size_t of_first = std::min(sent, first.size());
    first = first.subspan(of_first);
    second = second.subspan(sent - of_first);
  }
  co_return Status{};
}

Task<Status> Connection::Finish(int seconds) {
  SetDeadline(seconds);
  if (tls_) {
    tls_->Close();
    (void)co_await Flush(0);
  }
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  for (;;) {
    const auto received = co_await Receive(loop_.scratch());
    if (!received.ok() || *received == 0) break;
  }
  Close();
  co_return Status{};
}

bool Connection::IsQuiet() {
  if (!is_open() || !input_.empty()) return false;
  error_code failure;
  const std::size_t received = socket_.read_some(Buffer(loop_.scratch()), failure);
  if (failure) return failure == asio::error::would_block;
  if (!tls_) return false;
  // Under TLS there may be a ticket: not for us.
  tls_->PutInput(loop_.scratch().first(received));
  std::uint8_t byte = 0;
  const auto read = tls_->Read({&byte, 1});
  return read.ok() && *read == 0 && !tls_->closed();
}

}  // namespace oso::http
