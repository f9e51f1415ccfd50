// Validating many files on all cores.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "profile/validate.h"

namespace oso::app {

// What became of one file.
struct FileReport {
  std::string file;            // as it was named; "-" for standard input
  std::optional<Error> error;  // it is no dossier, or cannot be read
  std::string version;         // "2019.1", "" where there is no document
  std::string profile;         // "POVO", "" for none that is known
  profile::Report report;

  bool well_formed() const { return !error || error->code == ErrorCode::kNotADossier; }
  bool accepted() const { return !error && report.accepted(); }
  bool unreadable() const {
    return error && (error->code == ErrorCode::kStorage || error->code == ErrorCode::kNotFound);
  }
};

// Folders give the .xml files in them and below, by name. Error: kStorage, a folder cannot be read.
Result<std::vector<std::filesystem::path>> FilesOf(const std::vector<std::string>& paths);

FileReport ValidateFile(const std::filesystem::path& path, const profile::Options& options);

// Reports come in the order of the files, each as soon as those before it are done; never two at a time.
void ValidateAll(const std::vector<std::filesystem::path>& files, const profile::Options& options,
                 const std::function<void(const FileReport&)>& done);

}  // namespace oso::app
