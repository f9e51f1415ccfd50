// What a school keeps of notices and of what it did about requests, in memory.
#pragma once

#include "school/source/follow_up.h"
#include "school/target/notices.h"
#include "store/memory/audit_log.h"

namespace oso::store::memory {

class NoticeStore final : public school::target::NoticeStore {
 public:
  explicit NoticeStore(AuditLog& audit) : audit_(audit) {}  // outlives this

  Task<Result<bool>> Keep(school::target::ReceivedNotice notice, audit::Event event) override;
  Task<Result<std::optional<school::target::ReceivedNotice>>> Find(school::target::NoticeId id) override;
  Task<Result<std::vector<school::target::ReceivedNotice>>> List(Brin school) override;
  Task<Status> SetSeen(school::target::NoticeId id, Instant at, audit::Event event) override;

 private:
  AuditLog& audit_;
  std::vector<school::target::ReceivedNotice> notices_;  // newest first
};

class FollowUpStore final : public school::source::FollowUpStore {
 public:
  FollowUpStore(AuditLog& audit, school::source::RequestStore& requests)  // both outlive this
      : audit_(audit), requests_(requests) {}

  Task<Result<std::vector<school::source::FollowUp>>> List(Brin school) override;
  Task<Status> SetNotified(SessionId session, AccessPointId source, Instant at, audit::Event event) override;
  Task<Status> PutAside(SessionId session, AccessPointId source, Instant at, audit::Event event) override;

 private:
  Task<Status> Set(std::optional<Instant> school::source::FollowUp::* moment, school::source::FollowUp of, Instant at,
                   audit::Event event);

  AuditLog& audit_;
  school::source::RequestStore& requests_;
  std::vector<school::source::FollowUp> follow_ups_;
};

}  // namespace oso::store::memory
