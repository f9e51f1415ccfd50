// Any text as a checkpoint, a verifier key or a tile's path: what is read is written back as it was, and nobody but the
// log's key signs.
#include "audit/checkpoint.h"
#include "audit/tiles.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace oso::audit;
  static const LogPolicy policy{
      NoteVerifier::Parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").value()};
  const oso::ByteView input(data, size);
  const std::string_view text = oso::AsText(input);
  if (VerifyCheckpoint(text, policy).ok()) __builtin_trap();
  if (const auto note = ParseNote(text); note.ok() && ToString(*note) != text) __builtin_trap();
  if (const auto read = ParseCheckpointText(text); read.ok() && CheckpointText(*read) != text) __builtin_trap();
  if (const auto key = NoteVerifier::Parse(text); key.ok() && key->ToString() != text) __builtin_trap();
  if (const auto id = ParseTilePath(text); id && TilePath(*id) != text) __builtin_trap();
  const auto entries = ReadBundle(input.subspan(size > 0 ? 1 : 0), size > 0 ? data[0] : 0U);
  if (!entries.ok()) return 0;
  oso::Bytes bundle;
  for (const oso::ByteView entry : *entries) {
    if (!AppendEntry(bundle, entry).ok()) __builtin_trap();
  }
  if (size > 0 && bundle != oso::Bytes(data + 1, data + size)) __builtin_trap();
  return 0;
}
