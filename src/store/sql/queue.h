// Jobs that wait for a connection, taken in groups by the threads that have one.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "store/sql/connection.h"

namespace oso::store::sql {

class Job {
 public:
  virtual ~Job() = default;
  virtual Status Run(Connection& connection) = 0;  // once, or twice
  virtual void Complete(Status outcome) = 0;       // once, last; an error: instead of what Run gave
};

using Group = std::vector<std::unique_ptr<Job>>;

// Any thread.
class Queue {
 public:
  explicit Queue(std::size_t largest_group) : largest_group_(largest_group) {}
  void Push(std::unique_ptr<Job> job);
  Group Take();  // waits; empty when the queue is closed and all is taken
  void Close();

 private:
  const std::size_t largest_group_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Group waiting_;
  bool closed_ = false;
};

}  // namespace oso::store::sql
