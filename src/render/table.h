// Rows of blocks of one kind. What no column asks for stands in the last one, so that a table drops nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/item.h"

namespace oso::render {

struct Column {
  std::string heading;
  // The items of these names, and those in blocks of these names, told in this order; the first name needs no label in
  // the cell. Empty: all that no other column has.
  std::vector<std::string_view> names;
};

struct Table {
  std::string caption;                           // of ours
  std::vector<Column> columns;                   // those that stay empty are left out
  std::vector<std::string_view> elsewhere = {};  // elements that are told beside the table, or as rows of their own
};

void WriteTable(Page& page, const Table& table, const Occurrences& rows);

// A column for each name of field that the blocks have, in the order of the data set; none when they hold blocks.
std::vector<Column> PlainColumns(const Page& page, const Occurrences& blocks);

}  // namespace oso::render
