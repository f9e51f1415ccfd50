"""Complete sessions at the centre: open, check, close."""
import contextlib
import os
import pathlib
import subprocess
import sys
import time

from measure import ROOT, cpu_seconds, load, make_network, resident_megabytes, seed
from network import free_port
from postgres import Postgres

SESSIONS = 30_000
AT_ONCE = 64
# One pair of schools does the work of a country.
NO_LIMITS = {"limits.sessions_of_pair": 1_000_000, "limits.sessions_of_pair_per_minute": 1_000_000}


@contextlib.contextmanager
def databases(folder):
    """Each engine, and where its database is if that is not as the settings have it; PostgreSQL, where there is one, does flush its disk."""
    postgres = Postgres(folder, fsync="on")
    try:
        yield [("SQLite", None), *([("PostgreSQL", postgres.database())] if postgres.is_installed else [])]
    finally:
        postgres.stop()


@contextlib.contextmanager
def naive(folder, pki):
    """nginx and one INSERT a request, on the centre's core: gives its address."""
    port, config = free_port(), folder / "nginx.conf"
    text = (ROOT / "bench/naive/nginx.conf").read_text()
    for name, value in (("folder", folder), ("pki", pki), ("port", port)):
        text = text.replace("{" + name + "}", str(value))
    config.write_text(text)
    # As root it would take another user's rights for its worker, who may not read the keys.
    user = ["-g", "user root;"] if os.geteuid() == 0 else []
    nginx = subprocess.Popen(["taskset", "-c", "0", "/usr/sbin/nginx", "-c", config, *user])
    time.sleep(1)
    try:
        yield f"https://127.0.0.1:{port}/"
    finally:
        nginx.terminate()
        nginx.wait(timeout=10)


def naive_sessions_per_second(bin_folder, folder, pki):
    if not pathlib.Path("/usr/lib/nginx/modules/ngx_http_lua_module.so").exists():
        print("NOTE: nginx with Lua is not at hand: the comparison with it is SKIPPED", file=sys.stderr)
        return None
    with naive(folder, pki) as url:
        (result,), _ = load(bin_folder / "get_load", pki, "south", SESSIONS, AT_ONCE, stdin=url + "\n", pin=1)
    return result["per_second"] / 3  # a session is three requests


def measure(report, bin_folder, network, north, south, name, kind, baseline, target):
    """Sessions on the core of the centre, many at once, one at a time, and at half of what it can do."""
    center = network.center

    def sessions(count, at_once, *rate):
        (result,), _ = load(bin_folder / "center_load", north.config, south.config, kind, count, at_once, *rate, pin=1)
        return result

    before = cpu_seconds(center.process)
    full = sessions(SESSIONS, AT_ONCE)
    cpu = (cpu_seconds(center.process) - before) / (full["done"] + 4 * AT_ONCE)
    half = sessions(int(full["per_second"] * 2), AT_ONCE, full["per_second"] / 2)
    alone = sessions(2000, 1)
    report.add("center", name, full["per_second"], "/s", baseline=baseline, target=target)
    report.add("center", f"{name}: p99 at half load", half["p99_ms"], "ms", target=10, at_least=False)
    report.add("center", f"{name}: p50 of one at a time", alone["p50_ms"], "ms")
    report.add("center", f"{name}: centre's CPU each", 1e6 * cpu, "us")
    report.add("center", f"{name}: failed", full["failed"] + half["failed"] + alone["failed"], "", target=0, at_least=False)


def run(report, bin_folder, folder):
    network, north, south = make_network(folder, bin_folder, center=NO_LIMITS, threads=1)
    yard, _ = load(bin_folder / "yardsticks", network.pki, "center")
    baseline = naive_sessions_per_second(bin_folder, folder, network.pki)
    report.add("center", "bare HTTPS exchange of 500 bytes, 2 cores", yard[0]["https_500b_per_second"], "/s")
    report.add("center", "raw fdatasync, one after the other", yard[0]["fdatasync_per_second"], "/s")
    if baseline:
        report.add("center", "nginx and one INSERT a request, three requests", baseline, "/s")
    with databases(folder) as engines:
        for store, database in engines:
            if database:
                network.center.write_settings(**{"store.database": database})
                seed(network, north, south)
            network.center.start(wrapper=["taskset", "-c", "0"])
            for protocol, kind, target in (("soap-17", "plain", 5000), ("rest-1", "plain", 5000), ("rest-1", "signed", 3000)):
                south.write_settings(**{"center.protocol": protocol})
                name = f"sessions, {store}, {protocol}" + (", signed" if kind == "signed" else "")
                measure(report, bin_folder, network, north, south, name, kind, baseline, target if not database else None)
            report.add("center", f"memory after, {store}", resident_megabytes(network.center.process), "MB")
            network.center.stop()
