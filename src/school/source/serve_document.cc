#include "school/source/serve_document.h"

namespace oso::school::source {

using exchange::DocumentAnswer;
using exchange::ResultCode;

ServeDocument::ServeDocument(const SessionProof& proof, Partners& partners, Kept kept, audit::Log& audit,
                             const Clock& clock)
    : proof_(proof),
      partners_(partners),
      dossiers_(kept.dossiers),
      requests_(kept.requests),
      documents_(kept.documents),
      audit_(audit),
      clock_(clock) {}

Task<Result<DocumentAnswer>> ServeDocument::Run(audit::Caller caller, exchange::DocumentRequest request) {
  const exchange::SessionFacts& facts = request.facts;

  // 1. The centre's word first, in whichever way, before any check of our own.
  CO_ASSIGN_OR_RETURN(const Word word, co_await proof_.Of(caller, request));
  if (word.refusal) co_return co_await Refuse(caller, facts, *word.refusal);
  const bool is_signed = word.by == ProofKind::kSignedSession;

  // 2. Is it the target itself that asks? A signed session has told by its certificate.
  bool is_target = is_signed;
  if (!is_signed) {
    CO_ASSIGN_OR_RETURN(is_target, co_await partners_.IsSystemOf(facts.target, caller.supplier));
  }
  if (!is_target) {
    const std::string why = "certificate is not of " + facts.target.ToString();
    audit::Event event =
        audit::CallRefused(caller.actor, clock_.Now(), "document", WireName(ErrorCode::kForbidden), why);
    CO_RETURN_IF_ERROR(co_await audit_.Append(std::move(event)));
    co_return Fail(ErrorCode::kForbidden, why);
  }

  // A koppelsleutel names a dossier that was announced to a partnership; this system announces none.
  const auto* key = std::get_if<exchange::SearchKey>(&facts.key);
  if (key == nullptr) {
    const ResultCode unknown = ResultCode::kKeyNotAccepted;
    audit::Event event =
        audit::DocumentRefused(caller.actor, clock_.Now(), facts.session, facts.target, exchange::WireName(unknown));
    CO_RETURN_IF_ERROR(co_await audit_.Append(std::move(event)));
    co_return DocumentAnswer{unknown, nullptr};
  }

  // 3. Keep the request, also when there is nothing to deliver: a notification may follow later.
  ReceivedRequest received{.session = facts.session,
                           .source = facts.source,
                           .target = facts.target,
                           .key = *key,
                           .kind = facts.kind,
                           .at = clock_.Now(),
                           .result = std::nullopt};
  if (is_signed) {
    CO_ASSIGN_OR_RETURN(const bool is_first, co_await requests_.RecordFirst(std::move(received)));
    if (!is_first) co_return co_await Refuse(caller, facts, ResultCode::kSessionUsed);
  } else {
    CO_RETURN_IF_ERROR(co_await requests_.Record(std::move(received)));
  }

  // 4. What was set ready for this school?
  CO_ASSIGN_OR_RETURN(auto found, co_await Find(request, *key));

  // 5. Nothing: say so.
  if (auto* reason = std::get_if<ResultCode>(&found)) {
    audit::Event event =
        audit::DocumentRefused(caller.actor, clock_.Now(), facts.session, facts.target, exchange::WireName(*reason));
    CO_RETURN_IF_ERROR(co_await requests_.Answer(facts.session, facts.source, *reason, std::move(event)));
    co_return DocumentAnswer{*reason, nullptr};
  }

  // 6. Deliver: on record before the first byte leaves.
  auto& [deliverable, document] = std::get<Found>(found);
  audit::Event event = audit::DocumentServing(caller.actor, clock_.Now(), facts.session, facts.target,
                                              deliverable.dossier().id, WireName(word.by));
  const ResultCode delivered = ResultCode::kTransferSucceeded;
  CO_RETURN_IF_ERROR(co_await requests_.Answer(facts.session, facts.source, delivered, std::move(event)));
  co_return DocumentAnswer{delivered, std::move(document)};
}

Task<Result<std::variant<ServeDocument::Found, ResultCode>>> ServeDocument::Find(
    const exchange::DocumentRequest& request, const exchange::SearchKey& key) {
  for (bool is_first = true;; is_first = false) {
    CO_ASSIGN_OR_RETURN(std::vector<StoredDossier> offered,
                        co_await dossiers_.FindOffered(request.facts.source.brin, key));
    auto choice = Choose(std::move(offered), request, Day::Of(clock_.Now()));
    if (const auto* reason = std::get_if<ResultCode>(&choice)) co_return *reason;
    auto& deliverable = std::get<Deliverable>(choice);
    auto document = co_await documents_.Open(deliverable.dossier().document);
    if (document.ok()) co_return Found{std::move(deliverable), std::move(document).value()};
    // Recording an inspection puts another document in its place: then the row names that one by now.
    if (document.error().code != ErrorCode::kNotFound || !is_first) co_return std::move(document).error();
  }
}

Task<Result<DocumentAnswer>> ServeDocument::Refuse(const audit::Caller& caller, const exchange::SessionFacts& facts,
                                                   ResultCode reason) {
  audit::Event event =
      audit::DocumentRefused(caller.actor, clock_.Now(), facts.session, facts.target, exchange::WireName(reason));
  CO_RETURN_IF_ERROR(co_await audit_.Append(std::move(event)));
  co_return DocumentAnswer{reason, nullptr};
}

}  // namespace oso::school::source
