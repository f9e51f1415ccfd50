// The Traffic Center put together: every part, in the order in which each needs the ones before it.
#pragma once

#include "app/settings.h"
#include "app/soap_gate.h"
#include "center/register.h"
#include "center/sessions.h"
#include "crypto/digest.h"
#include "store/sql/audit_log.h"
#include "store/sql/register_store.h"
#include "store/sql/session_store.h"

namespace oso::app {

std::span<const Setting> CenterSettings();  // without the common ones

// What the commands and the server share.
struct CenterParts {
  static Result<std::unique_ptr<CenterParts>> Create(const std::string& settings_file);

  CenterParts(Settings loaded, std::unique_ptr<store::sql::Database> opened);

  Settings settings;
  SystemClock clock;
  crypto::SystemRandom random;
  http::EventLoops loops;
  std::unique_ptr<store::sql::Database> database;
  store::sql::RegisterStore registry;
  store::sql::SessionStore sessions;
  store::sql::AuditLog audit;
  center::Register entering;
};

// Runs the server until it is told to stop.
Status ServeCenter(const std::string& settings_file);

}  // namespace oso::app
