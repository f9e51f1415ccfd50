// The gate's policy against what the centre answers, when this is compiled: every SOAP operation and every REST route
// has a row, what a route says is public is open to anyone, and an act for a board or school is closed to systems.
#include <algorithm>

#include "gate/policy.h"
#include "wire/rest/center_routes.h"

namespace oso::app {
namespace {

using wire::rest::kCenterRoutes;
using wire::rest::Route;
using wire::rest::Scope;

// As wire/soap/operations.cc names them.
constexpr std::array kSoapOperations = std::to_array<std::string_view>(
    {"overdracht", "sessiecontrole", "afmelding", "meldenNotificatie", "meldenTerugkoppeling",
     "aanleverpuntRegistratie", "overzichtAanleverpunt", "ping"});

constexpr bool HasRow(std::string_view operation) { return gate::FindRow(gate::kCenterPolicy, operation) != nullptr; }

static_assert(std::ranges::all_of(kSoapOperations, HasRow), "a SOAP operation has no row in gate/policy.h");
static_assert(std::ranges::all_of(kCenterRoutes, HasRow, &Route::operation), "a route has no row in gate/policy.h");
static_assert(gate::kCenterPolicy.size() == kSoapOperations.size() + kCenterRoutes.size(),
              "a row in gate/policy.h is of no operation, or two operations have one name");

static_assert(std::ranges::all_of(kCenterRoutes,
                                  [](const Route& route) {
                                    return route.is_public ==
                                           gate::FindRow(gate::kCenterPolicy, route.operation)->anonymous;
                                  }),
              "what is public in one is not in the other");
static_assert(std::ranges::all_of(kCenterRoutes,
                                  [](const Route& route) {
                                    const gate::PolicyRow& row = *gate::FindRow(gate::kCenterPolicy, route.operation);
                                    const bool is_scoped = route.scope != Scope::kNone;
                                    const bool of_portal = (row.school || row.board) && !row.anonymous;
                                    return is_scoped ? !row.system && !row.anonymous : !of_portal;
                                  }),
              "what users of the portal do, they do for a board or a school");

}  // namespace
}  // namespace oso::app
