#include "school/read_dossier.h"

#include <algorithm>

#include "crypto/digest.h"

namespace oso::school {
namespace {

// Holds what the parser captured of one chunk until it can be awaited out to the writer.
class ChunkBuffer final : public xml::CaptureSink {
 public:
  Status Capture(ByteView bytes) override {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return {};
  }
  Bytes Take() { return std::exchange(bytes_, {}); }

 private:
  Bytes bytes_;
};

class NowhereSink final : public exchange::DocumentSink {
 public:
  Task<Status> Write(ByteView) override { co_return Status{}; }
};

}  // namespace

struct ReadingSink::State {
  exchange::DocumentSink& writer;
  ChunkBuffer captured;
  dossier::DossierReader reader;
  crypto::Sha256Stream content;
  std::uint64_t passed = 0;  // bytes of the root element

  State(exchange::DocumentSink& sink, ReadLimits limits)
      : writer(sink), reader({.max_bytes = limits.max_bytes, .capture = &captured}) {}

  // All but what lies in the place of the inspection, which is known of all bytes that were captured.
  void PassContent(ByteView bytes) {
    const auto index = [&](std::uint64_t offset) {
      return static_cast<std::size_t>(std::clamp(offset, passed, passed + bytes.size()) - passed);
    };
    const dossier::InspectionPlace& place = reader.inspection_place();
    content.Update(bytes.first(index(place.begin)));
    content.Update(bytes.subspan(index(place.end)));
    passed += bytes.size();
  }
};

ReadingSink::ReadingSink(exchange::DocumentSink& writer, ReadLimits limits)
    : state_(std::make_unique<State>(writer, limits)) {}
ReadingSink::~ReadingSink() = default;

Task<Status> ReadingSink::Write(ByteView bytes) {
  CO_RETURN_IF_ERROR(state_->reader.Feed(bytes));
  const Bytes captured = state_->captured.Take();
  if (captured.empty()) co_return Status{};
  state_->PassContent(captured);
  co_return co_await state_->writer.Write(captured);
}

Result<Reading> ReadingSink::Finish() {
  ASSIGN_OR_RETURN(dossier::Document document, state_->reader.Finish());
  return Reading{std::move(document), ToHex(state_->content.Finish()), state_->reader.inspection_place()};
}

Task<Result<Reading>> ReadDossier(exchange::DocumentSource& bytes, exchange::DocumentSink& writer, ReadLimits limits) {
  ReadingSink reading(writer, limits);
  for (;;) {
    CO_ASSIGN_OR_RETURN(ByteView chunk, co_await bytes.Next());
    if (chunk.empty()) co_return reading.Finish();
    CO_RETURN_IF_ERROR(co_await reading.Write(chunk));
  }
}

Task<Result<Reading>> ReadStored(DocumentStore& documents, Document document, ReadLimits limits) {
  NowhereSink nowhere;
  CO_ASSIGN_OR_RETURN(std::unique_ptr<exchange::DocumentSource> bytes, co_await documents.Open(std::move(document)));
  co_return co_await ReadDossier(*bytes, nowhere, limits);
}

}  // namespace oso::school
