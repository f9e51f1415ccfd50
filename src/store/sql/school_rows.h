// Rows that the school's stores share.
#pragma once

#include "school/document_store.h"
#include "store/sql/words.h"

namespace oso::store::sql {

template <>
struct Row<school::Document> {
  static auto Fields(auto& row) { return std::tie(row.id, row.size, row.sha256); }
};

}  // namespace oso::store::sql
