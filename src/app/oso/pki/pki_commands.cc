#include <CLI/CLI.hpp>
#include <memory>

#include "app/oso/commands.h"
#include "app/oso/options.h"
#include "app/oso/pki/pki.h"
#include "app/output.h"
#include "crypto/digest.h"

namespace oso::app {
namespace {

struct Options {
  std::filesystem::path folder;
  bool json = false;
  std::string name;
  std::string oin;
  std::vector<std::string> hosts;
  crypto::KeyKind key = crypto::KeyKind::kP256;
  int days = 365;
  bool expired = false;

  OutputFormat format() const { return json ? OutputFormat::kJson : OutputFormat::kText; }
};

std::string_view Word(CertificateState state) {
  switch (state) {
    case CertificateState::kValid:
      return "valid";
    case CertificateState::kExpired:
      return "expired";
    case CertificateState::kRevoked:
      return "revoked";
  }
  return "valid";
}

boost::json::object ToJson(const ListedCertificate& listed) {
  const crypto::PeerCertificate& certificate = listed.certificate;
  boost::json::object object;
  object["name"] = listed.name;
  object["state"] = Word(listed.state);
  object["oin"] = nullptr;
  if (certificate.oin) object["oin"] = certificate.oin->text();
  object["serial"] = certificate.serial;
  object["expires"] = ToIso8601(certificate.not_after);
  object["fingerprint"] = certificate.fingerprint;
  return object;
}

Status Init(Pki& pki, const Options& options) {
  RETURN_IF_ERROR(pki.Init(options.name));
  boost::json::object made;
  made["authority"] = (options.folder / "ca.pem").string();
  made["revocations"] = (options.folder / "crl.pem").string();
  Print(options.format(), made);
  return {};
}

Status Issue(Pki& pki, const Options& options) {
  auto oin = Oin::Parse(options.oin);
  if (!oin.ok()) return Fail(ErrorCode::kInvalidArgument, "--oin must be 20 digits");
  ASSIGN_OR_RETURN(const ListedCertificate issued,
                   pki.Issue({options.name, *oin, options.hosts, options.key, options.expired ? 0 : options.days}));
  Print(options.format(), ToJson(issued));
  return {};
}

Status Revoke(Pki& pki, const Options& options) {
  boost::json::object done;
  ASSIGN_OR_RETURN(done["revoked"], pki.Revoke(options.name));
  Print(options.format(), done);
  return {};
}

Status RenewList(Pki& pki, const Options& options) {
  boost::json::object done;
  ASSIGN_OR_RETURN(done["number"], pki.RenewList());
  Print(options.format(), done);
  return {};
}

Status List(Pki& pki, const Options& options) {
  ASSIGN_OR_RETURN(const std::vector<ListedCertificate> all, pki.List());
  boost::json::array rows;
  for (const ListedCertificate& one : all) rows.push_back(ToJson(one));
  Print(options.format(), rows);
  return {};
}

}  // namespace

void AddPkiCommands(CLI::App& program, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* group = program.add_subcommand("pki", "The test authority of a network, in one folder");
  group->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, Status (*run)(Pki&, const Options&)) {
    CLI::App* command = group->add_subcommand(name, help);
    command->add_option("--dir", options->folder, "The authority's folder")->required();
    command->add_flag("--json", options->json, "Print JSON");
    command->callback([options, &action, run] {
      action = [options, run] {
        const SystemClock clock;
        crypto::SystemRandom random;
        Pki pki(options->folder, clock, random);
        return run(pki, *options);
      };
    });
    return command;
  };

  CLI::App* init = add("init", "Make the folder, an authority and an empty revocation list", Init);
  init->add_option("--name", options->name, "The authority's name in its certificate")
      ->default_val("OSO test authority");

  CLI::App* issue = add("issue", "Issue a certificate for a server or a client: NAME.pem and NAME.key", Issue);
  issue->add_option("--name", options->name, "Of the files and in the certificate")->required();
  issue->add_option("--oin", options->oin, "The organisation's number: 20 digits")->required();
  issue->add_option("--host", options->hosts, "A DNS name or IP address that it serves; may be given more than once")
      ->allow_extra_args(false);
  AddChoice(*issue, "--key", options->key, {{"p256", crypto::KeyKind::kP256}, {"rsa2048", crypto::KeyKind::kRsa2048}},
            "Kind of key: p256 (default) or rsa2048");
  CLI::Option* days = issue->add_option("--days", options->days, "How long it is valid (default 365)");
  days->check(CLI::Range(1, 3650).description(""));
  issue->add_flag("--expired", options->expired, "One that expired yesterday, to test with")->excludes(days);

  CLI::App* revoke = add("revoke", "Revoke a certificate and renew the list", Revoke);
  revoke->add_option("NAME|SERIAL", options->name, "Which: a name or serial of 'list'")->required();

  add("crl", "Renew the revocation list, before it expires (365 days)", RenewList);
  add("list", "List the certificates that were issued", List);
}

}  // namespace oso::app
