#include "store/files/document_store.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>

#include "crypto/digest.h"
#include "store/files/descriptor.h"

namespace oso::store::files {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunkBytes = 262'144;
constexpr std::int64_t kLeftoverSeconds = 86'400;

fs::path IncomingFolder(const fs::path& root) { return root / "incoming"; }

Status MakeFolder(const fs::path& folder) {
  if (mkdir(folder.c_str(), S_IRWXU) == 0 || errno == EEXIST) return {};
  return SystemError("make folder", folder);
}

// Gathers what is written and hands it to the pool in large pieces. Every member is used either by the task or, while
// the task waits, by the pool.
class Writer final : public school::DocumentWriter {
 public:
  Writer(DocumentId id, const fs::path& root, fs::path file, WorkerPool& pool)
      : id_(id), root_(root), place_(std::move(file)), pool_(pool) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() override { RemoveIncoming(); }

  Task<Status> Write(ByteView bytes) override {
    while (!bytes.empty()) {
      const ByteView part = bytes.first(std::min(bytes.size(), kChunkBytes - gathered_.size()));
      gathered_.insert(gathered_.end(), part.begin(), part.end());
      bytes = bytes.subspan(part.size());
      if (gathered_.size() < kChunkBytes) break;
      CO_RETURN_IF_ERROR(co_await pool_.Run<Status>([this] { return WriteGathered(); }));
    }
    co_return Status();
  }

  Task<Result<school::Document>> Commit() override {
    co_return co_await pool_.Run<Result<school::Document>>([this] { return Finish(); });
  }

 private:
  Status WriteGathered() {
    if (!file_.is_open()) {
      std::string name = (IncomingFolder(root_) / (id_.ToString() + ".XXXXXX")).string();
      file_ = Descriptor(mkostemp(name.data(), O_CLOEXEC));  // mode 0600
      if (!file_.is_open()) return SystemError("make", name);
      incoming_ = name;
    }
    RETURN_IF_ERROR(WriteAll(file_, gathered_, incoming_));
    digest_.Update(gathered_);
    size_ += gathered_.size();
    gathered_.clear();
    return {};
  }

  Result<school::Document> Finish() {
    RETURN_IF_ERROR(WriteGathered());
    if (fsync(file_.number()) != 0) return SystemError("flush", incoming_);
    // A link, where a rename would replace a document that is there already.
    if (link(incoming_.c_str(), place_.c_str()) != 0) {
      if (errno == EEXIST) return Fail(ErrorCode::kAlreadyExists, "document " + id_.ToString());
      return SystemError("link", place_);
    }
    RETURN_IF_ERROR(FlushFolder(place_.parent_path()));
    RemoveIncoming();
    return school::Document{id_, size_, ToHex(digest_.Finish())};
  }

  void RemoveIncoming() {
    if (!incoming_.empty()) unlink(incoming_.c_str());
    incoming_.clear();
  }

  const DocumentId id_;
  const fs::path& root_;
  const fs::path place_;
  WorkerPool& pool_;
  Bytes gathered_;
  Descriptor file_;
  fs::path incoming_;  // as long as there is one
  crypto::Sha256Stream digest_;
  std::uint64_t size_ = 0;
};

// Reads the first piece as it opens the file, the others as they are asked for.
class Source final : public exchange::DocumentSource {
 public:
  Source(fs::path path, std::uint64_t size, WorkerPool& pool) : path_(std::move(path)), size_(size), pool_(pool) {}

  Status OpenFile() {
    file_ = Descriptor(open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file_.is_open() && errno == ENOENT) return Fail(ErrorCode::kNotFound, path_.string() + " is gone");
    if (!file_.is_open()) return SystemError("open", path_);
    struct stat facts{};
    if (fstat(file_.number(), &facts) != 0) return SystemError("examine", path_);
    if (std::cmp_not_equal(facts.st_size, size_)) {
      return Fail(ErrorCode::kStorage, path_.string() + " has another size than was stored");
    }
    return ReadPiece();
  }

  std::uint64_t size() const override { return size_; }

  Task<Result<ByteView>> Next() override {
    if (given_ == size_) co_return ByteView();
    if (std::exchange(is_given_, true)) CO_RETURN_IF_ERROR(co_await pool_.Run<Status>([this] { return ReadPiece(); }));
    given_ += piece_.size();
    co_return ByteView(piece_);
  }

 private:
  Status ReadPiece() {
    piece_.resize(std::min<std::uint64_t>(kChunkBytes, size_ - given_));
    ASSIGN_OR_RETURN(std::size_t got, ReadUpTo(file_, piece_, path_));
    if (got != piece_.size()) return Fail(ErrorCode::kStorage, path_.string() + " became shorter");
    return {};
  }

  const fs::path path_;
  const std::uint64_t size_;
  WorkerPool& pool_;
  Descriptor file_;
  Bytes piece_;
  bool is_given_ = false;  // of the piece
  std::uint64_t given_ = 0;
};

void RemoveLeftovers(const fs::path& folder, Instant now) {
  std::error_code ignored;  // what cannot be removed now is tried again at the next start
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    struct stat facts{};
    if (stat(entry.path().c_str(), &facts) != 0) continue;
    const Instant written{static_cast<std::int64_t>(facts.st_mtime) * 1'000'000};
    if (written.PlusSeconds(kLeftoverSeconds) < now) fs::remove(entry.path(), ignored);
  }
}

}  // namespace

Result<std::unique_ptr<DocumentStore>> DocumentStore::Open(fs::path root, std::string ending, WorkerPool& pool,
                                                           Instant now) {
  RETURN_IF_ERROR(MakeFolder(root));
  RETURN_IF_ERROR(MakeFolder(IncomingFolder(root)));
  // All folders now, and one flush: a document never hangs on the entry of a folder that was made in passing.
  for (int first = 0; first < 256; ++first) {
    const auto byte = static_cast<std::uint8_t>(first);
    RETURN_IF_ERROR(MakeFolder(root / ToHex({&byte, 1})));
  }
  RETURN_IF_ERROR(FlushFolder(root));
  RemoveLeftovers(IncomingFolder(root), now);
  return std::unique_ptr<DocumentStore>(new DocumentStore(std::move(root), std::move(ending), pool));
}

Task<Result<std::unique_ptr<school::DocumentWriter>>> DocumentStore::Create(DocumentId id, Brin /*owner*/) {
  co_return std::unique_ptr<school::DocumentWriter>(std::make_unique<Writer>(id, root_, FileOf(id), pool_));
}

Task<Result<std::unique_ptr<exchange::DocumentSource>>> DocumentStore::Open(school::Document document) {
  auto source = std::make_unique<Source>(FileOf(document.id), document.size, pool_);
  CO_RETURN_IF_ERROR(co_await pool_.Run<Status>([&] { return source->OpenFile(); }));
  co_return std::unique_ptr<exchange::DocumentSource>(std::move(source));
}

Task<Status> DocumentStore::Remove(DocumentId id) {
  const fs::path file = FileOf(id);
  co_return co_await pool_.Run<Status>([&]() -> Status {
    if (unlink(file.c_str()) != 0 && errno != ENOENT) return SystemError("remove", file);
    return FlushFolder(file.parent_path());
  });
}

fs::path DocumentStore::FileOf(const DocumentId& id) const {
  const std::string name = id.ToString();
  return root_ / name.substr(0, 2) / (name + ending_);
}

}  // namespace oso::store::files
