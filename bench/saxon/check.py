#!/usr/bin/env python3
"""Does the yardstick do our work? What its stylesheets find on altered dossiers of 2019.1 is what `oso validate --rules
official` finds:   check.py OSO REFERENCE [COUNT]"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from stylesheet import stylesheet

HERE = Path(__file__).resolve().parent
SAXON = "/usr/share/java/Saxon-HE.jar"
sys.path.insert(0, str(HERE.parents[1] / "tests/differential"))
from alter import Alterer  # noqa: E402
from published import read_seed  # noqa: E402


def sheet_of(text):
    kind = re.search(r"<(?:d:)?overdrachtsoort>([^<]*)<", text)
    if kind and kind[1] in ("overstapdossier", "overdrachtbinnenbrin", "swv-dossier"):
        return "PaO" if kind[1] == "swv-dossier" else "OV"
    return "PaO" if re.search(r"<(?:d:)?overstap>(POSWV|VOSWV)<", text) else "OV"


def main():
    oso, reference, count = sys.argv[1], Path(sys.argv[2]), int((sys.argv + ["600"])[3])
    seeds = [read_seed(file) for file in sorted((reference / "examples/2019.1").rglob("*.xml"))]
    names = sorted({fact["path"].rpartition("/")[2] for fact in
                    json.loads((reference / "json/elements_2019.1.json").read_text())["elements"]})
    alterer = Alterer(7, names)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for sheet in ("OV", "PaO"):
            (folder / f"{sheet}.xsl").write_text(stylesheet(reference / "json/rules_2019.1.json", sheet))
        for i in range(count):
            (folder / f"{i:05}.xml").write_text(alterer.once(seeds[i % len(seeds)])[0])
        told = subprocess.run([oso, "validate", "--rules", "official", "--format", "jsonl", folder], capture_output=True, text=True)
        reports = [report for report in map(json.loads, told.stdout.splitlines()) if report["schemaValid"]]
        work = "".join(f"{sheet_of(Path(report['file']).read_text())} {report['file']}\n" for report in reports)
        done = subprocess.run(["java", "-cp", SAXON, HERE / "Warm.java", "check", folder / "OV.xsl", folder / "PaO.xsl"],
                              input=work, capture_output=True, text=True, check=True)
    different, findings = 0, 0
    for report, line in zip(reports, done.stdout.splitlines(), strict=True):
        ours = sorted((finding["check"], finding["path"]) for finding in report["findings"])
        theirs = sorted((found.get("regel"), found.findtext("locatie")) for found in ElementTree.fromstring(line))
        findings += len(theirs)
        if ours != theirs:
            different += 1
            print(f"{report['file']}: {sorted(set(ours) ^ set(theirs))[:4]}")
    print(f"{len(reports)} of {count} dossiers are valid by the schema; {findings} findings; {different} dossiers differ")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
