#include "app/oso/dossier_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace oso::app {
namespace {

// A file's bytes, piece by piece.
class Input {
 public:
  explicit Input(const std::filesystem::path& path)
      : descriptor_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)), buffer_(kPiece) {}
  ~Input() {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  bool ok() const { return descriptor_ >= 0; }

  Result<ByteView> Next() {
    for (;;) {
      const ssize_t got = ::read(descriptor_, buffer_.data(), buffer_.size());
      if (got >= 0) return ByteView(buffer_).first(static_cast<std::size_t>(got));
      if (errno != EINTR) return Fail(ErrorCode::kStorage, std::generic_category().message(errno));
    }
  }

 private:
  static constexpr std::size_t kPiece = 64UL * 1024;

  int descriptor_;
  Bytes buffer_;
};

}  // namespace

Result<dossier::Document> ReadDossierFile(const std::filesystem::path& path, const dossier::ReadOptions& options) {
  Input input(path);
  if (!input.ok()) {
    return Fail(errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kStorage,
                "cannot open " + path.string() + ": " + std::generic_category().message(errno));
  }
  dossier::DossierReader reader(options);
  for (;;) {
    ASSIGN_OR_RETURN(const ByteView piece, input.Next());
    if (piece.empty()) return reader.Finish();
    RETURN_IF_ERROR(reader.Feed(piece));
  }
}

}  // namespace oso::app
