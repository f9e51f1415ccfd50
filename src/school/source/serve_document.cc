#include "school/source/serve_document.h"

namespace oso::school::source {

using exchange::DocumentAnswer;
using exchange::ResultCode;

ServeDocument::ServeDocument(exchange::TrafficCenter& center, Partners& partners, Kept kept, audit::Log& audit,
                             const Clock& clock)
    : center_(center),
      partners_(partners),
      dossiers_(kept.dossiers),
      requests_(kept.requests),
      documents_(kept.documents),
      audit_(audit),
      clock_(clock) {}

Task<Result<DocumentAnswer>> ServeDocument::Run(audit::Caller caller, exchange::DocumentRequest request) {
  const exchange::SessionFacts& facts = request.facts;

  // 1. The centre's word first (sessiecontrole), before any check of our own.
  CO_ASSIGN_OR_RETURN(exchange::OrRefusal<exchange::ValidSession> checked, co_await center_.CheckSession(facts));
  if (auto* refusal = std::get_if<ResultCode>(&checked)) {
    audit::Event event =
        audit::DocumentRefused(caller.actor, clock_.Now(), facts.session, facts.target, exchange::WireName(*refusal));
    CO_RETURN_IF_ERROR(co_await audit_.Append(std::move(event)));
    co_return DocumentAnswer{*refusal, nullptr};
  }

  // 2. Is it the target itself that asks?
  CO_ASSIGN_OR_RETURN(bool is_target, co_await partners_.IsSystemOf(facts.target, caller.supplier));
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
  CO_RETURN_IF_ERROR(co_await requests_.Record(std::move(received)));

  // 4. What was set ready for this school?
  CO_ASSIGN_OR_RETURN(std::vector<StoredDossier> offered, co_await dossiers_.FindOffered(facts.source.brin, *key));
  auto choice = Choose(std::move(offered), request);

  // 5. Nothing: say so.
  if (auto* reason = std::get_if<ResultCode>(&choice)) {
    audit::Event event =
        audit::DocumentRefused(caller.actor, clock_.Now(), facts.session, facts.target, exchange::WireName(*reason));
    CO_RETURN_IF_ERROR(co_await requests_.Answer(facts.session, facts.source, *reason, std::move(event)));
    co_return DocumentAnswer{*reason, nullptr};
  }

  // 6. Deliver: on record before the first byte leaves.
  const auto& dossier = std::get<StoredDossier>(choice);
  CO_ASSIGN_OR_RETURN(std::unique_ptr<exchange::DocumentSource> document, co_await documents_.Open(dossier.document));
  audit::Event event = audit::DocumentServing(caller.actor, clock_.Now(), facts.session, facts.target, dossier.id);
  const ResultCode delivered = ResultCode::kTransferSucceeded;
  CO_RETURN_IF_ERROR(co_await requests_.Answer(facts.session, facts.source, delivered, std::move(event)));
  co_return DocumentAnswer{delivered, std::move(document)};
}

}  // namespace oso::school::source
