#include "store/contract/postgres_instance.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <memory>

#include "store/contract/temporary_folder.h"
#include "store/postgres/session.h"

namespace oso::store::contract {
namespace {

class OwnInstance {
 public:
  OwnInstance() { Do("start"); }
  ~OwnInstance() { Do("stop"); }
  OwnInstance(const OwnInstance&) = delete;
  OwnInstance& operator=(const OwnInstance&) = delete;

  std::string at() const { return folder_.File("at"); }

 private:
  void Do(const std::string& action) {
    const std::string command = std::string(OSO_POSTGRES_INSTANCE) + " " + action + " " + at();
    if (std::system(command.c_str()) != 0) std::abort();  // NOLINT(cert-env33-c,concurrency-mt-unsafe)
  }

  TemporaryFolder folder_;
};

// The folder of its socket; empty: there is none.
const std::string& Folder() {
  static const std::string folder = [] {
    const char* shared = std::getenv("OSO_POSTGRES_AT");  // NOLINT(concurrency-mt-unsafe): nobody sets it
    static const std::unique_ptr<OwnInstance> own = shared == nullptr ? std::make_unique<OwnInstance>() : nullptr;
    std::string line;
    std::getline(std::ifstream(own ? own->at() : std::string(shared)), line);
    return line;
  }();
  return folder;
}

std::string Server() { return "host=" + Folder() + " user=oso dbname=postgres"; }

void AsOperator(const std::string& sql) {
  auto session = postgres::Session::Connect(Server());
  REQUIRE(session.ok());
  REQUIRE((*session)->Script(sql).ok());
}

}  // namespace

bool HasPostgres() {
  if (Folder().empty()) MESSAGE("SKIPPED: PostgreSQL is not installed");
  return !Folder().empty();
}

PostgresSchema::PostgresSchema() {
  static int made = 0;
  name_ = "test_" + std::to_string(getpid()) + "_" + std::to_string(++made);
  AsOperator("CREATE SCHEMA " + name_);
  connection_string_ = Server() + " options='-c search_path=" + name_ + "'";
}

PostgresSchema::~PostgresSchema() {
  auto session = postgres::Session::Connect(Server());
  if (session.ok()) (void)(*session)->Script("SET client_min_messages = error; DROP SCHEMA " + name_ + " CASCADE");
}

}  // namespace oso::store::contract
