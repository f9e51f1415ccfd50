// What is made of the register when it changes, since it takes too long for a call: the signed document that school
// systems keep, and what schools, boards and suppliers are found by.
#pragma once

#include <array>
#include <memory>
#include <mutex>

#include "crypto/signing_key.h"
#include "exchange/register.h"
#include "schoollist/search.h"

namespace oso::app {

// A school that is there, and how it takes part.
struct Participant {
  const exchange::School* school = nullptr;
  bool is_connected = false;          // an access point of it is active
  std::array<bool, 2> has_purpose{};  // by exchange::Purpose: with an access point for it, in whatever state but left
};
Participant ParticipantOf(const exchange::Register& registry, const exchange::School& school);

// Boards or suppliers by the words of their names.
template <class T>
class NameIndex {
 public:
  explicit NameIndex(const exchange::Register& registry);  // outlives this
  // By key: those in which each word of `text` begins a word (schoollist/fold.h); all, if it has none.
  std::vector<const T*> Find(std::string_view text) const;

 private:
  struct Row {
    const T* one;
    std::string words;  // a blank before each
  };
  std::vector<Row> rows_;
};

struct Published {
  Published(std::shared_ptr<const exchange::Register> register_now, std::string signed_document,
            std::string version_of_document);

  std::shared_ptr<const exchange::Register> registry;
  std::shared_ptr<const std::string> document;  // compact JWS
  std::string version;                          // of the document: the register's, and whose signature it is
  schoollist::SearchIndex search;
  std::vector<Participant> schools;  // by BRIN
  NameIndex<exchange::Board> boards;
  NameIndex<exchange::Supplier> suppliers;
};

class Publication {
 public:
  // The last that was published; null before the first. Any thread.
  std::shared_ptr<const Published> Now() const {
    const std::lock_guard lock(mutex_);
    return now_;
  }

  // Publishes `registry`, unless that version is. One thread at a time. kInvalidArgument, kTooLarge: it cannot be
  // signed.
  Status Publish(const std::shared_ptr<const exchange::Register>& registry, const crypto::SigningKey& key, Instant now);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Published> now_;
};

}  // namespace oso::app
