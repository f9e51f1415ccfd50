"""Finding schools among ten thousand."""
import random
import time
from urllib.parse import quote

from measure import load, make_network, many_schools


def run(report, bin_folder, folder):
    network, _, _ = make_network(folder, bin_folder, threads=1)
    schools = many_schools(network)
    network.center.start(wrapper=["taskset", "-c", "0"])
    time.sleep(3)  # what is searched is made after the start
    chance = random.Random(1)
    base = f"https://127.0.0.1:{network.center.port}/v1/schools"
    words = {"name": [school["name"].split()[-1] for school in schools], "place": [school["place"] for school in schools],
             "BRIN": [school["brin"] for school in schools]}
    with network:
        for what, texts in words.items():
            urls = "\n".join(f"{base}?q={quote(text)}" for text in chance.sample(texts, 500))
            (result,), _ = load(bin_folder / "get_load", network.pki, "south", 5000, 1, stdin=urls + "\n", pin=1)
            report.add("search", f"schools by {what}, of {len(schools)}: p50", result["p50_ms"], "ms")
            report.add("search", f"schools by {what}, of {len(schools)}: p99", result["p99_ms"], "ms", target=2, at_least=False)
            report.add("search", f"schools by {what}: failed", result["failed"], "", target=0, at_least=False)
