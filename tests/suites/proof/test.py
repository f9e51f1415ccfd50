"""The log that proves itself, read by the real programs from outside: over TLS, from a folder, from the database; a witness
that watches; and an operator with the database in hand who changes it, and is found out."""
import contextlib
import json
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from rest import Caller, within  # noqa: E402
from story import BIN, SESSION, Story, oso  # noqa: E402

TRIGGERS = ("audit_event_is_not_changed", "audit_event_is_not_deleted")


class Log(Story):
    """A centre whose log is longer than one bundle, and who reads it."""

    CENTER_SETTINGS = {"log.seal_milliseconds": 200}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key = cls.center.run("keys", "show")["logVerifier"]
        cls.address = f"https://127.0.0.1:{cls.center.settings['public.port']}"
        cls.ca = ["--ca", cls.network.pki / "ca.pem"]
        cls.database = cls.center.folder / "oso.db"
        cls.grow(300)

    @classmethod
    def grow(cls, count):
        """So many sessions more, and until all is sealed."""
        south = Caller(cls.network, cls.center, "south")
        for _ in range(count):
            status = south.call("POST", "/v1/sessions", SESSION).status
            if status not in (201, 429):  # what is refused is on record too
                raise AssertionError(status)
        cls.wait_until_sealed()

    @classmethod
    def wait_until_sealed(cls):
        within(20, lambda: cls.signed_size() >= cls.stored_size())

    @classmethod
    def stored_size(cls):
        with contextlib.closing(sqlite3.connect(cls.database)) as database:
            return database.execute("SELECT count(*) FROM audit_event").fetchone()[0]

    @classmethod
    def read(cls, path, token=None):
        return Caller(cls.network, cls.center).call("GET", f"/v1/log/{path}",
                                                    headers={"Authorization": f"Bearer {token}"} if token else {})

    @classmethod
    def signed_size(cls):
        answer = cls.read("checkpoint")
        return int(answer.data.decode().splitlines()[1]) if answer.status == 200 else 0

    def token_file(self, role="operator", *scope):
        file = self.folder / f"token-{role}"
        token = self.center.run("token", "issue", "anna", "--role", role, *scope)["token"]
        file.write_text(token + "\n")
        file.chmod(0o600)
        return file

    def log(self, *arguments, code=0, **options):
        """One command of `oso log`; what it printed, as JSON when it is that."""
        done = oso("log", *arguments, **options)
        self.assertEqual(done.returncode, code, f"{arguments}\n{done.stdout}{done.stderr}")
        return json.loads(done.stdout) if "--json" in arguments else done

    def verify(self, place, *arguments, code=0):
        return self.log("verify", place, "--key", self.key, "--json", *self.ca, *arguments, code=code)

    def stop(self):
        self.assertEqual(self.center.stop(), 0)

    def tamper(self, *statements):
        """What an operator can do who has the database: all of it."""
        with contextlib.closing(sqlite3.connect(self.database)) as database, database:
            for trigger in TRIGGERS:
                database.execute(f"DROP TRIGGER IF EXISTS {trigger}")
            for statement in statements:
                database.execute(statement)


class Reading(Log):
    def test_anyone_verifies_the_hashes_over_tls_and_is_told_that_entries_were_not_read(self):
        report = self.verify(self.address)
        self.assertTrue(report["whole"])
        self.assertIsNone(report["entriesRead"])
        self.assertGreater(report["size"], 256)
        said = self.log("verify", self.address, "--key", self.key, *self.ca).stdout
        self.assertIn("not the entries", said)
        self.assertIn("whole", said)

    def test_an_operator_verifies_every_entry_from_outside(self):
        report = self.verify(self.address, "--token-file", self.token_file())
        self.assertTrue(report["whole"])
        self.assertEqual(report["entriesRead"], report["size"])

    def test_entries_are_for_the_operator_alone(self):
        path = "tile/entries/000"
        self.assertEqual(self.read(path).status, 401)
        for role in (("school", "--scope", "01AA"), ("service-desk",)):
            self.assertEqual(self.read(path, self.token_file(*role).read_text().strip()).status, 403)
        operator = self.read(path, self.token_file().read_text().strip())
        self.assertEqual((operator.status, operator.headers["Cache-Control"]), (200, "no-store"))
        told = oso("log", "verify", self.address, "--key", self.key, *self.ca, "--token-file",
                   self.token_file("school", "--scope", "01AA"))
        self.assertEqual(told.returncode, 2)
        self.assertIn("403", told.stderr)

    def test_the_database_of_a_running_centre_is_verified_and_so_is_a_folder_of_its_files(self):
        self.assertTrue(self.verify(self.database)["whole"])
        folder = self.folder / "mirror"
        operator = self.token_file().read_text().strip()
        checkpoint = self.read("checkpoint").data
        size = int(checkpoint.decode().splitlines()[1])
        names = ["tile/0/000", f"tile/0/001.p/{size - 256}", "tile/1/000.p/1", "tile/entries/000",
                 f"tile/entries/001.p/{size - 256}"]
        for name, content in [("checkpoint", checkpoint), *((name, self.read(name, operator).data) for name in names)]:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        self.assertEqual(self.verify(folder)["entriesRead"], size)
        shutil.rmtree(folder / "tile/entries")
        self.assertEqual(self.verify(folder, code=1)["findings"][0]["finding"], "missing")
        self.assertTrue(self.verify(folder, "--hashes")["whole"])

    def test_a_receipt_is_made_and_verified_without_the_log(self):
        receipt = self.folder / "receipt"
        self.log("prove", self.address, 270, "--key", self.key, *self.ca, "--token-file", self.token_file(), "-o", receipt)
        verified = self.log("verify-receipt", receipt, "--key", self.key, "--json")
        self.assertEqual(verified["index"], 270)
        self.assertIn("type", json.loads(verified["entry"]))
        # Who has the entry needs no token, and the log finds it.
        again = self.log("prove", self.address, "--entry", receipt, "--key", self.key, *self.ca).stdout
        self.assertEqual(self.log("verify-receipt", "-", "--key", self.key, "--json", stdin=again)["index"], 270)
        other = again.replace("index 270", "index 269")
        self.log("verify-receipt", "-", "--key", self.key, stdin=other, code=1)
        told = self.log("prove", self.address, 270, "--key", self.key, *self.ca, code=1)
        self.assertIn("--entry", told.stderr)

    def test_growth_is_proved_between_two_checkpoints_without_the_log(self):
        old, growth = self.folder / "old", self.folder / "growth"
        old.write_bytes(self.read("checkpoint").data)
        self.grow(5)
        self.log("prove", self.address, "--since", old, "--key", self.key, *self.ca, "-o", growth)
        verified = self.log("verify-growth", growth, "--since", old, "--key", self.key, "--json")
        self.assertGreaterEqual(verified["size"], verified["since"] + 5)
        new = self.folder / "new"
        new.write_bytes(self.read("checkpoint").data)
        self.log("verify-growth", growth, "--since", new, "--key", self.key, code=1)

    def test_what_cannot_be_verified_is_told_apart_from_what_is_not_whole(self):
        def told(*arguments, key=self.key):
            done = oso("log", "verify", *arguments, "--key", key)
            self.assertEqual(done.returncode, 2, done.stdout)
            return done.stderr
        self.assertIn("certificate", told(self.address))  # an authority that this machine does not know
        self.assertIn("https", told("http://127.0.0.1/"))
        self.assertIn("there is no", told(self.folder / "nothing.db"))
        self.assertFalse((self.folder / "nothing.db").exists())
        self.assertIn("--key", told(self.address, key="nonsense"))
        self.assertIn(str(self.folder / "none"), told(self.database, "--since", self.folder / "none"))
        stranger = self.log("witness-key", "--name", "w", "-o", self.folder / "w.key", "--json")["witness"]
        self.assertIn("not the key of a log", told(self.address, key=stranger))


class Watching(Log):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.watching = cls.folder / "witness"
        done = oso("log", "witness-key", "--name", "witness.example.nl/1", "-o", cls.folder / "witness.key", "--json")
        cls.witness = json.loads(done.stdout)["witness"]
        cls.arguments = [cls.address, "--key", cls.key, *cls.ca, "--keep", cls.watching, "--cosign-key",
                         cls.folder / "witness.key", "--name", "witness.example.nl/1"]

    def look(self, code=0):
        return self.log("watch", *self.arguments, "--once", "--json", code=code)

    def kept_size(self, name="checkpoint"):
        return int((self.watching / name).read_text().splitlines()[1])

    def since_witness(self, code):
        return self.verify(self.database, "--since", self.watching / "cosigned", "--witness", self.witness, code=code)

    def test_an_operator_with_the_database_in_hand_is_found_out(self):
        # A witness watches while the log grows.
        with open(self.folder / "witness.log", "wb") as told:
            process = subprocess.Popen([BIN / "oso", "log", "watch", *map(str, self.arguments), "--every", "1"], stderr=told)
        self.grow(20)
        size = self.signed_size()
        within(20, lambda: (self.watching / "cosigned").exists() and self.kept_size("cosigned") >= size)
        second = oso("log", "watch", *self.arguments, "--once")  # the folder is taken
        self.assertEqual(second.returncode, 2)
        self.assertIn("another witness", second.stderr)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=20), 0)
        self.assertIn('"the log grew"', (self.folder / "witness.log").read_text())
        self.assertTrue(self.since_witness(0)["whole"])
        self.assertEqual(self.verify(self.database, "--witness", self.witness, code=1)["findings"][0]["finding"], "not-signed")

        self.stop()
        self.assert_is_one_file()
        honest = self.folder / "honest.db"
        shutil.copy(self.database, honest)
        entries = "UPDATE audit_event SET entry = (SELECT entry FROM honest.audit_event WHERE position = {}) WHERE position = {}"
        for name, statements, finding, entry in (
                ("one letter of an entry",
                 ["UPDATE audit_event SET entry = replace(entry, 'session', 'sessiom') WHERE position = 100"],
                 "entry-changed", 100),
                ("two entries in each other's place",
                 [f"ATTACH '{honest}' AS honest", entries.format(101, 100), entries.format(100, 101)], "entry-changed", 100),
                ("an entry taken out, and the gap closed",
                 ["DELETE FROM audit_event WHERE position = 50",
                  "UPDATE audit_event SET position = -position WHERE position > 50",
                  "UPDATE audit_event SET position = -position - 1 WHERE position < 0"], "missing", 256),
                ("the last entry taken out", [f"DELETE FROM audit_event WHERE position = {size - 1}"], "missing", 256),
                ("a bit of a tile",
                 ["UPDATE log_tile SET hashes = CAST(x'00' || substr(hashes, 2) AS BLOB) WHERE level = 0 AND number = 0"],
                 "tile-changed", 0),
                ("the number of entries in the checkpoint",
                 [f"UPDATE log_checkpoint SET note = replace(note, '{size}', '{size - 1}')"], "not-signed", None)):
            with self.subTest(name):
                shutil.copy(honest, self.database)
                self.tamper(*statements)
                report = self.verify(self.database, code=1)
                self.assertFalse(report["whole"])
                found = {(one["finding"], one["entry"]) for one in report["findings"]}
                self.assertIn((finding, entry), found, report["findings"][:3])

        with self.subTest("signed anew by who has the key"):
            shutil.copy(honest, self.database)
            self.tamper("UPDATE audit_event SET entry = replace(entry, 'session', 'sessiom') WHERE position = 100",
                        "DELETE FROM log_tile", "DELETE FROM log_checkpoint")
            self.center.start()
            self.wait_until_sealed()
            self.assertTrue(self.verify(self.database)["whole"])  # the log by itself is
            self.assertEqual(self.look(code=1)["finding"], "forked")
            self.assertEqual(self.since_witness(1)["findings"][0]["finding"], "forked")
            self.assertEqual(self.kept_size(), size)  # it stands by what it saw, and keeps the evidence
            self.assertEqual(len(list(self.watching.glob("refused-*"))), 1)
            self.stop()
            self.assert_is_one_file()

        with self.subTest("an old copy put back"):
            shutil.copy(honest, self.database)
            self.center.start()
            self.grow(3)
            self.assertEqual(self.look()["outcome"], "kept")
            self.stop()
            self.assert_is_one_file()
            shutil.copy(honest, self.database)
            self.center.start()
            self.assertEqual(self.look(code=1)["finding"], "rolled-back")
            self.assertEqual(self.since_witness(1)["findings"][0]["finding"], "rolled-back")
            self.grow(10)  # and grown again beyond where it was: another log
            self.assertEqual(self.look(code=1)["finding"], "forked")

    def assert_is_one_file(self):
        """The write-ahead log is in the file: the file alone is the database."""
        self.assertFalse(self.database.with_name("oso.db-wal").exists())


del Log  # only its children are stories
if __name__ == "__main__":
    unittest.main(verbosity=2)
