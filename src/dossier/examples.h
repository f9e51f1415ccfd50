// Whole dossiers for tests: our own in testdata/, and the published examples where the reference is at hand. Only tests
// include this; OSO_TESTDATA and OSO_REFERENCE are theirs (cmake/libraries.cmake).
#pragma once

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/tree.h"

namespace oso::dossier {

inline std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Aborts where it is no dossier.
inline Tree ReadExample(const std::filesystem::path& path) { return ReadTree(AsBytes(ReadFile(path))).value(); }

inline std::filesystem::path OwnExample(std::string_view name) { return std::filesystem::path(OSO_TESTDATA) / name; }

// One of our own, by the name of its file.
inline Tree Ours(std::string_view name) { return ReadExample(OwnExample(name)); }

inline std::vector<std::filesystem::path> DossiersIn(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> found;
  std::error_code none;
  for (std::filesystem::recursive_directory_iterator entry(folder, none), end; !none && entry != end; ++entry) {
    if (entry->path().extension() == ".xml") found.push_back(entry->path());
  }
  std::ranges::sort(found);
  return found;
}

// The published ones; none, and a word of it, where the reference is not at hand.
inline std::vector<std::filesystem::path> PublishedExamples() {
  auto found = DossiersIn(std::filesystem::path(OSO_REFERENCE) / "examples");
  for (auto& path : DossiersIn(std::filesystem::path(OSO_REFERENCE) / "examples-derived")) {
    found.push_back(std::move(path));
  }
  if (found.empty()) std::fputs("NOTE: the published examples are not at hand: SKIPPED\n", stderr);
  return found;
}

inline std::vector<std::filesystem::path> OwnExamples() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(OSO_TESTDATA)) {
    if (entry.path().extension() == ".xml") found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

inline std::vector<std::filesystem::path> AllExamples() {
  auto all = OwnExamples();
  for (auto& path : PublishedExamples()) all.push_back(std::move(path));
  return all;
}

}  // namespace oso::dossier
