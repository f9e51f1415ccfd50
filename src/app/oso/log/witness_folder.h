// What a witness keeps, in a folder: `checkpoint`, the newest that it saw; `cosigned`, the newest with its signature;
// and of each that it refused a file `refused-...`. One witness at a time has the folder.
#pragma once

#include <filesystem>

#include "audit/witness.h"

namespace oso::app {

class WitnessFolder final : public audit::WitnessStore {
 public:
  // Makes the folder if it is not there. kConflict: another witness has it; kStorage.
  static Result<std::unique_ptr<WitnessFolder>> Open(const std::filesystem::path& folder);
  ~WitnessFolder() override;

  Result<std::optional<std::string>> Kept() override;
  Status Keep(const std::string& note) override;
  Status Publish(const std::string& cosigned) override;
  Status KeepEvidence(const std::string& note) override;

 private:
  WitnessFolder(std::filesystem::path folder, int lock) : folder_(std::move(folder)), lock_(lock) {}

  const std::filesystem::path folder_;
  const int lock_;
};

}  // namespace oso::app
