#include "app/center/commands.h"

#include <boost/json.hpp>

namespace oso::app {
namespace {

using boost::json::array;
using boost::json::object;

// A word of a closed list, or which words there are.
template <class T>
Result<T> Known(std::string_view what, std::optional<T> word, std::string_view allowed) {
  if (!word) return Fail(ErrorCode::kInvalidArgument, std::string(what) + " must be one of " + std::string(allowed));
  return *word;
}

Result<exchange::Sector> ReadSector(std::string_view text) {
  return Known("sector", exchange::ParseSector(text), "PO, SO, VO, VSO, SWV");
}

Result<exchange::AccessPoint> ReadAccessPoint(const AccessPointTexts& texts) {
  exchange::AccessPoint ap;
  ASSIGN_OR_RETURN(ap.id, AccessPointId::Parse(texts.id));
  ASSIGN_OR_RETURN(ap.supplier, Oin::Parse(texts.supplier));
  ASSIGN_OR_RETURN(ap.sector, ReadSector(texts.sector));
  ASSIGN_OR_RETURN(ap.purpose, Known("purpose", exchange::ParsePurpose(texts.purpose), "OV, PaO"));
  ap.url = texts.url;
  return ap;
}

object Describe(const exchange::Board& board) { return {{"number", board.number}, {"name", board.name}}; }

object Describe(const exchange::School& school) {
  return {{"brin", school.brin.text()},
          {"sector", exchange::WireName(school.sector)},
          {"board", school.board},
          {"name", school.name}};
}

object Describe(const exchange::Supplier& supplier) { return {{"oin", supplier.oin.text()}, {"name", supplier.name}}; }

object Describe(const exchange::AccessPoint& ap) {
  return {{"id", ap.id.ToString()},
          {"state", exchange::WireName(ap.state)},
          {"purpose", exchange::WireName(ap.purpose)},
          {"sector", exchange::WireName(ap.sector)},
          {"supplier", ap.supplier.text()},
          {"url", ap.url}};
}

template <class T>
Status PrintList(const CenterCommand& command, Task<Result<std::vector<T>>> list) {
  ASSIGN_OR_RETURN(std::vector<T> found, command.parts.loops.Run(std::move(list)));
  array rows;
  for (const T& one : found) rows.push_back(Describe(one));
  Print(command.format, rows);
  return {};
}

template <class T>
Status Enter(const CenterCommand& command, Task<Status> entering, const T& entered) {
  RETURN_IF_ERROR(command.parts.loops.Run(std::move(entering)));
  Print(command.format, Describe(entered));
  return {};
}

}  // namespace

Status AddBoard(const CenterCommand& command, const std::string& number, const std::string& name) {
  const exchange::Board board{number, name};
  return Enter(command, command.parts.entering.AddBoard(command.actor, board), board);
}

Status AddSchool(const CenterCommand& command, const std::string& brin, const std::string& name,
                 const std::string& sector, const std::string& board) {
  exchange::School school;
  ASSIGN_OR_RETURN(school.brin, Brin::Parse(brin));
  ASSIGN_OR_RETURN(school.sector, ReadSector(sector));
  school.name = name;
  school.board = board;
  return Enter(command, command.parts.entering.AddSchool(command.actor, school), school);
}

Status AddSupplier(const CenterCommand& command, const std::string& oin, const std::string& name) {
  exchange::Supplier supplier;
  ASSIGN_OR_RETURN(supplier.oin, Oin::Parse(oin));
  supplier.name = name;
  return Enter(command, command.parts.entering.AddSupplier(command.actor, supplier), supplier);
}

Status AddAccessPoint(const CenterCommand& command, const AccessPointTexts& texts) {
  ASSIGN_OR_RETURN(exchange::AccessPoint ap, ReadAccessPoint(texts));
  return Enter(command, command.parts.entering.AddAccessPoint(command.actor, ap), ap);
}

Status SetAccessPointState(const CenterCommand& command, const std::string& id, exchange::AccessPointState state) {
  ASSIGN_OR_RETURN(AccessPointId ap, AccessPointId::Parse(id));
  RETURN_IF_ERROR(command.parts.loops.Run(command.parts.entering.SetAccessPointState(command.actor, ap, state)));
  Print(command.format, object{{"id", ap.ToString()}, {"state", exchange::WireName(state)}});
  return {};
}

Status ListBoards(const CenterCommand& command) { return PrintList(command, command.parts.registry.ListBoards()); }
Status ListSchools(const CenterCommand& command) { return PrintList(command, command.parts.registry.ListSchools()); }
Status ListSuppliers(const CenterCommand& command) {
  return PrintList(command, command.parts.registry.ListSuppliers());
}
Status ListAccessPoints(const CenterCommand& command) {
  return PrintList(command, command.parts.registry.ListAccessPoints({}));
}

}  // namespace oso::app
