"""Judging dossiers."""
import json
import pathlib
import resource
import shutil
import subprocess
import sys
import time

from measure import ROOT
import pour
from story import REFERENCE
from stylesheet import stylesheet

SAXON = pathlib.Path("/usr/share/java/Saxon-HE.jar")


def full_dossier(oso, folder):
    """A full dossier and a schema of its version: the published example where it is at hand, else ours."""
    example = REFERENCE / "examples/2019.1/OV/POVO_full.xml"
    if example.exists():
        return example, REFERENCE / "xsd/oso_2019.1.xsd"
    print("NOTE: the published example is not at hand; measuring a generated dossier", file=sys.stderr)
    dossier, schema = folder / "full.xml", folder / "schema.xsd"
    subprocess.run([oso, "new", "--profile", "POVO", "--seed", "1", "--size", "full", "--output", dossier], check=True)
    subprocess.run([oso, "schema", "2019.1", "--format", "xsd", "--output", schema], check=True)
    return dossier, schema


def fastest(times, command):
    """In seconds, of so many runs, for other load on the machine is not the program's: by the clock, and of CPU."""
    clock, cpu = [], []
    for _ in range(times):
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        clock.append(time.perf_counter() - started)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(clock), min(cpu)


def judge_in_process(report, bin_folder, dossier, schema):
    """CPU time, each in turn: the same whatever else runs. Gives ours, by the official rules, in ms."""
    out = subprocess.run([bin_folder / "dataset_bench", dossier, schema, "--benchmark_format=json", "--benchmark_repetitions=15",
                          "--benchmark_min_time=0.1", "--benchmark_enable_random_interleaving=true",
                          "--benchmark_report_aggregates_only=true"], capture_output=True, check=True)
    median = {row["run_name"]: row["cpu_time"] / 1e6 for row in json.loads(out.stdout)["benchmarks"]
              if row["aggregate_name"] == "median"}
    yard, ours = median["libxml2"], median["official"]
    report.add("dataset", "full dossier, official rules", ours, "ms", baseline=yard, target=0.30, at_least=False)
    report.add("dataset", "full dossier, intended rules and attachments", median["intended"], "ms", baseline=yard)
    report.add("dataset", "libxml2: parse and schema", yard, "ms")
    report.add("dataset", "times faster than libxml2", yard / ours, "x", target=2)
    return ours


def judge_with_saxon(report, folder, dossier, schema, ours):
    """The published way: a schema validator and XSLT, in one warm process. bench/saxon/check.py shows it does the same."""
    rules = REFERENCE / "json/rules_2019.1.json"
    if not (SAXON.exists() and shutil.which("java") and rules.exists()):
        print("NOTE: Java, Saxon-HE or the published rules are not at hand: the comparison with them is SKIPPED", file=sys.stderr)
        return
    sheet = folder / "OV.xsl"
    sheet.write_text(stylesheet(rules, "OV"))
    out = subprocess.run(["java", "-cp", SAXON, ROOT / "bench/saxon/Warm.java", "bench", schema, sheet, dossier, "2000"],
                         capture_output=True, check=True)
    warm = json.loads(out.stdout)
    report.add("dataset", "Xerces: parse and schema, warm", warm["xsd_ms"], "ms")
    report.add("dataset", "Saxon-HE: parse and rules, warm", warm["rules_ms"], "ms")
    report.add("dataset", "times faster than schema + rules on Saxon-HE, warm", (warm["xsd_ms"] + warm["rules_ms"]) / ours, "x", target=8)


def run(report, bin_folder, folder):
    oso = bin_folder / "oso"
    dossier, schema = full_dossier(oso, folder)
    ours = judge_in_process(report, bin_folder, dossier, schema)
    judge_with_saxon(report, folder, dossier, schema, ours)

    # Half of it is starting a process: the baseline is another one that does part of the work.
    xmllint, _ = fastest(40, ["xmllint", "--noout", "--schema", schema, dossier])
    process, _ = fastest(40, [oso, "validate", dossier])
    report.add("dataset", "process: oso validate FILE, beside xmllint --schema", 1000 * process, "ms", baseline=1000 * xmllint,
               target=10, at_least=False)
    files = folder / "files"
    files.mkdir()
    for i in range(3000):
        shutil.copy(dossier, files / f"{i}.xml")
    for rules, target in (("official", 5000), ("intended", None)):
        clock, cpu = fastest(5, [oso, "validate", "--rules", rules, "--format", "jsonl", files])
        report.add("dataset", f"3 000 full dossiers, {rules} rules, 2 cores", 3000 / clock, "/s", target=target)
        report.add("dataset", f"3 000 full dossiers, {rules} rules: CPU of each", 1000 * cpu / 3000, "ms")

    text = (ROOT / "testdata/povo.xml").read_text(encoding="utf-8")
    for name, pieces in (("a ZIP", pour.zip_dossier), ("no ZIP", pour.junk_dossier)):
        outcome = pour.validate(oso, pieces(text, 1000))
        report.add("dataset", f"1 GB dossier, its attachment {name}", 1000 / outcome.seconds, "MB/s")
        report.add("dataset", f"1 GB dossier, its attachment {name}: memory", outcome.kilobytes / 1024, "MB", target=64, at_least=False)
