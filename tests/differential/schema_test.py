#!/usr/bin/env python3
"""Holds the schema that `oso schema` makes of each version against the published one: altered dossiers get the same
verdict of both.   schema_test.py REFERENCE [--count N] [--seed N]"""
import argparse
import collections
import os
import re
import subprocess
import sys
from pathlib import Path

from lxml import etree

from alter import Alterer
from oracle import FILES
from test import FILES_TO_NAME, seeds, year_of

PARSER = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)


def made(version):
    text = subprocess.run([os.environ["OSO_BIN"] + "/oso", "schema", version, "--format", "xsd"], capture_output=True,
                          check=True).stdout
    return etree.XMLSchema(etree.fromstring(text))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("reference", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=2)
    options = parser.parse_args()
    published = {year: etree.XMLSchema(file=str(options.reference / f"xsd/oso_{name}.xsd"))
                 for year, name in FILES.items()}
    ours = {year: made(FILES_TO_NAME[year]) for year in FILES}
    names = sorted({element.get("name") for schema in ("2016", "2019") for element in etree.parse(
        str(options.reference / f"xsd/oso_{FILES[schema]}.xsd")).iter("{*}element") if element.get("name")})
    texts = [(file.stem, re.sub(r"(<bestandsinhoud>)[^<]{300,}", r"\1UEsDBAo=", file.read_text()))
             for file in seeds(options.reference)]
    alterer = Alterer(options.seed, names)
    verdicts, differences = collections.Counter(), []
    for i in range(options.count):
        stem, text = texts[i % len(texts)]
        altered, done = alterer.once(text) if i >= len(texts) else (text, "as it was")
        year = year_of(altered)
        try:
            root = etree.fromstring(altered.encode(), PARSER)
        except etree.XMLSyntaxError:
            continue
        if year not in FILES or etree.QName(root).localname != "dossier":
            continue  # any other root is none of a dossier's business
        want, got = published[year].validate(root), ours[year].validate(root)
        verdicts[year, want] += 1
        if got != want:
            differences.append(f"{year} {stem} ({done}): published {want}, ours {got} "
                               f"{(ours if want else published)[year].error_log[:1]}")
    for year in FILES:
        print(f"{year}: {verdicts[year, True]} valid, {verdicts[year, False]} not")
    print(f"{sum(verdicts.values())} dossiers, {len(differences)} differences")
    for difference in differences[:20]:
        print(difference)
    one_sided = [year for year in FILES if not verdicts[year, True] or not verdicts[year, False]]
    sys.exit(1 if differences or one_sided else 0)


if __name__ == "__main__":
    main()
