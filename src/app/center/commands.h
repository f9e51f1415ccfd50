// The commands on the register, beside the running server. Each prints what it did or found.
#pragma once

#include "app/center/center.h"
#include "app/output.h"

namespace oso::app {

struct CenterCommand {
  CenterParts& parts;
  audit::Actor actor;
  OutputFormat format = OutputFormat::kText;
};

// Texts as they were typed; kInvalidArgument says which is wrong. Otherwise errors as center::Register's.
Status AddBoard(const CenterCommand& command, const std::string& number, const std::string& name);
Status AddSchool(const CenterCommand& command, const std::string& brin, const std::string& name,
                 const std::string& sector, const std::string& board);
Status AddSupplier(const CenterCommand& command, const std::string& oin, const std::string& name);
struct AccessPointTexts {
  std::string id;
  std::string supplier;
  std::string url;
  std::string sector;
  std::string purpose = "OV";
};
Status AddAccessPoint(const CenterCommand& command, const AccessPointTexts& texts);
Status SetAccessPointState(const CenterCommand& command, const std::string& id, exchange::AccessPointState state);

Status ListBoards(const CenterCommand& command);
Status ListSchools(const CenterCommand& command);
Status ListSuppliers(const CenterCommand& command);
Status ListAccessPoints(const CenterCommand& command);

// Enters all that a seed file lists, in the order boards, schools, suppliers, access points; what is there already
// stays. The first entry that is refused ends it, and is named; running it again after mending goes on.
Status LoadSeed(const CenterCommand& command, const std::string& file);

}  // namespace oso::app
