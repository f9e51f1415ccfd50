"""The published facts, where they are at hand, and the dossiers that the comparisons with them start from."""
import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]
# By the year in a dossier's namespace: the version in the names of the published files.
FILES = {"2016": "2016.1", "2017": "2017.1.2", "2018": "2018.1.1", "2019": "2019.1"}


def version_of(year):
    """The version's own name: '2018.1'."""
    return f"{year}.1"


def year_of(text):
    found = re.search(r"oso_gegevensset/(\d{4})/dossier", text)
    return found[1] if found else None


def read_seed(file):
    """Without what makes a dossier large: each attachment becomes the least that is one."""
    return re.sub(r"(<bestandsinhoud>)[^<]{300,}", r"\1UEsDBAo=", file.read_text())


def seeds(reference):
    for folder in ("examples", "examples-derived"):
        yield from sorted((reference / folder).rglob("*.xml"))
    yield from sorted((PROJECT / "testdata").glob("*.xml"))
