#include "fiction/names.h"

#include <algorithm>
#include <array>

namespace oso::fiction {
namespace {

template <std::size_t kSize>
using Names = std::array<std::string_view, kSize>;

constexpr Names<48> kDutchGirls = {"Maria",   "Johanna", "Anja",  "Ingrid", "Petra", "Monique", "Sandra", "Esther",
                                   "Miranda", "Marieke", "Linda", "Wendy",  "Kim",   "Manon",   "Laura",  "Iris",
                                   "Femke",   "Anouk",   "Britt", "Sanne",  "Lotte", "Lisa",    "Anne",   "Sophie",
                                   "Julia",   "Eva",     "Emma",  "Isa",    "Fleur", "Lieke",   "Maud",   "Noa",
                                   "Roos",    "Sara",    "Tess",  "Zoë",    "Evi",   "Saar",    "Mila",   "Anna",
                                   "Jasmijn", "Fenna",   "Elin",  "Nora",   "Liv",   "Yara",    "Lauren", "Olivia"};
constexpr Names<48> kDutchBoys = {
    "Johannes", "Jan",   "Peter", "Erik",  "Marcel", "Ronald", "Edwin", "Jeroen", "Dennis", "Martijn", "Bas",  "Sander",
    "Mark",     "Rick",  "Bart",  "Niels", "Stijn",  "Jesse",  "Thijs", "Ruben",  "Tim",    "Daan",    "Lars", "Thomas",
    "Sem",      "Milan", "Luuk",  "Bram",  "Jayden", "Lucas",  "Finn",  "Tijn",   "Gijs",   "Mees",    "Teun", "Floris",
    "Levi",     "Hugo",  "Noah",  "Siem",  "Job",    "Guus",   "Sam",   "Julian", "Tobias", "Joep",    "Mats", "Boaz"};
constexpr Names<16> kTurkishGirls = {"Fatma", "Ayşe",  "Emine",  "Hatice", "Sevgi", "Özlem", "Derya",  "Elif",
                                     "Esra",  "Büşra", "Zeynep", "Melek",  "Ecrin", "Defne", "Elanur", "Azra"};
constexpr Names<16> kTurkishBoys = {"Mehmet", "Mustafa", "Ali",  "Hasan", "Hüseyin", "Murat", "Serkan", "Emre",
                                    "Burak",  "Yusuf",   "Enes", "Emir",  "Kerem",   "Ömer",  "Mert",   "Eymen"};
constexpr Names<16> kMoroccanGirls = {"Fatima",  "Khadija", "Naima", "Rachida", "Samira", "Karima", "Hanane", "Loubna",
                                      "Yasmina", "Salma",   "Imane", "Aya",     "Nour",   "Hafsa",  "Inaya",  "Amira"};
constexpr Names<16> kMoroccanBoys = {"Mohamed", "Ahmed", "Hassan", "Abdelkader", "Said", "Rachid",  "Karim", "Youssef",
                                     "Bilal",   "Ayoub", "Anass",  "Ilias",      "Amin", "Zakaria", "Rayan", "Adam"};
constexpr Names<14> kSurinameseGirls = {"Sharda",  "Sheila", "Mavis",   "Soraya", "Anuradha", "Melissa", "Priya",
                                        "Chantal", "Naomi",  "Shanaya", "Jada",   "Amaya",    "Kiara",   "Aaliyah"};
constexpr Names<14> kSurinameseBoys = {"Ramon",    "Winston", "Soerin", "Rakesh", "Ashwin",    "Orlando", "Vinesh",
                                       "Jermaine", "Dylan",   "Jaden",  "Rishi",  "Shaquille", "Aryan",   "Kayden"};
constexpr Names<14> kPolishGirls = {"Barbara", "Ewa",    "Agnieszka", "Katarzyna", "Monika", "Magdalena", "Karolina",
                                    "Natalia", "Oliwia", "Wiktoria",  "Julia",     "Maja",   "Zuzanna",   "Lena"};
constexpr Names<14> kPolishBoys = {"Andrzej", "Piotr",  "Tomasz", "Marcin", "Paweł",  "Łukasz", "Mateusz",
                                   "Jakub",   "Kacper", "Filip",  "Szymon", "Antoni", "Oskar",  "Aleksander"};
constexpr Names<14> kSyrianGirls = {"Hanan", "Rania", "Maha", "Rima", "Samar", "Hiba",  "Nour",
                                    "Rahaf", "Sidra", "Lana", "Jana", "Tala",  "Lamar", "Masa"};
constexpr Names<14> kSyrianBoys = {"Khaled", "Mahmoud", "Samer", "Bassam", "Fadi",  "Omar", "Ahmad",
                                   "Yazan",  "Majd",    "Hamza", "Karam",  "Laith", "Jad",  "Taim"};

constexpr auto kDutchFamilies = std::to_array<FamilyName>({
    {"de", "Jong"},         {"", "Jansen"},        {"de", "Vries"},       {"van den", "Berg"},
    {"van", "Dijk"},        {"", "Bakker"},        {"", "Janssen"},       {"", "Visser"},
    {"", "Smit"},           {"", "Meijer"},        {"de", "Boer"},        {"", "Mulder"},
    {"de", "Groot"},        {"", "Bos"},           {"", "Vos"},           {"", "Peters"},
    {"", "Hendriks"},       {"van", "Leeuwen"},    {"", "Dekker"},        {"", "Brouwer"},
    {"de", "Wit"},          {"", "Dijkstra"},      {"", "Smits"},         {"de", "Graaf"},
    {"van der", "Meer"},    {"van der", "Linden"}, {"", "Kok"},           {"", "Jacobs"},
    {"de", "Haan"},         {"", "Vermeulen"},     {"van den", "Heuvel"}, {"van der", "Veen"},
    {"van den", "Broek"},   {"de", "Bruijn"},      {"", "Schouten"},      {"van", "Beek"},
    {"van der", "Heijden"}, {"", "Willems"},       {"van", "Vliet"},      {"", "Hoekstra"},
    {"", "Maas"},           {"", "Verhoeven"},     {"", "Koster"},        {"van", "Dam"},
    {"van de", "Ven"},      {"", "Prins"},         {"", "Blom"},          {"", "Huisman"},
    {"", "Postma"},         {"", "Kuipers"},       {"", "Veenstra"},      {"van", "Wijk"},
    {"", "Scholten"},       {"ten", "Brinke"},     {"in 't", "Veld"},     {"van 't", "Hof"},
    {"", "Kramer"},         {"", "Timmermans"},    {"", "Wiersma"},       {"ter", "Horst"},
});
constexpr auto kTurkishFamilies = std::to_array<FamilyName>({
    {"", "Yılmaz"},
    {"", "Kaya"},
    {"", "Demir"},
    {"", "Şahin"},
    {"", "Çelik"},
    {"", "Yıldız"},
    {"", "Yıldırım"},
    {"", "Öztürk"},
    {"", "Aydın"},
    {"", "Arslan"},
    {"", "Doğan"},
    {"", "Kılıç"},
    {"", "Aslan"},
    {"", "Polat"},
});
constexpr auto kMoroccanFamilies = std::to_array<FamilyName>({
    {"el", "Amrani"},
    {"", "Bouzid"},
    {"", "Benali"},
    {"el", "Idrissi"},
    {"", "Azzouzi"},
    {"", "Chaouch"},
    {"el", "Khattabi"},
    {"", "Bakkali"},
    {"el", "Yousfi"},
    {"", "Ouali"},
    {"", "Haddou"},
    {"", "Amezian"},
    {"ben", "Salah"},
    {"", "Tahiri"},
});
constexpr auto kSurinameseFamilies = std::to_array<FamilyName>({
    {"", "Ramdin"},
    {"", "Pinas"},
    {"", "Kartosen"},
    {"", "Mohan"},
    {"", "Ramlal"},
    {"", "Wijdenbosch"},
    {"", "Landveld"},
    {"", "Sewdien"},
    {"", "Blokland"},
    {"", "Jairam"},
    {"", "Emanuels"},
    {"", "Soekhoe"},
});
constexpr auto kPolishFamilies = std::to_array<FamilyName>({
    {"", "Nowak"},
    {"", "Wójcik"},
    {"", "Kowalczyk"},
    {"", "Mazur"},
    {"", "Krawczyk"},
    {"", "Kaczmarek"},
    {"", "Zając"},
    {"", "Król"},
    {"", "Wróbel"},
    {"", "Pawlak"},
    {"", "Walczak"},
    {"", "Stępień"},
});
constexpr auto kSyrianFamilies = std::to_array<FamilyName>({
    {"al", "Hassan"},
    {"", "Haddad"},
    {"", "Khoury"},
    {"al", "Ahmad"},
    {"", "Darwish"},
    {"", "Nassar"},
    {"al", "Khatib"},
    {"", "Ibrahim"},
    {"", "Mansour"},
    {"", "Suleiman"},
    {"al", "Masri"},
    {"", "Barakat"},
});

struct NameList {
  std::span<const std::string_view> girls;
  std::span<const std::string_view> boys;
  std::span<const FamilyName> families;
};

// By Origin.
constexpr std::array kLists = std::to_array<NameList>({
    {kDutchGirls, kDutchBoys, kDutchFamilies},
    {kTurkishGirls, kTurkishBoys, kTurkishFamilies},
    {kMoroccanGirls, kMoroccanBoys, kMoroccanFamilies},
    {kSurinameseGirls, kSurinameseBoys, kSurinameseFamilies},
    {kPolishGirls, kPolishBoys, kPolishFamilies},
    {kSyrianGirls, kSyrianBoys, kSyrianFamilies},
});

struct Letter {
  std::string_view text;
  char ascii;
};
constexpr std::array kLetters = std::to_array<Letter>({{"ë", 'e'},
                                                       {"é", 'e'},
                                                       {"ę", 'e'},
                                                       {"Ö", 'o'},
                                                       {"ö", 'o'},
                                                       {"ó", 'o'},
                                                       {"ü", 'u'},
                                                       {"Ş", 's'},
                                                       {"ş", 's'},
                                                       {"Ç", 'c'},
                                                       {"ı", 'i'},
                                                       {"ğ", 'g'},
                                                       {"ł", 'l'},
                                                       {"Ł", 'l'},
                                                       {"ą", 'a'},
                                                       {"ń", 'n'}});

const NameList& ListOf(Origin origin) { return kLists.at(static_cast<std::size_t>(origin)); }

}  // namespace

std::span<const std::string_view> FirstNames(Origin origin, Gender gender) {
  return gender == Gender::kFemale ? ListOf(origin).girls : ListOf(origin).boys;
}

// The list spans those born from 1950 to 2016; a cohort is a third of it.
std::string_view FirstNameOf(Origin origin, Gender gender, int birth_year, Draw& draw) {
  const auto names = FirstNames(origin, gender);
  const std::size_t cohort = names.size() / 3;
  const auto age = static_cast<std::size_t>(std::clamp(birth_year, 1950, 2016) - 1950);
  return draw.Of(names.subspan(age * (names.size() - cohort) / 66, cohort));
}

const FamilyName& FamilyNameOf(Origin origin, Draw& draw) { return draw.Of(ListOf(origin).families); }

std::string_view FirstLetter(std::string_view name) {
  std::size_t end = 1;
  while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xc0U) == 0x80U) ++end;
  return name.substr(0, end);
}

std::string AsciiOf(std::string_view name) {
  std::string ascii;
  while (!name.empty()) {
    const std::string_view letter = FirstLetter(name);
    name.remove_prefix(letter.size());
    const char c = letter.front();
    if (c >= 'A' && c <= 'Z') {
      ascii += static_cast<char>(c - 'A' + 'a');
    } else if (c >= 'a' && c <= 'z') {
      ascii += c;
    } else if (const auto* known = std::ranges::find(kLetters, letter, &Letter::text); known != kLetters.end()) {
      ascii += known->ascii;
    }
  }
  return ascii;
}

}  // namespace oso::fiction
