#include "convert/residual.h"

#include <boost/json.hpp>

#include "base/bytes.h"
#include "convert/convert.h"
#include "convert/script.h"
#include "crypto/digest.h"

namespace oso::convert {
namespace {

namespace json = boost::json;
using dossier::Tree;

constexpr int kFormat = 1;

std::string DigestOf(const Tree& tree) { return ToHex(crypto::Sha256(AsBytes(dossier::WriteTree(tree)))); }

Error NotAResidual() { return Fail(ErrorCode::kInvalidArgument, "this is not a residual file of a conversion"); }

}  // namespace

Result<Residual> ResidualOf(const Tree& original, const Tree& converted) {
  ASSIGN_OR_RETURN(const Conversion back, Convert(converted, original.version));
  const json::object residual{{"oso-residual", kFormat},
                              {"version", dossier::WireName(original.version)},
                              {"of", DigestOf(converted)},
                              {"gives", DigestOf(original)},
                              {"script", ScriptOf(back.tree.root, original.root)}};
  return Residual{json::serialize(residual) + '\n'};
}

Result<Tree> Restore(const Tree& converted, const Residual& residual) {
  boost::system::error_code error;
  json::parse_options limits;
  limits.max_depth = 256;
  const json::value read = json::parse(residual.json, error, {}, limits);
  if (error.failed() || !read.is_object()) return NotAResidual();
  const json::object& fields = read.as_object();
  const auto text = [&](std::string_view key) {
    const json::value* value = fields.if_contains(key);
    return value != nullptr && value->is_string() ? std::string_view(value->as_string()) : std::string_view();
  };
  const json::value* format = fields.if_contains("oso-residual");
  const json::value* script = fields.if_contains("script");
  const auto version = dossier::ParseDataSetVersion(text("version"));
  if (format == nullptr || *format != kFormat || script == nullptr || !version) return NotAResidual();
  if (text("of") != DigestOf(converted)) {
    return Fail(ErrorCode::kConflict, "the residual file belongs to another document, or this one was altered since");
  }
  ASSIGN_OR_RETURN(Conversion back, Convert(converted, *version));
  RETURN_IF_ERROR(ApplyScript(*script, back.tree.root));
  // A residual comes from outside: what it made must be that document, and a document at all.
  const std::string written = dossier::WriteTree(back.tree);
  if (text("gives") != ToHex(crypto::Sha256(AsBytes(written)))) return NotAResidual();
  ASSIGN_OR_RETURN(const Tree read_back, dossier::ReadTree(AsBytes(written)));
  if (read_back != back.tree) return NotAResidual();
  return std::move(back.tree);
}

}  // namespace oso::convert
