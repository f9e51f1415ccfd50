#include "audit/tiles.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

#include "audit/tile_writer.h"

namespace oso::audit {
namespace {

std::string EntryText(std::uint64_t index) { return "entry " + std::to_string(index); }

TileWriter WriterOf(std::uint64_t size) {
  TileWriter writer;
  bool is_good = true;
  for (std::uint64_t i = 0; i < size; ++i) is_good = writer.Append(AsBytes(EntryText(i))).ok() && is_good;
  REQUIRE(is_good);
  return writer;
}

std::vector<TileId> Ids(const std::vector<TileWriter::Written>& written) {
  std::vector<TileId> ids;
  for (const auto& tile : written) ids.push_back(tile.id);
  return ids;
}

TEST_CASE("a tile's path is that of tlog-tiles") {
  CHECK(TilePath({0, 1'234'067}) == "tile/0/x001/x234/067");
  CHECK(TilePath({0, 1'234'067, 112}) == "tile/0/x001/x234/067.p/112");
  CHECK(TilePath({TileId::kEntries, 0, 1}) == "tile/entries/000.p/1");
  CHECK(TilePath({3, 999}) == "tile/3/999");
  CHECK(TilePath({3, 1000}) == "tile/3/x001/000");
}

TEST_CASE("any tile's path is read back, and no two texts mean one tile") {
  CHECK(rc::check([] {
    const TileId id{*rc::gen::inRange(-1, 8), *rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 55U),
                    *rc::gen::inRange(1U, 257U)};
    RC_ASSERT(ParseTilePath(TilePath(id)) == id);
  }));
  for (const char* path : {"",
                           "tile",
                           "tile/",
                           "tile/0",
                           "tile/0/",
                           "tile/0/0",
                           "tile/0/00",
                           "tile/0/0000",
                           "tile/00/000",
                           "tile/8/000",
                           "tile/64/000",
                           "tile/-1/000",
                           "tile/0/x000/000",
                           "tile/0/001/000",
                           "tile/0/x001",
                           "tile/0/x001/",
                           "tile/0/000.p",
                           "tile/0/000.p/",
                           "tile/0/000.p/0",
                           "tile/0/000.p/256",
                           "tile/0/000.p/01",
                           "tile/0/000.p/1/",
                           "tile/0/000/",
                           "tile/0/+01",
                           "tile/0/ 01",
                           "tile/entries/000.p/-1",
                           "tile/Entries/000",
                           "/tile/0/000",
                           "tile/0/../000",
                           "tile/0/x999/x999/x999/x999/x999/x999/999",
                           "tile/0/000.p/99999999999999999999999"}) {
    CHECK_MESSAGE(!ParseTilePath(path), path);
  }
}

TEST_CASE("a tree of 70 000 entries has the tiles that tlog-tiles says") {
  std::map<int, int> full;
  std::map<int, unsigned> partial;
  for (const TileId& id : TilesToWrite(0, 70'000)) {
    if (id.is_full()) {
      ++full[id.level];
    } else {
      partial[id.level] = id.width;
    }
  }
  CHECK(full == std::map<int, int>{{TileId::kEntries, 273}, {0, 273}, {1, 1}});
  CHECK(partial == std::map<int, unsigned>{{TileId::kEntries, 112}, {0, 112}, {1, 17}, {2, 1}});
  CHECK(TilesToWrite(0, 256) == std::vector<TileId>{{TileId::kEntries, 0}, {0, 0}, {1, 0, 1}});
  CHECK(TilesToWrite(0, 0).empty());
  CHECK(TilesToWrite(300, 300).empty());
  CHECK(TilesToWrite(256, 300) == std::vector<TileId>{{TileId::kEntries, 1, 44}, {0, 1, 44}});
}

TEST_CASE("the tiles that growing writes are those that are to be written, and go on after a restart") {
  CHECK(rc::check([] {
    const auto first = *rc::gen::inRange<std::uint64_t>(0, 1200);
    const auto more = *rc::gen::inRange<std::uint64_t>(0, 1200);
    TileWriter writer = WriterOf(first);
    const auto written = writer.TakeTiles();
    RC_ASSERT(Ids(written) == TilesToWrite(0, first));
    RC_ASSERT(writer.TakeTiles().empty());
    auto resumed = TileWriter::Resume(first, written);
    RC_ASSERT(resumed.ok());
    for (std::uint64_t i = first; i < first + more; ++i) {
      RC_ASSERT(writer.Append(AsBytes(EntryText(i))).ok());
      RC_ASSERT(resumed->Append(AsBytes(EntryText(i))).ok());
    }
    const auto grown = writer.TakeTiles();
    const auto after_restart = resumed->TakeTiles();
    RC_ASSERT(Ids(grown) == TilesToWrite(first, first + more));
    RC_ASSERT(Ids(after_restart) == Ids(grown));
    for (std::size_t i = 0; i < grown.size(); ++i) RC_ASSERT(grown[i].bytes == after_restart[i].bytes);
    RC_ASSERT(resumed->tree().Root() == writer.tree().Root());
  }));
}

TEST_CASE("every proof can be made from the tiles that its plan names, and only those") {
  constexpr std::uint64_t kSize = 66'000;  // three levels of tiles
  std::map<TileId, Bytes> tiles;
  TileWriter writer = WriterOf(kSize);
  for (auto& written : writer.TakeTiles()) tiles[written.id] = std::move(written.bytes);
  const auto from_tiles = [&](const ProofPlan& plan) {
    TileNodes nodes;
    for (const TileId& id : TilesOf(plan, kSize)) REQUIRE(nodes.Put(id, tiles.at(id)).ok());
    return Fulfil(plan, nodes).value();
  };
  const Hash root = writer.tree().Root();
  for (const std::uint64_t index : {0UL, 1UL, 255UL, 256UL, 65'535UL, 65'536UL, 65'791UL, 65'792UL, 65'999UL}) {
    const Proof proof = from_tiles(InclusionPlan(index, kSize).value());
    CHECK(VerifyInclusion(LeafHash(AsBytes(EntryText(index))), index, kSize, proof, root));
  }
  for (const std::uint64_t size : {1UL, 255UL, 256UL, 257UL, 65'535UL, 65'536UL, 65'537UL, 65'999UL}) {
    const Proof proof = from_tiles(ConsistencyPlan(size, kSize).value());
    CHECK(VerifyConsistency(size, WriterOf(size).tree().Root(), kSize, root, proof));
  }
  CHECK(TilesOf(InclusionPlan(0, kSize).value(), kSize).size() == 4);
}

TEST_CASE("a log does not go on from tiles that are missing or do not fit") {
  TileWriter writer = WriterOf(300);
  auto written = writer.TakeTiles();
  CHECK(TileWriter::PartialTiles(300) == std::vector<TileId>{{TileId::kEntries, 1, 44}, {0, 1, 44}, {1, 0, 1}});
  CHECK(TileWriter::Resume(301, written).error().code == ErrorCode::kInvalidArgument);
  written.back().bytes.pop_back();
  CHECK(TileWriter::Resume(300, written).error().code == ErrorCode::kInvalidArgument);
  CHECK(TileWriter::Resume(0, {}).ok());
}

TEST_CASE("a bundle gives its entries back, and is refused cut, lengthened or of another number") {
  CHECK(rc::check([](const std::vector<Bytes>& entries) {
    Bytes bundle;
    for (const Bytes& entry : entries) RC_ASSERT(AppendEntry(bundle, entry).ok());
    const auto count = static_cast<unsigned>(entries.size());
    const auto read = ReadBundle(bundle, count);
    RC_ASSERT(read.ok());
    for (std::size_t i = 0; i < entries.size(); ++i) RC_ASSERT(std::ranges::equal((*read)[i], entries[i]));
    RC_ASSERT(!ReadBundle(bundle, count + 1).ok());
    if (count > 0) RC_ASSERT(!ReadBundle(bundle, count - 1).ok());
    const auto kept = *rc::gen::inRange<std::size_t>(0, bundle.size() + 1);
    if (kept < bundle.size()) RC_ASSERT(!ReadBundle(ByteView(bundle).first(kept), count).ok());
    bundle.push_back(0);
    RC_ASSERT(!ReadBundle(bundle, count).ok());
  }));
}

TEST_CASE("an entry is at most 65 535 bytes") {
  TileWriter writer;
  CHECK(writer.Append(Bytes(kMaxEntry)).ok());
  CHECK(writer.Append(Bytes(kMaxEntry + 1)).error().code == ErrorCode::kTooLarge);
  CHECK(writer.size() == 1);
  CHECK(ReadBundle(writer.TakeTiles().front().bytes, 1).value().front().size() == kMaxEntry);
}

TEST_CASE("a tile of another width than it says is refused") {
  TileNodes nodes;
  CHECK(nodes.Put({0, 0, 2}, Bytes(64)).ok());
  CHECK_FALSE(nodes.Put({0, 0, 2}, Bytes(63)).ok());
  CHECK_FALSE(nodes.Put({0, 0, 2}, Bytes(96)).ok());
  CHECK_FALSE(nodes.Put({TileId::kEntries, 0, 2}, Bytes(64)).ok());
  CHECK(nodes.Node({1, 0}).ok());
  CHECK(nodes.Node({0, 2}).error().code == ErrorCode::kNotFound);
  CHECK(nodes.Node({2, 0}).error().code == ErrorCode::kNotFound);
}

}  // namespace
}  // namespace oso::audit
