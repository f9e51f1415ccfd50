// Preloaded into a program by the kill stories: ends the process, as kill -9 does, just before the KILL_AT-th call that
// makes something durable or sends something. Counts only while the file KILL_ARM exists.
#include <dlfcn.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace {

void Count() {
  static std::atomic<int> calls{0};
  const char* at = std::getenv("KILL_AT");
  const char* armed = std::getenv("KILL_ARM");
  if (at == nullptr || armed == nullptr || access(armed, F_OK) != 0) return;
  if (calls.fetch_add(1) + 1 == std::atoi(at)) kill(getpid(), SIGKILL);
}

template <class F>
F Next(const char* name) {
  return reinterpret_cast<F>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int fdatasync(int fd) {
  Count();
  return Next<int (*)(int)>("fdatasync")(fd);
}
int fsync(int fd) {
  Count();
  return Next<int (*)(int)>("fsync")(fd);
}
int rename(const char* from, const char* to) {
  Count();
  return Next<int (*)(const char*, const char*)>("rename")(from, to);
}
ssize_t send(int fd, const void* data, size_t size, int flags) {
  Count();
  return Next<ssize_t (*)(int, const void*, size_t, int)>("send")(fd, data, size, flags);
}
ssize_t sendmsg(int fd, const msghdr* message, int flags) {
  Count();
  return Next<ssize_t (*)(int, const msghdr*, int)>("sendmsg")(fd, message, flags);
}

}  // extern "C"
