"""./dev bench [SUITE...] [--json FILE]: starts the real programs, drives them, and reports each figure beside its baseline of
the same run and its target."""
import argparse
import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from measure import ROOT, Report  # noqa: E402
from suites import center, chain, dataset, growth, search, start  # noqa: E402

SUITES = {"dataset": dataset, "start": start, "center": center, "search": search, "growth": growth, "chain": chain}


def main():
    described = ", ".join(f"{name} ({suite.__doc__.rstrip('.').lower()})" for name, suite in SUITES.items())
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--bin", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="also write a list of {suite,name,value,unit,"
                        "baseline,ratio,target,met}")
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"of {described}; default: all")
    options = parser.parse_args()
    unknown = set(options.suites) - set(SUITES)
    if unknown:
        parser.error(f"there is no suite {', '.join(sorted(unknown))}")
    report = Report()
    for name in options.suites or SUITES:
        with tempfile.TemporaryDirectory(prefix="oso-bench-", dir=ROOT / "build") as folder:
            SUITES[name].run(report, options.bin.resolve(), pathlib.Path(folder))
    if options.json:
        options.json.write_text(json.dumps(report.rows, indent=1) + "\n")
    return 0 if all(row["met"] is not False for row in report.rows) else 1


sys.exit(main())
