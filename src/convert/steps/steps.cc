#include <array>

#include "convert/steps/step.h"

namespace oso::convert {
namespace {

// From 2017.1 to 2018.1 only came more: carers' deaths, and programmes of early education.
void Nothing(Rewrite&) {}

constexpr std::array kSteps = std::to_array<Step>({
    {DataSetVersion::k2016_1, DataSetVersion::k2017_1, UpTo2017, DownTo2016},
    {DataSetVersion::k2017_1, DataSetVersion::k2018_1, Nothing, Nothing},
    {DataSetVersion::k2018_1, DataSetVersion::k2019_1, UpTo2019, DownTo2018},
});

}  // namespace

std::span<const Step> Steps() { return kSteps; }

}  // namespace oso::convert
