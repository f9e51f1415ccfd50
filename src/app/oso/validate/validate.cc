#include "app/oso/validate/validate.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "app/oso/dossier_file.h"

namespace oso::app {
namespace {

namespace fs = std::filesystem;

bool IsXml(const fs::path& path) { return path.extension() == ".xml" || path.extension() == ".XML"; }

Result<dossier::Document> ReadDocument(const fs::path& path, const profile::Options& options) {
  const bool official = options.rules == profile::Rules::kOfficial;
  return ReadDossierFile(
      path, {.attachments = official ? dossier::AttachmentCare::kCount : dossier::AttachmentCare::kInspect});
}

}  // namespace

Result<std::vector<fs::path>> FilesOf(const std::vector<std::string>& paths) {
  std::vector<fs::path> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (path == "-" || !fs::is_directory(path, error)) {
      files.emplace_back(path);  // that it is not there is its own report's word
      continue;
    }
    const auto first = static_cast<std::ptrdiff_t>(files.size());
    for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
      if (IsXml(entry->path()) && entry->is_regular_file(error)) files.push_back(entry->path());
    }
    if (error) return Fail(ErrorCode::kStorage, "the folder " + path + " cannot be read");
    std::sort(files.begin() + first, files.end());
  }
  return files;
}

FileReport ValidateFile(const fs::path& path, const profile::Options& options) {
  FileReport report{.file = path.string(), .error = {}, .version = {}, .profile = {}, .report = {}};
  auto document = ReadDocument(path, options);
  if (!document.ok()) {
    report.error = std::move(document).error();
    return report;
  }
  report.version = document->definition().name;
  report.profile = profile::ProfileNameOf(*document);
  report.report = profile::Judge(*document, options);
  return report;
}

void ValidateAll(const std::vector<fs::path>& files, const profile::Options& options,
                 const std::function<void(const FileReport&)>& done) {
  // How far ahead of the slowest file the others may get: so many reports wait at most.
  constexpr std::size_t kAhead = 256;
  std::mutex mutex;
  std::condition_variable told;
  std::map<std::size_t, FileReport> waiting;  // done, but not the next to be told
  std::size_t next_to_take = 0;
  std::size_t next_to_tell = 0;

  const auto work = [&] {
    std::unique_lock lock(mutex);
    for (;;) {
      told.wait(lock, [&] { return next_to_take >= files.size() || next_to_take < next_to_tell + kAhead; });
      if (next_to_take >= files.size()) return;
      const std::size_t mine = next_to_take++;
      lock.unlock();
      FileReport report = ValidateFile(files[mine], options);
      lock.lock();
      waiting.emplace(mine, std::move(report));
      for (auto at = waiting.begin(); at != waiting.end() && at->first == next_to_tell; at = waiting.erase(at)) {
        done(at->second);
        ++next_to_tell;
      }
      told.notify_all();
    }
  };
  const std::size_t workers = std::min<std::size_t>(std::max(1U, std::thread::hardware_concurrency()), files.size());
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < workers; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
}

}  // namespace oso::app
