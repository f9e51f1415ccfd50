#include "app/center/test_school.h"

#include <algorithm>
#include <array>

#include "app/center/test_dossier.h"
#include "base/shared_bytes.h"
#include "center/sessions.h"

namespace oso::app {
namespace {

using dossier::DataSetVersion;
using dossier::TransferKind;
using exchange::DocumentAnswer;
using exchange::ResultCode;
using profile::Route;
using Answer = TestScenario::Answer;

constexpr std::size_t kManyAttachments = 12;

constexpr std::array kScenarios = std::to_array<TestScenario>({
    {.pgn = "101211151", .route = Route::kPovo},  // an onderwijsnummer; the others are BSNs
    {.pgn = "662460613", .route = Route::kVovo},
    {.pgn = "482782481", .route = Route::kPopo},
    {.pgn = "613543439", .route = Route::kPovo, .attachments = kManyAttachments},
    {.pgn = "559144428", .route = Route::kPovo, .only_version = DataSetVersion::k2016_1},
    {.pgn = "991904862", .route = Route::kVovo, .only_version = DataSetVersion::k2016_1},
    {.pgn = "388483763", .answer = Answer::kInTwoParts, .route = Route::kPovo},
    {.pgn = "118716943", .route = Route::kWithinBrin},
    {.pgn = "", .route = Route::kPoswv},  // by its koppelsleutel: center::TestLinkKey
    {.pgn = "310008475", .route = Route::kPopo},
    {.pgn = "274957462", .route = Route::kPovo},
    {.pgn = "088584574", .route = Route::kVovo},
    {.pgn = "238521436", .route = Route::kWithinBrin},
    {.pgn = "097902378", .answer = Answer::kNotAvailable},
    {.pgn = "334390205", .answer = Answer::kNotInspected},
});

TransferKind KindOf(Route route) {
  switch (route) {
    case Route::kWithinBrin:
      return TransferKind::kWithinBrin;
    case Route::kPoswv:
    case Route::kVoswv:
      return TransferKind::kToPartnership;
    case Route::kPopo:
    case Route::kPovo:
    case Route::kVovo:
      break;
  }
  return TransferKind::kBetweenSchools;
}

DocumentAnswer Without(ResultCode code) { return {.result = code, .document = nullptr}; }

}  // namespace

std::span<const TestScenario> TestScenarios() { return kScenarios; }

TestSchool::TestSchool(Brin brin, exchange::TrafficCenter& center, school::SearchKeyScheme& scheme, const Clock& clock)
    : brin_(brin), center_(center), scheme_(scheme), clock_(clock) {}

Task<Status> TestSchool::Open() {
  for (const TestScenario& scenario : kScenarios) {
    if (scenario.pgn.empty()) continue;
    CO_ASSIGN_OR_RETURN(const Pgn pgn, Pgn::Parse(scenario.pgn));
    keys_.emplace_back(co_await scheme_.Derive(pgn, brin_), &scenario);
  }
  co_return Status();
}

Task<Result<DocumentAnswer>> TestSchool::FetchDocument(const wire::CallContext&, exchange::DocumentRequest request) {
  CO_ASSIGN_OR_RETURN(exchange::OrRefusal<exchange::ValidSession> checked,
                      co_await center_.CheckSession(request.facts));
  if (const auto* refusal = std::get_if<ResultCode>(&checked)) co_return Without(*refusal);
  const TestScenario* scenario = Find(request);
  if (scenario == nullptr) co_return Without(ResultCode::kNotAvailable);
  co_return Give(*scenario, request);
}

Task<Result<Instant>> TestSchool::Ping(const wire::CallContext&) { co_return clock_.Now(); }

const TestScenario* TestSchool::Find(const exchange::DocumentRequest& request) const {
  const exchange::SessionFacts& facts = request.facts;
  const TestScenario* found = nullptr;
  if (const auto* key = std::get_if<exchange::SearchKey>(&facts.key)) {
    const auto known = std::ranges::find(keys_, *key, &std::pair<exchange::SearchKey, const TestScenario*>::first);
    if (known != keys_.end()) found = known->second;
  } else if (std::get<exchange::LinkKey>(facts.key) == center::TestLinkKey()) {
    found = std::ranges::find(kScenarios, "", &TestScenario::pgn);
  }
  const bool fits = found != nullptr && facts.source.brin == brin_ && KindOf(found->route) == facts.kind;
  return fits ? found : nullptr;
}

Result<DocumentAnswer> TestSchool::Give(const TestScenario& scenario, const exchange::DocumentRequest& request) {
  // The same order of obstacles as every source has (school/source/choose.cc).
  if (scenario.answer == Answer::kNotAvailable) return Without(ResultCode::kNotAvailable);
  if (scenario.answer == Answer::kNotInspected) return Without(ResultCode::kNotInspected);
  DataSetVersion version = scenario.only_version.value_or(DataSetVersion::k2019_1);
  if (request.dossier_version) {
    const auto wanted = dossier::ParseDataSetVersion(*request.dossier_version);
    const bool can = wanted && (!scenario.only_version || *scenario.only_version == *wanted) &&
                     // 2016.1 cannot express a dossier to a partnership.
                     !(KindOf(scenario.route) == TransferKind::kToPartnership && *wanted == DataSetVersion::k2016_1);
    if (!can) return Without(ResultCode::kVersionNotAvailable);
    version = *wanted;
  }
  if (request.newer_than && *request.newer_than >= kTestCollectedAt) return Without(ResultCode::kNotNewer);
  const bool before_test = scenario.answer == Answer::kInTwoParts && !request.newer_than;
  ASSIGN_OR_RETURN(auto text, DossierOf(scenario, before_test ? Part::kBeforeTest : Part::kWhole, version));
  return DocumentAnswer{.result = ResultCode::kTransferSucceeded,
                        .document = std::make_unique<SharedBytes<exchange::DocumentSource>>(std::move(text))};
}

Result<std::shared_ptr<const std::string>> TestSchool::DossierOf(const TestScenario& scenario, Part part,
                                                                 DataSetVersion version) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<const std::string>& made = made_[{&scenario, part, version}];
  if (made == nullptr) {
    TestDossier wish{.pgn = scenario.pgn,
                     .brin = brin_,
                     .route = scenario.route,
                     .version = version,
                     .seed = static_cast<std::uint64_t>(&scenario - kScenarios.data()) + 1,
                     .attachments = scenario.attachments};
    if (scenario.answer == Answer::kInTwoParts) {
      wish.final_test = part == Part::kBeforeTest ? FinalTest::kNotYet : FinalTest::kWithRevisedAdvice;
    }
    ASSIGN_OR_RETURN(std::string text, MakeTestDossier(wish));
    made = std::make_shared<const std::string>(std::move(text));
  }
  return made;
}

}  // namespace oso::app
