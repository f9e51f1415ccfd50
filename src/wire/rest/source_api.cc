#include "wire/rest/source_api.h"

#include <boost/json.hpp>

#include "exchange/signed_session.h"
#include "wire/rest/answers.h"
#include "wire/rest/center_messages.h"

namespace oso::wire::rest {
namespace {

namespace json = boost::json;

// A dossier as it is sent. Longer or shorter than it said, the connection breaks, so that nobody takes it for whole.
class DossierBody final : public http::BodySource {
 public:
  explicit DossierBody(std::unique_ptr<exchange::DocumentSource> document) : document_(std::move(document)) {}
  std::uint64_t size() const override { return document_->size(); }
  Task<Result<ByteView>> Next() override {
    CO_ASSIGN_OR_RETURN(const ByteView bytes, co_await document_->Next());
    sent_ += bytes.size();
    if (sent_ > size()) co_return Fail(ErrorCode::kInternal, "document longer than its size");
    if (bytes.empty() && sent_ < size()) co_return Fail(ErrorCode::kInternal, "document shorter than its size");
    co_return bytes;
  }

 private:
  std::unique_ptr<exchange::DocumentSource> document_;
  std::uint64_t sent_ = 0;
};

exchange::DocumentRequest ReadDocumentRequest(const json::object& body, Invalid& invalid) {
  constexpr std::size_t kMaxVersion = 20;
  MemberReader reader(body, "", invalid);
  exchange::DocumentRequest request;
  const auto session = reader.Take<SessionId>("session", SessionId::Parse);
  request.facts = TakeFacts(reader, session, invalid);
  request.signed_session = reader.MaybeText("signedSession", exchange::kMaxSignedSessionSize);
  request.newer_than = reader.Maybe<Instant>("newerThan", ParseDateTime);
  const std::string version = reader.MaybeText("dossierVersion", kMaxVersion);
  if (!version.empty()) request.dossier_version = version;
  reader.Finish();
  return request;
}

Task<Outcome> Fetch(SourceService& service, const Call& call) {
  ReadBody body = BodyOf(call);
  if (body.flaw) co_return *std::move(body.flaw);
  exchange::DocumentRequest request = ReadDocumentRequest(body.json, body.invalid);
  if (!body.invalid.empty()) co_return Problem::Invalid(std::move(body.invalid));
  Result<exchange::DocumentAnswer> answer = co_await service.FetchDocument(call.context, std::move(request));
  if (!answer.ok()) co_return Problem::Of(answer.error());
  const bool is_delivered = answer->result == exchange::ResultCode::kTransferSucceeded;
  if (is_delivered != (answer->document != nullptr)) {
    co_return Problem::Of(Fail(ErrorCode::kInternal, "a document goes with OverdrachtGeslaagd, and only then"));
  }
  if (!is_delivered) co_return Problem::Of(answer->result);
  Answer delivered{.media_type = "application/xml", .outcome = exchange::WireName(answer->result)};
  delivered.stream = std::make_unique<DossierBody>(std::move(answer->document));
  co_return delivered;
}

}  // namespace

Actions SourceActions(SourceService& service) {
  Actions actions;
  actions.emplace("fetchDocument", [&service](const Call& call) { return Fetch(service, call); });
  return actions;
}

}  // namespace oso::wire::rest
