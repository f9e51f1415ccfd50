"""Nobody waits unseen. A target asks too early; it is seen waiting at the source, day after day; the source sets the dossier
ready and says so; the target sees that, asks again, and nobody waits any more."""
import datetime
import json
import pathlib
import re
import sqlite3
import ssl
import sys
import time
import unittest
import urllib.request
import zoneinfo

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from story import TESTDATA, CommandFailed, Story, read_facts  # noqa: E402

DAY = 86_400_000_000  # microseconds
FILE = TESTDATA / "povo.xml"


class NobodyWaitsUnseen(Story):
    def setUp(self):
        super().setUp()
        # Ages are days of the Dutch calendar: not across midnight.
        while (local := datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Amsterdam"))).hour == 23 and local.minute >= 55:
            time.sleep(10)

    def waiting(self, program, school):
        return program.run("waiting", "--school", school)

    def gauge(self, program, name, waiting_list):
        text = urllib.request.urlopen(program.admin_url("/metrics"), timeout=5).read().decode()
        found = re.search(rf'^{name}{{list="{waiting_list}"}} (\d+)$', text, re.M)
        return found and int(found.group(1))

    def wait_for(self, look, wanted):
        """A program that starts looks at who waits, beside serving."""
        deadline = time.monotonic() + 20
        while look() != wanted and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertEqual(look(), wanted)

    def let_days_pass(self, program, days):
        """As if what it keeps were so much older; then it looks again."""
        program.stop()
        database = sqlite3.connect(program.folder / "oso.db")
        with database:
            for table, column in (("request", "at"), ("intake", "asked_at"), ("notice", "at")):
                database.execute(f"UPDATE {table} SET {column} = {column} - ?", (days * DAY,))
            database.execute("UPDATE reminder_day SET day = date(day, ?)", (f"-{days} days",))
        database.close()
        program.start()

    def reminders(self, program):
        return [tuple(event["fields"].values()) for event in self.events(program, "reminder-sent")]

    def notify(self, session, source="01AA/1", **options):
        return self.north.run("request", "notify", session, "--from", source, **options)

    def test_from_asking_too_early_to_nobody_waiting(self):
        pgn = read_facts(FILE)["pgn"]
        early = self.ask(pgn)
        self.assertEqual(early["result"], "LeerlinginfoNietBeschikbaar")

        # Seen at the source, in each of its systems, and at the target.
        [asked] = self.waiting(self.north, "01AA")
        self.assertEqual((asked["list"], asked["other"], asked["days"], asked["who"], asked["session"], asked["ap"]),
                         ("asked-not-ready", "02BB/2", 0, "source school", early["session"], "01AA/1"))
        self.assertEqual([row["list"] for row in self.waiting(self.south, "02BB")], ["asked-not-there"])
        [elsewhere] = self.waiting(self.south, "01AA")
        self.south.run("request", "put-aside", elsewhere["session"], "--from", elsewhere["ap"], "--reason", "elsewhere")
        self.assertEqual(self.waiting(self.south, "01AA"), [])

        # Day after day.
        self.assertEqual(self.reminders(self.north), [])
        self.let_days_pass(self.north, 1)
        self.wait_for(lambda: self.reminders(self.north), [("01AA", "asked-not-ready", "1", "1")])
        self.let_days_pass(self.north, 2)
        self.wait_for(lambda: self.reminders(self.north)[1:], [("01AA", "asked-not-ready", "3", "1")])
        self.north.stop()
        self.north.start()  # the same day again: nothing new
        self.wait_for(lambda: self.gauge(self.north, "oso_waiting_oldest_days", "asked-not-ready"), 3)
        self.assertEqual(self.gauge(self.north, "oso_waiting", "asked-not-ready"), 1)
        self.assertEqual(self.gauge(self.north, "oso_waiting", "notice-not-seen"), 0)
        self.assertEqual(len(self.reminders(self.north)), 2)
        self.assertIn('"message":"reminder of who waits"', self.north.log.read_text())
        self.assertEqual(self.waiting(self.north, "01AA")[0]["days"], 3)

        # Nothing to tell yet; then there is.
        with self.assertRaises(CommandFailed) as failed:
            self.notify(early["session"])
        self.assertIn("LeerlinginfoNietBeschikbaar", failed.exception.stderr)
        ready = self.set_ready(FILE)
        [row] = self.waiting(self.north, "01AA")
        self.assertEqual((row["list"], row["dossier"], row["who"], row["days"]),
                         ("ready-not-collected", ready["id"], "source school", 3))
        self.assertEqual(self.notify(early["session"])["result"], "NotificatieOntvangen")
        self.assertEqual([event["type"] for event in self.events(self.north)][-2:],
                         ["notification-sending", "notification-answered"])
        self.assertEqual(self.waiting(self.north, "01AA")[0]["who"], "target school")

        # The target hears of it, and looks.
        [notice] = self.south.run("notice", "list", "--school", "02BB")
        self.assertEqual((notice["source"], notice["target"], notice["seen_at"]), ("01AA/1", "02BB/2", None))
        self.assertEqual([row["list"] for row in self.waiting(self.south, "02BB")], ["asked-not-there", "notice-not-seen"])
        self.assertIsNotNone(self.south.run("notice", "seen", notice["id"])["seen_at"])
        [row] = self.waiting(self.south, "02BB")
        self.assertEqual((row["list"], row["who"]), ("asked-not-there", "target school"))

        # It asks again, and nobody waits: at no school of either system.
        self.assertEqual(self.ask(pgn)["result"], "OverdrachtGeslaagd")
        self.assertEqual((self.north.run("waiting"), self.south.run("waiting")), ([], []))
        for program in (self.north, self.south):
            self.assertNotIn(pgn, json.dumps(self.events(program)) + program.log.read_text())

    def test_feedback_has_no_key_that_could_be_right_and_nothing_of_it_is_kept(self):
        """What was never announced to a partnership has no koppelsleutel."""
        context = ssl.create_default_context(cafile=self.network.pki / "ca.pem")
        context.load_cert_chain(self.network.pki / "south.pem", self.network.pki / "south.key")
        message = (TESTDATA / "golden/soap17/terugkoppelingRequest.xml").read_bytes()
        request = urllib.request.Request(self.north.url, message, {"Content-Type": "text/xml", "SOAPAction": '""'})
        answer = urllib.request.urlopen(request, timeout=10, context=context).read().decode()
        self.assertIn(">SleutelOnjuist</", answer)
        for file in self.north.folder.rglob("*"):
            self.assertNotIn(b"Dank voor het dossier", file.read_bytes() if file.is_file() else b"")

    def test_who_asked_nothing_of_this_school_is_not_told(self):
        with self.assertRaises(CommandFailed) as failed:
            self.notify("01900000-0000-7000-8000-000000000000")
        self.assertIn("not-found", failed.exception.stderr)


class WrongSetting(Story):
    def test_ages_that_are_none_are_refused_at_the_start(self):
        for text in ("", "1 x", "3 1", "0", "366"):
            self.south.stop()
            self.south.write_settings(**{"reminder.days": text})
            with self.subTest(text), self.assertRaises(CommandFailed) as failed:
                self.south.start()
            self.assertIn("reminder.days", str(failed.exception))
        self.south.write_settings(**{"reminder.days": "2"})
        self.south.start()


if __name__ == "__main__":
    unittest.main(verbosity=2)
