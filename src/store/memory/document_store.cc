#include "store/memory/document_store.h"

#include "crypto/digest.h"

namespace oso::store::memory {
namespace {

constexpr std::size_t kChunkBytes = 65'536;

class Writer final : public school::DocumentWriter {
 public:
  Writer(DocumentId id, std::map<DocumentId, std::string>& documents) : id_(id), documents_(documents) {}

  Task<Status> Write(ByteView bytes) override {
    text_ += AsText(bytes);
    co_return Status();
  }

  Task<Result<school::Document>> Commit() override {
    school::Document document{id_, text_.size(), ToHex(crypto::Sha256(AsBytes(text_)))};
    if (!documents_.emplace(id_, std::move(text_)).second) {
      co_return Fail(ErrorCode::kAlreadyExists, "document " + id_.ToString());
    }
    co_return document;
  }

 private:
  DocumentId id_;
  std::map<DocumentId, std::string>& documents_;
  std::string text_;
};

class Source final : public exchange::DocumentSource {
 public:
  explicit Source(std::string text) : text_(std::move(text)) {}

  std::uint64_t size() const override { return text_.size(); }
  Task<Result<ByteView>> Next() override {
    const std::string_view chunk = std::string_view(text_).substr(given_, kChunkBytes);
    given_ += chunk.size();
    co_return AsBytes(chunk);
  }

 private:
  std::string text_;
  std::size_t given_ = 0;
};

}  // namespace

Task<Result<std::unique_ptr<school::DocumentWriter>>> DocumentStore::Create(DocumentId id, Brin /*owner*/) {
  co_return std::unique_ptr<school::DocumentWriter>(std::make_unique<Writer>(id, documents_));
}

Task<Result<std::unique_ptr<exchange::DocumentSource>>> DocumentStore::Open(school::Document document) {
  const auto found = documents_.find(document.id);
  if (found == documents_.end()) co_return Fail(ErrorCode::kNotFound, "document " + document.id.ToString());
  if (found->second.size() != document.size) {
    co_return Fail(ErrorCode::kStorage, "document " + document.id.ToString() + " has another size than was stored");
  }
  co_return std::unique_ptr<exchange::DocumentSource>(std::make_unique<Source>(found->second));
}

}  // namespace oso::store::memory
