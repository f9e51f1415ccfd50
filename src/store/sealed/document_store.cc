#include "store/sealed/document_store.h"

#include "crypto/digest.h"
#include "crypto/segments.h"

namespace oso::store::sealed {
namespace {

crypto::Key StreamKey(const crypto::Key& key, const DocumentId& id) {
  return key.DeriveFor("oso document 1", id.uuid.bytes());
}

class Writer final : public school::DocumentWriter {
 public:
  Writer(DocumentId id, Brin owner, crypto::Key key, std::unique_ptr<school::DocumentWriter> below,
         school::KeyStore& keys)
      : id_(id),
        owner_(owner),
        key_(std::move(key)),
        sealer_(StreamKey(key_, id)),
        below_(std::move(below)),
        keys_(keys) {}

  Task<Status> Write(ByteView bytes) override {
    digest_.Update(bytes);
    size_ += bytes.size();
    CO_RETURN_IF_ERROR(sealer_.Write(bytes, sealed_));
    co_return co_await HandOn();
  }

  Task<Result<school::Document>> Commit() override {
    CO_RETURN_IF_ERROR(sealer_.Finish(sealed_));
    CO_RETURN_IF_ERROR(co_await HandOn());
    CO_RETURN_IF_ERROR(co_await keys_.Put(id_, owner_, std::move(key_)));
    auto committed = co_await below_->Commit();
    if (!committed.ok()) {
      (void)co_await keys_.Destroy(id_);  // of nothing; if it stays, it opens nothing
      co_return std::move(committed).error();
    }
    co_return school::Document{id_, size_, ToHex(digest_.Finish())};
  }

 private:
  Task<Status> HandOn() {
    if (sealed_.empty()) co_return Status();
    CO_RETURN_IF_ERROR(co_await below_->Write(sealed_));
    sealed_.clear();
    co_return Status();
  }

  const DocumentId id_;
  const Brin owner_;
  crypto::Key key_;
  crypto::SegmentSealer sealer_;
  std::unique_ptr<school::DocumentWriter> below_;
  school::KeyStore& keys_;
  Bytes sealed_;
  crypto::Sha256Stream digest_;
  std::uint64_t size_ = 0;
};

class Source final : public exchange::DocumentSource {
 public:
  Source(const school::Document& document, const crypto::Key& key, std::unique_ptr<exchange::DocumentSource> below)
      : id_(document.id), size_(document.size), opener_(StreamKey(key, id_)), below_(std::move(below)) {}

  std::uint64_t size() const override { return size_; }

  Task<Result<ByteView>> Next() override {
    plain_.clear();
    while (plain_.empty() && !is_finished_) {
      CO_ASSIGN_OR_RETURN(const ByteView sealed, co_await below_->Next());
      is_finished_ = sealed.empty();
      const Status opened = is_finished_ ? opener_.Finish(plain_) : opener_.Write(sealed, plain_);
      if (!opened.ok()) {
        co_return Fail(ErrorCode::kStorage, "document " + id_.ToString() + ": " + opened.error().detail);
      }
    }
    co_return ByteView(plain_);
  }

 private:
  const DocumentId id_;
  const std::uint64_t size_;
  crypto::SegmentOpener opener_;
  std::unique_ptr<exchange::DocumentSource> below_;
  Bytes plain_;
  bool is_finished_ = false;
};

}  // namespace

Task<Result<std::unique_ptr<school::DocumentWriter>>> DocumentStore::Create(DocumentId id, Brin owner) {
  CO_ASSIGN_OR_RETURN(auto below, co_await below_.sealed.Create(id, owner));
  co_return std::unique_ptr<school::DocumentWriter>(
      std::make_unique<Writer>(id, owner, crypto::Key::New(random_), std::move(below), keys_));
}

Task<Result<std::unique_ptr<exchange::DocumentSource>>> DocumentStore::Open(school::Document document) {
  const auto key = co_await keys_.Find(document.id);
  if (!key.ok() && key.error().code == ErrorCode::kNotFound) co_return co_await below_.plain.Open(document);
  if (!key.ok()) co_return key.error();
  school::Document lying{document.id, crypto::SealedSize(document.size), ""};
  CO_ASSIGN_OR_RETURN(auto below, co_await below_.sealed.Open(std::move(lying)));
  co_return std::unique_ptr<exchange::DocumentSource>(std::make_unique<Source>(document, *key, std::move(below)));
}

Task<Status> DocumentStore::Remove(DocumentId id) {
  CO_RETURN_IF_ERROR(co_await keys_.Destroy(id));
  CO_RETURN_IF_ERROR(co_await below_.sealed.Remove(id));
  co_return co_await below_.plain.Remove(id);
}

}  // namespace oso::store::sealed
