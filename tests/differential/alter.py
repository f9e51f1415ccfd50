"""Altered dossiers: one change to a good one, drawn by a seeded generator."""
import random
import re

TAG = re.compile(r"<([A-Za-z_][\w.-]*)((?:\s[^<>]*)?)>([^<>]*)</\1>")
OPEN = re.compile(r"<([A-Za-z_][\w.-]*)([^<>]*)>")
CATEGORIES = ["VERPLICHT", "OPTIONEEL", "VERBODEN", "OPT-UIT", "optioneel"]
VALUES = [
    "", " ", "0", "1", "2", " 2 ", "02", "+2", "-1", "2.5", "true", "false", " true ", "TRUE", "ja", "x" * 281,
    "x" * 36, "\U0001F600" * 35, "\U0001F600" * 36, "é" * 280, "99999999999999999999999999", "2147483648", "-2147483649",
    "1.", ".5", "1e3", "+1.0", "-.", "12345678901234567890.1234567890", "2019-02-30", "2020-02-29", "2019-03-17Z",
    "-2003-03-17", "2019-03-17+14:00", "2019-03-17+14:01", "0000-01-01", "12019-01-01", "02019-01-01", "2019-1-1",
    " 2019-03-17", "2019-03-17-00:30", "2019-07-31", "2019-07-30", "9999-07-31", "2019-2020", "00YY", "00yy", "12AB", "٠٠YY",
    "٢٠١٩-٠١", "2019-13", "99-99-9999", "0015", "0011", "G", "B", "9", "15", "16", "e-mail", "telefoon", "a@b", "naam <a@b.nl",
    "o'brien@c.nl", "a@b.n_l", "a@-b.nl", "@b.nl", "a@b.nl", "a@b@c.nl", "x" * 250 + "@bcd.nl", "x" * 251 + "@bcd.nl",
    "9999999999", "geheim@geheim.geheim", "Ja", "ja", "Nee", "LAS", "LVS", "TIB", "LASLVS", "POPO", "POVO", "VOVO", "VOMBO",
    "POSWV", "VOSWV", "OVERIG", "overstapdossier", "overdrachtbinnenbrin", "swv-dossier", "anders", "2019.1", "2018.1",
    "2<!-- -->", "<!-- -->1", "<?x y?>2", "1<!-- -->0", "<![CDATA[1]]>", "&#49;", "&#x32;", "SO", "a&amp;b", "\t", "24", "25", "1000", "1001"]
ATTRIBUTES = [' omschrijving="x"', ' x="1"', ' xml:lang="nl"',
              ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b"',
              ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="false"', ' xmlns=""', ' xmlns:q="urn:q"']


def blocks(text):
    """Where each element begins and ends."""
    stack, spans = [], []
    for match in re.finditer(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<(/?)([A-Za-z_][\w.-]*)([^<>]*?)(/?)>", text, re.S):
        if not match[2]:
            continue
        if match[1]:
            name, begin = stack.pop()
            spans.append((name, begin, match.end()))
        elif match[4]:
            spans.append((match[2], match.start(), match.end()))
        else:
            stack.append((match[2], match.start()))
    return spans


class Alterer:
    def __init__(self, seed, names):
        self.random, self.names = random.Random(seed), names

    def value(self, text):
        leaf = self.random.choice([m for m in TAG.finditer(text) if m[1] != "bestandsinhoud"])
        new = self.random.choice(VALUES)
        return text[:leaf.start(3)] + new + text[leaf.end(3):], f"{leaf[1]} = {new[:40]!r}"

    def named(self, text, names, values):
        leaves = [m for m in TAG.finditer(text) if m[1] in names or (m[1].startswith("cat_") and "cat_" in names)]
        if not leaves:
            return self.value(text)
        leaf = self.random.choice(leaves)
        new = self.random.choice(values)
        return text[:leaf.start(3)] + new + text[leaf.end(3):], f"{leaf[1]} = {new!r}"

    def category(self, text):
        return self.named(text, ("cat_",), CATEGORIES)

    def kind(self, text):
        which = self.random.choice(["overdrachtsoort", "overstap", "deeldossier", "adresgeheim", "geheim", "inzage",
                                    "verzorgersaansprakelijk", "contactnodig", "deelgenomen"])
        values = {"overdrachtsoort": ["overstapdossier", "overdrachtbinnenbrin", "swv-dossier", "x"],
                  "overstap": ["POPO", "POVO", "VOVO", "POSWV", "VOSWV", "VOMBO"],
                  "deeldossier": ["LAS", "LVS", "TIB", "x"]}.get(which, ["true", "false", "1", "0"])
        return self.named(text, (which,), values)

    def remove(self, text):
        name, begin, end = self.random.choice(blocks(text))
        return text[:begin] + text[end:], f"without {name}"

    def double(self, text):
        name, begin, end = self.random.choice(blocks(text))
        return text[:end] + text[begin:end] + text[end:], f"two {name}"

    def move(self, text):
        spans = blocks(text)
        name, begin, end = self.random.choice(spans)
        other, at, _ = self.random.choice(spans)
        piece = text[begin:end]
        if begin <= at < end:
            return self.remove(text)
        moved = text[:at] + piece + text[at:]
        return moved, f"{name} also before {other}"

    def insert(self, text):
        other, _, end = self.random.choice(blocks(text))
        name = self.random.choice(self.names)
        value = self.random.choice(VALUES)
        return text[:end] + f"<{name}>{value}</{name}>" + text[end:], f"{name} after {other}"

    def into(self, text):
        """A leaf among the children of leerling, where most rules look."""
        name = self.random.choice(["geboortemaand", "postcode4adres", "geboorteplaats", "nationaliteit", "adresbuitenland",
                                   "vanpeuterspeelzaal", "naampeuterspeelzaal", "bsn", "onderwijsnummer", "certificaat",
                                   "bevorderd", "examenresultaat", "competenties", "stage", "overigvombo", "banknummer",
                                   "roepnaam", "overlijdensdatum", "overleden"])
        value = {"geboortemaand": "2008-03", "vanpeuterspeelzaal": "1", "overlijdensdatum": "2018-01-01",
                 "overleden": "0"}.get(name, "x")
        if name in ("bevorderd", "examenresultaat", "competenties", "stage"):
            value = ""
        if name == "overigvombo":
            value = "".join(f"<{n}>1</{n}>" for n in ("beroepskeuzetest", "portfolio", "pop", "motivatiebrief", "lobdossier"))
        spans = [span for span in blocks(text) if span[0] not in ("dossier", "huidigeschool")]
        other, _, end = self.random.choice(spans)
        return text[:end] + f"<{name}>{value}</{name}>" + text[end:], f"{name} after {other}"

    def rename(self, text):
        name, begin, end = self.random.choice(blocks(text))
        new = self.random.choice(self.names)
        piece = re.sub(rf"(</?){re.escape(name)}(?=[\s>/])", rf"\1{new}", text[begin:end])
        return text[:begin] + piece + text[end:], f"{name} renamed {new}"

    def attribute(self, text):
        tag = self.random.choice(list(OPEN.finditer(text)))
        new = self.random.choice(ATTRIBUTES)
        return text[:tag.end(1)] + new + text[tag.end(1):], f"{tag[1]}{new[:40]}"

    def loose_text(self, text):
        name, _, end = self.random.choice(blocks(text)[:-1])
        new = self.random.choice(["x", "&#32;", "<!-- a > b -->", "<?x y?>", "<![CDATA[x]]>", "<![CDATA[ ]]>"])
        return text[:end] + new + text[end:], f"{new} after {name}"

    def prefix(self, text):
        uri = re.search(r'xmlns="([^"]+)"', text)[1]
        text = re.sub(r"(</?)(?=[A-Za-z_])", r"\1d:", text.replace(f'xmlns="{uri}"', f'xmlns:d="{uri}"'))
        return text, "with a prefix"

    def once(self, text):
        """The altered text, and what was done to it."""
        ways = [self.value] * 10 + [self.remove] * 8 + [self.category] * 3 + [self.kind] * 4 + [self.into] * 4 + [
            self.double] * 3 + [self.move] * 2 + [self.insert, self.rename] + [self.attribute, self.loose_text, self.prefix]
        try:
            altered, done = self.random.choice(ways)(text)
            if self.random.random() < 0.25:
                altered, also = self.random.choice(ways)(altered)
                done += "; " + also
            return altered, done
        except (IndexError, TypeError):
            return text, "nothing"
