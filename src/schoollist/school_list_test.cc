#include "schoollist/school_list.h"

#include <doctest/doctest.h>

namespace oso::schoollist {
namespace {

constexpr std::string_view kHeader =
    "PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;HUISNUMMER-TOEVOEGING;"
    "POSTCODE;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;DENOMINATIE;TELEFOONNUMMER;INTERNETADRES;ONDERWIJSSTRUCTUUR\n";
constexpr std::string_view kGood =
    "Utrecht;90001;60AA;60AA00;De Ark;Kerkstraat;12-A;3511 AB;Otterdam;37;Ottergouw;Openbaar;030-0123456;"
    "www.deark.example;BAO\n";

SchoolList Read(std::string_view text, Sector sector = Sector::kPrimary) {
  auto list = ReadSchoolList(AsBytes(text), sector);
  REQUIRE_MESSAGE(list.ok(), (list.ok() ? "" : list.error().detail));
  return std::move(list).value();
}

Error ErrorOf(std::string_view text, ListLimits limits = {}) {
  const auto list = ReadSchoolList(AsBytes(text), Sector::kPrimary, limits);
  REQUIRE_FALSE(list.ok());
  return list.error();
}

Brin BrinOf(std::string_view text) { return *Brin::Parse(text); }

// The good row with one value changed stands between two good ones: those are read, this is reported.
Flaw FlawOf(std::string_view from, std::string_view to) {
  std::string bad(kGood);
  const auto at = bad.find(from);
  REQUIRE(at != std::string::npos);
  bad.replace(at, from.size(), to);
  const SchoolList list = Read(std::string(kHeader).append(kGood).append(bad).append(kGood));
  CHECK(list.branches.size() == 2);
  REQUIRE(list.flaws.size() == 1);
  CHECK(list.flaws[0].line == 3);
  return list.flaws[0];
}

Sector SectorOf(std::string_view kind, Sector default_sector = Sector::kPrimary) {
  std::string row(kGood);
  row.replace(row.find("BAO"), 3, kind);
  const SchoolList list = Read(std::string(kHeader) + row, default_sector);
  REQUIRE(list.branches.size() == 1);
  return list.branches[0].sector;
}

TEST_CASE("a row as it is published, each value in its form") {
  const SchoolList list = Read(std::string(kHeader).append(kGood));
  CHECK(list.kind == ListKind::kBranches);
  CHECK(list.flaws.empty());
  REQUIRE(list.branches.size() == 1);
  const BranchRow expected{.line = 2,
                           .board = "90001",
                           .brin = BrinOf("60AA"),
                           .code = "00",
                           .name = "De Ark",
                           .place = {.street = "Kerkstraat",
                                     .house_number = "12-A",
                                     .postcode = "3511 AB",
                                     .town = "Otterdam",
                                     .municipality_number = "0037",
                                     .municipality = "Ottergouw",
                                     .province = "Utrecht"},
                           .denomination = "Openbaar",
                           .phone = "030-0123456",
                           .website = "www.deark.example",
                           .sector = Sector::kPrimary};
  CHECK(list.branches[0] == expected);
}

TEST_CASE("columns in another order, case and spacing, others between, commas, Windows-1252") {
  const SchoolList list = Read(
      "plaatsnaam, Brin Nummer ,RMC-REGIO,vestigings_code,BEVOEGDGEZAGNUMMER,Vestigingsnaam\r\n"
      "Otterdam,60AA,x,60AA03,90001,\"  Zo\xEB,\r\n de  Wind\"\r\n");
  REQUIRE(list.branches.size() == 1);
  CHECK(list.branches[0].name == "Zoë, de Wind");
  CHECK(list.branches[0].code == "03");
  CHECK(list.branches[0].place.postcode.empty());
}

TEST_CASE("the branch as six characters alone, as two digits, and not at all") {
  const std::string tail = ";90001;De Ark;Otterdam\n";
  const std::string header = ";BEVOEGD GEZAG NUMMER;INSTELLINGSNAAM;PLAATSNAAM\n";
  CHECK(Read("VESTIGINGSNUMMER" + header + "60AB07" + tail).branches.at(0).brin == BrinOf("60AB"));
  CHECK(Read("INSTELLINGSCODE;VESTIGINGSCODE" + header + "60AB;07" + tail).branches.at(0).code == "07");
  CHECK(Read("INSTELLINGSCODE" + header + "60AB" + tail).branches.at(0).code == "00");
  CHECK(Read("INSTELLINGSCODE;VESTIGINGSCODE" + header + "60AB;" + tail).branches.at(0).code == "00");
}

TEST_CASE("of two names the one of the branch is taken") {
  CHECK(Read("INSTELLINGSNAAM;VESTIGINGSNAAM;INSTELLINGSCODE;BEVOEGD GEZAG NUMMER;PLAATSNAAM\nA;B;60AA;90001;C\n")
            .branches.at(0)
            .name == "B");
}

TEST_CASE("the sector is what the kind of school says, else that of the file") {
  CHECK(SectorOf("BAO", Sector::kSecondary) == Sector::kPrimary);
  CHECK(SectorOf("sbao", Sector::kSecondary) == Sector::kPrimary);
  CHECK(SectorOf("SO") == Sector::kSpecial);
  CHECK(SectorOf("VSO") == Sector::kSpecialSecondary);
  CHECK(SectorOf("SO/VSO") == Sector::kSpecial);
  CHECK(SectorOf("VSO SO") == Sector::kSpecial);
  CHECK(SectorOf("BRUGJAAR 1/HAVO/VWO") == Sector::kSecondary);
  CHECK(SectorOf("PRO") == Sector::kSecondary);
  CHECK(SectorOf("", Sector::kSecondary) == Sector::kSecondary);
  CHECK(SectorOf("iets anders", Sector::kSpecial) == Sector::kSpecial);
}

TEST_CASE("a kind of school of two sectors") { CHECK(FlawOf("BAO", "BAO/VMBO").column == "ONDERWIJSSTRUCTUUR"); }

TEST_CASE("a bad number of a board") {
  for (const std::string_view bad : {"9001", "900011", "9000A", ""}) {
    const Flaw flaw = FlawOf("90001", bad);
    CHECK(flaw.column == "BEVOEGD GEZAG NUMMER");
    CHECK(flaw.key == "60AA00");
  }
}

TEST_CASE("a bad BRIN") {
  for (const std::string_view bad : {";60aa;;", ";6AAA;;", ";60AAA;;", ";;;"}) {
    const Flaw flaw = FlawOf(";60AA;60AA00;", bad);
    CHECK(flaw.column == "INSTELLINGSCODE");
    CHECK(flaw.key.empty());
  }
}

TEST_CASE("a bad branch, and one of another school") {
  CHECK(FlawOf("60AA00", "60AA0X").column == "VESTIGINGSCODE");
  const Flaw flaw = FlawOf("60AA00", "1");
  CHECK(flaw.column == "VESTIGINGSCODE");
  CHECK(flaw.key == "60AA");
  CHECK(FlawOf("60AA00", "60AB00").what == "of another school than INSTELLINGSCODE says");
}

TEST_CASE("no name and no town") {
  CHECK(FlawOf("De Ark", " ").column == "VESTIGINGSNAAM");
  CHECK(FlawOf("Otterdam", "").column == "PLAATSNAAM");
}

TEST_CASE("a bad postcode; small letters, no space and none at all are well") {
  for (const std::string_view bad : {"0511 AB", "3511 A", "3511 A1", "351 1ABC", "Postbus"}) {
    CHECK(FlawOf("3511 AB", bad).column == "POSTCODE");
  }
  for (const auto& [text, form] :
       {std::pair{"3511ab", "3511 AB"}, std::pair{"3511  Ab", "3511 AB"}, std::pair{"", ""}}) {
    std::string row(kGood);
    row.replace(row.find("3511 AB"), 7, text);
    CHECK(Read(std::string(kHeader) + row).branches.at(0).place.postcode == form);
  }
}

TEST_CASE("a bad number of a municipality") {
  CHECK(FlawOf(";37;", ";00037;").column == "GEMEENTENUMMER");
  CHECK(FlawOf(";37;", ";x;").column == "GEMEENTENUMMER");
}

TEST_CASE("a telephone number with letters") { CHECK(FlawOf("030-0123456", "bel ons").column == "TELEFOONNUMMER"); }

TEST_CASE("a website that is none, or could do something when it is followed") {
  for (const std::string_view bad : {"javascript:alert(1)", "ftp://x.example", "a b.example", "<x>.example"}) {
    CHECK(FlawOf("www.deark.example", bad).column == "INTERNETADRES");
  }
  std::string row(kGood);
  row.replace(row.find("www.deark.example"), 17, "https://deark.example:8443/");
  CHECK(Read(std::string(kHeader) + row).branches.at(0).website == "https://deark.example:8443/");
}

TEST_CASE("control characters in a value that is taken") {
  CHECK(FlawOf("De Ark", std::string_view("De\0Ark", 6)).what == "a control character");
  CHECK(FlawOf("De Ark", "De\x1B[1mArk").column == "VESTIGINGSNAAM");
  CHECK(FlawOf("De Ark",
               "De\xC2\x9B"
               "Ark")
            .column == "VESTIGINGSNAAM");
}

TEST_CASE("a row with a flaw of form") {
  const Flaw flaw = FlawOf("De Ark", "De \"Ark\"");
  CHECK(flaw.what == "a quote or carriage return where none can be");
  CHECK(flaw.column.empty());
  CHECK(FlawOf(";BAO", "").what == "the row has too few values");
}

TEST_CASE("a flaw never quotes the row") {
  CHECK(FlawOf("De Ark", "Secret\x01").what.find("Secret") == std::string::npos);
  CHECK(FlawOf("90001", "Secret").what.find("Secret") == std::string::npos);
}

TEST_CASE("a list of boards is known by its header; a board twice and one without name") {
  const SchoolList list = Read(
      "BEVOEGD GEZAG NUMMER,BEVOEGD GEZAG NAAM,PLAATSNAAM,KVK-NUMMER\n"
      "90001,\"Stichting \"\"De Ark\"\"\",Otterdam,1\n90002,A,,\n90001,B,,\n90003,,,\nx,C,,\n");
  CHECK(list.kind == ListKind::kBoards);
  CHECK(list.branches.empty());
  REQUIRE(list.boards.size() == 2);
  CHECK(list.boards[0].name == "Stichting \"De Ark\"");
  CHECK(list.boards[0].place.town == "Otterdam");
  REQUIRE(list.flaws.size() == 3);
  CHECK(
      list.flaws[0] ==
      Flaw{.line = 4, .column = "BEVOEGD GEZAG NUMMER", .what = "this board stands in the list twice", .key = "90001"});
  CHECK(list.flaws[1].column == "BEVOEGD GEZAG NAAM");
  CHECK(list.flaws[1].key == "90003");
  CHECK(list.flaws[2].key.empty());
}

TEST_CASE("a board must have a name where it has a place or not") {
  CHECK(Read("BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM\n90001;A\n").boards.size() == 1);
}

TEST_CASE("headers that no list has") {
  CHECK(ErrorOf("A;B\n1;2\n").detail ==
        "header: of neither schools (no INSTELLINGSCODE) nor boards (no BEVOEGD GEZAG NAAM)");
  CHECK(ErrorOf("INSTELLINGSCODE;VESTIGINGSNAAM\n").detail == "header: no BEVOEGD GEZAG NUMMER, PLAATSNAAM");
  CHECK(ErrorOf("BEVOEGD GEZAG NAAM\nA\n").detail == "header: no BEVOEGD GEZAG NUMMER");
  CHECK(ErrorOf("POSTCODE;postcode;INSTELLINGSCODE\n").detail == "header: the column POSTCODE stands in it twice");
  CHECK(ErrorOf("\"A\n").detail == "header: the quote is not closed");
}

TEST_CASE("an empty list, and bytes in no encoding") {
  CHECK(ErrorOf("").code == ErrorCode::kInvalidArgument);
  CHECK(ErrorOf("\xEF\xBB\xBF\r\n").code == ErrorCode::kInvalidArgument);
  CHECK(ErrorOf("A\x81\xFF").detail == "the byte at 1 is in neither UTF-8 nor Windows-1252");
}

TEST_CASE("over the limits of bytes, rows and flaws the list as a whole is refused") {
  const std::string list = std::string(kHeader).append(kGood).append(kGood);
  CHECK(ErrorOf(list, {.bytes = list.size() - 1}).detail.starts_with("the list has more than"));
  CHECK(ErrorOf(list, {.rows = 1}).detail == "the list has more than 1 rows");
  CHECK(ReadSchoolList(AsBytes(list), Sector::kPrimary, {.bytes = list.size(), .rows = 2, .flaws = 0}).ok());
  const Error flaws = ErrorOf(std::string(kHeader) + "x\ny\n", {.flaws = 1});
  CHECK(flaws.code == ErrorCode::kTooLarge);
  CHECK(flaws.detail == "the list has more than 1 rows with flaws");
}

BranchRow Branch(std::string_view brin, std::string code, std::string name, std::string board = "90001") {
  BranchRow branch;
  branch.line = 7;
  branch.board = std::move(board);
  branch.brin = BrinOf(brin);
  branch.code = std::move(code);
  branch.name = std::move(name);
  return branch;
}

TEST_CASE("a school is named after its main branch, or the lowest") {
  const Schools grouped = GroupIntoSchools(
      {Branch("60AB", "02", "C"), Branch("60AA", "01", "B"), Branch("60AB", "01", "D"), Branch("60AA", "00", "A")});
  CHECK(grouped.flaws.empty());
  REQUIRE(grouped.schools.size() == 2);
  CHECK(grouped.schools[0].brin == BrinOf("60AA"));
  CHECK(grouped.schools[0].name == "A");
  CHECK(grouped.schools[0].branches.size() == 2);
  CHECK(grouped.schools[1].name == "D");
  CHECK(GroupIntoSchools({}).schools.empty());
}

TEST_CASE("one branch twice: the first counts") {
  const Schools grouped = GroupIntoSchools({Branch("60AA", "00", "A"), Branch("60AA", "00", "B", "90002")});
  REQUIRE(grouped.schools.size() == 1);
  CHECK(grouped.schools[0].branches.size() == 1);
  CHECK(grouped.schools[0].name == "A");
  CHECK(grouped.flaws ==
        std::vector<Flaw>{
            {.line = 7, .column = "VESTIGINGSCODE", .what = "this branch stands in the lists twice", .key = "60AA00"}});
}

TEST_CASE("two boards in one BRIN: that of the main branch counts") {
  const Schools grouped = GroupIntoSchools({Branch("60AA", "01", "B", "90002"), Branch("60AA", "00", "A")});
  REQUIRE(grouped.schools.size() == 1);
  CHECK(grouped.schools[0].board == "90001");
  CHECK(grouped.schools[0].branches.size() == 2);
  REQUIRE(grouped.flaws.size() == 1);
  CHECK(grouped.flaws[0].column == "BEVOEGD GEZAG NUMMER");
  CHECK(grouped.flaws[0].key == "60AA01");
}

}  // namespace
}  // namespace oso::schoollist
