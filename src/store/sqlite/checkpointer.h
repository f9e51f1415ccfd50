// Takes SQLite's write-ahead log back into the file, on a thread of its own with a connection of its own, so that no
// commit waits for the thousands of pages and two flushes that it takes. What is written meanwhile is little, and for
// the writer to take back: only a log that is wholly taken back begins anew.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

namespace oso::store::sqlite {

class Checkpointer {
 public:
  explicit Checkpointer(std::string file);

  enum class Step : std::uint8_t {
    kGoing,           // the log is being taken back
    kWriterFinishes,  // once after each time: it was, as it stood when that began, or could not be
  };
  // For the writer, whenever the log is long.
  Step TakeBack();

 private:
  enum class Turn : std::uint8_t { kWriter, kGoing, kDone };

  void Serve(const std::stop_token& stop, const std::string& file);

  std::mutex mutex_;
  std::condition_variable_any changed_;
  Turn turn_ = Turn::kWriter;
  std::jthread thread_;  // last: it ends before what it waits on goes
};

}  // namespace oso::store::sqlite
