// Where notifications and feedback come in at a school system.
#pragma once

#include "app/school/school.h"
#include "school/target/take_notice.h"

namespace oso::app {

class NoticeBox final : public wire::NoticeService {
 public:
  explicit NoticeBox(SchoolParts& parts)  // outlives this
      : partners_(*parts.center, *parts.kept, parts.clock),
        take_(partners_, parts.own, parts.notices, parts.audit, parts.clock, parts.random) {}

  Task<Result<exchange::ResultCode>> TakeNotice(const wire::CallContext& context, exchange::Notice notice) override {
    return take_.Run(context.caller, notice);
  }
  // No dossier was announced to a partnership from here, so there is no koppelsleutel that could be right. Nothing of
  // the report is kept, and so its endpoint need not take the largest (limits.request_bytes).
  Task<Result<exchange::ResultCode>> TakeFeedback(const wire::CallContext&, exchange::FeedbackReport) override {
    co_return exchange::ResultCode::kKeyNotAccepted;
  }

 private:
  school::source::Partners partners_;
  school::target::TakeNotice take_;
};

}  // namespace oso::app
