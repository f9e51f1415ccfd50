// What is made of the register when it changes, since it takes too long for a call: what schools, boards and suppliers
// are found by. And the signed document that school systems keep, made when one asks for it.
#pragma once

#include <array>
#include <memory>
#include <mutex>

#include "base/worker_pool.h"
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
  Published(std::shared_ptr<const exchange::Register> register_now, Instant now);

  std::shared_ptr<const exchange::Register> registry;
  Instant at;
  schoollist::SearchIndex search;
  std::vector<Participant> schools;  // by BRIN
  NameIndex<exchange::Board> boards;
  NameIndex<exchange::Supplier> suppliers;
};

class Publication {
 public:
  // Publishes `first`: there is something to answer from the beginning. The key signs documents; all outlive this.
  Publication(std::shared_ptr<const exchange::Register> first, const crypto::SigningKey& key, const Clock& clock);

  // The last that was published; never null. Any thread.
  std::shared_ptr<const Published> Now() const {
    const std::lock_guard lock(mutex_);
    return now_;
  }

  // Publishes `registry`, unless that version is. One thread at a time.
  void Publish(std::shared_ptr<const exchange::Register> registry);

  using Document = std::shared_ptr<const std::string>;      // a compact JWS: exchange/signed_register.h
  std::string VersionOf(const Published& published) const;  // of its document: the register's, and whose signature
  // The last one that was made is at hand, others are made, on a thread of their own. Any thread; this outlives the
  // task. kInvalidArgument: it cannot be signed.
  Task<Result<Document>> DocumentOf(std::shared_ptr<const Published> published);

  // Lets the document go when nobody asked for it for a minute: it is by far the largest thing here.
  void ForgetUnasked();

 private:
  Result<Document> Make(const std::shared_ptr<const Published>& published);

  const crypto::SigningKey& key_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Published> now_;
  Document document_;  // null: none at hand
  std::shared_ptr<const Published> document_of_;
  Instant asked_at_;
  WorkerPool maker_{1};  // last: it ends before what it uses goes
};

}  // namespace oso::app
