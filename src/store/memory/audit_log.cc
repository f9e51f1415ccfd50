#include "store/memory/audit_log.h"

#include "base/bytes.h"

namespace oso::store::memory {
namespace {

// Each character that has a short escape, with its letter.
constexpr std::string_view kShort = "\"\"\\\\\bb\ff\nn\rr\tt";

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    std::size_t pair = 0;
    while (pair < kShort.size() && kShort[pair] != c) pair += 2;
    if (pair < kShort.size()) {
      quoted += {'\\', kShort[pair + 1]};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      quoted += "\\u00" + ToHex(AsBytes({&c, 1}));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string AsJson(const std::vector<audit::Field>& fields) {
  std::string json = "{";
  for (const audit::Field& field : fields) {
    if (json.size() > 1) json += ',';
    json += Quoted(field.key) + ':' + Quoted(field.value);
  }
  return json + '}';
}

}  // namespace

Task<Status> AuditLog::Append(audit::Event event) {
  Write(event);
  co_return Status();
}

Task<Result<std::vector<audit::StoredEvent>>> AuditLog::List(std::int64_t after, int limit) {
  std::vector<audit::StoredEvent> listed;
  for (const audit::StoredEvent& event : events_) {
    if (event.sequence > after && std::cmp_less(listed.size(), limit)) listed.push_back(event);
  }
  co_return listed;
}

std::int64_t AuditLog::Write(const audit::Event& event) {
  events_.push_back({.sequence = static_cast<std::int64_t>(events_.size()) + 1,
                     .at = ToIso8601(event.at),
                     .type = std::string(event.type),
                     .actor = event.actor.name,
                     .request = event.actor.request,
                     .fields = AsJson(event.fields)});
  return static_cast<std::int64_t>(events_.size()) - 1;
}

}  // namespace oso::store::memory
