#include "store/files/document_store.h"

#include <doctest/doctest.h>

#include <fstream>

#include "store/contract/contract.h"
#include "store/contract/temporary_folder.h"

namespace oso::store::files {
namespace {

namespace fs = std::filesystem;

struct Owner {
  contract::TemporaryFolder folder;
  WorkerPool pool{2};
  fs::path root = folder.path() / "documents";
  std::unique_ptr<DocumentStore> store = DocumentStore::Open(root, ".xml", pool, SystemClock().Now()).value();
};

contract::Documents MakeDocuments() {
  auto owner = std::make_shared<Owner>();
  return {owner, *owner->store, [owner](DocumentId id) { fs::remove(owner->store->FileOf(id)); },
          [owner](DocumentId id) {
            const fs::path file = owner->store->FileOf(id);
            fs::resize_file(file, fs::file_size(file) - 1);
          }};
}

Task<Result<school::Document>> Write(DocumentStore& store, DocumentId id, std::string text) {
  CO_ASSIGN_OR_RETURN(auto writer, co_await store.Create(id, contract::BrinOf("01AA")));
  CO_RETURN_IF_ERROR(co_await writer->Write(AsBytes(text)));
  co_return co_await writer->Commit();
}

bool IsPrivate(const fs::path& path) {
  return (fs::status(path).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none;
}

TEST_CASE("in files: documents") { contract::DocumentContract(MakeDocuments); }

TEST_CASE_FIXTURE(Owner, "a document lies in its place, readable by its owner alone, and nothing else is left") {
  BlockingExecutor run;
  FakeRandom random;
  const DocumentId id = DocumentId::New(random);
  REQUIRE(run.Run(Write(*store, id, std::string(300'000, 'a'))).ok());
  const fs::path file = root / id.ToString().substr(0, 2) / (id.ToString() + ".xml");
  CHECK(store->FileOf(id) == file);
  CHECK(fs::file_size(file) == 300'000);
  CHECK(IsPrivate(file));
  CHECK(IsPrivate(file.parent_path()));
  CHECK(IsPrivate(root));
  CHECK(fs::is_empty(root / "incoming"));
}

TEST_CASE_FIXTURE(Owner, "what a crash left half-written is removed after a day") {
  const fs::path leftover = root / "incoming" / "half";
  std::ofstream(leftover) << "<dossier>";
  const Instant now = SystemClock().Now();
  REQUIRE(DocumentStore::Open(root, ".xml", pool, now.PlusSeconds(23LL * 3600)).ok());
  CHECK(fs::exists(leftover));
  REQUIRE(DocumentStore::Open(root, ".xml", pool, now.PlusSeconds(25LL * 3600)).ok());
  CHECK_FALSE(fs::exists(leftover));
}

TEST_CASE_FIXTURE(Owner, "a disk that refuses is a storage error") {
  BlockingExecutor run;
  FakeRandom random;
  fs::remove_all(root);
  CHECK(run.Run(Write(*store, DocumentId::New(random), "a")).error().code == ErrorCode::kStorage);
  CHECK(DocumentStore::Open(root / "no" / "parent", ".xml", pool, Instant{}).error().code == ErrorCode::kStorage);
}

}  // namespace
}  // namespace oso::store::files
