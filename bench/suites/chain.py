"""Complete transfers between two schools."""
import base64
import random
import re

from measure import ROOT, load, make_network, resident_megabytes


def pgns(count):
    """Numbers that pass the BSN check, from a range that is not issued."""
    chance, found = random.Random(1), []
    while len(found) < count:
        digits = [9, *(chance.randrange(10) for _ in range(8))]
        if (sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits)) - digits[8]) % 11 == 0:
            found.append("".join(map(str, digits)))
    return found


def dossier_of(pgn, size=175_000):
    """testdata/povo.xml with another PGN, its attachment grown so that the whole has the size of a full official example."""
    text = (ROOT / "testdata/povo.xml").read_text(encoding="utf-8")
    text = re.sub(r"<(bsn|onderwijsnummer)>\d{9}</\1>", f"<bsn>{pgn}</bsn>", text)
    missing = size - len(text.encode())
    content = base64.b64encode(random.Random(pgn).randbytes(missing * 3 // 4)).decode()
    return re.sub(r"<bestandsinhoud>[^<]*</bestandsinhoud>", f"<bestandsinhoud>{content}</bestandsinhoud>", text, count=1)


def run(report, bin_folder, folder):
    pupils = 32
    network, north, south = make_network(folder, bin_folder)
    yard, _ = load(bin_folder / "yardsticks", network.pki, "center")
    numbers = pgns(pupils)
    network.center.start()
    north.start()
    with network:
        for pgn in numbers:
            file = folder / "dossier.xml"
            file.write_text(dossier_of(pgn), encoding="utf-8")
            added = north.run("dossier", "add", file, "--school", "01AA")
            north.run("dossier", "inspect", added["id"], "--date", "2017-03-31", "--agreement", "Ja")
            north.run("dossier", "set-ready", added["id"], "--for", "02BB")
        (asks, result), _ = load(bin_folder / "chain_load", south.config, 4000, pupils, stdin="\n".join(numbers) + "\n")
        report.add("chain", "complete transfers of 175 KB, 2 cores", result["per_second"], "/s",
                   baseline=yard[0]["https_175kb_per_second"], target=250)
        report.add("chain", f"complete transfers, {pupils} at a time: p50", result["p50_ms"], "ms")
        report.add("chain", f"complete transfers, {pupils} at a time: p99", result["p99_ms"], "ms")
        report.add("chain", "complete transfers: failed", result["failed"], "", target=0, at_least=False)
        report.add("chain", "search keys derived and intakes begun", asks["per_second"], "/s")
        for name, process in (("centre", network.center.process), ("source", north.process)):
            report.add("chain", f"memory of the {name} after, at its peak", resident_megabytes(process, "VmHWM"), "MB")
        report.add("chain", "raw fdatasync, one after the other", yard[0]["fdatasync_per_second"], "/s")
        report.add("chain", "bare HTTPS exchange of 175 KB, 2 cores", yard[0]["https_175kb_per_second"], "/s")
