// As contract.h: what every store of notices, of follow-ups and of reminders must do.
#pragma once

#include "school/reminders.h"
#include "store/contract/contract.h"

namespace oso::store::contract {

struct NoticeStores {
  std::shared_ptr<void> owner;
  school::target::NoticeStore& notices;
  school::source::FollowUpStore& follow_ups;
  school::source::RequestStore& requests;
  audit::LogReader& events;
};
void NoticeContract(const std::function<NoticeStores()>& make);
void FollowUpContract(const std::function<NoticeStores()>& make);

// Only databases have these: one process alone has nobody to share its day with.
struct ReminderStores {
  std::shared_ptr<void> owner;
  school::ReminderStore& reminders;
  NoticeStores notices;
};
void ReminderContract(const std::function<ReminderStores()>& make);

}  // namespace oso::store::contract
