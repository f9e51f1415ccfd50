#include <doctest/doctest.h>

#include <set>
#include <string>

#include "exchange/parties.h"
#include "exchange/result_code.h"
#include "exchange/search_key.h"

namespace oso::exchange {
namespace {

TEST_CASE("every result code has a wire name of its own and is read back from it") {
  std::set<std::string_view> names;
  for (const ResultCodeInfo& info : ResultCodes()) {
    CHECK(names.insert(info.wire_name).second);
    CHECK(ParseResultCode(info.wire_name) == info.code);
    CHECK_FALSE(info.meaning.empty());
  }
  CHECK_FALSE(ParseResultCode("overdrachtgeslaagd"));
}

TEST_CASE("the best result is the one nearest to a received dossier, and the later of two equals") {
  using enum ResultCode;
  CHECK(Better(kNotAvailable, kTransferSucceeded) == kTransferSucceeded);
  CHECK(Better(kTransferSucceeded, kNotAvailable) == kTransferSucceeded);
  CHECK(Better(kNotInspected, kNotAvailable) == kNotInspected);
  CHECK(Better(kSourceUnreachable, kNotAvailable) == kNotAvailable);
  CHECK(Better(kSessionDiffers, kSessionExpired) == kSessionExpired);
}

TEST_CASE("a search key has a length that a key can have") {
  CHECK(SearchKey::FromBytes(Bytes(128, 7)).ok());
  CHECK_FALSE(SearchKey::FromBytes(Bytes(15, 7)).ok());
  CHECK_FALSE(SearchKey::FromBytes(Bytes(513, 7)).ok());
}

TEST_CASE("sectors, purposes and states are read back from their wire names") {
  CHECK(ParseSector("VSO") == Sector::kSpecialSecondary);
  CHECK_FALSE(ParseSector("vso"));
  CHECK(ParsePurpose(WireName(Purpose::kInclusiveEducation)) == Purpose::kInclusiveEducation);
  CHECK(ParseAccessPointState("active") == AccessPointState::kActive);
}

}  // namespace
}  // namespace oso::exchange
