#include "store/sealed/document_store.h"

#include <doctest/doctest.h>

#include "crypto/segments.h"
#include "store/contract/contract.h"
#include "store/contract/temporary_folder.h"
#include "store/files/document_store.h"
#include "store/memory/document_store.h"
#include "store/memory/key_store.h"

namespace oso::store::sealed {
namespace {

struct InMemory {
  memory::DocumentStore below, plain;
  memory::KeyStore keys;
  FakeRandom random;
  DocumentStore store{{below, plain}, keys, random};
};

struct InFiles {
  contract::TemporaryFolder folder;
  WorkerPool pool{2};
  std::unique_ptr<files::DocumentStore> below =
      files::DocumentStore::Open(folder.path() / "documents", ".sealed", pool, SystemClock().Now()).value();
  std::unique_ptr<files::DocumentStore> plain =
      files::DocumentStore::Open(folder.path() / "documents", ".xml", pool, SystemClock().Now()).value();
  memory::KeyStore keys;
  FakeRandom random;
  DocumentStore store{{*below, *plain}, keys, random};
};

contract::Documents MakeInMemory() {
  auto owner = std::make_shared<InMemory>();
  return {owner, owner->store, [owner](DocumentId id) { owner->below.documents().erase(id); },
          [owner](DocumentId id) { owner->below.documents().at(id).pop_back(); }};
}

contract::Documents MakeInFiles() {
  namespace fs = std::filesystem;
  auto owner = std::make_shared<InFiles>();
  return {owner, owner->store, [owner](DocumentId id) { fs::remove(owner->below->FileOf(id)); },
          [owner](DocumentId id) {
            const fs::path file = owner->below->FileOf(id);
            fs::resize_file(file, fs::file_size(file) - 1);
          }};
}

TEST_CASE("sealed in memory: documents") { contract::DocumentContract(MakeInMemory); }
TEST_CASE("sealed in files: documents") { contract::DocumentContract(MakeInFiles); }

Task<Result<school::Document>> Write(school::DocumentStore& store, DocumentId id, std::string text) {
  CO_ASSIGN_OR_RETURN(auto writer, co_await store.Create(id, contract::BrinOf("01AA")));
  CO_RETURN_IF_ERROR(co_await writer->Write(AsBytes(text)));
  co_return co_await writer->Commit();
}

Task<Result<std::string>> Read(school::DocumentStore& store, school::Document document) {
  CO_ASSIGN_OR_RETURN(auto source, co_await store.Open(document));
  std::string text;
  while (true) {
    CO_ASSIGN_OR_RETURN(ByteView bytes, co_await source->Next());
    if (bytes.empty()) co_return text;
    text += AsText(bytes);
  }
}

Task<Result<bool>> Drop(school::DocumentStore& store, DocumentId id, std::string text) {
  CO_ASSIGN_OR_RETURN(auto writer, co_await store.Create(id, contract::BrinOf("01AA")));
  CO_RETURN_IF_ERROR(co_await writer->Write(AsBytes(text)));
  co_return true;
}

struct Sealed : InMemory {
  BlockingExecutor run;
  DocumentId id = DocumentId::New(random);
  DocumentId other = DocumentId::New(random);
  std::string text = "<dossier>" + std::string(200'000, 'a') + "</dossier>";

  school::Document Written(DocumentId as) { return run.Run(Write(store, as, text)).value(); }
  std::string& Bytes(DocumentId of) { return below.documents().at(of); }
};

TEST_CASE_FIXTURE(Sealed, "what lies below has the length of the segments, and nothing of the text") {
  Written(id);
  CHECK(Bytes(id).size() == crypto::SealedSize(text.size()));
  CHECK(Bytes(id).find("aaaa") == std::string::npos);
  CHECK(Bytes(id).find("dossier") == std::string::npos);
}

TEST_CASE_FIXTURE(Sealed, "the same text lies as other bytes in each document, and again after a writer was dropped") {
  REQUIRE(run.Run(Drop(store, id, text)).ok());
  CHECK(keys.keys().empty());
  Written(id);
  Written(other);
  CHECK(Bytes(id) != Bytes(other));
  const std::string first = Bytes(id);
  REQUIRE(run.Run(store.Remove(id)).ok());
  Written(id);
  CHECK(Bytes(id) != first);
}

TEST_CASE_FIXTURE(Sealed, "a document with a byte changed is not given, wherever it is") {
  const auto document = Written(id);
  for (const std::size_t at : {std::size_t{0}, std::size_t{65'540}, std::size_t{131'104}, Bytes(id).size() - 1}) {
    Bytes(id)[at] ^= 1;
    CHECK(run.Run(Read(store, document)).error().code == ErrorCode::kStorage);
    Bytes(id)[at] ^= 1;
  }
  CHECK(run.Run(Read(store, document)).value() == text);
}

TEST_CASE_FIXTURE(Sealed, "a document in another one's place is not given, nor when its key came along") {
  const auto document = Written(id);
  Written(other);
  std::swap(Bytes(id), Bytes(other));
  CHECK(run.Run(Read(store, document)).error().code == ErrorCode::kStorage);
  std::swap(keys.keys().at(id), keys.keys().at(other));
  CHECK(run.Run(Read(store, document)).error().code == ErrorCode::kStorage);
}

TEST_CASE_FIXTURE(Sealed, "a removed document cannot be read from a copy of its bytes") {
  const auto document = Written(id);
  const std::string copy = Bytes(id);
  REQUIRE(run.Run(store.Remove(id)).ok());
  CHECK(keys.keys().empty());
  below.documents().emplace(id, copy);
  CHECK(run.Run(Read(store, document)).error().code == ErrorCode::kNotFound);
  plain.documents().emplace(id, copy);
  CHECK(run.Run(Read(store, document)).error().code == ErrorCode::kStorage);
}

TEST_CASE_FIXTURE(Sealed, "a document of before there were keys is read as it lies, and removed") {
  const auto document = run.Run(Write(plain, id, text)).value();
  CHECK(run.Run(Read(store, document)).value() == text);
  REQUIRE(run.Run(store.Remove(id)).ok());
  CHECK(plain.documents().empty());
}

TEST_CASE_FIXTURE(Sealed, "a document with a key is not read in plain when what was sealed is gone") {
  const auto document = Written(id);
  below.documents().erase(id);
  REQUIRE(run.Run(Write(plain, id, text)).ok());
  CHECK(run.Run(Read(store, document)).error().code == ErrorCode::kNotFound);
}

TEST_CASE_FIXTURE(Sealed, "a document that the store below refuses leaves no key") {
  REQUIRE(run.Run(Write(below, id, "plain")).ok());
  CHECK(run.Run(Write(store, id, text)).error().code == ErrorCode::kAlreadyExists);
  CHECK(keys.keys().empty());
  CHECK(Bytes(id) == "plain");
}

TEST_CASE_FIXTURE(Sealed, "without a durable key there is no document") {
  class NoKeys final : public school::KeyStore {
    Task<Status> Put(DocumentId, Brin, crypto::Key) override { co_return Fail(ErrorCode::kStorage, "full"); }
    Task<Result<crypto::Key>> Find(DocumentId) override { co_return Fail(ErrorCode::kUnavailable, "away"); }
    Task<Status> Destroy(DocumentId) override { co_return Fail(ErrorCode::kUnavailable, "away"); }
  } no_keys;
  DocumentStore without({below, plain}, no_keys, random);
  CHECK(run.Run(Write(without, id, text)).error().code == ErrorCode::kStorage);
  CHECK(below.documents().empty());

  // Nor is one read in plain, or removed, because its key cannot be asked for.
  const auto document = run.Run(Write(plain, id, text)).value();
  CHECK(run.Run(Read(without, document)).error().code == ErrorCode::kUnavailable);
  CHECK(run.Run(without.Remove(id)).error().code == ErrorCode::kUnavailable);
  CHECK(plain.documents().contains(id));
}

}  // namespace
}  // namespace oso::store::sealed
