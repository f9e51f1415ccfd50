#include <doctest/doctest.h>

#include <array>
#include <set>

#include "base/pgn.h"
#include "convert/convert.h"
#include "convert/residual.h"
#include "crypto/digest.h"
#include "dossier/reader.h"
#include "fiction/attachments.h"
#include "fiction/fictitious_dossier.h"
#include "fiction/people.h"
#include "profile/validate.h"

namespace oso::fiction {
namespace {

using dossier::DataSetVersion;
using profile::Route;

constexpr std::array kSizes = {Size::kMinimal, Size::kUsual, Size::kFull};
constexpr std::array kVersions = {DataSetVersion::k2016_1, DataSetVersion::k2017_1, DataSetVersion::k2018_1,
                                  DataSetVersion::k2019_1};

bool IsToPartnership(Route route) { return route == Route::kPoswv || route == Route::kVoswv; }

dossier::Document ReadBack(const dossier::Tree& tree) {
  return dossier::ReadDocument(AsBytes(dossier::WriteTree(tree))).value();
}

// The keys of what is wrong.
std::string Remarks(const dossier::Document& document, profile::Rules rules, profile::Severity at_least) {
  const profile::Report report = profile::Judge(document, {.rules = rules, .today = "2019-07-05"});
  std::string remarks;
  for (const auto* findings : {&report.schema, &report.findings}) {
    for (const profile::Finding& finding : *findings) {
      if (finding.severity <= at_least) remarks += std::string(finding.check->key) + " at " + finding.path + '\n';
    }
  }
  return remarks;
}

std::string DigestOf(const Wish& wish) {
  return ToHex(crypto::Sha256(AsBytes(dossier::WriteTree(MakeDossier(wish).value()))));
}

TEST_CASE("every dossier is accepted, in its own version and by both readings of the rules") {
  for (const Route route : profile::Routes()) {
    for (const Size size : kSizes) {
      for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(profile::WireName(route));
        CAPTURE(static_cast<int>(size));
        CAPTURE(seed);
        const auto document = ReadBack(MakeDossier({.route = route, .seed = seed, .size = size}).value());
        CHECK_EQ(Remarks(document, profile::Rules::kOfficial, profile::Severity::kNotice), "");
        CHECK_EQ(Remarks(document, profile::Rules::kIntended, profile::Severity::kWarning), "");
      }
    }
  }
}

TEST_CASE("every dossier goes to every version and back, and is the same again with its residual") {
  for (const Route route : profile::Routes()) {
    for (const Size size : kSizes) {
      for (const DataSetVersion version : kVersions) {
        if (version == DataSetVersion::k2016_1 && IsToPartnership(route)) continue;
        CAPTURE(profile::WireName(route));
        CAPTURE(static_cast<int>(size));
        CAPTURE(dossier::WireName(version));
        const dossier::Tree original = MakeDossier({.route = route, .seed = 77, .size = size}).value();
        const convert::Conversion there = convert::Convert(original, version).value();
        const convert::Residual residual = convert::ResidualOf(original, there.tree).value();
        const auto again = convert::Restore(there.tree, residual);
        REQUIRE(again.ok());
        CHECK(*again == original);
      }
    }
  }
}

TEST_CASE("older versions are accepted too; 2016.1 knows no dossier to a partnership") {
  for (const Route route : profile::Routes()) {
    for (const Size size : kSizes) {
      for (const DataSetVersion version : kVersions) {
        for (std::uint64_t seed = 1; seed <= 4; ++seed) {
          CAPTURE(profile::WireName(route));
          CAPTURE(static_cast<int>(size));
          CAPTURE(dossier::WireName(version));
          CAPTURE(seed);
          const auto tree = MakeDossier({.route = route, .version = version, .seed = seed, .size = size});
          if (version == DataSetVersion::k2016_1 && IsToPartnership(route)) {
            REQUIRE_FALSE(tree.ok());
            CHECK_EQ(tree.error().code, ErrorCode::kInvalidArgument);
            continue;
          }
          REQUIRE(tree.ok());
          CHECK_EQ(tree->version, version);
          CHECK_EQ(Remarks(ReadBack(*tree), profile::Rules::kOfficial, profile::Severity::kError), "");
        }
      }
    }
  }
}

TEST_CASE("the largest dossier tells every block that its profile allows") {
  for (const Route route : profile::Routes()) {
    CAPTURE(profile::WireName(route));
    const dossier::Document document = ReadBack(MakeDossier({.route = route, .seed = 7, .size = Size::kFull}).value());
    std::set<std::uint8_t> told;
    for (const dossier::Occurrence& occurrence : document.all()) {
      const dossier::Category* category = occurrence.element->category;
      if (category != nullptr) told.insert(category->number);
    }
    for (std::uint8_t category = 1; category <= 16; ++category) {
      CAPTURE(static_cast<int>(category));
      const auto outgoing = profile::OutgoingOf(route, category, DataSetVersion::k2019_1);
      CHECK_EQ(told.contains(category), outgoing != profile::Outgoing::kForbidden);
    }
  }
}

TEST_CASE("the same wish gives the same bytes, on any machine") {
  const auto golden = std::to_array<std::pair<Route, const char*>>({
      {Route::kPopo, "2df7417c84fcc7bc972035eed11db64b281c5b83d413e2aaabdd673e99b9793d"},
      {Route::kPovo, "053eb3eaa6a1285006162cf0272ca7a090d9e61641f3b5d5115175dae27afcb5"},
      {Route::kVovo, "5a1ddb3f900b9c8941a6029d0b62783395484cc1d57024a9a1e24f4a19b22fcc"},
      {Route::kWithinBrin, "28190e8e54bf67518d1eb0b86fd9f6abcf229d5c7804c20f1d7b85ac94e38e65"},
      {Route::kPoswv, "b2a106cb67c196b8216c6b287887e0e1468220ebd49479a05e509c6c24a33e35"},
      {Route::kVoswv, "93fe20f39a6fee9b578635cf09b5320bb54b9c2562df77aa663952362dc82fd4"},
  });
  for (const auto& [route, digest] : golden) {
    CAPTURE(profile::WireName(route));
    CHECK_EQ(DigestOf({.route = route, .seed = 2019, .size = Size::kFull, .attachments = 1}), digest);
  }
}

TEST_CASE("no two seeds have the same pupil") {
  std::set<std::string> pupils;
  std::set<std::string> numbers;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    const dossier::Tree tree = MakeDossier({.seed = seed}).value();
    const dossier::Node& pupil = *tree.root.At("huidigeschool/leerling");
    const dossier::Node* number = pupil.Child("bsn") != nullptr ? pupil.Child("bsn") : pupil.Child("onderwijsnummer");
    REQUIRE(number != nullptr);
    CHECK(numbers.insert(number->text).second);
    CHECK(pupils
              .insert(std::string(pupil.TextAt("voornaam")) + std::string(pupil.TextAt("achternaam")) +
                      std::string(pupil.TextAt("geboortedatum")))
              .second);
  }
}

TEST_CASE("numbers of pupils pass their check, are of nobody, and do not come back") {
  std::set<std::string> seen;
  for (std::uint64_t number = 0; number < 20'000; ++number) {
    for (const std::string& digits : {BsnOf(number), OnderwijsnummerOf(number)}) {
      REQUIRE(Pgn::Parse(digits).ok());
      REQUIRE(seen.insert(digits).second);
    }
    REQUIRE_EQ(BsnOf(number).front(), '9');
    REQUIRE_EQ(OnderwijsnummerOf(number).front(), '1');
  }
}

TEST_CASE("one size or attachment more leaves the pupil as it is") {
  const auto name = [](const Wish& wish) {
    const dossier::Tree tree = MakeDossier(wish).value();
    return std::string(tree.root.TextAt("huidigeschool/leerling/bsn")) +
           std::string(tree.root.TextAt("huidigeschool/leerling/achternaam"));
  };
  CHECK_EQ(name({.seed = 5}), name({.seed = 5, .attachments = 2}));
  CHECK_EQ(name({.seed = 5}), name({.seed = 5, .size = Size::kMinimal}));
}

TEST_CASE("attachments are as many and about as large as was wished") {
  const Wish wish{.seed = 3, .size = Size::kMinimal, .attachments = 4, .attachment_bytes = 50'000};
  const dossier::Document document = ReadBack(MakeDossier(wish).value());
  REQUIRE_EQ(document.attachments().size(), 4);
  for (const dossier::Attachment& attachment : document.attachments()) {
    CHECK_EQ(attachment.fault, dossier::AttachmentFault::kNone);
    CHECK_GT(attachment.size, 49'000);
    CHECK_LT(attachment.size, 51'000);
  }
}

}  // namespace
}  // namespace oso::fiction
