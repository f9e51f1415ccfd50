#include "wire/soap/document_body.h"

namespace oso::wire::soap {

DocumentBody::DocumentBody(std::string head, std::unique_ptr<exchange::DocumentSource> document, std::string tail)
    : head_(std::move(head)), document_(std::move(document)), tail_(std::move(tail)) {}

std::uint64_t DocumentBody::size() const { return head_.size() + document_->size() + tail_.size(); }

Task<Result<ByteView>> DocumentBody::Next() {
  if (part_ == Part::kHead) {
    part_ = Part::kDocument;
    co_return AsBytes(head_);
  }
  if (part_ == Part::kDocument) {
    CO_ASSIGN_OR_RETURN(ByteView bytes, co_await document_->Next());
    sent_ += bytes.size();
    if (sent_ > document_->size()) co_return Fail(ErrorCode::kInternal, "document longer than its size");
    if (!bytes.empty()) co_return bytes;
    if (sent_ < document_->size()) co_return Fail(ErrorCode::kInternal, "document shorter than its size");
    part_ = Part::kTail;
  }
  if (part_ == Part::kTail) {
    part_ = Part::kEnd;
    co_return AsBytes(tail_);
  }
  co_return ByteView{};
}

}  // namespace oso::wire::soap
