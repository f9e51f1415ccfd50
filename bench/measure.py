"""What the suites share: the report, the programs to measure, and running a load generator."""
import csv
import json
import os
import pathlib
import re
import resource
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / folder) for folder in ("tools", "tests/support", "bench/saxon")]
from network import Network  # noqa: E402

SEED = """
[[board]]
number = "41234"
name = "Bestuur"
[[school]]
brin = "01AA"
name = "Bron"
sector = "PO"
board = "41234"
[[school]]
brin = "02BB"
name = "Doel"
sector = "VO"
board = "41234"
[[supplier]]
oin = "00000099000000000001"
name = "Noord"
[[supplier]]
oin = "00000099000000000002"
name = "Zuid"
[[ap]]
id = "01AA/1"
supplier = "00000099000000000001"
sector = "PO"
url = "{north}"
state = "active"
[[ap]]
id = "02BB/2"
supplier = "00000099000000000002"
sector = "VO"
url = "{south}"
state = "active"
"""


class Report:
    def __init__(self):
        self.rows = []

    def add(self, suite, name, value, unit, baseline=None, target=None, at_least=True):
        """`target` bounds the value; `baseline` is measured in the same run, and the ratio is value to baseline."""
        met = None if target is None else (value >= target if at_least else value <= target)
        ratio = round(value / baseline, 4) if baseline else None
        self.rows.append({"suite": suite, "name": name, "value": round(value, 3), "unit": unit,
                          "baseline": baseline and round(baseline, 3), "ratio": ratio, "target": target, "met": met})
        bound = "" if target is None else f"   target {'>=' if at_least else '<='} {target}: {'met' if met else 'NOT MET'}"
        beside = "" if ratio is None else f"   {ratio:.3f} of {baseline:.0f}"
        print(f"{suite:7} {name:52} {value:12.2f} {unit:10}{beside}{bound}", flush=True)


def cpu_seconds(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(process, field="VmRSS"):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(rf"{field}:\s+(\d+)", status).group(1)) / 1024


def make_network(folder, bin_folder, center=None, **settings):
    """A centre, a source (north) and a target (south) that may exchange. `center`: settings of its own."""
    network = Network(folder, bin_folder)
    network.add_center(**settings, **(center or {}))
    north = network.add_school_system("north", "00000099000000000001", **settings)
    south = network.add_school_system("south", "00000099000000000002", **settings)
    seed(network, north, south)
    return network, north, south


def seed(network, north, south):
    network.seed(SEED.format(north=north.url, south=south.url))


def many_schools(network, count=10_000):
    """Fills the centre's register as a country does: a national list, and an access point for every school in it."""
    folder = network.folder / "list"
    network.center.run("school", "generate", "--output", folder, "--count", count)
    schools = {}
    for file, sector in (("po.csv", "PO"), ("so.csv", "SO"), ("vo.csv", "VO")):
        network.center.run("school", "import", folder / file, "--sector", sector)
        with open(folder / file, encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines, delimiter=";"):
                schools[row["INSTELLINGSCODE"]] = {"brin": row["INSTELLINGSCODE"], "name": row["VESTIGINGSNAAM"],
                                                   "place": row["PLAATSNAAM"], "sector": sector}
    aps = [f'[[ap]]\nid = "{brin}/0"\nsupplier = "00000099000000000002"\nsector = "{school["sector"]}"\n'
           f'url = "https://oso.example.nl/{brin}"\nstate = "active"\n' for brin, school in schools.items()]
    for start in range(0, len(aps), 5000):  # a seed file has a MiB at most
        network.seed("".join(aps[start:start + 5000]))
    return list(schools.values())


def load(binary, *arguments, stdin="", pin=None):
    """Runs a load generator; gives its lines of JSON and the CPU seconds it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [*(["taskset", "-c", str(pin)] if pin is not None else []), binary, *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        sys.exit(f"{binary.name}: {done.stderr}")
    sys.stderr.write(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return [json.loads(line) for line in done.stdout.splitlines()], cpu
