#include <doctest/doctest.h>

#include "crypto/digest.h"
#include "store/contract/contract.h"

namespace oso::store::contract {
namespace {

constexpr std::size_t kStep = 10'007;

Task<Result<school::Document>> WriteDocument(school::DocumentStore& store, DocumentId id, std::string text) {
  CO_ASSIGN_OR_RETURN(auto writer, co_await store.Create(id, BrinOf("01AA")));
  for (std::size_t at = 0; at < text.size(); at += kStep) {
    CO_RETURN_IF_ERROR(co_await writer->Write(AsBytes(std::string_view(text).substr(at, kStep))));
  }
  co_return co_await writer->Commit();
}

Task<Result<std::string>> ReadDocument(school::DocumentStore& store, school::Document document) {
  CO_ASSIGN_OR_RETURN(auto source, co_await store.Open(document));
  if (source->size() != document.size) co_return Fail(ErrorCode::kInternal, "another size");
  std::string text;
  while (true) {
    CO_ASSIGN_OR_RETURN(ByteView bytes, co_await source->Next());
    if (bytes.empty()) co_return text;
    text += AsText(bytes);
  }
}

Task<Result<bool>> WriteAndDrop(school::DocumentStore& store, DocumentId id, std::string text) {
  CO_ASSIGN_OR_RETURN(auto writer, co_await store.Create(id, BrinOf("01AA")));
  CO_RETURN_IF_ERROR(co_await writer->Write(AsBytes(text)));
  co_return true;
}

std::string TextOf(std::size_t size) {
  std::string text(size, ' ');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i % 23);
  return text;
}

}  // namespace

void DocumentContract(const std::function<Documents()>& make) {
  BlockingExecutor run;
  Documents documents = make();
  school::DocumentStore& store = documents.store;
  FakeRandom random;
  const DocumentId id = DocumentId::New(random);

  SUBCASE("a document of any size is read back as it was written, with its size and digest") {
    for (const std::size_t size : {0, 1, 173'403, 262'143, 262'144, 262'145, 524'288, 1'000'000}) {
      const std::string text = TextOf(size);
      const auto document = run.Run(WriteDocument(store, DocumentId::New(random), text)).value();
      CHECK(document.size == size);
      CHECK(document.sha256 == ToHex(crypto::Sha256(AsBytes(text))));
      CHECK(run.Run(ReadDocument(store, document)).value() == text);
    }
  }

  SUBCASE("a document that was not committed is not there, and its id can be used") {
    for (const std::size_t size : {10, 600'000}) {
      REQUIRE(run.Run(WriteAndDrop(store, id, TextOf(size))).ok());
      CHECK(run.Run(ReadDocument(store, {id, size, ""})).error().code == ErrorCode::kNotFound);
    }
    CHECK(run.Run(WriteDocument(store, id, "b")).ok());
  }

  SUBCASE("a document is written once") {
    const auto first = run.Run(WriteDocument(store, id, "first")).value();
    CHECK(run.Run(WriteDocument(store, id, "other")).error().code == ErrorCode::kAlreadyExists);
    CHECK(run.Run(ReadDocument(store, first)).value() == "first");
  }

  SUBCASE("a removed document is gone, and removing it again is no error") {
    const auto document = run.Run(WriteDocument(store, id, "first")).value();
    CHECK(run.Run(store.Remove(id)).ok());
    CHECK(run.Run(ReadDocument(store, document)).error().code == ErrorCode::kNotFound);
    CHECK(run.Run(store.Remove(id)).ok());
  }

  SUBCASE("a document whose bytes are gone, or fewer, is not given") {
    const auto document = run.Run(WriteDocument(store, id, "<dossier/>")).value();
    documents.truncate(id);
    CHECK(run.Run(ReadDocument(store, document)).error().code == ErrorCode::kStorage);
    documents.lose(id);
    CHECK(run.Run(ReadDocument(store, document)).error().code == ErrorCode::kNotFound);
  }
}

}  // namespace oso::store::contract
