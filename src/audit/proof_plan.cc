#include "audit/proof_plan.h"

#include <algorithm>
#include <bit>

namespace oso::audit {
namespace {

// The complete trees that the leaves [begin, end) consist of. `begin` is where the split of RFC 6962 may put it: a
// multiple of every size that comes.
std::vector<NodeId> NodesOf(std::uint64_t begin, std::uint64_t end) {
  std::vector<NodeId> nodes;
  while (begin < end) {
    const std::uint64_t size = std::bit_floor(end - begin);
    nodes.push_back({static_cast<unsigned>(std::countr_zero(size)), begin / size});
    begin += size;
  }
  return nodes;
}

// How many leaves go left in a tree of `size` > 1: the largest power of two smaller than it.
std::uint64_t LeftSize(std::uint64_t size) { return std::bit_floor(size - 1); }

}  // namespace

Result<ProofPlan> InclusionPlan(std::uint64_t index, std::uint64_t size) {
  if (index >= size) return Fail(ErrorCode::kInvalidArgument, "proof: the log has no entry " + std::to_string(index));
  ProofPlan plan;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end - begin > 1) {
    const std::uint64_t middle = begin + LeftSize(end - begin);
    plan.push_back(index < middle ? NodesOf(middle, end) : NodesOf(begin, middle));
    (index < middle ? end : begin) = middle;
  }
  std::ranges::reverse(plan);
  return plan;
}

Result<ProofPlan> ConsistencyPlan(std::uint64_t old_size, std::uint64_t new_size) {
  if (old_size > new_size) return Fail(ErrorCode::kInvalidArgument, "proof: a tree does not become smaller");
  ProofPlan plan;
  if (old_size == 0) return plan;
  std::uint64_t begin = 0;
  std::uint64_t end = new_size;
  while (old_size != end) {
    const std::uint64_t middle = begin + LeftSize(end - begin);
    const bool goes_left = old_size <= middle;
    plan.push_back(goes_left ? NodesOf(middle, end) : NodesOf(begin, middle));
    (goes_left ? end : begin) = middle;
  }
  if (begin != 0) plan.push_back(NodesOf(begin, end));  // else it is the old root, which the verifier has
  std::ranges::reverse(plan);
  return plan;
}

std::vector<NodeId> EdgeOf(std::uint64_t size) { return NodesOf(0, size); }

Result<Proof> Fulfil(const ProofPlan& plan, const NodeSource& nodes) {
  Proof proof;
  for (const std::vector<NodeId>& ids : plan) {
    ASSIGN_OR_RETURN(Hash hash, nodes.Node(ids.back()));
    for (std::size_t i = ids.size() - 1; i > 0; --i) {
      ASSIGN_OR_RETURN(const Hash left, nodes.Node(ids[i - 1]));
      hash = NodeHash(left, hash);
    }
    proof.push_back(hash);
  }
  return proof;
}

Result<CompactTree> TreeOf(std::uint64_t size, const NodeSource& nodes) {
  std::vector<Hash> edge;
  for (const NodeId id : EdgeOf(size)) {
    ASSIGN_OR_RETURN(const Hash hash, nodes.Node(id));
    edge.push_back(hash);
  }
  return CompactTree::FromEdge(size, std::move(edge));
}

}  // namespace oso::audit
