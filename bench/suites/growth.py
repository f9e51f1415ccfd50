"""Sessions at a centre that keeps a million of them beside one that begins."""
import os
import time

from measure import cpu_seconds, load, make_network, resident_megabytes
from suites.center import NO_LIMITS

STORED = 1_000_000


def run(report, bin_folder, folder):
    network, north, south = make_network(folder, bin_folder, center=NO_LIMITS, threads=1)
    south.write_settings(**{"center.protocol": "rest-1"})
    center = network.center

    def medians(stored):
        """One at a time and many, in ms; and the centre's CPU, in us."""
        center.start(wrapper=["taskset", "-c", "0"])
        settle(center)
        found = []
        before, done = cpu_seconds(center.process), 0
        for at_once, count in ((1, 3000), (64, 20_000)):
            (result,), _ = load(bin_folder / "center_load", north.config, south.config, "plain", count, at_once, pin=1)
            found.append(result["p50_ms"])
            done += result["done"] + 4 * at_once  # it warms up
        found.append(1e6 * (cpu_seconds(center.process) - before) / done)
        report.add("growth", f"memory, {stored} sessions stored", resident_megabytes(center.process), "MB")
        center.stop()
        return found

    few = medians(0)
    (filled,), _ = load(bin_folder / "store_load", center.folder / center.settings["store.database"], STORED, 512)
    report.add("growth", "opened and closed through the store alone, 2 cores", filled["per_second"], "/s")
    os.sync()  # what filling left to write is none of the centre's
    many = medians(STORED)
    for name, unit, before, after in zip(("one at a time: p50", "64 at a time: p50", "centre's CPU each"), ("ms", "ms", "us"), few, many):
        report.add("growth", f"{STORED} sessions stored, {name}", after, unit, baseline=before)
    report.add("growth", f"{STORED} sessions stored, one at a time: p50 grows to", many[0] / few[0], "x", target=1.2, at_least=False)


def settle(center):
    """Waits until the centre has sealed what is in its log: until it rests."""
    while True:
        before = cpu_seconds(center.process)
        time.sleep(1.5)
        if cpu_seconds(center.process) - before < 0.1:
            return
