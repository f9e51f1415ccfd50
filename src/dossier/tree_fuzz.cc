// Whatever the bytes: no crash; and a tree that was written is read back the same. Corpus: testdata.
#include "dossier/tree.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace oso;
  const auto tree = dossier::ReadTree({data, size}, 1 << 20);
  if (!tree.ok()) return 0;
  const std::string written = dossier::WriteTree(*tree);
  const auto again = dossier::ReadTree(AsBytes(written));
  if (!again.ok() || *again != *tree || dossier::WriteTree(*again) != written) __builtin_trap();
  return 0;
}
