// A log in memory, and what runs tasks on the test's own thread, for the tests of audit/.
#pragma once

#include <deque>
#include <map>
#include <string>

#include "audit/checkpoint.h"
#include "audit/log_source.h"
#include "audit/tile_writer.h"
#include "base/fakes.h"

namespace oso::audit::testing {

class InlineExecutor final : public Executor {
 public:
  void Post(std::function<void()> step) override { steps_.push_back(std::move(step)); }

  template <class T>
  T Run(Task<T> task) {
    std::optional<T> result;
    Spawn<T>(*this, std::move(task), [&](T value) { result.emplace(std::move(value)); });
    while (!steps_.empty()) {
      const auto step = std::move(steps_.front());
      steps_.pop_front();
      step();
    }
    return std::move(*result);
  }

 private:
  std::deque<std::function<void()>> steps_;
};

inline NoteSigner NewSigner(std::string name, NoteKeyType type) {
  return NoteSigner::Create(std::move(name), type, crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519))
      .value();
}

inline std::string EntryText(std::uint64_t index) { return R"({"entry":)" + std::to_string(index) + '}'; }

// The files of a log, written as its operator does; tests change them as they like.
struct TestLog final : LogSource {
  static constexpr const char* kOrigin = "log.example.nl/oso";

  std::map<std::string, Bytes> files;
  TileWriter writer;
  Checkpoint checkpoint{kOrigin, 0, EmptyRoot(), {}};
  NoteSigner signer = NewSigner(kOrigin, NoteKeyType::kEd25519);
  bool is_away = false;

  explicit TestLog(std::uint64_t size = 0) { GrowTo(size); }

  LogPolicy Policy() const { return {signer.verifier()}; }

  void GrowTo(std::uint64_t size) {
    while (writer.size() < size) (void)writer.Append(AsBytes(EntryText(writer.size())));
    Publish();
  }
  void Append(const std::string& entry) { (void)writer.Append(AsBytes(entry)); }
  void Publish() {
    for (auto& tile : writer.TakeTiles()) files[TilePath(tile.id)] = std::move(tile.bytes);
    checkpoint.size = writer.size();
    checkpoint.root = writer.tree().Root();
    Sign();
  }
  void Sign() {
    const std::string text = SignCheckpoint(checkpoint, signer);
    files["checkpoint"] = Bytes(text.begin(), text.end());
  }

  Task<Result<Bytes>> Read(std::string path) override {
    if (is_away) co_return Fail(ErrorCode::kUnavailable, "away");
    const auto found = files.find(path);
    if (found == files.end()) co_return Fail(ErrorCode::kNotFound, path);
    co_return found->second;
  }
};

}  // namespace oso::audit::testing
