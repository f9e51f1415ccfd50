#include "audit/merkle.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "audit/proof_plan.h"

namespace oso::audit {
namespace {

// RFC 6962, 2.1, word for word.
Hash NaiveRoot(std::span<const Hash> leaves) {
  if (leaves.empty()) return EmptyRoot();
  if (leaves.size() == 1) return leaves[0];
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  return NodeHash(NaiveRoot(leaves.first(k)), NaiveRoot(leaves.subspan(k)));
}

Proof NaivePath(std::size_t m, std::span<const Hash> leaves) {
  if (leaves.size() <= 1) return {};
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  const bool is_left = m < k;
  Proof path = is_left ? NaivePath(m, leaves.first(k)) : NaivePath(m - k, leaves.subspan(k));
  path.push_back(NaiveRoot(is_left ? leaves.subspan(k) : leaves.first(k)));
  return path;
}

Proof NaiveSubproof(std::size_t m, std::span<const Hash> leaves, bool is_old_root) {
  if (m == leaves.size()) return is_old_root ? Proof() : Proof{NaiveRoot(leaves)};
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  Proof proof =
      m <= k ? NaiveSubproof(m, leaves.first(k), is_old_root) : NaiveSubproof(m - k, leaves.subspan(k), false);
  proof.push_back(NaiveRoot(m <= k ? leaves.subspan(k) : leaves.first(k)));
  return proof;
}

std::vector<Hash> Leaves(std::size_t size) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < size; ++i) leaves.push_back(LeafHash(AsBytes("entry " + std::to_string(i))));
  return leaves;
}

CompactTree TreeOfLeaves(std::span<const Hash> leaves) {
  CompactTree tree;
  for (const Hash& leaf : leaves) tree.Append(leaf);
  return tree;
}

class LeafNodes final : public NodeSource {
 public:
  explicit LeafNodes(std::span<const Hash> leaves) : leaves_(leaves) {}
  Result<Hash> Node(NodeId id) const override {
    const std::uint64_t size = std::uint64_t{1} << id.level;
    if ((id.index + 1) * size > leaves_.size()) return Fail(ErrorCode::kNotFound, "node");
    return NaiveRoot(leaves_.subspan(id.index * size, size));
  }

 private:
  std::span<const Hash> leaves_;
};

Hash RandomHash() {
  Hash hash;
  for (auto& byte : hash) byte = *rc::gen::arbitrary<std::uint8_t>();
  return hash;
}

TEST_CASE("the roots of the eight published leaves of Certificate Transparency's tests") {
  const Bytes entries[] = {
      {},
      {0x00},
      {0x10},
      {0x20, 0x21},
      {0x30, 0x31},
      {0x40, 0x41, 0x42, 0x43},
      {0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57},
      {0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f}};
  const char* roots[] = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                         "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                         "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                         "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                         "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                         "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                         "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                         "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  CompactTree tree;
  CHECK(ToHex(tree.Root()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (std::size_t i = 0; i < std::size(entries); ++i) {
    tree.Append(LeafHash(entries[i]));
    CHECK(ToHex(tree.Root()) == roots[i]);
  }
}

TEST_CASE("a growing tree, its edge and every proof are those of the recursive definition, at every size to 70") {
  const std::vector<Hash> all = Leaves(70);
  CompactTree growing;
  for (std::size_t size = 0; size <= all.size(); ++size) {
    const auto leaves = std::span(all).first(size);
    const LeafNodes nodes(leaves);
    const Hash root = NaiveRoot(leaves);
    REQUIRE(growing.Root() == root);
    REQUIRE(TreeOf(size, nodes).value().Root() == root);
    REQUIRE(CompactTree::FromEdge(size, growing.edge()).value().Root() == root);
    for (std::size_t index = 0; index < size; ++index) {
      const Proof proof = Fulfil(InclusionPlan(index, size).value(), nodes).value();
      REQUIRE(proof == NaivePath(index, leaves));
      REQUIRE(VerifyInclusion(leaves[index], index, size, proof, root));
    }
    for (std::size_t old_size = 0; old_size <= size; ++old_size) {
      const Proof proof = Fulfil(ConsistencyPlan(old_size, size).value(), nodes).value();
      REQUIRE(proof == (old_size == 0 ? Proof() : NaiveSubproof(old_size, leaves, true)));
      REQUIRE(VerifyConsistency(old_size, NaiveRoot(leaves.first(old_size)), size, root, proof));
    }
    if (size < all.size()) growing.Append(all[size]);
  }
}

TEST_CASE("an inclusion proof with anything changed proves nothing") {
  CHECK(rc::check([] {
    const auto size = *rc::gen::inRange<std::size_t>(2, 600);
    const auto index = *rc::gen::inRange<std::size_t>(0, size);
    const std::vector<Hash> leaves = Leaves(size);
    const Proof proof = Fulfil(InclusionPlan(index, size).value(), LeafNodes(leaves)).value();
    const Hash root = TreeOfLeaves(leaves).Root();
    RC_ASSERT(VerifyInclusion(leaves[index], index, size, proof, root));
    RC_ASSERT(!VerifyInclusion(RandomHash(), index, size, proof, root));
    RC_ASSERT(!VerifyInclusion(leaves[index], index, size, proof, RandomHash()));
    RC_ASSERT(!VerifyInclusion(leaves[index], index ^ 1U, size, proof, root));
    RC_ASSERT(!VerifyInclusion(leaves[index], size, size, proof, root));
    Proof other = proof;
    other[*rc::gen::inRange<std::size_t>(0, other.size())] = RandomHash();
    RC_ASSERT(!VerifyInclusion(leaves[index], index, size, other, root));
    other = proof;
    other.pop_back();
    RC_ASSERT(!VerifyInclusion(leaves[index], index, size, other, root));
    other = proof;
    other.push_back(RandomHash());
    RC_ASSERT(!VerifyInclusion(leaves[index], index, size, other, root));
  }));
}

TEST_CASE("a consistency proof with anything changed, or of another history, proves nothing") {
  CHECK(rc::check([] {
    const auto size = *rc::gen::inRange<std::size_t>(2, 600);
    const auto old_size = *rc::gen::inRange<std::size_t>(1, size);
    const std::vector<Hash> leaves = Leaves(size);
    const Hash old_root = TreeOfLeaves(std::span(leaves).first(old_size)).Root();
    const Hash root = TreeOfLeaves(leaves).Root();
    const Proof proof = Fulfil(ConsistencyPlan(old_size, size).value(), LeafNodes(leaves)).value();
    RC_ASSERT(VerifyConsistency(old_size, old_root, size, root, proof));
    RC_ASSERT(!VerifyConsistency(old_size, RandomHash(), size, root, proof));
    RC_ASSERT(!VerifyConsistency(old_size, old_root, size, RandomHash(), proof));
    RC_ASSERT(!VerifyConsistency(size, root, old_size, old_root, proof));
    Proof other = proof;
    other[*rc::gen::inRange<std::size_t>(0, other.size())] = RandomHash();
    RC_ASSERT(!VerifyConsistency(old_size, old_root, size, root, other));
    other = proof;
    other.push_back(RandomHash());
    RC_ASSERT(!VerifyConsistency(old_size, old_root, size, root, other));
    other = proof;
    other.pop_back();
    RC_ASSERT(!VerifyConsistency(old_size, old_root, size, root, other));
    // The fork: one old entry is another one.
    std::vector<Hash> forked = leaves;
    forked[*rc::gen::inRange<std::size_t>(0, old_size)] = RandomHash();
    const Proof honest = Fulfil(ConsistencyPlan(old_size, size).value(), LeafNodes(forked)).value();
    RC_ASSERT(!VerifyConsistency(old_size, old_root, size, TreeOfLeaves(forked).Root(), honest));
  }));
}

TEST_CASE("the empty tree and the same tree need no proof, and take none") {
  const std::vector<Hash> leaves = Leaves(3);
  const Hash root = TreeOfLeaves(leaves).Root();
  CHECK(VerifyConsistency(0, EmptyRoot(), 3, root, {}));
  CHECK_FALSE(VerifyConsistency(0, root, 3, root, {}));
  CHECK_FALSE(VerifyConsistency(0, EmptyRoot(), 3, root, {root}));
  CHECK(VerifyConsistency(3, root, 3, root, {}));
  CHECK_FALSE(VerifyConsistency(3, root, 3, EmptyRoot(), {}));
  CHECK_FALSE(VerifyConsistency(3, root, 3, root, {root}));
  CHECK_FALSE(VerifyConsistency(2, root, 3, root, {}));
  CHECK_FALSE(VerifyInclusion(leaves[0], 0, 0, {}, EmptyRoot()));
  CHECK(VerifyInclusion(leaves[0], 0, 1, {}, leaves[0]));
}

TEST_CASE("there is no plan beyond the tree, and no tree from another's edge") {
  CHECK(InclusionPlan(3, 3).error().code == ErrorCode::kInvalidArgument);
  CHECK(ConsistencyPlan(4, 3).error().code == ErrorCode::kInvalidArgument);
  CHECK(CompactTree::FromEdge(3, {EmptyRoot()}).error().code == ErrorCode::kInvalidArgument);
  const std::vector<Hash> leaves = Leaves(3);
  CHECK(Fulfil(InclusionPlan(0, 8).value(), LeafNodes(leaves)).error().code == ErrorCode::kNotFound);
}

TEST_CASE("plans of the largest trees are short and end") {
  constexpr std::uint64_t kMost = ~std::uint64_t{0};
  CHECK(InclusionPlan(kMost - 1, kMost).value().size() <= 64);
  CHECK(InclusionPlan(0, kMost).value().size() == 64);
  CHECK(ConsistencyPlan(kMost / 3, kMost).value().size() <= 65);
  CHECK(EdgeOf(kMost).size() == 64);
}

}  // namespace
}  // namespace oso::audit
