#include "http/event_loops.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <future>

#include "http/loop.h"

namespace oso::http {
namespace {

// Four TLS records of 16 KiB, and what they cost.
constexpr std::size_t kScratchBytes = std::size_t{66} * 1024;

}  // namespace

Loop::Loop() : scratch_(kScratchBytes), thread_([this] { context_.run(); }) {}

Loop::~Loop() { Stop(); }

void Loop::Post(std::function<void()> step) { boost::asio::post(context_, std::move(step)); }

void Loop::Stop() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

std::size_t EventLoops::State::IndexOf(const Executor& executor) const {
  const auto found =
      std::find_if(loops.begin(), loops.end(), [&](const auto& loop) { return loop.get() == &executor; });
  return static_cast<std::size_t>(found - loops.begin());
}

EventLoops::EventLoops(int threads) : state_(std::make_unique<State>()) {
  for (int i = 0; i < std::max(threads, 1); ++i) state_->loops.push_back(std::make_unique<Loop>());
}

EventLoops::~EventLoops() { Stop(); }

int EventLoops::size() const { return static_cast<int>(state_->loops.size()); }
Executor& EventLoops::executor(int loop) { return *state_->loops.at(static_cast<std::size_t>(loop)); }
Executor& EventLoops::next_executor() { return state_->Next(); }

void EventLoops::Stop() {
  for (auto& loop : state_->loops) loop->Stop();
}

void EventLoops::RunBlocking(const std::function<void(Executor&, std::function<void()>)>& start) {
  // Shared with the loop, which may still be inside set_value when the wait here is over.
  auto done = std::make_shared<std::promise<void>>();
  start(next_executor(), [done] { done->set_value(); });
  done->get_future().wait();
}

}  // namespace oso::http
