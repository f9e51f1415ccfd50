// Any text as a proof of growth: what is read is written back as it was, and proves nothing without the log's key.
#include "audit/growth.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace oso::audit;
  static const LogPolicy policy{
      NoteVerifier::Parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").value()};
  const std::string_view text = oso::AsText(oso::ByteView(data, size));
  const auto growth = ParseGrowth(text);
  if (growth.ok() && ToString(*growth) != text) __builtin_trap();
  if (VerifyGrowthProof(text, Checkpoint{"PeterNeumann", 0, EmptyRoot(), {}}, policy).ok()) __builtin_trap();
  return 0;
}
