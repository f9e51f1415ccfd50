// One event loop: an io_context that a single thread runs. Only for http/ itself.
#pragma once

#include <atomic>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <memory>
#include <span>
#include <thread>
#include <vector>

#include "base/task.h"
#include "http/event_loops.h"

namespace oso::http {

// Bound to the loop's own executor type: the library's default one is type-erased, and costs an allocation a call.
using LoopExecutor = boost::asio::io_context::executor_type;
using Tcp = boost::asio::ip::tcp;
using Socket = boost::asio::basic_stream_socket<Tcp, LoopExecutor>;
using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                boost::asio::wait_traits<std::chrono::steady_clock>, LoopExecutor>;

class Loop final : public Executor {
 public:
  Loop();
  ~Loop() override;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void Post(std::function<void()> step) override;
  void Stop();
  boost::asio::io_context& context() { return context_; }
  // For bytes between the network and TLS, within one step: a connection that waits holds no buffer.
  std::span<std::uint8_t> scratch() { return scratch_; }

 private:
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<LoopExecutor> work_{context_.get_executor()};
  std::vector<std::uint8_t> scratch_;
  std::thread thread_;
};

struct EventLoops::State {
  std::vector<std::unique_ptr<Loop>> loops;
  std::atomic<unsigned> turn{0};

  Loop& Next() { return *loops[turn++ % loops.size()]; }
  // Which loop that executor is; loops.size(): none of ours.
  std::size_t IndexOf(const Executor& executor) const;
};

}  // namespace oso::http
