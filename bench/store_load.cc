// Opens and closes sessions in a centre's database, through its stores alone: fills one, and tells what it can do.
// Usage: store_load DATABASE SESSIONS CONCURRENCY; prints one line of JSON. DATABASE is as OpenDatabase takes it.
#include <cstdlib>

#include "app/school/school.h"
#include "bench/load.h"
#include "store/open.h"
#include "store/sql/session_store.h"

namespace oso::bench {
namespace {

Task<Status> OpenAndClose(store::sql::SessionStore& sessions, const Clock& clock, Random& random) {
  const Instant now = clock.Now();
  const audit::Actor actor = audit::Actor::ForSystem(Oin::Parse("00000099000000000002").value(), "bench");
  center::Session session{.id = SessionId::NewAt(now, random),
                          .source = Brin::Parse("01AA").value(),
                          .source_index = 1,
                          .target = AccessPointId::Parse("02BB/2").value(),
                          .kind = dossier::TransferKind::kBetweenSchools,
                          .target_supplier = Oin::Parse("00000099000000000002").value(),
                          .opened_at = now,
                          .expires_at = now.PlusSeconds(3600),
                          .closing = std::nullopt};
  random.Fill(session.blinding);
  random.Fill(session.key);
  audit::Event opened = audit::SessionOpened(actor, now, session.id, session.target, session.source,
                                             dossier::WireName(session.kind), ToHex(session.key));
  CO_RETURN_IF_ERROR(co_await sessions.Open(session, std::move(opened), {}));
  CO_ASSIGN_OR_RETURN(const exchange::ResultCode result, co_await sessions.Settle(session.id, [&](const auto&) {
    constexpr exchange::ResultCode kDone = exchange::ResultCode::kTransferSucceeded;
    const AccessPointId source = AccessPointId::Parse("01AA/1").value();
    return center::Verdict{.result = kDone,
                           .closing = center::Closing{.result = kDone, .source = source, .at = now},
                           .event = audit::SessionClosed(actor, now, session.id, source, exchange::WireName(kDone))};
  }));
  if (result != exchange::ResultCode::kTransferSucceeded) co_return Fail(ErrorCode::kInternal, "not closed");
  co_return Status{};
}

int Main(int argc, char** argv) {
  if (argc != 4) return 2;
  auto database = store::OpenDatabase(argv[1], store::sql::kCenterSchema);
  if (!database.ok()) {
    std::fprintf(stderr, "%s\n", database.error().detail.c_str());
    return 1;
  }
  store::sql::SessionStore sessions(**database);
  SystemClock clock;
  crypto::SystemRandom random;
  http::EventLoops loops(1);
  PrintJson(Run(loops, std::atoi(argv[3]), std::atoi(argv[2]),
                [&](int, int) { return OpenAndClose(sessions, clock, random); }));
  loops.Stop();
  return 0;
}

}  // namespace
}  // namespace oso::bench

int main(int argc, char** argv) { return oso::bench::Main(argc, argv); }
