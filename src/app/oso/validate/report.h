// What validating found, in the formats that people and programs read.
#pragma once

#include <set>
#include <string>

#include "app/oso/validate/validate.h"

namespace oso::app {

std::string AsText(const FileReport& report, profile::Language language);
std::string AsJsonLine(const FileReport& report, profile::Language language);

// SARIF 2.1.0 (OASIS), one document for all: its beginning, what each report adds to it, and its end.
class SarifLog {
 public:
  explicit SarifLog(profile::Language language) : language_(language) {}
  std::string Begin() const;
  std::string Add(const FileReport& report);
  std::string End() const;

 private:
  profile::Language language_;
  std::set<std::string> rules_;  // that were broken
  bool empty_ = true;
};

}  // namespace oso::app
