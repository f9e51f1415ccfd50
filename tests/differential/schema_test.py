#!/usr/bin/env python3
"""Holds the schema that `oso schema` makes of each version against the published one: dossiers that miss an element, have
one twice or with another value, for every element there is an example of, and altered ones, get the same verdict of both.
   schema_test.py REFERENCE [--count N] [--seed N]"""
import argparse
import collections
import copy
import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

from lxml import etree

from alter import Alterer
from published import FILES, read_seed, seeds, version_of, year_of

PARSER = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)

# Between them they tell every type and limit from every other.
PROBES = ["", "x", "1", "2.5", "1001", "2147483648", "2019-07-31", "2019-07-30", "00AA", "2019-2020", "x" * 36, "x" * 1025]


def made(version):
    text = subprocess.run([os.environ["OSO_BIN"] + "/oso", "schema", version, "--format", "xsd"], capture_output=True,
                          check=True).stdout
    return etree.XMLSchema(etree.fromstring(text))


def each_element(text, seen):
    """The dossier with one thing done to it, for each place in it that was not seen before."""
    tree = etree.fromstring(text.encode(), PARSER).getroottree()
    year = year_of(text)
    for element in list(tree.getroot().iterdescendants("*")):
        path = year, re.sub(r"\[\d+\]", "", tree.getelementpath(element))
        if path in seen:
            continue
        seen.add(path)
        parent, at, value = element.getparent(), element.getparent().index(element), element.text
        parent.insert(at, copy.deepcopy(element))
        yield tree.getroot(), f"two {path[1]}"
        del parent[at]
        for probe in PROBES if not len(element) else []:
            element.text = probe
            yield tree.getroot(), f"{path[1]} = {probe[:20]!r}"
            element.text = value
        parent.remove(element)
        yield tree.getroot(), f"without {path[1]}"
        parent.insert(at, element)


def altered_ones(texts, count, seed, names):
    alterer = Alterer(seed, names)
    for i in range(count):
        text = texts[i % len(texts)]
        altered, done = alterer.once(text) if i >= len(texts) else (text, "as it was")
        try:
            yield etree.fromstring(altered.encode(), PARSER), done
        except etree.XMLSyntaxError:
            continue


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("reference", type=Path)
    parser.add_argument("--count", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=2)
    options = parser.parse_args()
    published = {year: etree.XMLSchema(file=str(options.reference / f"xsd/oso_{name}.xsd"))
                 for year, name in FILES.items()}
    ours = {year: made(version_of(year)) for year in FILES}
    names = sorted({element.get("name") for schema in ("2016", "2019") for element in etree.parse(
        str(options.reference / f"xsd/oso_{FILES[schema]}.xsd")).iter("{*}element") if element.get("name")})
    texts = [read_seed(file) for file in seeds(options.reference)]
    verdicts, differences, seen = collections.Counter(), [], set()
    each = itertools.chain.from_iterable(each_element(text, seen) for text in texts)
    for root, done in itertools.chain(each, altered_ones(texts, options.count, options.seed, names)):
        year = year_of(etree.QName(root).namespace or "")
        if year not in FILES or etree.QName(root).localname != "dossier":
            continue  # any other root is none of a dossier's business
        want, got = published[year].validate(root), ours[year].validate(root)
        verdicts[year, want] += 1
        if got != want:
            differences.append(f"{year} {done}: published {want}, ours {got} "
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
