#include "app/center/register_line.h"

#include <CLI/CLI.hpp>

#include "schoollist/fiction.h"

namespace oso::app {
namespace {

using Run = std::function<Status(const CenterCommand&)>;

// The line being put together.
struct Line {
  CLI::App& app;
  RegisterArguments& a;
  const RegisterActions& actions;

  CLI::App* Noun(const char* name, const char* help) const {
    CLI::App* noun = app.add_subcommand(name, help);
    noun->require_subcommand(1);
    return noun;
  }
  CLI::App* Verb(CLI::App* noun, const char* name, const char* help, Run run) const {
    CLI::App* verb = noun->add_subcommand(name, help);
    verb->add_option("--why", a.why, "Why, for the register's history and the audit log")->capture_default_str();
    verb->callback([choose = actions.choose, run = std::move(run)] { choose(run); });
    return verb;
  }
  // An act of the operator: it says why.
  CLI::App* VerbWithWhy(CLI::App* noun, const char* name, const char* help, Run run) const {
    CLI::App* verb = Verb(noun, name, help, std::move(run));
    verb->get_option("--why")->required()->default_str("");
    return verb;
  }
  // list, show and history of a kind.
  void Reading(CLI::App* noun, const std::string& kind) const {
    const auto add = [&](const char* name, const char* help, Run run) {
      CLI::App* verb = noun->add_subcommand(name, help);
      verb->callback([choose = actions.choose, run = std::move(run)] { choose(run); });
      return verb;
    };
    const auto key = [&](CLI::App* verb) { verb->add_option("key", a.key, "Which, as `list` shows it")->required(); };
    add("list", "List all of them", [kind](const CenterCommand& c) { return ListEntries(c, kind); });
    key(add("show", "Show one whole",
            [this_a = &a, kind](const CenterCommand& c) { return ShowEntry(c, kind, this_a->key); }));
    key(add("history", "What it has been: when, by whom, why",
            [this_a = &a, kind](const CenterCommand& c) { return ShowHistory(c, kind, this_a->key); }));
  }
};

// Enters the entry that these texts make.
Run Enter(std::string kind, std::function<std::vector<std::pair<std::string, std::string>>()> texts) {
  return [kind = std::move(kind), texts = std::move(texts)](const CenterCommand& c) -> Status {
    ASSIGN_OR_RETURN(const exchange::RegisterEntry entry, EntryFromTexts(kind, texts()));
    return EnterEntry(c, entry);
  };
}

void AddBoards(const Line& line) {
  RegisterArguments& a = line.a;
  CLI::App* board = line.Noun("board", "Boards (bevoegd gezag)");
  CLI::App* add =
      line.Verb(board, "add", "Enter a board, or its new name", Enter("board", [&a] {
                  return std::vector<std::pair<std::string, std::string>>{{"number", a.number}, {"name", a.name}};
                }));
  add->add_option("number", a.number, "Its number, 5 digits")->required();
  add->add_option("name", a.name, "Its name")->required();
  line.Reading(board, "board");
}

void AddSchools(const Line& line) {
  RegisterArguments& a = line.a;
  CLI::App* school = line.Noun("school", "Schools, by BRIN");
  CLI::App* add = line.Verb(school, "add", "Enter a school, or what it became", Enter("school", [&a] {
                              return std::vector<std::pair<std::string, std::string>>{
                                  {"brin", a.brin}, {"name", a.name}, {"sector", a.sector}, {"board", a.board}};
                            }));
  add->add_option("brin", a.brin, "Its BRIN, such as 00YY")->required();
  add->add_option("name", a.name, "Its name")->required();
  add->add_option("--sector", a.sector, "PO, SO, VO, VSO or SWV")->required();
  add->add_option("--board", a.board, "Number of its board")->required();
  line.Reading(school, "school");

  CLI::App* import = line.Verb(school, "import", "Take over national lists of schools and boards (CSV)",
                               [&a](const CenterCommand& c) { return ImportSchools(c, a.import); });
  import->add_option("files", a.import.files, "The lists")->required()->check(CLI::ExistingFile);
  import->add_option("--sector", a.import.sector, "Sector of schools whose row does not say: PO, SO, VO, VSO");
  import->add_flag("--whole", a.import.whole, "Close the schools of this sector's group that are not in the lists");
  import
      ->add_option("--close-at-most", a.import.most_closed_percent,
                   "Refuse lists that would close more than ten schools and more than this per cent of those there are")
      ->capture_default_str()
      ->check(CLI::Range(0, 100));
  import->add_option("--merge", a.import.mergers, "A merger, such as 01AA=02BB: 01AA was taken up in 02BB");
  import->add_flag("--dry-run", a.import.dry_run, "Say what would become of the register, and leave it");

  CLI::App* search = school->add_subcommand("search", "Find schools by BRIN, name, place or board");
  search->add_option("text", a.text, "As one types it")->required();
  search->callback([choose = line.actions.choose, &a] {
    choose([&a](const CenterCommand& c) { return SearchSchools(c, a.text); });
  });

  CLI::App* generate = school->add_subcommand("generate", "Write a fictitious national list");
  generate->add_option("--count", a.count, "Schools")
      ->capture_default_str()
      ->check(CLI::Range(std::size_t{1}, schoollist::kMostFictitiousSchools));
  generate->add_option("--seed", a.seed, "The same seed gives the same list")->capture_default_str();
  generate->add_option("--output", a.folder, "Folder for po.csv, so.csv, vo.csv and boards.csv")->required();
  generate->callback([choose = line.actions.choose_alone, &a] {
    choose([&a](OutputFormat format) { return GenerateSchools(a.count, a.seed, a.folder, format); });
  });
}

void AddSuppliers(const Line& line) {
  RegisterArguments& a = line.a;
  CLI::App* supplier = line.Noun("supplier", "Suppliers of school systems, by OIN");
  const auto enter = [&a](const CenterCommand& c) -> Status {
    exchange::Supplier entry{.oin = {}, .name = a.name, .products = a.products};
    ASSIGN_OR_RETURN(entry.oin, Oin::Parse(a.oin));
    // Who is let out stays out: `unblock` lets in again.
    const exchange::Supplier* before = c.parts.registry.Now()->FindSupplier(entry.oin);
    entry.blocked = before != nullptr && before->blocked;
    return EnterEntry(c, entry);
  };
  CLI::App* add = line.Verb(supplier, "add", "Enter a supplier, or what it became", enter);
  line.Reading(supplier, "supplier");
  CLI::App* block = line.VerbWithWhy(supplier, "block", "Let no call of its systems in, at once",
                                     [&a](const CenterCommand& c) { return BlockSupplier(c, a.oin, true); });
  CLI::App* unblock = line.VerbWithWhy(supplier, "unblock", "Let it in again",
                                       [&a](const CenterCommand& c) { return BlockSupplier(c, a.oin, false); });
  for (CLI::App* verb : {add, block, unblock}) {
    verb->add_option("oin", a.oin, "The OIN in its certificate, 20 digits")->required();
  }
  add->add_option("name", a.name, "Its name")->required();
  add->add_option("--product", a.products, "A product of it; may be given several times");

  CLI::App* certificate = line.Noun("certificate", "Certificates of suppliers");
  line.Verb(certificate, "add", "Enter a certificate of the supplier that it names",
            [&a](const CenterCommand& c) { return AddCertificate(c, a.file); })
      ->add_option("file", a.file, "The certificate, PEM")
      ->required()
      ->check(CLI::ExistingFile);
  line.VerbWithWhy(certificate, "withdraw", "Refuse it, at once",
                   [&a](const CenterCommand& c) { return WithdrawCertificate(c, a.key); })
      ->add_option("fingerprint", a.key, "SHA-256, as `list` shows it")
      ->required();
  line.Reading(certificate, "certificate");
}

void AddBindings(const Line& line) {
  RegisterArguments& a = line.a;
  CLI::App* agreement = line.Noun("agreement", "Agreements that boards signed");
  CLI::App* sign = line.Verb(agreement, "sign", "Enter that a board signed",
                             [&a](const CenterCommand& c) { return SignAgreement(c, a.agreement); });
  sign->add_option("board", a.agreement.board, "Number of the board")->required();
  sign->add_option("--signed-by", a.agreement.signed_by, "Function of who signed")->required();
  sign->add_option("--text-version", a.agreement.version, "Version of the text")->capture_default_str();
  sign->add_option("--at", a.agreement.at, "When (default: now), such as 2017-01-01T00:00:00Z");
  sign->add_flag("--partnerships", a.agreement.partnerships, "With the extension for partnerships (OSO voor SWV)");
  line.VerbWithWhy(agreement, "end", "It ends, at once",
                   [&a](const CenterCommand& c) { return EndAgreement(c, a.agreement.board); })
      ->add_option("board", a.agreement.board, "Number of the board")
      ->required();
  line.Reading(agreement, "agreement");

  CLI::App* mandate = line.Noun("mandate", "Mandates of boards for suppliers");
  CLI::App* give = line.Verb(mandate, "give", "The school's board lets a supplier act for it",
                             [&a](const CenterCommand& c) { return GiveMandate(c, a.mandate); });
  CLI::App* revoke = line.VerbWithWhy(mandate, "revoke", "It ends, at once",
                                      [&a](const CenterCommand& c) { return RevokeMandate(c, a.mandate); });
  give->add_option("--from", a.mandate.from, "From when (default: now)");
  give->add_option("--until", a.mandate.until, "Until when");
  for (CLI::App* verb : {give, revoke}) {
    verb->add_option("supplier", a.mandate.supplier, "OIN of the supplier")->required();
    verb->add_option("school", a.mandate.school, "BRIN of the school")->required();
    verb->add_option("--purpose", a.mandate.purpose, "OV or PaO")->capture_default_str();
  }
  line.Reading(mandate, "mandate");

  CLI::App* qualification = line.Noun("qualification", "What products of suppliers have shown");
  CLI::App* add = line.VerbWithWhy(qualification, "add", "A product has shown that it can do this",
                                   [&a](const CenterCommand& c) { return AddQualification(c, a.qualification); });
  CLI::App* end = line.VerbWithWhy(qualification, "end", "It does not hold any more, at once",
                                   [&a](const CenterCommand& c) { return EndQualification(c, a.qualification); });
  for (CLI::App* verb : {add, end}) {
    verb->add_option("supplier", a.qualification.supplier, "OIN of the supplier")->required();
    verb->add_option("product", a.qualification.product, "Name of the product")->required();
    verb->add_option("--role", a.qualification.role, "bron or doel")->required();
    verb->add_option("--profile", a.qualification.profile, "POPO, POVO, VOVO, POSWV or VOSWV")->required();
    verb->add_option("--data-set", a.qualification.version, "Version of the data set")->capture_default_str();
  }
  line.Reading(qualification, "qualification");
}

void AddAccessPoints(const Line& line) {
  RegisterArguments& a = line.a;
  CLI::App* ap = line.Noun("ap", "Access points (aanleverpunten)");
  CLI::App* announce = line.Verb(ap, "announce", "A school makes one, for one of its systems",
                                 [&a](const CenterCommand& c) { return AnnounceAccessPoint(c, a.announcement); });
  announce->add_option("school", a.announcement.school, "BRIN of the school")->required();
  announce->add_option("--supplier", a.announcement.supplier, "OIN of the supplier whose system it is")->required();
  announce->add_option("--purpose", a.announcement.purpose, "OV (transfers) or PaO (to a partnership)")
      ->capture_default_str();
  announce->add_option("--index", a.announcement.index, "Its index (default: the lowest that was never used)");
  announce->add_option("--replaces", a.announcement.replaces, "Index of the one that is left when this one is active");
  const auto which = [&a](CLI::App* verb) { verb->add_option("id", a.key, "BRIN/index, such as 00YY/1")->required(); };
  which(line.Verb(ap, "key", "Make a one-time key to register with; it is shown now and never again",
                  [&a](const CenterCommand& c) { return IssueKey(c, a.key); }));
  for (const auto& [verb, help, step] :
       {std::tuple{"qualify", "The school is qualified with it", &center::Connect::Qualify},
        std::tuple{"activate", "Let it take part; the one that it replaces is left", &center::Connect::Activate},
        std::tuple{"pause", "Take it out for a while, at once", &center::Connect::Pause},
        std::tuple{"leave", "Take it out for good", &center::Connect::Leave}}) {
    which(line.VerbWithWhy(ap, verb, help,
                           [&a, taken = step](const CenterCommand& c) { return TakeStep(c, a.key, taken); }));
  }
  line.Reading(ap, "access-point");
}

}  // namespace

void AddRegisterCommands(CLI::App& app, RegisterArguments& arguments, const RegisterActions& actions) {
  const Line line{app, arguments, actions};
  AddBoards(line);
  AddSchools(line);
  AddSuppliers(line);
  AddBindings(line);
  AddAccessPoints(line);
  CLI::App* seed = app.add_subcommand("seed", "Enter all that a TOML file lists; safe to repeat");
  seed->add_option("file", arguments.file, "The seed file")->required()->check(CLI::ExistingFile);
  seed->callback([choose = actions.choose, &arguments] {
    choose([&arguments](const CenterCommand& c) { return LoadSeed(c, arguments.file); });
  });
}

}  // namespace oso::app
