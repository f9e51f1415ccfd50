#include "app/center/published.h"

#include "center/school_list.h"
#include "exchange/signed_register.h"

namespace oso::app {
Status Publication::Publish(const std::shared_ptr<const exchange::Register>& registry, const crypto::SigningKey& key,
                            Instant now) {
  if (const auto last = Now(); last && last->registry->version() == registry->version()) return {};
  ASSIGN_OR_RETURN(std::string document,
                   exchange::SignRegisterDocument(key, exchange::WriteRegisterDocument(*registry, now)));
  auto published =
      std::make_shared<const Published>(Published{registry, std::make_shared<const std::string>(std::move(document)),
                                                  schoollist::SearchIndex(center::SearchEntries(*registry))});
  const std::lock_guard lock(mutex_);
  now_ = std::move(published);
  return {};
}

}  // namespace oso::app
