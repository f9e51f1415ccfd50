"""./dev demo: a primary school hands over a pupil's dossier to a secondary school, over the real protocol, with every part
real. Prints each step and what went over the wire; never a PGN."""
import argparse
import hashlib
import pathlib
import re
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from network import CommandFailed, Network  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE_SUPPLIER, TARGET_SUPPLIER = "00000099000000000001", "00000099000000000002"


def read_facts(file):
    """What the demo must know of the dossier to play both schools. The PGN goes to the asking command only, by its stdin."""
    root = ElementTree.parse(file).getroot()
    namespace = root.tag[1:root.tag.index("}")]

    def text(path):
        return root.findtext("/".join(f"{{{namespace}}}{step}" for step in path.split("/")))

    pgn = text("huidigeschool/leerling/bsn") or text("huidigeschool/leerling/onderwijsnummer")
    return {"brin": text("huidigeschool/brincode"), "kind": text("overdrachtsoort"), "pgn": pgn,
            "profile": text("metadata/overstap")}


def before_inspection(file, folder):
    """The dossier as the school's system composes it before the parents have seen it: without the element `inzage`."""
    bare = re.sub(r"\s*<inzage>(?:(?!</inzage>\s*<huidigeschool).)*</inzage>(?=\s*<huidigeschool)", "",
                  file.read_text(encoding="utf-8"), flags=re.DOTALL)
    composed = folder / "composed.xml"
    composed.write_text(bare, encoding="utf-8")
    return composed


def sha256(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def step(number, title):
    print(f"\n\033[1m{number}  {title}\033[0m" if sys.stdout.isatty() else f"\n{number}  {title}")


def tell(text):
    print(f"   {text}")


def wire_lines(program, since):
    """The calls that a program answered since a position in its log."""
    for line in program.log.read_text()[since:].splitlines():
        found = re.search(r'"message":"call answered".*"operation":"(\w+)".*"result":"([\w-]+)".*"micros":(\d+)', line)
        if found:
            yield found.groups()


def main():
    parser = argparse.ArgumentParser(prog="./dev demo", description=__doc__)
    parser.add_argument("--bin", default=ROOT / "build/release/bin", help=argparse.SUPPRESS)
    parser.add_argument("--keep", action="store_true", help="leave everything running and print the addresses")
    parser.add_argument("--dossier", type=pathlib.Path, default=ROOT / "testdata/povo.xml", metavar="FILE",
                        help="hand over this dossier (default: testdata/povo.xml)")
    options = parser.parse_args()
    facts = read_facts(options.dossier)
    source_brin = facts["brin"]
    within = facts["kind"] == "overdrachtbinnenbrin"
    target_brin = source_brin if within else "02BB"
    target_ap = f"{target_brin}/2"
    folder = pathlib.Path(tempfile.mkdtemp(prefix="oso-demo-"))
    network = Network(folder, options.bin)
    finished = False
    try:
        step(1, "A test PKI, the Traffic Center, and the school systems of two suppliers")
        center = network.add_center()
        north = network.add_school_system("north", SOURCE_SUPPLIER)
        south = network.add_school_system("south", TARGET_SUPPLIER, key="rsa2048")
        for program in (center, north, south):
            started = time.monotonic()
            program.start()
            tell(f"{program.name:7} {program.url}  ready in {time.monotonic() - started:.2f} s")

        step(2, "The register: a board, the schools, the suppliers and their access points (aanleverpunten)")
        schools = f'[[school]]\nbrin = "{source_brin}"\nname = "De Springplank"\nsector = "PO"\nboard = "41234"\n'
        if not within:
            schools += f'[[school]]\nbrin = "{target_brin}"\nname = "Lyceum aan de Vecht"\nsector = "VO"\nboard = "41234"\n'
        network.seed(f"""
[[board]]
number = "41234"
name = "Stichting Onderwijs aan de Vecht"
{schools}
[[supplier]]
oin = "{SOURCE_SUPPLIER}"
name = "Leverancier Noord"
[[supplier]]
oin = "{TARGET_SUPPLIER}"
name = "Leverancier Zuid"
[[ap]]
id = "{source_brin}/1"
supplier = "{SOURCE_SUPPLIER}"
sector = "PO"
url = "{north.url}"
state = "active"
[[ap]]
id = "{target_ap}"
supplier = "{TARGET_SUPPLIER}"
sector = "{'PO' if within else 'VO'}"
url = "{south.url}"
state = "active"
""")
        for ap in center.run("ap", "list"):
            tell(f"{ap['id']:7} {ap['state']:8} {ap['sector']:3} {ap['url']}  supplier {ap['supplier']}")

        step(3, f"Source school {source_brin}: add the dossier, let the parents inspect it, set it ready for {target_brin}")
        composed = options.dossier if within else before_inspection(options.dossier, folder)
        added = north.run("dossier", "add", composed, "--school", source_brin)
        tell(f"added      dossier {added['id']}  {added['size']} bytes  content {added['content'][:16]}...")
        if not within:
            copy = north.run("dossier", "copy", added["id"], "--output", folder / "inspection.html")
            tell(f"copy       for the parents: {copy['copy']}  content {copy['content'][:16]}...")
            inspected = ["dossier", "inspect", added["id"], "--date", "2017-03-31", "--agreement", "Ja", "--how", "digitaal",
                         "--content", copy["content"]]
            north.run(*inspected, *(["--consent", "given"] if facts["profile"] == "VOVO" else []))
            tell("inspected  2017-03-31, shown digitally, agreement with the content: Ja; it stands in the dossier now")
        ready = north.run("dossier", "set-ready", added["id"], "--for", target_brin)
        tell(f"set ready  for {target_brin}, collected at {ready['collected_at']}")

        step(4, f"Target school {target_brin}: ask for the pupil at {source_brin}")
        positions = {program: len(program.log.read_text()) for program in (center, north)}
        started = time.monotonic()
        intake = south.run("intake", "ask", "--as", target_ap, "--from", source_brin, "--kind", facts["kind"],
                           stdin=facts["pgn"] + "\n")
        elapsed = time.monotonic() - started
        tell(f"session {intake['session']}")
        for program in (center, north):
            for operation, result, micros in wire_lines(program, positions[program]):
                tell(f"  {program.name:7} answered {operation:22} {result:26} {int(micros) / 1000:.1f} ms")
        tell(f"state {intake['state']}, result {intake['result']}, in {elapsed:.2f} s")

        step(5, "The received dossier")
        kept = next((south.folder / "documents").rglob("*.sealed"))
        tell(f"encrypted as {kept}")
        exported = folder / "received.xml"
        south.run("intake", "export", intake["id"], "--output", exported)
        tell(f"in plain  as {exported}, because its school asked for it")
        tell(f"sha256 sent     {ready['sha256']}")
        tell(f"sha256 received {intake['sha256']}")
        finished = intake["state"] == "confirmed" and intake["sha256"] == ready["sha256"] == sha256(exported) and ready["content"] == added["content"]
        print("\nThe dossier was handed over, byte for byte." if finished else "\nThe dossier was NOT handed over.")
        if options.keep:
            print(f"\nAll keeps running (stop: kill {' '.join(str(p.process.pid) for p in network.programs)}):")
            for program in network.programs:
                print(f"  {program.name:7} {program.url}   operators: {program.admin_url('/metrics')}"
                      f"\n          settings {program.config}   log {program.log}")
        else:
            print(f"Everything lies in {folder}")
    except CommandFailed as failure:
        print(failure, file=sys.stderr)
    finally:
        if not (options.keep and finished):
            network.__exit__()
    return 0 if finished else 1


sys.exit(main())
