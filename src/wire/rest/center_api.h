// What the centre answers at each of its routes (center_routes.h): decode, call the service, encode.
#pragma once

#include "wire/connect_service.h"
#include "wire/register_service.h"
#include "wire/rest/center_routes.h"
#include "wire/rest/endpoint.h"

namespace oso::wire::rest {

// The services outlive the actions. Together they have every operation of kCenterRoutes.
struct CenterServices {
  CenterService& sessions;
  RegisterService& registry;
  ConnectService& connect;
};
Actions CenterActions(CenterServices services);

// One for each subject; CenterActions puts them together.
Actions SessionActions(CenterService& service);
Actions RegisterActions(RegisterService& service);
Actions ConnectActions(ConnectService& service);

// "GET /v1/ping ping", one route a line, in the order of the table: for `oso-center api routes`.
std::string PrintRoutes(std::span<const Route> routes);

}  // namespace oso::wire::rest
