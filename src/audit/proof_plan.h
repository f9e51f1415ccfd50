// Making proofs: which nodes of the tree a proof consists of, so that whoever has the tree (in tiles, on a disk, at
// another system) can get just those; and the proof from them.
#pragma once

#include <compare>
#include <vector>

#include "audit/merkle.h"

namespace oso::audit {

// The root of the complete tree over the leaves [index << level, (index + 1) << level).
struct NodeId {
  unsigned level = 0;
  std::uint64_t index = 0;
  auto operator<=>(const NodeId&) const = default;
};

// Each hash of the proof is that of some consecutive leaves: of one complete tree, or of several of falling size.
using ProofPlan = std::vector<std::vector<NodeId>>;

// RFC 6962, 2.1.1. kInvalidArgument: index >= size.
Result<ProofPlan> InclusionPlan(std::uint64_t index, std::uint64_t size);
// RFC 6962, 2.1.2. Without a hash when `old_size` is 0 or `new_size`. kInvalidArgument: old_size > new_size.
Result<ProofPlan> ConsistencyPlan(std::uint64_t old_size, std::uint64_t new_size);
// The edge of a tree of that size (CompactTree::FromEdge), the largest complete tree first.
std::vector<NodeId> EdgeOf(std::uint64_t size);

// Where nodes come from.
class NodeSource {
 public:
  virtual ~NodeSource() = default;
  virtual Result<Hash> Node(NodeId id) const = 0;  // kNotFound: not in this tree, or not kept here
};

Result<Proof> Fulfil(const ProofPlan& plan, const NodeSource& nodes);  // an error is that of `nodes`
Result<CompactTree> TreeOf(std::uint64_t size, const NodeSource& nodes);

}  // namespace oso::audit
