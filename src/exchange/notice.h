// What two systems tell each other once the centre said where (meldenNotificatie, meldenTerugkoppeling): that a dossier
// is ready, and what came of one. The port that wire/ implements over SOAP.
#pragma once

#include <string>

#include "base/bytes.h"
#include "exchange/traffic_center.h"

namespace oso::exchange {

// notificatie: from a source to a target.
struct Notice {
  AccessPointId source;
  AccessPointId target;
  Purpose purpose = Purpose::kTransfer;
  std::optional<LinkKey> key = {};  // PaO, and only then
};

// terugkoppeling: from a partnership's system to the school whose dossier it fetched. Personal data.
struct FeedbackReport {
  static constexpr std::size_t kMaxTextCharacters = 10'000;
  static constexpr std::size_t kMaxDocumentBytes = 1024UL * 1024;

  AccessPointId source;  // of the school, where it goes
  AccessPointId target;  // of the partnership, who sends it
  LinkKey key;
  std::string text;                    // UTF-8, never empty
  std::optional<Bytes> document = {};  // never empty
};

// Where it goes, and whose certificate must answer there: the key is for nobody else.
struct NoticeAddress {
  std::string url;
  Oin supplier;
};

class NoticeBoxes {
 public:
  virtual ~NoticeBoxes() = default;
  // NotificatieOntvangen, TerugkoppelingOntvangen, or why not. Errors as in traffic_center.h.
  virtual Task<Result<ResultCode>> Notify(NoticeAddress address, Notice notice) = 0;
  virtual Task<Result<ResultCode>> GiveFeedback(NoticeAddress address, FeedbackReport report) = 0;
};

}  // namespace oso::exchange
