// At most so many at a time for each key: connections of one organisation, or of one address.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace oso::http {

// Any thread. A place may outlive its quota.
class Quota {
  struct Table;

 public:
  // Given back when it goes, by whatever way its holder ends; move-only. Made of nothing it holds nothing.
  class Place {
   public:
    Place() = default;
    ~Place() { Free(); }
    Place(Place&& other) noexcept = default;
    Place& operator=(Place&& other) noexcept;
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    void Free();

   private:
    friend class Quota;
    Place(std::shared_ptr<Table> table, std::string key);
    std::shared_ptr<Table> table_;
    std::string key_;
  };

  explicit Quota(std::size_t most);

  std::optional<Place> Take(const std::string& key);  // empty: all places of that key are taken
  std::size_t taken() const;                          // of all keys

 private:
  std::size_t most_;
  std::shared_ptr<Table> table_;
};

}  // namespace oso::http
