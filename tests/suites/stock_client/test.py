"""A client that no one here wrote: Debian's python3-zeep reads our WSDLs and does, in every SOAP dialect, what a supplier's
system does: fetches a dossier, asks the official scenarios with an aanvraagdatum and with a koppelsleutel, notifies a
partnership, gives feedback, and registers an access point."""
import base64
import hashlib
import pathlib
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "interop"))
from story import NORTH, ROOT, SEED, SOUTH, TESTDATA, Story, read_facts, root_element  # noqa: E402
from zeep_client import DIALECTS, System  # noqa: E402

TEST_LINK = "42A12E8A-F721-4B26-B2D9-586E2B2123EC"
PARTNERSHIP = """
[[school]]
brin = "06SW"
name = "Samenwerkingsverband"
sector = "SWV"
board = "41234"
[[ap]]
id = "06SW/1"
supplier = "{south}"
purpose = "PaO"
sector = "SWV"
url = "{south_url}"
notification_url = "{south_url}/berichten"
state = "active"
[[school]]
brin = "00YY"
name = "Testschool"
sector = "PO"
board = "41234"
[[supplier]]
oin = "{test}"
name = "Traffic Center"
[[ap]]
id = "00YY/0"
supplier = "{test}"
sector = "PO"
url = "{test_url}"
state = "active"
"""


class StockClient(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        school = cls.network.add_test_school()
        cls.network.seed(SEED.format(source=cls.SOURCE, north=NORTH, south=SOUTH, north_url=cls.north.url, south_url=cls.south.url)
                         + PARTNERSHIP.format(south=SOUTH, south_url=cls.south.url, test=school.oin, test_url=school.url))
        school.start()
        time.sleep(1.2)  # the centre looks for others' changes every second

    def search_key(self, pgn, brin="01AA"):
        """The scheme of docs/choices, by Python's own library."""
        pepper = self.network.pepper.read_text().strip()
        return hashlib.pbkdf2_hmac("sha512", pgn.encode(), (pepper + brin).encode(), 1000, 128)

    def system(self, supplier, access_point, dialect):
        pki = self.network.pki
        return System(self.center.url, pki / f"{supplier}.pem", pki / f"{supplier}.key", pki / "ca.pem", access_point, dialect)

    def in_each_dialect(self, act):
        for dialect in DIALECTS:
            with self.subTest(dialect=dialect):
                act(dialect)

    def test_a_dossier_is_fetched_byte_for_byte(self):
        file = TESTDATA / "povo.xml"
        key_file, pki = self.folder / "key", self.network.pki
        key_file.write_text(base64.b64encode(self.search_key(read_facts(file)["pgn"])).decode())
        self.set_ready(file)

        def fetch(dialect):
            received = self.folder / f"received-{dialect}.xml"
            done = subprocess.run(
                [sys.executable, ROOT / "tests/interop/zeep_client.py", "--center", self.center.url, "--cert", pki / "south.pem",
                 "--key", pki / "south.key", "--ca", pki / "ca.pem", "--doel", "02BB/2", "--bron", "01AA", "--dialect", dialect,
                 "--zoeksleutel-file", key_file, "--out", received], capture_output=True, text=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertEqual(received.read_bytes(), root_element(file))
            closed = self.events(self.center, "session-closed")[-1]["fields"]
            self.assertEqual((closed["source"], closed["result"]), ("01AA/1", "OverdrachtGeslaagd"))
        self.in_each_dialect(fetch)

    def test_a_session_is_checked_and_what_is_open_to_anyone_is_told(self):
        def check(dialect):
            target, source = self.system("south", "02BB/2", dialect), self.system("north", "01AA/1", dialect)
            key = self.search_key("101211151")
            session = target.open_session("01AA/1", key).sessieId
            checked = source.check_session("02BB/2", session, key)
            self.assertEqual((checked.resultaat, checked.sector), ("SessieValide", "VO"))
            other = source.check_session("02BB/2", session, self.search_key("662460613"))
            self.assertEqual((other.resultaat, other.sector), ("SessieAfwijkend", None))
            self.assertEqual(target.list_access_points("01AA"), ["01AA/1", "01AA/2"])
            self.assertIn("06SW/1", target.list_access_points())
            self.assertEqual(target.center.ping().resultaat, "Beschikbaar")
        self.in_each_dialect(check)

    def test_an_aanvraagdatum_before_and_after_the_dossier_was_collected(self):
        def ask(dialect):
            target = self.system("south", "02BB/2", dialect)
            key = self.search_key("388483763", "00YY")
            opened = target.open_session("00YY", key)
            at = opened.aanleverpunt[0]
            for date, expected, has_test in (("2017-04-05T00:00:00+02:00", "OverdrachtGeslaagd", True),
                                             ("2017-04-06T13:34:31+02:00", "GeenNieuwereLeerlinginfo", None),
                                             (None, "OverdrachtGeslaagd", False)):
                result, dossier = target.fetch(at, opened.sessieId, key, **({} if date is None else {"aanvraagdatum": date}))
                self.assertEqual(result, expected)
                self.assertEqual(None if dossier is None else b"<eindtoets" in dossier, has_test)
            self.assertEqual(target.close_session(at, opened.sessieId, key, result), "OverdrachtGeslaagd")
        self.in_each_dialect(ask)

    def test_with_a_koppelsleutel_a_partnership_fetches_a_dossier_without_a_pgn(self):
        def fetch(dialect):
            partnership = self.system("south", "06SW/1", dialect)
            opened = partnership.open_session("00YY", TEST_LINK, "swv-dossier")
            result, dossier = partnership.fetch(opened.aanleverpunt[0], opened.sessieId, TEST_LINK, "swv-dossier")
            self.assertEqual(result, "OverdrachtGeslaagd")
            self.assertNotIn(b"<bsn>", dossier)
            self.assertNotIn(b"<onderwijsnummer>", dossier)
            closed = partnership.close_session(opened.aanleverpunt[0], opened.sessieId, TEST_LINK, result, "swv-dossier")
            self.assertEqual(closed, "OverdrachtGeslaagd")
        self.in_each_dialect(fetch)

    def test_a_koppelsleutel_is_issued_used_and_good_for_those_two_systems_alone(self):
        def notify(dialect):
            source, partnership = self.system("north", "01AA/1", dialect), self.system("south", "06SW/1", dialect)
            granted = source.may_notify("06SW/1", "PaO")
            self.assertEqual(granted.url, self.south.url + "/berichten")
            link = granted.koppelsleutel
            opened = partnership.open_session("01AA/1", link, "swv-dossier")
            self.assertIsNone(opened.resultaat)
            checked = source.check_session("06SW/1", opened.sessieId, link, "swv-dossier")
            self.assertEqual((checked.resultaat, checked.sector), ("SessieValide", "SWV"))
            feedback = partnership.may_give_feedback("01AA/1", link)
            self.assertEqual((feedback.url, feedback.resultaat), (self.north.url, None))
            # Another access point, another source, another kind, and a key that nobody issued.
            self.assertEqual(partnership.may_give_feedback("01AA/2", link).resultaat, "SleutelOnjuist")
            self.assertEqual(partnership.open_session("01AA/2", link, "swv-dossier").resultaat, "VerstrekkerNietActief")
            self.assertEqual(partnership.open_session("02BB", link, "swv-dossier").resultaat, "SleutelOnjuist")
            self.assertEqual(partnership.open_session("01AA/1", link).resultaat, "DoelOnjuist")
            unknown = "00000000-0000-4000-8000-000000000000"
            self.assertEqual(partnership.open_session("01AA/1", unknown, "swv-dossier").resultaat, "SleutelOnjuist")
        self.in_each_dialect(notify)

    def test_a_target_that_asked_before_is_notified_and_no_other(self):
        def notify(dialect):
            source, target = self.system("north", "01AA/1", dialect), self.system("south", "02BB/2", dialect)
            session = target.open_session("01AA/1", self.search_key("101211151")).sessieId
            granted = source.may_notify("02BB/2", session_id=session)
            self.assertEqual((granted.url, granted.koppelsleutel), (self.south.url, None))
            unknown = source.may_notify("02BB/2", session_id="00000000-0000-4000-8000-000000000000")
            self.assertEqual(unknown.resultaat, "SessieOnbekend")
        self.in_each_dialect(notify)

    def test_an_access_point_is_registered_with_the_schools_one_time_key(self):
        def register(dialect):
            why = ("--why", "nieuw systeem")
            ap = self.center.run("ap", "announce", "02BB", "--supplier", SOUTH, *why)["id"]
            key = self.center.run("ap", "key", ap, *why)["key"]
            time.sleep(1.2)
            south = self.system("south", ap, dialect)
            self.assertEqual(south.register(ap, "0000-0000", self.south.url), "RegistratiesleutelOnjuist")
            self.assertEqual(south.register(ap, key, self.south.url), "AanleverpuntGeregistreerd")
            shown = [one for one in self.center.run("ap", "list") if one["id"] == ap][0]
            self.assertEqual((shown["state"], shown["protocols"]), ("registered", ["soap-" + dialect]))
        self.in_each_dialect(register)


if __name__ == "__main__":
    unittest.main(verbosity=2)
