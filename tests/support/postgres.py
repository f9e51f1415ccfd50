"""A PostgreSQL of one's own (tools/postgres_instance), for a story or a benchmark; it can be halted, frozen and brought back."""
import contextlib
import os
import pathlib
import signal
import subprocess
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "postgres_instance"


class Postgres:
    def __init__(self, folder, fsync="off"):
        self.at = pathlib.Path(f"{folder}-postgres")  # beside it: a story's folder is gone before this stops
        self.environment = {**os.environ, "OSO_POSTGRES_FSYNC": fsync}
        self._do("start")
        self.folder = pathlib.Path(self.at.read_text())
        self.is_installed = self.at.read_text() != ""

    def _do(self, action):
        subprocess.run([TOOL, action, self.at], check=True, stdout=subprocess.DEVNULL, env=self.environment)

    def database(self, folder=None):
        """As `store.database` takes it; reached by the socket in `folder`, where that is another's."""
        return f"postgresql:host={folder or self.folder} user=oso dbname=postgres"

    @property
    def socket(self):
        return self.folder / ".s.PGSQL.5432"

    def query(self, sql):
        """The rows, each a list of texts."""
        done = subprocess.run(["psql", "-h", self.folder, "-U", "oso", "-d", "postgres", "-XAtq", "-F", "\x1f", "-c", sql],
                              check=True, capture_output=True, text=True, timeout=30)
        return [line.split("\x1f") for line in done.stdout.splitlines()]

    def halt(self):
        """At once, as if the machine had stopped; what was committed is there."""
        self._do("halt")

    def resume(self):
        self._do("resume")

    def stop(self):
        self._do("stop")

    @contextlib.contextmanager
    def frozen(self):
        """None of its processes runs: it takes connections, and says nothing."""
        postmaster = int((self.folder / "data/postmaster.pid").read_text().split()[0])
        children = pathlib.Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        processes = [postmaster, *map(int, children)]
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in reversed(processes):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGCONT)


class OnPostgres:
    """Of a story, before Story: its centre may use `cls.postgres`, which is there from `prepare` on until all else has stopped."""

    @classmethod
    def prepare(cls):
        cls.postgres = Postgres(cls.folder)
        cls.addClassCleanup(cls.postgres.stop)
        if not cls.postgres.is_installed:
            raise unittest.SkipTest("PostgreSQL is not installed")
