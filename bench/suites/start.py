"""Start time and idle memory, the centre with the register of a country."""
import statistics
import time

from measure import make_network, many_schools, resident_megabytes


def run(report, bin_folder, folder):
    network, north, _ = make_network(folder, bin_folder)
    schools = len(many_schools(network))
    for program, name in ((network.center, f"oso-center with {schools} schools"), (north, "oso-school")):
        times = []
        for _ in range(5):
            started = time.monotonic()
            program.start()
            times.append(time.monotonic() - started)
            time.sleep(1.5)
            memory = resident_megabytes(program.process)
            program.stop()
        report.add("start", f"{name}: start to first answer", statistics.median(times), "s", target=0.3, at_least=False)
        report.add("start", f"{name}: idle memory", memory, "MB", target=40, at_least=False)
