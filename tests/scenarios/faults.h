// What goes wrong in a scenario, and when: one thing at its n-th occasion, or a storm of everything. The stores below
// are the memory stores with those faults at each write.
#pragma once

#include <functional>
#include <random>

#include "audit/log.h"
#include "center/stores.h"
#include "school/source/stores.h"
#include "school/target/stores.h"

namespace oso::scenario {

enum class FaultKind {
  kWriteFails,     // kStorage, and nothing is written
  kWriteUnheard,   // written, but who wrote it does not hear so: as if the process ended there
  kCallFails,      // kUnavailable, and the other system saw nothing
  kAnswerIsFault,  // the other system saw nothing and answers with a fault
  kAnswerLost,     // handled, but kTimeout: nothing of the answer arrives
  kAnswerBroken,   // handled, but only the first half of the answer arrives
};
inline constexpr std::array kFaultKinds = {FaultKind::kWriteFails, FaultKind::kWriteUnheard,
                                           FaultKind::kCallFails,  FaultKind::kAnswerIsFault,
                                           FaultKind::kAnswerLost, FaultKind::kAnswerBroken};

class Faults {
 public:
  void Plan(FaultKind kind, int nth) {
    kind_ = kind;
    to_go_ = nth;
  }
  // Each occasion of each kind goes wrong once in `one_in` times.
  void Storm(std::uint64_t seed, int one_in) {
    engine_.seed(seed);
    one_in_ = one_in;
  }
  void Clear() { to_go_ = one_in_ = 0; }

  // Asked once at every occasion: does it go wrong now?
  bool Strikes(FaultKind kind) {
    if (one_in_ > 0) return engine_() % static_cast<std::uint64_t>(one_in_) == 0;
    return kind == kind_ && to_go_ > 0 && --to_go_ == 0;
  }
  // Done once, when a document is about to be opened: what another does at just that moment.
  void BeforeOpen(std::function<void()> act) { before_open_ = std::move(act); }
  void Opening() {
    if (auto act = std::exchange(before_open_, nullptr)) act();
  }
  bool struck() const { return to_go_ == 0; }  // the planned one came

 private:
  FaultKind kind_ = FaultKind::kCallFails;
  int to_go_ = 0;
  int one_in_ = 0;
  std::mt19937_64 engine_;
  std::function<void()> before_open_;
};

// A write that may go wrong. R is a Result or a Status.
template <class R>
Task<R> Write(Faults& faults, Task<R> write) {
  if (faults.Strikes(FaultKind::kWriteFails)) co_return Fail(ErrorCode::kStorage, "not written");
  R done = co_await write;
  if (faults.Strikes(FaultKind::kWriteUnheard)) co_return Fail(ErrorCode::kStorage, "written, not heard");
  co_return done;
}

// `Port` as the use cases see it: `inner` behind the faults. Both outlive this.
template <class Port>
class Faulty : public Port {
 public:
  Faulty(Port& inner, Faults& faults) : inner_(inner), faults_(faults) {}

 protected:
  template <class R>
  Task<R> Write(Task<R> write) {
    return scenario::Write(faults_, std::move(write));
  }
  Port& inner_;     // NOLINT(misc-non-private-member-variables-in-classes)
  Faults& faults_;  // NOLINT(misc-non-private-member-variables-in-classes)
};

class FaultyLog final : public Faulty<audit::Log> {
 public:
  using Faulty::Faulty;
  Task<Status> Append(audit::Event event) override { return Write(inner_.Append(std::move(event))); }
};

class FaultySessions final : public Faulty<center::SessionStore> {
 public:
  using Faulty::Faulty;
  Task<Result<center::Session>> Open(center::Session session, audit::Event event,
                                     std::optional<center::IdempotencyDigest> idempotency) override {
    return Write(inner_.Open(std::move(session), std::move(event), idempotency));
  }
  Task<Result<std::optional<center::Session>>> Find(SessionId id) override { return inner_.Find(id); }
  Task<Result<exchange::ResultCode>> Settle(SessionId id, Judge judge) override {
    return Write(inner_.Settle(id, std::move(judge)));
  }
  Task<Result<std::vector<center::Session>>> OpenedBetween(Instant from, Instant until, std::optional<SessionId> after,
                                                           int limit) override {
    return inner_.OpenedBetween(from, until, after, limit);
  }
};

class FaultyLinks final : public Faulty<center::LinkStore> {
 public:
  using Faulty::Faulty;
  Task<Result<center::Link>> Issue(center::Link link, audit::Event event,
                                   std::optional<center::IdempotencyDigest> idempotency) override {
    return Write(inner_.Issue(link, std::move(event), idempotency));
  }
  Task<Result<std::optional<center::Link>>> Find(exchange::LinkKey key) override { return inner_.Find(key); }
};

class FaultyRequests final : public Faulty<school::source::RequestStore> {
 public:
  using Faulty::Faulty;
  Task<Status> Record(school::source::ReceivedRequest request) override {
    return Write(inner_.Record(std::move(request)));
  }
  Task<Result<bool>> RecordFirst(school::source::ReceivedRequest request) override {
    return Write(inner_.RecordFirst(std::move(request)));
  }
  Task<Status> Answer(SessionId session, AccessPointId source, exchange::ResultCode result,
                      audit::Event event) override {
    return Write(inner_.Answer(session, source, result, std::move(event)));
  }
  Task<Result<std::vector<school::source::ReceivedRequest>>> List(Brin school) override { return inner_.List(school); }
};

class FaultyIntakes final : public Faulty<school::target::IntakeStore> {
 public:
  using Faulty::Faulty;
  Task<Result<school::target::Intake>> Begin(school::target::Intake intake, audit::Event event) override {
    return Write(inner_.Begin(std::move(intake), std::move(event)));
  }
  Task<Result<std::optional<school::target::Intake>>> Find(IntakeId id) override { return inner_.Find(id); }
  Task<Result<std::vector<school::target::Intake>>> ListUnfinished() override { return inner_.ListUnfinished(); }
  Task<Result<std::vector<school::target::Intake>>> List(Brin school) override { return inner_.List(school); }
  Task<Status> Update(school::target::Intake intake, school::target::IntakeState from, audit::Event event) override {
    return Write(inner_.Update(std::move(intake), from, std::move(event)));
  }
};

class FaultyDocuments final : public Faulty<school::DocumentStore> {
 public:
  using Faulty::Faulty;
  Task<Result<std::unique_ptr<school::DocumentWriter>>> Create(DocumentId id, Brin owner) override {
    CO_ASSIGN_OR_RETURN(std::unique_ptr<school::DocumentWriter> writer, co_await Write(inner_.Create(id, owner)));
    co_return std::unique_ptr<school::DocumentWriter>(std::make_unique<Writer>(std::move(writer), faults_));
  }
  Task<Result<std::unique_ptr<exchange::DocumentSource>>> Open(school::Document document) override {
    faults_.Opening();
    return inner_.Open(std::move(document));
  }
  Task<Status> Remove(DocumentId id) override { return Write(inner_.Remove(id)); }

 private:
  class Writer final : public school::DocumentWriter {
   public:
    Writer(std::unique_ptr<school::DocumentWriter> inner, Faults& faults) : inner_(std::move(inner)), faults_(faults) {}
    Task<Status> Write(ByteView bytes) override { return scenario::Write(faults_, inner_->Write(bytes)); }
    Task<Result<school::Document>> Commit() override { return scenario::Write(faults_, inner_->Commit()); }

   private:
    std::unique_ptr<school::DocumentWriter> inner_;
    Faults& faults_;
  };
};

}  // namespace oso::scenario
