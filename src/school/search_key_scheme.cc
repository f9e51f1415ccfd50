#include "school/search_key_scheme.h"

#include "base/worker_pool.h"
#include "crypto/digest.h"

namespace oso::school {

DerivedV1::DerivedV1(Secret pepper, int iterations, WorkerPool& workers)
    : pepper_(std::move(pepper)), iterations_(iterations), workers_(workers) {}

Task<exchange::SearchKey> DerivedV1::Derive(Pgn pgn, Brin source) {
  constexpr std::size_t kKeyBytes = 128;
  const std::string salt = pepper_.Reveal() + std::string(source.text());
  const int iterations = iterations_;
  Bytes bytes = co_await workers_.Run<Bytes>([pgn, salt, iterations] {
    return crypto::Pbkdf2HmacSha512(pgn.RevealForDerivation(), AsBytes(salt), iterations, kKeyBytes);
  });
  co_return exchange::SearchKey::FromBytes(std::move(bytes)).value();  // 128 bytes always are a key
}

}  // namespace oso::school
