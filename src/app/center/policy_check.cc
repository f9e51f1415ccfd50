// The gate's policy against what the centre answers, when this is compiled: every SOAP operation and every REST route
// has a row, what a route says is public is open to anyone, an act for a board or school is closed to systems, and the
// service desk changes nothing.
#include <algorithm>

#include "gate/policy.h"
#include "wire/rest/center_routes.h"
#include "wire/soap/operations.h"

namespace oso::app {
namespace {

using gate::CallerKind;
using wire::rest::kCenterRoutes;
using wire::rest::Route;
using wire::rest::Scope;
using wire::soap::kCenterOperations;

constexpr bool HasRow(std::string_view operation) { return gate::FindRow(gate::kCenterPolicy, operation) != nullptr; }
constexpr bool IsFor(const Route& route, CallerKind caller) {
  return gate::IsAllowed(gate::kCenterPolicy, route.operation, caller);
}

static_assert(std::ranges::all_of(kCenterOperations, HasRow), "a SOAP operation has no row in gate/policy.h");
static_assert(std::ranges::all_of(kCenterRoutes, HasRow, &Route::operation), "a route has no row in gate/policy.h");
static_assert(gate::kCenterPolicy.size() == kCenterOperations.size() + kCenterRoutes.size(),
              "a row in gate/policy.h is of no operation, or two operations have one name");

static_assert(std::ranges::all_of(kCenterRoutes,
                                  [](const Route& route) {
                                    return route.is_public == IsFor(route, CallerKind::kAnonymous);
                                  }),
              "what is public in one is not in the other");
static_assert(std::ranges::all_of(kCenterRoutes,
                                  [](const Route& route) {
                                    const bool is_scoped = route.scope != Scope::kNone;
                                    const bool of_portal = !route.is_public && (IsFor(route, CallerKind::kSchool) ||
                                                                                IsFor(route, CallerKind::kBoard));
                                    return is_scoped ? !IsFor(route, CallerKind::kSystem) && !route.is_public
                                                     : !of_portal;
                                  }),
              "what users of the portal do, they do for a board or a school");
static_assert(std::ranges::all_of(kCenterRoutes,
                                  [](const Route& route) {
                                    return route.method == "GET" || !IsFor(route, CallerKind::kServiceDesk);
                                  }),
              "the service desk changes nothing");

}  // namespace
}  // namespace oso::app
