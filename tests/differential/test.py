#!/usr/bin/env python3
"""Compares `oso validate --rules official` with the published schema (xmllint) and the published rules (oracle.py) on
altered dossiers, file by file and finding by finding:   test.py REFERENCE [--count N] [--seed N]"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from alter import Alterer
from oracle import Oracle
from published import FILES, read_seed, seeds, version_of, year_of

# Where we differ from xmllint on purpose: a dossier with these is told differently, see docs/divergences.md.
ON_PURPOSE = re.compile(r"xsi:nil|<!\[CDATA\[ \]\]> after")


def schema_valid(reference, files):
    """By year, many files a call: xmllint says of each whether it validates."""
    valid = {}
    by_year = collections.defaultdict(list)
    for file in files:
        by_year[year_of(file.read_text())].append(file)
    for year, some in by_year.items():
        schema = reference / "xsd" / f"oso_{FILES[year]}.xsd"
        for at in range(0, len(some), 200):
            names = [str(file) for file in some[at:at + 200]]
            done = subprocess.run(["xmllint", "--noout", "--huge", "--schema", schema, *names], capture_output=True, text=True)
            for name in names:
                valid[name] = f"{name} validates" in done.stderr
    return valid


def judge(work):
    reference, files = work
    oracle = Oracle(reference / "json")
    return [(str(file), oracle.judge(file.read_bytes())) for file in files]


def ours(folder, files):
    out = subprocess.run([os.environ["OSO_BIN"] + "/oso", "validate", "--rules", "official", "--format", "jsonl", str(folder)],
                         capture_output=True, text=True)
    lines = [json.loads(line) for line in out.stdout.splitlines()]
    assert len(lines) == len(files), out.stderr
    return {line["file"]: line for line in lines}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("reference", type=Path)
    parser.add_argument("--count", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    names = sorted({fact["path"].rpartition("/")[2] for name in FILES.values()
                    for fact in json.loads((options.reference / f"json/elements_{name}.json").read_text())["elements"]})
    texts = [(file.stem, read_seed(file)) for file in seeds(options.reference)]
    alterer = Alterer(options.seed, names)
    temporary = tempfile.TemporaryDirectory(prefix="oso-altered-")
    folder = options.keep or Path(temporary.name)
    folder.mkdir(exist_ok=True)
    told = {}
    for i in range(options.count):
        stem, text = texts[i % len(texts)]
        altered, done = alterer.once(text) if i >= len(texts) else (text, "as it was")
        if not year_of(altered):  # the whole document went
            altered, done = text, "as it was"
        file = folder / f"{i:05}.xml"
        file.write_text(altered)
        told[str(file)] = f"{stem}: {done}"
    files = [Path(name) for name in told]
    valid = schema_valid(options.reference, files)
    good = [file for file in files if valid[str(file)]]
    workers = os.cpu_count() or 1
    shares = [(options.reference, good[i::workers * 4]) for i in range(workers * 4)]
    with ProcessPoolExecutor(workers) as pool:
        expected = dict(found for share in pool.map(judge, shares) for found in share)
    reports = ours(folder, files)
    differences, fired = [], collections.Counter()
    for name, report in reports.items():
        want = expected.get(name, [])
        got = sorted((finding["check"], finding["path"]) for finding in report["findings"])
        fired.update((report["version"], check) for check, _ in want)
        verdict = "accept" if valid[name] and not want else "reject"
        if ON_PURPOSE.search(told[name]):
            continue
        if report["schemaValid"] != valid[name]:
            differences.append(f"{name} ({told[name]}): schema valid {valid[name]}, ours {report['schemaErrors'][:2]}")
        elif got != want or report["verdict"] != verdict:
            lacking, extra = collections.Counter(want) - collections.Counter(got), collections.Counter(got) - collections.Counter(want)
            differences.append(f"{name} ({told[name]}): lacks {list(lacking)[:3]}, has besides {list(extra)[:3]}")
    rules = Oracle(options.reference / "json").rules
    reachable = {(version_of(year), rule["check"]) for year in rules for rule in rules[year] if rule["reachable"] == "yes"}
    print(f"{len(files)} dossiers, {len(files) - len(good)} not valid by the schema; {len(set(fired) & reachable)} of "
          f"{len(reachable)} checks fired; {len(differences)} differences")
    if options.count >= 20000 or options.keep:
        print("never fired:", sorted(reachable - set(fired)))
    for difference in differences[:20]:
        print(difference)
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
