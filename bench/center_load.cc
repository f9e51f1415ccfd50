// Complete sessions at a running centre: open, check, close, over kept-alive mutual TLS.
// Usage: center_load SOURCE_SETTINGS TARGET_SETTINGS SESSIONS CONCURRENCY; prints one line of JSON.
#include <cstdlib>

#include "app/school/school.h"
#include "bench/load.h"

namespace oso::bench {
namespace {

exchange::SearchKey KeyOf(int turn) {
  Bytes bytes(128, 1);
  for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(turn >> (8 * i));
  return exchange::SearchKey::FromBytes(std::move(bytes)).value();
}

Task<Status> Session(exchange::TrafficCenter& target, exchange::TrafficCenter& source, int turn) {
  const AccessPointId target_ap = AccessPointId::Parse("02BB/2").value();
  const AccessPointId source_ap = AccessPointId::Parse("01AA/1").value();
  exchange::SessionRequest request{.source = source_ap.brin,
                                   .source_index = source_ap.index,
                                   .target = target_ap,
                                   .key = KeyOf(turn),
                                   .kind = dossier::TransferKind::kBetweenSchools};
  CO_ASSIGN_OR_RETURN(auto opened, co_await target.OpenSession(std::move(request)));
  const auto* session = std::get_if<exchange::OpenedSession>(&opened);
  if (session == nullptr) co_return Fail(ErrorCode::kPeerRefused, "session refused");
  exchange::SessionFacts facts{.source = source_ap,
                               .target = target_ap,
                               .key = KeyOf(turn),
                               .kind = dossier::TransferKind::kBetweenSchools,
                               .session = session->id};
  CO_ASSIGN_OR_RETURN(auto checked, co_await source.CheckSession(facts));
  if (!std::holds_alternative<exchange::ValidSession>(checked)) {
    co_return Fail(ErrorCode::kPeerRefused, "session not valid");
  }
  CO_ASSIGN_OR_RETURN(exchange::ResultCode closed,
                      co_await target.CloseSession(facts, exchange::ResultCode::kTransferSucceeded));
  if (closed != exchange::ResultCode::kTransferSucceeded) co_return Fail(ErrorCode::kPeerRefused, "close refused");
  co_return Status{};
}

int Main(int argc, char** argv) {
  if (argc != 5) return 2;
  auto source = app::SchoolParts::Create(argv[1]);
  auto target = app::SchoolParts::Create(argv[2]);
  if (!source.ok() || !target.ok()) {
    std::fprintf(stderr, "%s\n", (source.ok() ? target : source).error().detail.c_str());
    return 1;
  }
  // Both clients run on one set of loops, so that each session stays on its loop.
  http::EventLoops& loops = (*target)->loops;
  http::Client source_client(loops, {}, (*source)->tls);
  wire::soap::HttpTransport source_transport(source_client);
  wire::soap::SoapTrafficCenter source_center(source_transport, (*source)->settings.text("center.url"));
  const auto job = [&](int, int turn) { return Session(*(*target)->center, source_center, turn); };
  const int concurrency = std::atoi(argv[4]);
  Run(loops, concurrency, concurrency * 4, job);  // connections and caches warm
  PrintJson(Run(loops, concurrency, std::atoi(argv[3]), job));
  return 0;
}

}  // namespace
}  // namespace oso::bench

int main(int argc, char** argv) { return oso::bench::Main(argc, argv); }
