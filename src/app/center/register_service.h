// What may be read at the centre, as the REST endpoint asks for it.
#pragma once

#include "app/center/center.h"
#include "app/center/keys.h"
#include "app/center/published.h"
#include "wire/register_service.h"

namespace oso::app {

class RegisterService final : public wire::RegisterService {
 public:
  RegisterService(CenterParts& parts, const CenterKeys& keys, Publication& publication);  // all outlive this

  Task<Result<wire::Listed<wire::SchoolEntry>>> ListSchools(const wire::CallContext& context, wire::SchoolWish wish,
                                                            wire::PageWish page) override;
  Task<Result<wire::SchoolEntry>> FindSchool(const wire::CallContext& context, Brin brin) override;
  Task<Result<exchange::AccessPoint>> FindAccessPoint(const wire::CallContext& context, AccessPointId id) override;
  Task<Result<wire::Listed<exchange::Board>>> ListBoards(const wire::CallContext& context, std::string words,
                                                         wire::PageWish page) override;
  Task<Result<wire::Listed<exchange::Supplier>>> ListSuppliers(const wire::CallContext& context, std::string words,
                                                               wire::PageWish page) override;
  Task<Result<wire::Listed<exchange::RegisterChange>>> History(const wire::CallContext& context, std::string kind,
                                                               std::string key, wire::PageWish page) override;
  Task<Result<wire::Bytestream>> RegisterDocument(const wire::CallContext& context) override;
  Task<Result<wire::Bytestream>> Keys(const wire::CallContext& context) override;
  Task<Result<wire::Bytestream>> Statistics(const wire::CallContext& context, wire::StatisticsWish wish) override;
  Task<Result<wire::Bytestream>> Checkpoint(const wire::CallContext& context) override;
  Task<Result<wire::Bytestream>> Tile(const wire::CallContext& context, std::string path) override;
  Task<Result<wire::Bytestream>> Entries(const wire::CallContext& context, std::string path) override;
  Task<Result<wire::KeptSession>> FindSession(const wire::CallContext& context, SessionId session) override;
  Task<Result<wire::Bytestream>> Receipt(const wire::CallContext& context, SessionId session) override;
  Task<Result<wire::Bytestream>> OpenApi(const wire::CallContext& context) override;
  Task<Result<bool>> IsWritable(const wire::CallContext& context) override;

 private:
  // kNotFound: not the caller's, who is its target's system or has an access point of its source.
  Task<Result<center::Session>> OwnSession(const wire::CallContext& context, SessionId session);

  CenterParts& parts_;
  const std::shared_ptr<const std::string> key_set_;
  Publication& publication_;
};

extern const std::string_view kOpenApi;  // api/center.openapi.yaml

}  // namespace oso::app
