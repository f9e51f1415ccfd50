// The service log, for operators: JSON lines, one constant message plus fields of ids, codes, counts and limits.
// No personal data: Pgn, SearchKey and Secret have no conversion to a LogValue, and a dossier's text never comes here.
// What parties did is in the audit log (audit/), not here.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.h"
#include "base/error.h"
#include "base/ids.h"

namespace oso {

class LogValue {
 public:
  // NOLINTBEGIN(google-explicit-constructor): what may be logged converts by itself, and nothing else does.
  LogValue(std::string_view text) : value_(std::string(text)) {}
  LogValue(const char* text) : value_(std::string(text)) {}
  LogValue(const std::string& text) : value_(text) {}
  LogValue(std::integral auto number) : value_(static_cast<std::int64_t>(number)) {}
  LogValue(ErrorCode code) : LogValue(WireName(code)) {}
  LogValue(const Brin& brin) : LogValue(brin.text()) {}
  LogValue(const Oin& oin) : LogValue(oin.text()) {}
  LogValue(const AccessPointId& ap) : LogValue(ap.ToString()) {}
  template <class Tag>
  LogValue(const TaggedUuid<Tag>& id) : LogValue(id.ToString()) {}
  // NOLINTEND(google-explicit-constructor)

  const std::variant<std::string, std::int64_t>& value() const { return value_; }

 private:
  std::variant<std::string, std::int64_t> value_;
};

struct LogField {
  std::string_view key;
  LogValue value;
};

enum class LogLevel { kInfo, kWarning, kError };

class Logger {
 public:
  virtual ~Logger() = default;
  // `message` is a constant, without a full stop. Any thread; never fails, never waits for a disk.
  virtual void Log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) = 0;

  void Info(std::string_view message, std::initializer_list<LogField> fields = {}) {
    Log(LogLevel::kInfo, message, fields);
  }
  void Warning(std::string_view message, std::initializer_list<LogField> fields = {}) {
    Log(LogLevel::kWarning, message, fields);
  }
  void Error(std::string_view message, std::initializer_list<LogField> fields = {}) {
    Log(LogLevel::kError, message, fields);
  }
};

// Writes {"time":...,"level":...,"message":...,fields...} to standard error, a line each.
class StderrLogger final : public Logger {
 public:
  explicit StderrLogger(const Clock& clock) : clock_(clock) {}  // `clock` outlives this
  void Log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) override;

 private:
  const Clock& clock_;
};

class NullLogger final : public Logger {
 public:
  void Log(LogLevel, std::string_view, std::initializer_list<LogField>) override {}
};

}  // namespace oso
