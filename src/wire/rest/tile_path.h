// Which resources a log in tiles has (C2SP tlog-tiles): behind "tile/" stands "<level>/<number>", behind
// "tile/entries/" stands "<number>", with ".p/<width>" behind it for what is not full.
#pragma once

#include <string_view>

namespace oso::wire::rest {

// The level is 0 to 63; the number is in groups of three digits, every group but the last with an "x" before it,
// without leading groups of zeros ("x001/x234/067"); the width is 1 to 255.
bool IsTilePath(std::string_view path);
bool IsBundlePath(std::string_view path);  // without the level

}  // namespace oso::wire::rest
