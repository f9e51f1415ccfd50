#include "center/notify.h"

#include <array>

#include "center/may_exchange.h"

namespace oso::center {

using exchange::AccessPoint;
using exchange::AccessPointState;
using exchange::Purpose;
using exchange::ResultCode;

namespace {

constexpr std::string_view kGranted = "granted";

struct Notifying {
  const exchange::Register& registry;
  const audit::Caller& caller;
  const exchange::Notification& notification;
  const std::optional<Session>& session;  // the one that is named, when there is such a one
  const SessionRules& rules;
  Instant now;
};

const AccessPoint* Source(const Notifying& n) { return n.registry.FindAccessPoint(n.notification.source); }
const AccessPoint* Target(const Notifying& n) { return n.registry.FindAccessPoint(n.notification.target); }
bool IsTransfer(const Notifying& n) { return n.notification.purpose == Purpose::kTransfer; }

bool SourceIsKnown(const Notifying& n) { return n.registry.FindSchool(n.notification.source.brin) != nullptr; }
bool SourceMayServe(const Notifying& n) {
  return Source(n) != nullptr && MayServe(n.registry, *Source(n), n.rules, n.now);
}
bool IsSourcesOwnSystem(const Notifying& n) { return Source(n)->supplier == n.caller.supplier; }
bool TargetIsActive(const Notifying& n) {
  return Target(n) != nullptr && Target(n)->state == AccessPointState::kActive &&
         n.registry.MayAct(Target(n)->supplier);
}
bool PurposeFits(const Notifying& n) { return Target(n)->purpose == n.notification.purpose; }
bool SessionIsKnown(const Notifying& n) { return !IsTransfer(n) || n.session; }
bool AskedBefore(const Notifying& n) {
  if (!IsTransfer(n)) return true;
  const bool is_source = n.session->source == n.notification.source.brin &&
                         (!n.session->source_index || *n.session->source_index == n.notification.source.index);
  return is_source && n.session->target == n.notification.target;
}

constexpr std::array kOfNotifying = std::to_array<ConditionRow<Notifying>>({
    {"the source school is in the register", SourceIsKnown, ResultCode::kSourceUnknown},
    {"the source's access point is active, with agreement and mandate", SourceMayServe,
     ResultCode::kSourceAccessPointUnknown},
    {"the caller is the supplier of the source's access point", IsSourcesOwnSystem, ResultCode::kWrongCertificate},
    {"the target's access point is active", TargetIsActive, ResultCode::kTargetAccessPointNotActive},
    {"the target's access point is of this doel", PurposeFits, ResultCode::kPurposeDiffers},
    {"between schools: the session is known", SessionIsKnown, ResultCode::kSessionUnknown},
    {"between schools: the target asked this source in that session", AskedBefore, ResultCode::kSessionDiffers},
});

struct GivingFeedback {
  const exchange::Register& registry;
  const audit::Caller& caller;
  const exchange::Feedback& feedback;
  const std::optional<Link>& link;  // of the koppelsleutel, when it was issued
};

const AccessPoint* Source(const GivingFeedback& g) { return g.registry.FindAccessPoint(g.feedback.source); }

bool IsPartnershipsSystem(const GivingFeedback& g) {
  const AccessPoint* target = g.registry.FindAccessPoint(g.feedback.target);
  return target != nullptr && target->supplier == g.caller.supplier;
}
bool KeyIsOfThese(const GivingFeedback& g) {
  return g.link && g.link->source == g.feedback.source && g.link->target == g.feedback.target;
}
// Else its address may be another's by now.
bool SourceIsActive(const GivingFeedback& g) {
  return Source(g) != nullptr && Source(g)->state == AccessPointState::kActive;
}

constexpr std::array kOfFeedback = std::to_array<ConditionRow<GivingFeedback>>({
    {"the caller is the supplier of the partnership's access point", IsPartnershipsSystem,
     ResultCode::kWrongCertificate},
    {"the koppelsleutel was issued for these two access points", KeyIsOfThese, ResultCode::kKeyNotAccepted},
    {"the school's access point is active", SourceIsActive, ResultCode::kSourceAccessPointUnknown},
});

}  // namespace

std::vector<Condition> ConditionsOfNotifying() {
  std::vector<Condition> conditions;
  AddConditions<Notifying>(kOfNotifying, conditions);
  return conditions;
}

std::vector<Condition> ConditionsOfFeedback() {
  std::vector<Condition> conditions;
  AddConditions<GivingFeedback>(kOfFeedback, conditions);
  return conditions;
}

Task<Result<exchange::OrRefusal<exchange::GrantedNotification>>> MayNotify::Run(
    audit::Caller caller, exchange::Notification notification, std::optional<IdempotencyDigest> idempotency) {
  // 1. What is known of both parties, and between schools of the session in which the target asked.
  const std::shared_ptr<const exchange::Register> registry = ports_.registry.Now();
  std::optional<Session> session;
  if (notification.session) {
    CO_ASSIGN_OR_RETURN(session, co_await ports_.sessions.Find(*notification.session));
  }

  // 2. May this source tell this target?
  const Instant now = ports_.clock.Now();
  const auto record = [&](std::string_view result) {
    return audit::NotificationAsked(caller.actor, now, notification.source, notification.target,
                                    exchange::WireName(notification.purpose), result);
  };
  const Notifying asked{*registry, caller, notification, session, rules_, now};
  if (const auto refusal = FirstRefusal<Notifying>(kOfNotifying, asked)) {
    CO_RETURN_IF_ERROR(co_await ports_.audit.Append(record(exchange::WireName(*refusal))));
    co_return *refusal;
  }

  // 3. Where to; and for a partnership the key of this one dossier.
  exchange::GrantedNotification granted{.url = Target(asked)->NotificationUrl()};
  if (notification.purpose == Purpose::kTransfer) {
    CO_RETURN_IF_ERROR(co_await ports_.audit.Append(record(kGranted)));
    co_return granted;
  }
  Link link{.key = exchange::LinkKey::New(ports_.random),
            .source = notification.source,
            .target = notification.target,
            .issued_at = now};
  CO_ASSIGN_OR_RETURN(link, co_await ports_.links.Issue(link, record(kGranted), idempotency));
  if (link.source != notification.source || link.target != notification.target) {
    co_return Fail(ErrorCode::kConflict, "the idempotency key was used for another request");
  }
  granted.key = link.key;
  co_return granted;
}

Task<Result<exchange::OrRefusal<exchange::GrantedFeedback>>> MayGiveFeedback::Run(audit::Caller caller,
                                                                                  exchange::Feedback feedback) {
  // 1. The register and the link.
  const std::shared_ptr<const exchange::Register> registry = ports_.registry.Now();
  CO_ASSIGN_OR_RETURN(const std::optional<Link> link, co_await ports_.links.Find(feedback.key));

  // 2. May this partnership answer that school? The answer is on record before it is given.
  const GivingFeedback asked{*registry, caller, feedback, link};
  const auto refusal = FirstRefusal<GivingFeedback>(kOfFeedback, asked);
  const std::string_view result = refusal ? exchange::WireName(*refusal) : kGranted;
  CO_RETURN_IF_ERROR(co_await ports_.audit.Append(
      audit::FeedbackAsked(caller.actor, ports_.clock.Now(), feedback.source, feedback.target, result)));
  if (refusal) co_return *refusal;
  co_return exchange::GrantedFeedback{.url = Source(asked)->NotificationUrl()};
}

}  // namespace oso::center
