// The Traffic Center put together: every part, in the order in which each needs the ones before it.
#pragma once

#include "app/settings.h"
#include "center/connect.h"
#include "center/sessions.h"
#include "crypto/digest.h"
#include "http/event_loops.h"
#include "store/open.h"
#include "store/sql/audit_log.h"
#include "store/sql/log_store.h"
#include "store/sql/register_store.h"
#include "store/sql/session_store.h"
#include "store/sql/statistics_store.h"

namespace oso::app {

std::span<const Setting> CenterSettings();  // without the common ones

// What the commands and the server share.
struct CenterParts {
  // With the register as it is in the store.
  static Result<std::unique_ptr<CenterParts>> Create(const std::string& settings_file);

  CenterParts(Settings loaded, std::unique_ptr<store::sql::Database> opened);

  center::SessionPorts session_ports() { return {registry, sessions, links, audit, clock, random}; }
  center::SessionRules session_rules() const;

  Settings settings;
  SystemClock clock;
  crypto::SystemRandom random;
  http::EventLoops loops;
  std::unique_ptr<store::sql::Database> database;
  store::sql::RegisterStore changes;
  store::sql::SessionStore sessions;
  store::sql::LinkStore links;
  store::sql::AuditLog audit;
  store::sql::LogStore log;
  store::sql::StatisticsStore statistics;
  center::Registry registry;
  center::Connect connect;
};

// Runs the server until it is told to stop.
Status ServeCenter(const std::string& settings_file);

}  // namespace oso::app
