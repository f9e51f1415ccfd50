// The test school, BRIN 00YY: a source whose pupils do not exist. What it answers is the official table of scenarios
// (docs/protocol.md), by PGN or koppelsleutel, and nothing else is there; the dossiers are made by fiction/.
#pragma once

#include <map>
#include <mutex>
#include <span>

#include "base/clock.h"
#include "profile/categories.h"
#include "school/search_key_scheme.h"
#include "wire/services.h"

namespace oso::app {

// One row of the table. `pgn` is fictitious, "" in the row of the koppelsleutel.
struct TestScenario {
  enum class Answer {
    kDossier,
    // A dossier with final test and revised advice for who says what it has (an aanvraagdatum before
    // kTestCollectedAt); without an aanvraagdatum the one of before the test; later than that: nothing newer.
    kInTwoParts,
    kNotAvailable,
    kNotInspected,
  };

  std::string_view pgn;
  Answer answer = Answer::kDossier;
  profile::Route route = profile::Route::kPovo;
  // That it is in, whatever version the target likes best; none: the one that is asked for, or the newest.
  std::optional<dossier::DataSetVersion> only_version = {};
  std::size_t attachments = 0;
};

std::span<const TestScenario> TestScenarios();
inline constexpr Instant kTestCollectedAt{1'491'478'470'000'000};  // 2017-04-06T13:34:30+02:00

class TestSchool final : public wire::SourceService {
 public:
  // `scheme`: that of the network. All outlive this.
  TestSchool(Brin brin, exchange::TrafficCenter& center, school::SearchKeyScheme& scheme, const Clock& clock);

  // Derives the search keys of the table; before the first call of FetchDocument.
  Task<Status> Open();

  // The centre is asked first (sessiecontrole); its refusal is the answer. Whether it is the session's target that asks
  // does not matter here: there is nothing to keep from anyone.
  // Makes a dossier when it is first asked for, on the caller's loop: some milliseconds, once.
  Task<Result<exchange::DocumentAnswer>> FetchDocument(const wire::CallContext& context,
                                                       exchange::DocumentRequest request) override;
  Task<Result<Instant>> Ping(const wire::CallContext& context) override;

 private:
  enum class Part { kWhole, kBeforeTest };
  using Made = std::tuple<const TestScenario*, Part, dossier::DataSetVersion>;

  const TestScenario* Find(const exchange::DocumentRequest& request) const;
  Result<exchange::DocumentAnswer> Give(const TestScenario& scenario, const exchange::DocumentRequest& request);
  Result<std::shared_ptr<const std::string>> DossierOf(const TestScenario& scenario, Part part,
                                                       dossier::DataSetVersion version);

  const Brin brin_;
  exchange::TrafficCenter& center_;
  school::SearchKeyScheme& scheme_;
  const Clock& clock_;
  std::vector<std::pair<exchange::SearchKey, const TestScenario*>> keys_;
  std::mutex mutex_;
  std::map<Made, std::shared_ptr<const std::string>> made_;
};

}  // namespace oso::app
