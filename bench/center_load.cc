// Complete sessions at a running centre: open, check, close, over kept-alive mutual TLS, in the dialect that the
// target's settings name (center.protocol).
// Usage: center_load SOURCE_SETTINGS TARGET_SETTINGS plain|signed SESSIONS CONCURRENCY [RATE]; prints one line of JSON.
// With RATE so many sessions are begun in a second, and CONCURRENCY is that of warming up alone.
#include <cstdlib>

#include "app/school/school.h"
#include "bench/load.h"

namespace oso::bench {
namespace {

enum class Kind { kPlain, kSigned };

exchange::SearchKey KeyOf(int turn) {
  Bytes bytes(128, 1);
  for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(turn >> (8 * i));
  return exchange::SearchKey::FromBytes(std::move(bytes)).value();
}

Task<Status> Session(exchange::TrafficCenter& target, exchange::TrafficCenter& source, Kind kind, int turn) {
  const AccessPointId target_ap = AccessPointId::Parse("02BB/2").value();
  const AccessPointId source_ap = AccessPointId::Parse("01AA/1").value();
  exchange::SessionRequest request{.source = source_ap.brin,
                                   .source_index = source_ap.index,
                                   .target = target_ap,
                                   .key = KeyOf(turn),
                                   .kind = dossier::TransferKind::kBetweenSchools,
                                   .signed_session = kind == Kind::kSigned};
  CO_ASSIGN_OR_RETURN(auto opened, co_await target.OpenSession(std::move(request)));
  const auto* session = std::get_if<exchange::OpenedSession>(&opened);
  if (session == nullptr) co_return Fail(ErrorCode::kPeerRefused, "session refused");
  if (kind == Kind::kSigned && session->signed_session.empty()) co_return Fail(ErrorCode::kPeerRefused, "not signed");
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
  if (argc != 6 && argc != 7) return 2;
  auto source = app::SchoolParts::Create(argv[1]);
  auto target = app::SchoolParts::Create(argv[2]);
  if (!source.ok() || !target.ok()) {
    std::fprintf(stderr, "%s\n", (source.ok() ? target : source).error().detail.c_str());
    return 1;
  }
  const std::string_view word = argv[3];
  if (word != "plain" && word != "signed") return 2;
  const Kind kind = word == "signed" ? Kind::kSigned : Kind::kPlain;
  // Both clients run on one set of loops, so that each session stays on its loop.
  http::EventLoops& loops = (*target)->loops;
  http::Client source_client(loops, {}, (*source)->tls);
  wire::HttpTransport source_transport(source_client);
  const auto protocol = exchange::ParseProtocol((*target)->settings.text("center.protocol"));
  const auto source_center =
      app::CenterIn(*protocol, source_transport, (*source)->settings.text("center.url"), (*source)->random);
  const auto job = [&](int, int turn) { return Session(*(*target)->center, *source_center, kind, turn); };
  const int total = std::atoi(argv[4]);
  const int concurrency = std::atoi(argv[5]);
  Run(loops, concurrency, concurrency * 4, job);  // connections and caches warm
  PrintJson(argc == 6 ? Run(loops, concurrency, total, job) : RunPaced(loops, std::atof(argv[6]), total, job));
  return 0;
}

}  // namespace
}  // namespace oso::bench

int main(int argc, char** argv) { return oso::bench::Main(argc, argv); }
