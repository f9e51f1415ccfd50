#include "render/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

extern "C" {  // which the header of glibc 2.36 forgets
#include <sys/pidfd.h>
}

namespace oso::render {
namespace {

using std::chrono::steady_clock;

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { Close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  bool ok() const { return number_ >= 0; }
  void Close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

// Its process group ends with this, whatever became of it.
class Child {
 public:
  explicit Child(pid_t id) : id_(id), handle_(::pidfd_open(id, 0)) {}
  ~Child() {
    ::kill(-id_, SIGKILL);
    ::waitpid(id_, nullptr, 0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  int handle() const { return handle_.number(); }
  // Not reaped yet, so that its id, by which the group ends, is nobody else's.
  bool Succeeded() const {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOWAIT) == 0 && info.si_code == CLD_EXITED &&
           info.si_status == 0;
  }

 private:
  pid_t id_;
  Descriptor handle_;
};

bool WriteAll(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::lseek(file, 0, SEEK_SET) == 0;
}

// False: the time is over.
bool Await(int descriptor, steady_clock::time_point deadline) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
    if (left <= 0) return false;
    pollfd watched{.fd = descriptor, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&watched, 1, static_cast<int>(left));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

// Its standard streams are these and nothing; its folder is the root. 0, or what went wrong.
int Spawn(const Filter& filter, int input, int output, pid_t& id) {
  std::vector<char*> arguments;
  arguments.reserve(filter.command.size() + 1);
  for (const std::string& argument : filter.command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  std::array<std::string, 3> settings = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=/nonexistent"};
  std::array<char*, 4> environment = {settings[0].data(), settings[1].data(), settings[2].data(), nullptr};

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addchdir_np(&actions, "/");
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  int failed = ENOENT;
  for (const std::string_view folder : {"/usr/bin/", "/bin/"}) {
    const std::string program = std::string(folder) + filter.command.front();
    if (failed == ENOENT) {
      failed = posix_spawn(&id, program.c_str(), &actions, &attributes, arguments.data(), environment.data());
    }
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failed;
}

Result<std::string> ReadToEnd(int output, const Filter& filter, steady_clock::time_point deadline) {
  std::string read;
  std::array<char, 64UL * 1024> piece;
  for (;;) {
    if (!Await(output, deadline)) return Fail(ErrorCode::kTimeout, filter.command.front() + " took too long");
    const ssize_t got = ::read(output, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Fail(ErrorCode::kInternal, filter.command.front() + " cannot be read");
    if (got == 0) return read;
    read.append(piece.data(), static_cast<std::size_t>(got));
    if (read.size() > filter.output_limit) {
      return Fail(ErrorCode::kTooLarge, filter.command.front() + " wrote more than was expected");
    }
  }
}

}  // namespace

Result<std::string> RunFilter(const Filter& filter, std::string_view input) {
  const auto deadline = steady_clock::now() + filter.time_limit;
  const std::string& name = filter.command.front();
  // In memory, not a pipe: written whole before the program starts, so that neither waits for the other.
  const Descriptor given(::memfd_create("input", MFD_CLOEXEC));
  std::array<int, 2> ends{-1, -1};
  if (!given.ok() || !WriteAll(given.number(), input) || ::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return Fail(ErrorCode::kInternal, "no room to start " + name);
  }
  const Descriptor output(ends[0]);
  Descriptor write_end(ends[1]);
  pid_t id = 0;
  const int failed = Spawn(filter, given.number(), write_end.number(), id);
  if (failed == ENOENT) return Fail(ErrorCode::kConfiguration, name + " is not installed");
  if (failed != 0) return Fail(ErrorCode::kInternal, name + " cannot be started");
  write_end.Close();
  const Child child(id);
  ASSIGN_OR_RETURN(std::string written, ReadToEnd(output.number(), filter, deadline));
  if (!Await(child.handle(), deadline)) return Fail(ErrorCode::kTimeout, name + " took too long");
  if (!child.Succeeded()) return Fail(ErrorCode::kInternal, name + " failed");
  return written;
}

}  // namespace oso::render
