"""What source and target keep is encrypted: the disk tells nothing without the root key, a school gets a new key while all stays
readable, and a dossier comes out in plain only where its school asks for it."""
import pathlib
import sqlite3
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from story import TESTDATA, Story, read_facts, root_element  # noqa: E402

FILE = TESTDATA / "povo.xml"
PGN = read_facts(FILE)["pgn"]


class SealedAtRest(Story):
    def setUp(self):
        self.set_ready(FILE)
        self.intake = self.ask(PGN)
        self.root = self.south.folder / "root.key"

    def refused(self, *arguments):
        done = self.south.run(*arguments, check=False)
        self.assertEqual(done.returncode, 1)
        return done.stderr

    def query(self, program, sql):
        database = sqlite3.connect(program.folder / "oso.db")
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    def test_what_lies_there_cannot_be_read_and_what_comes_out_is_what_was_sent(self):
        self.assert_sealed_at_rest([PGN])
        self.assertEqual(self.received(self.intake), root_element(FILE))
        made = [event["fields"]["school"] for event in self.events(self.south, "key-made")]
        self.assertEqual(made, ["02BB"])

    def test_a_file_that_is_there_is_not_replaced(self):
        taken = self.folder / "taken.xml"
        taken.write_text("mine")
        self.assertIn("exists and is kept", self.refused("intake", "export", self.intake["id"], "--output", taken))
        self.assertEqual(taken.read_text(), "mine")

    def test_an_intake_without_a_dossier_has_none_to_export(self):
        without = self.ask("097902378")
        output = self.folder / "none.xml"
        self.assertIn("no dossier", self.refused("intake", "export", without["id"], "--output", output))
        self.assertFalse(output.exists())

    def test_a_document_that_was_changed_on_disk_does_not_come_out(self):
        [(document,)] = self.query(self.south, f"SELECT document FROM intake WHERE id = '{self.intake['id']}'")
        file = self.south.folder / "documents" / document[:2] / f"{document}.sealed"
        whole = file.read_bytes()
        output = self.folder / "changed.xml"
        file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        self.assertIn("(storage", self.refused("intake", "export", self.intake["id"], "--output", output))
        file.write_bytes(whole)
        self.assertEqual(list(self.folder.glob("changed.xml*")), [])
        self.assertEqual(self.received(self.intake), root_element(FILE))

    def test_a_school_gets_a_new_key_while_it_serves(self):
        [(old,)] = self.query(self.north, "SELECT id FROM school_key")
        rotated = self.north.run("keys", "rotate", "--school", "01AA")
        self.assertEqual(rotated["wrapped_anew"], len(self.query(self.north, "SELECT 1 FROM data_key")))
        self.assertGreater(rotated["wrapped_anew"], 0)
        [(new,)] = self.query(self.north, "SELECT id FROM school_key")
        self.assertNotEqual(old, new)
        self.assertEqual(self.ask(PGN)["state"], "confirmed")
        destroyed = self.events(self.north, "key-destroyed")[-1]
        self.assertEqual((destroyed["fields"]["school"], destroyed["fields"]["key"]), ("01AA", old))
        self.assertTrue(destroyed["actor"].startswith("account:"))

    def test_nothing_starts_without_the_right_root_key(self):
        self.assertIn("exists and is kept", self.refused("keys", "create"))
        aside = self.root.rename(self.folder / "root.key")
        self.assertIn("keys create", self.refused("intake", "list", "--school", "02BB"))
        self.south.run("keys", "create")
        self.assertIn("keys.root is not the root key", self.refused("intake", "list", "--school", "02BB"))
        self.root.write_text("short")
        self.assertIn("is no root key", self.refused("intake", "list", "--school", "02BB"))
        aside.rename(self.root)
        self.root.chmod(0o640)
        self.assertIn("others than its owner", self.refused("intake", "list", "--school", "02BB"))
        self.root.chmod(0o600)
        self.assertEqual(self.received(self.intake), root_element(FILE))


if __name__ == "__main__":
    unittest.main(verbosity=2)
