// The Merkle tree of the log: RFC 6962, 2.1 with SHA-256. An entry's place in it and that an older tree is the
// beginning of a newer one can each be proved with a few hashes; changing any entry changes the root.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/digest.h"

namespace oso::audit {

using Hash = crypto::Sha256Digest;

Hash LeafHash(ByteView entry);                       // SHA-256(0x00 || entry)
Hash NodeHash(const Hash& left, const Hash& right);  // SHA-256(0x01 || left || right)
Hash EmptyRoot();                                    // SHA-256("")

// A tree that only grows, of which only the right edge is kept: at most 64 hashes whatever its size. One thread at a
// time; a value.
class CompactTree {
 public:
  CompactTree() = default;
  // From what edge() gave. kInvalidArgument: not as many hashes as a tree of that size has at its edge.
  static Result<CompactTree> FromEdge(std::uint64_t size, std::vector<Hash> edge);

  void Append(const Hash& leaf);
  std::uint64_t size() const { return size_; }
  // The roots of the complete trees it consists of, the largest (and leftmost) first: one for each 1 bit of size().
  const std::vector<Hash>& edge() const { return edge_; }
  Hash Root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> edge_;
};

using Proof = std::vector<Hash>;  // in the order of RFC 6962: from the leaf up

// The algorithms of RFC 9162, 2.1.3.2 and 2.1.4.2. True: proved. Anything that does not fit (an index beyond the size,
// a proof too short or too long) is false.
bool VerifyInclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, const Proof& proof, const Hash& root);
// That the tree of `old_size` is the beginning of that of `new_size`. Of the empty tree this is true without a proof,
// and equal sizes need equal roots and no proof.
bool VerifyConsistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t new_size, const Hash& new_root,
                       const Proof& proof);

}  // namespace oso::audit
