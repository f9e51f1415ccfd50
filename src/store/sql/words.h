// The words that closed lists are stored as: the wire names of the protocol and the data set where there are any.
#pragma once

#include "center/stores.h"
#include "school/source/stores.h"
#include "school/target/stores.h"
#include "store/sql/columns.h"

namespace oso::store::sql {

#define OSO_STORED_WORDS(type)                               \
  template <>                                                \
  struct Words<type> {                                       \
    static std::string_view Word(type value);                \
    static std::optional<type> Parse(std::string_view text); \
  }
OSO_STORED_WORDS(exchange::ResultCode);
OSO_STORED_WORDS(dossier::TransferKind);
OSO_STORED_WORDS(dossier::Profile);
OSO_STORED_WORDS(dossier::DataSetVersion);
OSO_STORED_WORDS(school::source::InspectedBy);
OSO_STORED_WORDS(school::source::Shown);
OSO_STORED_WORDS(school::source::Agreement);
OSO_STORED_WORDS(school::source::Consent);
OSO_STORED_WORDS(school::target::IntakeState);
#undef OSO_STORED_WORDS

}  // namespace oso::store::sql
