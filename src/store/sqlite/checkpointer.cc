#include "store/sqlite/checkpointer.h"

#include <sqlite3.h>

#include <utility>

namespace oso::store::sqlite {

Checkpointer::Checkpointer(std::string file)
    : thread_([this, file = std::move(file)](const std::stop_token& stop) { Serve(stop, file); }) {}

Checkpointer::Step Checkpointer::TakeBack() {
  const std::lock_guard lock(mutex_);
  if (turn_ == Turn::kDone) {
    turn_ = Turn::kWriter;
    return Step::kWriterFinishes;
  }
  turn_ = Turn::kGoing;
  changed_.notify_one();
  return Step::kGoing;
}

void Checkpointer::Serve(const std::stop_token& stop, const std::string& file) {
  sqlite3* database = nullptr;
  const bool opened =
      sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) == SQLITE_OK;
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return turn_ == Turn::kGoing; })) {
    lock.unlock();
    // Passive: waits for nobody, and nobody for it. What fails here is the writer's to try.
    if (opened) sqlite3_wal_checkpoint_v2(database, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    lock.lock();
    turn_ = Turn::kDone;
  }
  sqlite3_close(database);
}

}  // namespace oso::store::sqlite
