"""The schema that `oso schema` makes: good dossiers pass, broken ones do not, and it agrees with `oso validate`."""
import json
import pathlib
import re
import sys
import tempfile
import unittest

from lxml import etree

TESTS = pathlib.Path(__file__).resolve().parents[2]
sys.path.extend([str(TESTS / "support"), str(TESTS / "differential")])
from alter import Alterer  # noqa: E402
from story import TESTDATA, oso  # noqa: E402

VERSIONS = ["2016.1", "2017.1", "2018.1", "2019.1"]
# What every version refuses: a part of a good dossier, and what is put in its place.
BROKEN = {
    "no family name": (r"<achternaam>[^<]*</achternaam>", ""),
    "an empty value": (r"<pakketnaam>[^<]*<", "<pakketnaam><"),
    "no date": (r"<datum>[^<]*<", "<datum>31-03-2019<"),
    "a BRIN of another form": (r"<brincode>[^<]*<", "<brincode>1A2B<"),
    "a boolean in words": (r"<adresgeheim>[^<]*<", "<adresgeheim>nee<"),
    "text for a number": (r"<geslacht>[^<]*<", "<geslacht>m<"),
    "two of a choice": (r"(<bsn>)", r"<onderwijsnummer>1</onderwijsnummer>\1"),
    "a month besides the date": (r"(<geboortedatum>[^<]*</geboortedatum>)", r"\1<geboortemaand>2008-03</geboortemaand>"),
    "two parts": (r"(<deeldossier>[^<]*</deeldossier>)", r"\1\1"),
    "the wrong order": (r"(<pakketnaam>[^<]*</pakketnaam>)(\s*)(<pakketversie>[^<]*</pakketversie>)", r"\3\2\1"),
    "an element of nobody": (r"<inzage>", "<hobby>voetbal</hobby><inzage>"),
    "an attribute": (r"<deeldossier>", '<deeldossier id="1">'),
    "loose text": (r"<metadata>", "<metadata>tekst"),
    "another namespace": (r"/dossier\"", '/dossiers"'),
}


def in_version(text, version):
    """A dossier of 2019.1 without anything that the version does not have."""
    text = text.replace("gegevensset/2019/", f"gegevensset/{version[:4]}/")
    if version != "2019.1":
        text = re.sub(r"<categorie_uitlevering>.*</categorie_uitlevering>", "", text, flags=re.S)
    return text


def is_dossier(text):
    try:
        return etree.QName(etree.fromstring(text.encode())).localname == "dossier"
    except etree.XMLSyntaxError:
        return False


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.schemas = {version: etree.XMLSchema(etree.fromstring(oso("schema", version, "--format", "xsd").stdout.encode()))
                       for version in VERSIONS}

    def is_valid(self, version, text):
        return self.schemas[version].validate(etree.fromstring(text.encode()))

    def test_good_dossiers_pass(self):
        for file in sorted(TESTDATA.glob("*.xml")):
            self.assertTrue(self.is_valid("2019.1", file.read_text()), file.name)
        least = (TESTDATA / "povo_min.xml").read_text()
        for version in VERSIONS:
            self.assertTrue(self.is_valid(version, in_version(least, version)), self.schemas[version].error_log)

    def test_broken_dossiers_do_not(self):
        least = (TESTDATA / "povo_min.xml").read_text()
        for version in VERSIONS:
            for flaw, (part, instead) in BROKEN.items():
                broken, count = re.subn(part, instead, in_version(least, version), count=1)
                self.assertEqual(count, 1, flaw)
                self.assertFalse(self.is_valid(version, broken), f"{version}: {flaw}")

    def test_it_agrees_with_validating(self):
        """Altered dossiers, each judged by the schema and by `oso validate`."""
        texts = [file.read_text() for file in sorted(TESTDATA.glob("*.xml"))]
        names = sorted({name for text in texts for name in re.findall(r"<([a-z]\w*)", text)})
        alterer = Alterer(3, names)
        with tempfile.TemporaryDirectory(prefix="oso-schema-") as folder:
            expected = {}
            while len(expected) < 400:
                altered, done = alterer.once(texts[len(expected) % len(texts)])
                # Where validating differs from libxml2 on purpose: docs/divergences.md.
                if re.search(r"xsi:nil|<!\[CDATA\[ \]\]> after", done):
                    continue
                if not is_dossier(altered):
                    continue
                file = pathlib.Path(folder) / f"{len(expected)}.xml"
                file.write_text(altered)
                expected[str(file)] = self.is_valid("2019.1", altered), done
            for line in oso("validate", "--format", "jsonl", folder).stdout.splitlines():
                report = json.loads(line)
                valid, done = expected.pop(report["file"])
                self.assertEqual(report["schemaValid"], valid, f"{done}: {report['schemaErrors']}")
            self.assertEqual(expected, {})

    def test_the_file_and_what_is_printed_are_the_same(self):
        with tempfile.TemporaryDirectory(prefix="oso-schema-") as folder:
            file = pathlib.Path(folder) / "2018.xsd"
            self.assertEqual(oso("schema", "2018.1", "--format", "xsd", "--output", str(file)).returncode, 0)
            self.assertEqual(file.read_text(), oso("schema", "2018.1", "--format", "xsd").stdout)

    def test_an_unknown_version_is_a_wrong_command(self):
        self.assertEqual(oso("schema", "2015.1", "--format", "xsd").returncode, 2)


if __name__ == "__main__":
    unittest.main()
