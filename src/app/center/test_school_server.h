// `oso-center testschool`: the test school (test_school.h) as a system of its own, with its own certificate, beside any
// centre in whose register it stands.
#pragma once

#include "app/settings.h"

namespace oso::app {

std::span<const Setting> TestSchoolSettings();  // without the common ones

// Runs the server until it is told to stop.
Status ServeTestSchool(const std::string& settings_file);

}  // namespace oso::app
