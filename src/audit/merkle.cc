#include "audit/merkle.h"

#include <algorithm>
#include <array>
#include <bit>

namespace oso::audit {
namespace {

constexpr std::uint8_t kLeafPrefix = 0;
constexpr std::uint8_t kNodePrefix = 1;

}  // namespace

Hash LeafHash(ByteView entry) { return crypto::Sha256({&kLeafPrefix, 1}, entry); }

Hash NodeHash(const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 1 + 2 * std::tuple_size_v<Hash>> text;  // all of it is written
  text[0] = kNodePrefix;
  std::ranges::copy(right, std::ranges::copy(left, text.begin() + 1).out);
  return crypto::Sha256(text);
}

Hash EmptyRoot() { return crypto::Sha256({}); }

Result<CompactTree> CompactTree::FromEdge(std::uint64_t size, std::vector<Hash> edge) {
  if (edge.size() != static_cast<std::size_t>(std::popcount(size))) {
    return Fail(ErrorCode::kInvalidArgument, "merkle: not the edge of a tree of " + std::to_string(size));
  }
  CompactTree tree;
  tree.size_ = size;
  tree.edge_ = std::move(edge);
  return tree;
}

void CompactTree::Append(const Hash& leaf) {
  edge_.push_back(leaf);
  // As adding one to a number: each trailing 1 bit is a complete tree that becomes the left half of a larger one.
  for (std::uint64_t rest = size_; (rest & 1U) != 0; rest >>= 1U) {
    const Hash right = edge_.back();
    edge_.pop_back();
    edge_.back() = NodeHash(edge_.back(), right);
  }
  ++size_;
}

Hash CompactTree::Root() const {
  if (edge_.empty()) return EmptyRoot();
  Hash root = edge_.back();
  for (std::size_t i = edge_.size() - 1; i > 0; --i) root = NodeHash(edge_[i - 1], root);
  return root;
}

bool VerifyInclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, const Proof& proof, const Hash& root) {
  if (index >= size) return false;
  std::uint64_t node = index;
  std::uint64_t last = size - 1;
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (last == 0) return false;
    if ((node & 1U) != 0 || node == last) {
      hash = NodeHash(sibling, hash);
      for (; (node & 1U) == 0 && node != 0; node >>= 1U) last >>= 1U;
    } else {
      hash = NodeHash(hash, sibling);
    }
    node >>= 1U;
    last >>= 1U;
  }
  return last == 0 && hash == root;
}

bool VerifyConsistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t new_size, const Hash& new_root,
                       const Proof& proof) {
  if (old_size > new_size) return false;
  if (old_size == new_size) return proof.empty() && old_root == new_root;
  if (old_size == 0) return proof.empty() && old_root == EmptyRoot();
  // A complete old tree is itself the first hash, which the proof then leaves out.
  const bool is_complete = std::has_single_bit(old_size);
  if (proof.empty() && !is_complete) return false;
  std::uint64_t node = old_size - 1;
  std::uint64_t last = new_size - 1;
  for (; (node & 1U) != 0; node >>= 1U) last >>= 1U;
  Hash old_hash = is_complete ? old_root : proof.front();
  Hash new_hash = old_hash;
  for (std::size_t i = is_complete ? 0 : 1; i < proof.size(); ++i) {
    if (last == 0) return false;
    if ((node & 1U) != 0 || node == last) {
      old_hash = NodeHash(proof[i], old_hash);
      new_hash = NodeHash(proof[i], new_hash);
      for (; (node & 1U) == 0 && node != 0; node >>= 1U) last >>= 1U;
    } else {
      new_hash = NodeHash(new_hash, proof[i]);
    }
    node >>= 1U;
    last >>= 1U;
  }
  return last == 0 && old_hash == old_root && new_hash == new_root;
}

}  // namespace oso::audit
