#include "render/process.h"

#include <doctest/doctest.h>
#include <unistd.h>

namespace oso::render {
namespace {

using std::chrono::milliseconds;

ErrorCode ErrorOf(const Filter& filter, std::string_view input = "") {
  const auto done = RunFilter(filter, input);
  REQUIRE_FALSE(done.ok());
  return done.error().code;
}

TEST_CASE("a filter gets all of its input and gives all of its output, larger than a pipe holds") {
  const std::string text(3'000'000, 'x');
  const auto done = RunFilter({.command = {"cat"}}, text);
  REQUIRE(done.ok());
  CHECK(*done == text);
}

TEST_CASE("a filter sees a few words of environment, no files of ours and the root folder") {
  REQUIRE(::setenv("OSO_SECRET", "1", 1) == 0);
  const auto environment = RunFilter({.command = {"env"}}, "");
  REQUIRE(environment.ok());
  CHECK(environment->find("OSO_SECRET") == std::string::npos);
  CHECK(environment->find("PATH=/usr/bin:/bin") != std::string::npos);
  const auto folder = RunFilter({.command = {"pwd"}}, "");
  REQUIRE(folder.ok());
  CHECK(*folder == "/\n");
}

TEST_CASE("a filter that is not there, fails, hangs or says too much is an error, and is gone") {
  CHECK(ErrorOf({.command = {"no-such-program"}}) == ErrorCode::kConfiguration);
  CHECK(ErrorOf({.command = {"false"}}) == ErrorCode::kInternal);
  CHECK(ErrorOf({.command = {"sleep", "30"}, .time_limit = milliseconds(50)}) == ErrorCode::kTimeout);
  CHECK(ErrorOf({.command = {"yes"}, .output_limit = 100'000}) == ErrorCode::kTooLarge);
}

TEST_CASE("a filter that closes its output and lives on is not waited for") {
  CHECK(ErrorOf({.command = {"bash", "-c", "exec >&-; sleep 30"}, .time_limit = milliseconds(500)}) ==
        ErrorCode::kTimeout);
}

}  // namespace
}  // namespace oso::render
