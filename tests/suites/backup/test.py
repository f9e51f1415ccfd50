"""A centre is backed up while it works, on SQLite and on PostgreSQL, and restored into an empty place of either; the log in
the backup and in what was restored is verified, and one that is older than what a witness saw is noticed."""
import json
import pathlib
import shutil
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from postgres import Postgres  # noqa: E402
from rest import Caller, within  # noqa: E402
from story import BIN, NORTH, SEED, SESSION, SOUTH, Network, oso  # noqa: E402



class Backup(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="oso-backup-"))
        self.network = Network(self.folder / "network", BIN)
        self.network.issue("south", SOUTH)
        self.postgres, self.schemas = None, 0
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def a_postgres(self):
        """An empty schema in a PostgreSQL of our own."""
        if self.postgres is None:
            self.postgres = Postgres(self.folder)
            self.addCleanup(self.postgres.stop)
        if not self.postgres.is_installed:
            self.skipTest("PostgreSQL is not installed")
        self.schemas += 1
        self.postgres.query(f"CREATE SCHEMA centre_{self.schemas}")
        return self.postgres.database() + f" options='-c search_path=centre_{self.schemas}'"

    def start_center(self, database):
        self.center = self.network.add_center(**{"store.database": database, "log.seal_milliseconds": 200})
        self.network.seed(SEED.format(source="01AA", north=NORTH, south=SOUTH, north_url="https://127.0.0.1/n",
                                      south_url="https://127.0.0.1/s"))
        self.addCleanup(self.center.stop)
        self.center.start()
        self.key = self.center.run("keys", "show")["logVerifier"]

    def open_sessions(self, goes_on, opened):
        south = Caller(self.network, self.center, "south")
        while goes_on():
            opened.append(south.call("POST", "/v1/sessions", SESSION).status)

    def grow(self, count):
        opened = []
        self.open_sessions(lambda: len(opened) < count, opened)
        self.assertEqual(opened.count(201) + opened.count(429), count)

    def wait_until_sealed(self, beyond):
        place = self.center.settings["store.database"]
        within(20, lambda: self.verify(place)["size"] > beyond)

    def verify(self, place, *arguments):
        if not place.startswith("postgresql:"):
            place = str(self.center.folder / place)
        done = oso("log", "verify", place, "--key", self.key, "--json", *arguments)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return json.loads(done.stdout)

    def restore(self, backup, database, *arguments, code=0):
        """As an operator does: the settings name an empty place, and the keys are back."""
        self.center.write_settings(**{"store.database": database})
        done = self.center.run("restore", backup, *arguments, check=False)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def tell(self, database, elsewhere):
        self.start_center(database)
        self.grow(300)
        self.wait_until_sealed(256)

        # While sessions are opened.
        opened, is_done = [], threading.Event()
        writer = threading.Thread(target=self.open_sessions, args=(lambda: not is_done.is_set(), opened))
        writer.start()
        backup = self.folder / "backup.db"
        report = self.center.run("backup", backup)
        is_done.set()
        writer.join()
        self.assertTrue(opened)
        self.assertNotIn(503, opened)
        self.assertTrue(report["whole"])
        self.assertEqual(self.center.run("backup", backup, check=False).returncode, 1)  # it takes no file's place
        self.assertEqual(self.verify(str(backup))["size"], report["size"])

        # A witness sees more than the backup has.
        self.grow(3)
        self.wait_until_sealed(report["size"])
        witness = self.folder / "witness"
        done = oso("log", "watch", database if database.startswith("postgresql:") else self.center.folder / database, "--key",
                   self.key, "--keep", witness, "--once")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.center.stop(), 0)

        # Not over what is there; then into an empty place, in the other engine too.
        self.assertIn("already-exists", self.restore(backup, database, code=1).stderr)
        for place in elsewhere:
            restored = self.restore(backup, place)
            self.assertEqual(json.loads(restored.stdout)["size"], report["size"])
            self.center.start()
            self.grow(3)
            self.wait_until_sealed(report["size"])
            self.assertEqual(self.center.stop(), 0)
        older = self.restore(backup, "older.db", "--since", witness / "checkpoint", code=1)
        self.assertIn("rolled-back", older.stdout)
        self.assertIn("nothing was restored", older.stderr)
        self.assertFalse((self.center.folder / "older.db").exists())

    def test_from_sqlite(self):
        self.tell("oso.db", ["restored.db", self.a_postgres()])

    def test_from_postgres(self):
        self.tell(self.a_postgres(), [self.a_postgres(), "restored.db"])

    def test_without_the_keys_a_restore_says_what_to_do_and_touches_nothing(self):
        self.center = self.network.add_center()
        (self.center.folder / "keys").rename(self.center.folder / "away")
        told = self.restore(self.folder / "none.db", "empty.db", code=1)
        self.assertIn("put the keys back first", told.stderr)
        self.assertFalse((self.center.folder / "empty.db").exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
