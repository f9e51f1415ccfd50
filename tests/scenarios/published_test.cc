// What the centre makes of its register for others.
#include <doctest/doctest.h>

#include "app/center/published.h"
#include "base/blocking_executor.h"
#include "base/fakes.h"
#include "exchange/signed_register.h"

namespace oso::scenarios {
namespace {

using app::Publication;
using app::Published;
using exchange::Register;
using exchange::School;

std::shared_ptr<const Register> With(const Register& before, std::string_view brin, std::string name) {
  return before.With({School{.brin = Brin::Parse(brin).value(), .name = std::move(name), .board = "41234"}},
                     before.version() + 1);
}

struct Publishing {
  Publication::Document Document(std::shared_ptr<const Published> published) {
    return run.Run(publication.DocumentOf(std::move(published))).value();
  }
  exchange::RegisterDocument Read(const std::string& document) {
    return exchange::ReadSignedRegister(document, [this](std::string_view) { return key.public_key(); }).value();
  }

  BlockingExecutor run;
  FakeClock clock;
  crypto::SigningKey key = crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEs256);
  Publication publication{With(Register(), "01AA", "De Springplank"), key, clock};
};

TEST_CASE("the register of the start is published from the beginning, and each later one in its place") {
  Publishing it;
  const auto first = it.publication.Now();
  REQUIRE(first != nullptr);
  CHECK(first->search.Search("spring", 10).size() == 1);
  it.publication.Publish(first->registry);
  CHECK(it.publication.Now() == first);
  it.publication.Publish(With(*first->registry, "02BB", "Lyceum"));
  CHECK(it.publication.Now()->schools.size() == 2);
  CHECK(it.publication.VersionOf(*it.publication.Now()) != it.publication.VersionOf(*first));
  CHECK(first->schools.size() == 1);  // who still reads it is not disturbed
}

TEST_CASE("the document is that of what was published, whenever it is made") {
  Publishing it;
  const auto first = it.publication.Now();
  it.clock.Advance(3600);
  it.publication.Publish(With(*first->registry, "02BB", "Lyceum"));
  const auto second = it.Read(*it.Document(it.publication.Now()));
  CHECK(second.registry->version() == 2);
  CHECK(second.made_at == it.clock.Now());
  const auto earlier = it.Read(*it.Document(first));  // asked for before, made now
  CHECK(earlier.registry->version() == 1);
  CHECK(earlier.made_at == first->at);
}

TEST_CASE("the document is kept while it is asked for, and let go a minute later") {
  Publishing it;
  const auto published = it.publication.Now();
  std::weak_ptr<const std::string> document = it.Document(published);
  for (int i = 0; i < 3; ++i) {
    it.clock.Advance(59);
    it.publication.ForgetUnasked();
    REQUIRE_FALSE(document.expired());
    CHECK(it.Document(published) == document.lock());
  }
  it.clock.Advance(60);
  it.publication.ForgetUnasked();
  CHECK(document.expired());
  document = it.Document(published);
  CHECK_FALSE(document.expired());
  it.publication.Publish(With(*published->registry, "02BB", "Lyceum"));  // it is no longer the last
  CHECK(document.expired());
}

TEST_CASE("a register that cannot be signed is published, and its document refused") {
  Publishing it;
  const auto wrong = crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519);
  Publication publication(it.publication.Now()->registry, wrong, it.clock);
  CHECK(it.run.Run(publication.DocumentOf(publication.Now())).error().code == ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace oso::scenarios
