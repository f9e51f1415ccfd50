// What a school system asks of the Traffic Center: the port that wire/ implements over SOAP and a simulation in memory.
// A refusal is an answer (a ResultCode), an Error means there is no answer: kUnavailable, kTimeout (outcome unknown),
// kPeerRefused (a fault), kMalformedMessage.
#pragma once

#include <variant>

#include "base/task.h"
#include "dossier/vocabulary.h"
#include "exchange/parties.h"
#include "exchange/result_code.h"
#include "exchange/search_key.h"

namespace oso::exchange {

template <class T>
using OrRefusal = std::variant<T, ResultCode>;

// overdracht: may this target ask that source for this pupil's dossier?
struct SessionRequest {
  Brin source;
  std::optional<std::uint16_t> source_index;  // only this access point of the source; absent: all
  AccessPointId target;
  DossierKey key;
  dossier::TransferKind kind = dossier::TransferKind::kBetweenSchools;
  bool signed_session = false;  // whether the answer shall hold one, where the dialect has them
};

struct OpenedSession {
  SessionId id;
  std::vector<AccessPoint> sources;  // asked in this order; never empty
  Instant expires_at = {};           // 0: this dialect does not tell
  // The session signed by the centre (signed_session.h), so that a source can check it by itself; "": this dialect
  // gives none.
  std::string signed_session = {};
};

// The same facts again, as the source heard them from the target, with the session they belong to.
struct SessionFacts {
  AccessPointId source;
  AccessPointId target;
  DossierKey key;
  dossier::TransferKind kind = dossier::TransferKind::kBetweenSchools;
  SessionId session;
};

struct ValidSession {
  Sector target_sector = Sector::kPrimary;
};

// meldenNotificatie: a source is about to tell a target that a dossier is ready. Between schools (OV): a target that
// asked for it before, in `session`. To a partnership (PaO): the centre issues the koppelsleutel of the dossier.
struct Notification {
  AccessPointId source;
  AccessPointId target;
  Purpose purpose = Purpose::kTransfer;
  std::optional<SessionId> session = {};   // OV
  std::optional<Instant> newer_than = {};  // OV: aanvraagdatum of that request
};

struct GrantedNotification {
  std::string url;                  // where the target takes it
  std::optional<LinkKey> key = {};  // PaO
};

// meldenTerugkoppeling: a partnership's system is about to send feedback on a dossier it fetched.
struct Feedback {
  AccessPointId source;  // of the school, where the feedback goes
  AccessPointId target;  // of the partnership, who sends it
  LinkKey key;
};

struct GrantedFeedback {
  std::string url;
};

// A supplier's system puts itself at an access point that the school made, with the one-time key the school was given.
struct Registration {
  AccessPointId access_point;
  std::string key;
  std::string url;
  std::string notification_url = {};
  std::vector<dossier::DataSetVersion> versions = {};
  std::vector<Protocol> protocols = {};
};

struct AccessPointFilter {
  std::optional<Brin> brin;
  std::optional<Purpose> purpose;
  std::optional<std::uint16_t> index;
};

class TrafficCenter {
 public:
  virtual ~TrafficCenter() = default;
  virtual Task<Result<OrRefusal<OpenedSession>>> OpenSession(SessionRequest request) = 0;  // overdracht
  virtual Task<Result<OrRefusal<ValidSession>>> CheckSession(SessionFacts facts) = 0;      // sessiecontrole
  // afmelding. The answer is OverdrachtGeslaagd when the report was received; repeating the same report is safe.
  virtual Task<Result<ResultCode>> CloseSession(SessionFacts facts, ResultCode best) = 0;
  // meldenNotificatie, meldenTerugkoppeling.
  virtual Task<Result<OrRefusal<GrantedNotification>>> MayNotify(Notification notification) = 0;
  virtual Task<Result<OrRefusal<GrantedFeedback>>> MayGiveFeedback(Feedback feedback) = 0;
  // AanleverpuntGeregistreerd, or why not. Repeating the same registration is safe.
  virtual Task<Result<ResultCode>> RegisterAccessPoint(Registration registration) = 0;
  virtual Task<Result<std::vector<AccessPoint>>> ListAccessPoints(AccessPointFilter filter) = 0;  // active ones
  virtual Task<Status> Ping() = 0;
};

}  // namespace oso::exchange
