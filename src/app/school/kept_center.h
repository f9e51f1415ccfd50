// What a school system keeps of the centre in files, so that it goes on when the centre is away: the keys with which
// the centre signs, and its register. Nothing in it is believed because it lies there or because of who gave it: all
// follows from the keys that the operator put in center.keys_file (docs/signed-session.md).
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "app/settings.h"
#include "exchange/key_set.h"
#include "school/kept_register.h"

namespace oso::app {

// In center.kept_folder: keys.json and register.jws, each as the centre gave it. Any thread.
class KeptCenter final : public school::KeptRegister, public school::CenterKeys {
 public:
  // Only the keys of center.keys_file ("none": no keys, and every session is checked with the centre) until Load.
  // kConfiguration: that file has no key, or one that is no ES256 key; a folder to keep things in, but no key.
  static Result<std::unique_ptr<KeptCenter>> Create(const Settings& settings);
  KeptCenter(std::vector<crypto::VerifyingKey> pinned, std::string folder);

  bool keeps() const { return !folder_.empty(); }

  // Takes over what an earlier run kept, verified anew. An error: that part is as if it had not been kept.
  // kUnauthenticated, kInvalidArgument, kTooLarge, kStorage.
  Status Load();

  // What the centre gives now: verified, written, then in force. An error changes nothing. kUnauthenticated: it does
  // not follow from the keys at hand; kConflict: keys or a register older than those at hand; kInvalidArgument,
  // kTooLarge: it is none; kStorage. One thread at a time.
  Status TakeKeys(std::string_view key_set);
  Status TakeRegister(std::string_view signed_register);

  std::shared_ptr<const exchange::RegisterDocument> Register() const;  // nullptr: none yet
  Task<Result<std::shared_ptr<const exchange::RegisterDocument>>> Current() override { co_return Register(); }
  std::optional<crypto::VerifyingKey> Find(std::string_view kid) const override;

 private:
  struct Keys {
    std::map<std::string, crypto::VerifyingKey, std::less<>> by_thumbprint;
    std::uint64_t version = 0;  // of the centre's list of them; 0: those of center.keys_file
  };
  static Keys Named(const exchange::TrustedKeySet& trusted);
  Status LoadKeys();
  Status LoadRegister();
  Status Keep(const char* name, std::string_view text) const;
  static Result<Keys> Verified(std::string_view key_set, const std::vector<crypto::VerifyingKey>& trusted);
  Result<exchange::RegisterDocument> VerifiedRegister(std::string_view signed_register) const;

  const std::vector<crypto::VerifyingKey> pinned_;
  const std::string folder_;  // "": nothing is kept
  mutable std::mutex mutex_;
  Keys keys_;
  std::shared_ptr<const exchange::RegisterDocument> register_;
};

}  // namespace oso::app
