#include "audit/log_verifier.h"

#include <algorithm>
#include <array>

#include "audit/tile_writer.h"
#include "base/words.h"

namespace oso::audit {
namespace {

constexpr std::string_view kCheckpoint = "checkpoint";
constexpr std::size_t kHashSize = std::tuple_size_v<Hash>;

constexpr std::array kFaults = {
    Word{LogFault::kMissing, "missing"},
    Word{LogFault::kBadCheckpoint, "bad-checkpoint"},
    Word{LogFault::kNotSigned, "not-signed"},
    Word{LogFault::kBadBundle, "bad-bundle"},
    Word{LogFault::kEntryChanged, "entry-changed"},
    Word{LogFault::kTileChanged, "tile-changed"},
    Word{LogFault::kWrongRoot, "wrong-root"},
    Word{LogFault::kRolledBack, "rolled-back"},
    Word{LogFault::kForked, "forked"},
};

LogFinding AtCheckpoint(LogFault fault, std::string detail) {
  return {fault, std::string(kCheckpoint), std::nullopt, std::move(detail)};
}

std::string Base64(const Hash& hash) { return crypto::Base64Encode(hash); }

// As many whole entries as the bundle begins with, at most `count`.
std::vector<ByteView> WholeEntries(ByteView bundle, unsigned count) {
  std::vector<ByteView> entries;
  while (bundle.size() >= 2 && entries.size() < count) {
    const std::size_t size = std::size_t{bundle[0]} << 8U | bundle[1];
    if (bundle.size() - 2 < size) break;
    entries.push_back(bundle.subspan(2, size));
    bundle = bundle.subspan(2 + size);
  }
  return entries;
}

// One verification under way. Two trees are made: of the entries, and of the leaf hashes that the lowest tiles say. The
// one whose root was signed tells which of the two was changed.
class Verification {
 public:
  Verification(LogSource& source, LogReport& report, std::optional<Checkpoint> trusted, LogDepth depth)
      : source_(source), report_(report), trusted_(std::move(trusted)), depth_(depth) {}

  Task<Status> Run() {
    const std::uint64_t size = report_.checkpoint->size;
    CompareWithTrusted(0);
    for (std::uint64_t begin = 0; begin < size && !IsFull(); begin += kTileWidth) {
      const auto width = static_cast<unsigned>(std::min<std::uint64_t>(size - begin, kTileWidth));
      CO_ASSIGN_OR_RETURN(const bool goes_on, co_await ReadLeaves({0, begin / kTileWidth, width}));
      if (!goes_on) co_return Status();
      CO_RETURN_IF_ERROR(co_await CompareTiles(of_entries_.TakeFullTiles(), of_tiles_.TakeFullTiles()));
    }
    if (IsFull()) co_return Status();
    CO_RETURN_IF_ERROR(co_await CompareTiles(of_entries_.TakeTiles(), of_tiles_.TakeTiles()));
    Judge();
    co_return Status();
  }

 private:
  bool IsFull() const { return report_.findings.size() >= kMostFindings; }

  void Add(LogFault fault, std::string path, std::optional<std::uint64_t> entry, std::string detail) {
    if (!IsFull()) report_.findings.push_back({fault, std::move(path), entry, std::move(detail)});
  }

  // The file, or nothing after a finding that says it is missing or cut.
  Task<Result<std::optional<Bytes>>> ReadFile(TileId id, std::uint64_t entry) {
    auto bytes = co_await ReadTile(source_, id);
    if (bytes.ok()) co_return std::optional(std::move(bytes).value());
    if (bytes.error().code == ErrorCode::kNotFound) {
      Add(LogFault::kMissing, TilePath(id), entry, "there is no such file");
    } else if (bytes.error().code == ErrorCode::kInvalidArgument) {
      Add(id.level == TileId::kEntries ? LogFault::kBadBundle : LogFault::kTileChanged, TilePath(id), entry,
          bytes.error().detail);
    } else {
      co_return std::move(bytes).error();
    }
    co_return std::optional<Bytes>();
  }

  // The leaves under one of the lowest tiles. False: no further.
  Task<Result<bool>> ReadLeaves(TileId tile) {
    return depth_ == LogDepth::kEntries ? ReadEntries(tile) : ReadHashes(tile);
  }

  // Its hashes alone: then the two trees are one.
  Task<Result<bool>> ReadHashes(TileId tile) {
    const std::uint64_t begin = tile.index * kTileWidth;
    CO_ASSIGN_OR_RETURN(const auto hashes, co_await ReadFile(tile, begin));
    if (!hashes || !AreHashes(tile, *hashes)) co_return false;
    for (std::size_t i = 0; i < tile.width; ++i) Append(HashAt(*hashes, i), HashAt(*hashes, i));
    co_return true;
  }

  // The entries of one bundle beside the leaf hashes of the tile over it.
  Task<Result<bool>> ReadEntries(TileId tile) {
    const TileId bundle{TileId::kEntries, tile.index, tile.width};
    const std::uint64_t begin = tile.index * kTileWidth;
    CO_ASSIGN_OR_RETURN(const auto entries_bytes, co_await ReadFile(bundle, begin));
    CO_ASSIGN_OR_RETURN(const auto hashes, co_await ReadFile(tile, begin));
    if (!entries_bytes) co_return false;
    const bool has_hashes = hashes && AreHashes(tile, *hashes);
    const std::vector<ByteView> entries = WholeEntries(*entries_bytes, tile.width);
    const auto whole = ReadBundle(*entries_bytes, tile.width);
    std::optional<std::uint64_t> first_other;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const Hash leaf = LeafHash(entries[i]);
      const bool is_same = !has_hashes || std::ranges::equal(leaf, ByteView(*hashes).subspan(i * kHashSize, kHashSize));
      if (!is_same && !first_other) first_other = begin + i;
      if (!whole.ok()) continue;
      Append(leaf, is_same ? leaf : HashAt(*hashes, i));
      ++report_.entries;
      if (!is_same && differing_.size() < kMostFindings) differing_.push_back(begin + i);
    }
    if (!whole.ok()) {
      Add(LogFault::kBadBundle, TilePath(bundle), first_other.value_or(begin + entries.size()), whole.error().detail);
      co_return false;
    }
    co_return true;
  }

  // A finding if not.
  bool AreHashes(TileId tile, ByteView bytes) {
    if (bytes.size() == tile.width * kHashSize) return true;
    Add(LogFault::kTileChanged, TilePath(tile), tile.index * kTileWidth,
        "not " + std::to_string(tile.width) + " hashes");
    return false;
  }

  static Hash HashAt(ByteView hashes, std::size_t i) {
    Hash hash;
    std::ranges::copy(hashes.subspan(i * kHashSize, kHashSize), hash.begin());
    return hash;
  }

  void Append(const Hash& of_entry, const Hash& of_tile) {
    of_entries_.AppendLeaf(of_entry);
    of_tiles_.AppendLeaf(of_tile);
    CompareWithTrusted(of_entries_.size());
  }

  void CompareWithTrusted(std::uint64_t size) {
    if (!trusted_ || trusted_->size != size || size > report_.checkpoint->size) return;
    if (of_entries_.tree().Root() == trusted_->root || of_tiles_.tree().Root() == trusted_->root) return;
    Add(LogFault::kForked, std::string(kCheckpoint), std::nullopt,
        "the first " + std::to_string(size) + " entries are not those that were signed before");
  }

  // A tile above the lowest is right when it is what the entries give, or what the lowest tiles give: if those differ,
  // that is a finding of its own.
  Task<Status> CompareTiles(std::vector<TileWriter::Written> of_entries, std::vector<TileWriter::Written> of_tiles) {
    for (std::size_t i = 0; i < of_entries.size() && !IsFull(); ++i) {
      const TileId id = of_entries[i].id;
      if (id.level == 0) continue;
      const auto first_below = [&](std::size_t hash) {
        return (id.index * kTileWidth + hash) << (8U * static_cast<unsigned>(id.level));
      };
      CO_ASSIGN_OR_RETURN(const auto bytes, co_await ReadFile(id, first_below(0)));
      if (!bytes || *bytes == of_entries[i].bytes || *bytes == of_tiles[i].bytes) continue;
      const auto at = std::ranges::mismatch(*bytes, of_entries[i].bytes).in1 - bytes->begin();
      const std::size_t hash = std::min<std::size_t>(static_cast<std::size_t>(at) / kHashSize, id.width - 1);
      Add(LogFault::kTileChanged, TilePath(id), first_below(hash), "not what " + Leaves() + " give");
    }
    co_return Status();
  }

  void Judge() {
    const Hash& root = report_.checkpoint->root;
    const Hash entries_root = of_entries_.tree().Root();
    const bool entries_are_right = entries_root == root;
    for (const std::uint64_t entry : differing_) {
      const unsigned width = WidthAt(entry);
      if (entries_are_right) {
        Add(LogFault::kTileChanged, TilePath({0, entry / kTileWidth, width}), entry, "not the entry's hash");
      } else {
        Add(LogFault::kEntryChanged, TilePath({TileId::kEntries, entry / kTileWidth, width}), entry,
            "its hash is not the one in the tile over it");
      }
    }
    if (!entries_are_right && of_tiles_.tree().Root() != root) {
      Add(LogFault::kWrongRoot, std::string(kCheckpoint), std::nullopt,
          "signed is " + Base64(root) + ", " + Leaves() + " give " + Base64(entries_root));
    }
  }

  std::string Leaves() const { return depth_ == LogDepth::kEntries ? "the entries" : "the lowest tiles"; }

  unsigned WidthAt(std::uint64_t entry) const {
    const std::uint64_t after = report_.checkpoint->size - entry / kTileWidth * kTileWidth;
    return static_cast<unsigned>(std::min<std::uint64_t>(after, kTileWidth));
  }

  LogSource& source_;
  LogReport& report_;
  std::optional<Checkpoint> trusted_;
  LogDepth depth_;
  TileWriter of_entries_;
  TileWriter of_tiles_;
  std::vector<std::uint64_t> differing_;  // the first entries whose hash is not the one in the tile
};

// What two checkpoints say without the log: nothing, if it takes a proof.
std::optional<LogFinding> CompareHeads(const Checkpoint& trusted, const Checkpoint& present) {
  if (present.size < trusted.size) {
    return AtCheckpoint(LogFault::kRolledBack,
                        std::to_string(present.size) + " entries, before " + std::to_string(trusted.size));
  }
  if (present.size == trusted.size && present.root != trusted.root) {
    return AtCheckpoint(LogFault::kForked, "another root for the same " + std::to_string(present.size) + " entries");
  }
  return std::nullopt;
}

}  // namespace

std::string_view WireName(LogFault fault) { return TextOf(kFaults, fault); }

Task<Result<SignedHead>> ReadHead(LogSource& source, LogPolicy policy) {
  SignedHead head;
  auto text = co_await source.Read(std::string(kCheckpoint));
  if (!text.ok() && text.error().code != ErrorCode::kNotFound) co_return std::move(text).error();
  if (!text.ok()) {
    head.finding = AtCheckpoint(LogFault::kMissing, "there is no such file");
    co_return head;
  }
  head.note = AsText(*text);
  auto verified = VerifyCheckpoint(head.note, policy);
  if (verified.ok()) {
    head.verified = std::move(verified).value();
  } else {
    const bool is_untrusted = verified.error().code == ErrorCode::kUnauthenticated;
    head.finding =
        AtCheckpoint(is_untrusted ? LogFault::kNotSigned : LogFault::kBadCheckpoint, verified.error().detail);
  }
  co_return head;
}

Task<Result<LogReport>> VerifyLog(LogSource& source, LogPolicy policy, std::optional<Checkpoint> trusted,
                                  LogDepth depth) {
  LogReport report;
  CO_ASSIGN_OR_RETURN(SignedHead head, co_await ReadHead(source, std::move(policy)));
  if (head.finding) {
    report.findings.push_back(*std::move(head.finding));
    co_return report;
  }
  report.checkpoint = std::move(head.verified->checkpoint);
  report.cosigned = std::move(head.verified->cosigned);
  if (trusted) {
    if (auto finding = CompareHeads(*trusted, *report.checkpoint)) {
      report.findings.push_back(*std::move(finding));
      trusted.reset();  // said once
    }
  }
  Verification verification(source, report, std::move(trusted), depth);
  CO_RETURN_IF_ERROR(co_await verification.Run());
  co_return report;
}

Task<Result<std::optional<LogFinding>>> VerifyGrowth(LogSource& source, Checkpoint trusted, Checkpoint present) {
  using Finding = std::optional<LogFinding>;
  if (auto finding = CompareHeads(trusted, present)) co_return finding;
  CO_ASSIGN_OR_RETURN(ProofPlan plan, ConsistencyPlan(trusted.size, present.size));
  auto proof = co_await ReadProof(source, std::move(plan), present.size);
  if (!proof.ok()) {
    if (proof.error().code == ErrorCode::kNotFound) {
      co_return Finding({LogFault::kMissing, "tile", std::nullopt, proof.error().detail});
    }
    if (proof.error().code == ErrorCode::kInvalidArgument) {
      co_return Finding({LogFault::kTileChanged, "tile", std::nullopt, proof.error().detail});
    }
    co_return std::move(proof).error();
  }
  if (VerifyConsistency(trusted.size, trusted.root, present.size, present.root, *proof)) co_return Finding();
  co_return Finding(AtCheckpoint(LogFault::kForked, "there is no proof that the first " + std::to_string(trusted.size) +
                                                        " entries are those that were signed before"));
}

}  // namespace oso::audit
