"""What the stories share: a network of one centre and two suppliers (north holds a primary school 01AA, south a secondary
school 02BB), and short words for what schools do. Every story runs the real programs on loopback."""
import base64
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from network import CommandFailed, Network, free_port  # noqa: E402,F401

BIN = pathlib.Path(os.environ.get("OSO_BIN", ROOT / "build/test/bin"))
REFERENCE = ROOT.parent / "shared/reference"
TESTDATA = ROOT / "testdata"
SEARCH_KEY = {"searchKey": base64.b64encode(b"k" * 128).decode()}  # of nobody: for a session that is not fetched
SESSION = {"source": "01AA", "target": "02BB/2", "key": SEARCH_KEY, "kind": "overstapdossier"}
NORTH, SOUTH = "00000099000000000001", "00000099000000000002"

SEED = """
[[board]]
number = "41234"
name = "Stichting Onderwijs aan de Vecht"
[[school]]
brin = "{source}"
name = "De Springplank"
sector = "PO"
board = "41234"
[[school]]
brin = "02BB"
name = "Lyceum aan de Vecht"
sector = "VO"
board = "41234"
[[supplier]]
oin = "{north}"
name = "Leverancier Noord"
[[supplier]]
oin = "{south}"
name = "Leverancier Zuid"
[[ap]]
id = "{source}/1"
supplier = "{north}"
sector = "PO"
url = "{north_url}"
state = "active"
[[ap]]
id = "{source}/2"
supplier = "{south}"
sector = "PO"
url = "{south_url}"
state = "active"
[[ap]]
id = "02BB/2"
supplier = "{south}"
sector = "VO"
url = "{south_url}"
state = "active"
"""


class Story(unittest.TestCase):
    SOURCE = "01AA"
    TARGET = "02BB"
    SEED = SEED
    CENTER_SETTINGS = {}
    SCHOOL_SETTINGS = {}

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="oso-story-"))
        cls.network = Network(cls.folder / "network", BIN)
        cls.prepare()
        cls.center = cls.network.add_center(**cls.CENTER_SETTINGS)
        cls.north = cls.network.add_school_system("north", NORTH, **cls.SCHOOL_SETTINGS)
        cls.south = cls.network.add_school_system("south", SOUTH, key="rsa2048", **cls.SCHOOL_SETTINGS)
        cls.network.seed(cls.SEED.format(source=cls.SOURCE, north=NORTH, south=SOUTH, north_url=cls.url_of_north(),
                                         south_url=cls.south.url))
        for program in (cls.center, cls.north, cls.south):
            program.start()

    @classmethod
    def prepare(cls):
        """What a story does before its programs are made."""

    @classmethod
    def url_of_north(cls):
        """Where the register says that the system of north is."""
        return cls.north.url

    @classmethod
    def tearDownClass(cls):
        codes = {program.name: program.stop() for program in cls.network.programs}
        leaks = [name for name, code in codes.items() if code not in (0, None, -9)]
        if leaks:  # a sanitizer spoke, or the program did not end well
            for name in leaks:
                print((cls.folder / "network" / name / "log.jsonl").read_text()[-4000:], file=sys.stderr)
            raise AssertionError(f"did not stop cleanly: {codes}")
        shutil.rmtree(cls.folder)

    def set_ready(self, file, target=None, inspected=True):
        """The source's part, to the moment that a target may ask. What is recorded of the inspection is what the file says."""
        facts = read_facts(file)
        added = self.north.run("dossier", "add", file, "--school", facts["brin"])
        if inspected and facts["kind"] == "overstapdossier":
            consent = ["--consent", "given"] if facts["consent"] == "Ja" else []
            self.north.run("dossier", "inspect", added["id"], "--date", facts["inspected_on"], "--agreement", facts["agreement"],
                           *consent)
        return self.north.run("dossier", "set-ready", added["id"], "--for", target or self.TARGET)

    def ask(self, pgn, kind="overstapdossier", source=None, target="02BB/2", **options):
        return self.south.run("intake", "ask", "--as", target, "--from", source or self.SOURCE, "--kind", kind,
                              stdin=pgn + "\n", **options)

    def received(self, intake):
        """The dossier of an intake, in plain, as its school asks for it."""
        file = self.folder / f"{intake['id']}.xml"
        self.south.run("intake", "export", intake["id"], "--output", file)
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        data = file.read_bytes()
        file.unlink()
        return data

    def assert_sealed_at_rest(self, pgns):
        """Nothing of a dossier can be read from the disk of source or target, half-written ones included."""
        folders = [school.folder / "documents" for school in (self.north, self.south)]
        kept = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
        self.assertGreater(len(kept), 1)
        for file in kept:
            data = file.read_bytes()
            if file.parent.name != "incoming":
                self.assertEqual(file.suffix, ".sealed")
            for word in ("<dossier", *pgns):
                self.assertNotIn(word.encode(), data, f"{file.name} can be read")

    def events(self, program, kind=None):
        found = program.run("audit", "list", "--limit", 100000)
        return [event for event in found if kind is None or event["type"] == kind]


def oso(*arguments, stdin=None):
    """One command of `oso`, to its end."""
    return subprocess.run([BIN / "oso", *map(str, arguments)], input=stdin, capture_output=True, text=True, timeout=120)


def read_facts(file):
    """What the test must know of a dossier, read by other means than the product's."""
    text = pathlib.Path(file).read_text(encoding="utf-8")

    def first(name):
        found = re.search(rf"<{name}>([^<]*)</{name}>", text)
        return found and found.group(1)

    return {"brin": first("brincode"), "kind": first("overdrachtsoort"), "profile": first("overstap"),
            "pgn": first("bsn") or first("onderwijsnummer"), "inspected_on": first("inzagedatum"),
            "agreement": first("akkoord"), "consent": first("toestemming")}


def without_inspection(file, folder):
    """The same dossier as it is before the parents have seen it."""
    text = pathlib.Path(file).read_text(encoding="utf-8")
    bare, times = re.subn(r"\n  <inzage>\n    .*?\n  </inzage>", "", text, flags=re.DOTALL)
    assert times == 1
    composed = pathlib.Path(folder) / f"composed-{pathlib.Path(file).name}"
    composed.write_text(bare, encoding="utf-8")
    return composed


def root_element(file):
    """The bytes that must arrive: from the root's < to its last >, without declaration and what stands around."""
    data = pathlib.Path(file).read_bytes()
    return data[data.index(b"<dossier"):data.rindex(b"</dossier>") + len(b"</dossier>")]


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def resident_kilobytes(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))
