// Who the pupil is, and who cares for it.
#include <array>

#include "fiction/blocks.h"

namespace oso::fiction {
namespace {

Node RegisterBlock(const Pupil& pupil) {
  Nodes names;
  for (const std::string_view name : pupil.person.first_names) names.push_back(Leaf{"gbavoornaam", name});
  return Block{"gba", std::move(names), Told("gbavoorvoegsel", pupil.person.family.prefix),
               Leaf{"gbaachternaam", pupil.person.family.name}, Leaf{"gbageboortedatum", DayFirst(pupil.born)}};
}

constexpr std::array<std::string_view, 4> kAbroad = {"Hauptweg 12, 48527 Nordhorn, DE", "Dorfweg 3, 47533 Kleve, DE",
                                                     "Kerkweg 8, 2910 Essen, BE", "Molenpad 21, 3600 Genk, BE"};

// Some live just over the border; of a secret address nothing is told.
Nodes AddressElements(const Story& story, Draw draw) {
  const Pupil& pupil = story.pupil;
  const bool secret = pupil.secrecy == Secrecy::kSecret;
  const bool abroad = !secret && story.Tells(1, draw);
  const bool home = !secret && (!abroad || story.IsFull());
  const bool registered = story.Tells(15, draw);
  const bool reachable = story.stage == Stage::kSecondary && story.Tells(60, draw);
  const Block all{"leerling",
                  Leaf{"adresgeheim", secret},
                  When(home,
                       [&] {
                         return Block{"adreslijst", AddressBlock(pupil.home),
                                      When(registered, [&] { return AddressBlock(pupil.home, Ground::kRegister); })};
                       }),
                  When(reachable,
                       [&] {
                         return Block{"communicatielijst", Telephone("prive", MobileNumber(draw), pupil.secrecy),
                                      Email("prive", pupil.person.Email(), pupil.secrecy)};
                       }),
                  When(story.Tells(50, draw), [&] { return RegisterBlock(pupil); }),
                  When(abroad, [&] { return Leaf{"adresbuitenland", draw.Of(kAbroad)}; })};
  return all.children;
}

std::optional<Node> PgnElement(const Story& story, Draw draw) {
  if (story.ToPartnership()) return std::nullopt;
  // Those who have just come to live here have no BSN yet.
  const bool newcomer = story.pupil.origin == Origin::kSyrian || story.pupil.origin == Origin::kPolish;
  if (draw.Chance(newcomer ? 15 : 1)) return Leaf{"onderwijsnummer", OnderwijsnummerOf(story.wish.seed)};
  return Leaf{"bsn", BsnOf(story.wish.seed)};
}

Node DoctorBlock(const Story& story, Draw draw) {
  const Gender gender = GenderOf(draw);
  const Person doctor = PersonOf(draw.Chance(80) ? Origin::kDutch : OriginOf(draw), gender, 1970, draw);
  const Address practice = AddressIn(*story.pupil.home.town, draw);
  return Block{"huisarts", NameElements(doctor), AddressList(practice),
               Block{"communicatielijst", Telephone("werk", LandlineIn(*practice.town, draw))}};
}

// The first year at the present school.
Day EnrolledOn(const Story& story) {
  for (const CareerYear& year : story.career) {
    if (!year.at_former_school) return year.from;
  }
  return story.career.back().from;
}

Node CarerBlock(const Story& story, const Carer& carer, Draw draw) {
  const bool reachable = !carer.deceased;
  const bool secret = carer.secrecy == Secrecy::kSecret;
  const Day died = DayBetween(draw, YearsLater(story.pupil.born, 1), On(2018, 12, 31));
  return Block{"verzorger",
               NameElements(carer.person),
               Leaf{"roepnaam", carer.person.first_names.front()},
               Leaf{"geslacht", GenderCode(carer.person.gender)},
               When(reachable, "adresgeheim", secret),
               When(reachable && !secret, [&] { return AddressList(carer.home); }),
               When(reachable,
                    [&] {
                      return Block{"communicatielijst",
                                   Telephone("prive", MobileNumber(draw), carer.secrecy,
                                             carer.relation == Relation::kMother ? Emergency::kYes : Emergency::kNo),
                                   Email("prive", carer.person.Email(), carer.secrecy)};
                    }),
               Leaf{"relatietotkind", static_cast<int>(carer.relation)},
               When(carer.deceased, "overleden", true),
               When(carer.deceased, "overlijdensdatum", died),
               Leaf{"wettigevertegenwoordiger", reachable && carer.represents},
               When(reachable && story.IsFull(), [&] { return Leaf{"iban", IbanOf(draw)}; })};
}

}  // namespace

Nodes IdentityElements(const Story& story) {
  const Pupil& pupil = story.pupil;
  Draw draw = story.For("identity");
  const bool leaves_at_end_of_year = story.Tells(50, draw);
  const Block all{
      "leerling",
      NameElements(pupil.person),
      Leaf{"roepnaam", story.FirstName()},
      Leaf{"geboortedatum", pupil.born},
      Leaf{"geslacht", GenderCode(pupil.person.gender)},
      AddressElements(story, story.For("address")),
      PgnElement(story, story.For("pgn")),
      Leaf{"leerlingid",
           "L" + std::to_string(YearOf(story.career.front().from)) + std::to_string(draw.Between(1000, 9999))},
      When(story.Tells(80, draw), "onderwijssinds", YearsLater(pupil.born, 4)),
      When(story.Tells(60, draw), "startdatumhuidigonderwijs", story.career.front().from),
      Leaf{"datuminschrijving", EnrolledOn(story)},
      When(leaves_at_end_of_year && !story.ToPartnership(), "datumuitschrijving", LastDay(kThisYear)),
      When(story.stage == Stage::kPrimary && story.Tells(90, draw),
           [&] { return Leaf{"leerlinggewicht", std::array{"0.00", "0.30", "1.20"}.at(draw.Weighted({88, 7, 5}))}; }),
      When(pupil.origin != Origin::kDutch && story.Tells(60, draw), "nnca", draw.Between(0, 2)),
      When(story.Tells(20, draw) || pupil.in_care, "tehuis", pupil.in_care),
      When(story.Tells(70, draw), [&] { return DoctorBlock(story, story.For("doctor")); })};
  return all.children;
}

Nodes LiabilityElements(const Story& story) {
  Draw draw = story.For("liability");
  Nodes elements{Leaf{"verzorgersaansprakelijk", !story.pupil.in_care}};
  if (story.pupil.in_care) {
    const Town& town = *story.pupil.home.town;
    elements.push_back(Block{"aansprakelijkeinstelling", Leaf{"naam", "Stichting Jeugdbescherming De Haven"},
                             AddressList(AddressIn(town, draw)),
                             Block{"communicatielijst", Telephone("werk", LandlineIn(town, draw))}});
  }
  return elements;
}

Nodes CarerElements(const Story& story) {
  const Draw draw = story.For("carer details");
  Nodes carers;
  for (const Carer& carer : story.pupil.carers) {
    carers.push_back(CarerBlock(story, carer, draw.For(std::to_string(carers.size()))));
    if (story.wish.size == Size::kMinimal) break;
  }
  return carers;
}

}  // namespace oso::fiction
